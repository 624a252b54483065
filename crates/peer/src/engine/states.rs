//! How things stand, in numbers and the names of states, for a report.

use super::Peer;
use crate::{io::Now, session::Link};

impl Peer {
    /// A line a machine. Sequence numbers, sizes and states only: no content, name, id or secret.
    pub(super) fn states(&self, now: Now) -> String {
        let link = match &self.session.link {
            Link::Unloaded => "unloaded",
            Link::Waiting { .. } => "waiting",
            Link::Dialling { .. } => "dialling",
            Link::Opened { .. } => "opened",
            Link::Joining { .. } => "joining",
            Link::Live(_) if self.session.link.is_caught_up() => "live",
            Link::Live(_) => "catching up",
            Link::Ended => "ended",
        };
        let position = self.session.position.as_ref().map(|position| position.durable.0);
        let committed = self.storage.committed().map(|have| have.durable.0);
        let (frames, snapshots) = self.storage.counts();
        let log = &self.compaction.log;
        let deadline = self.deadline().map(|at| at.saturating_sub(now.mono));
        format!(
            "session {link} position {position:?} trouble {:?} {:?}\n\
             outbox {} frames {} edits; unsealed {} edits\n\
             storage {frames} frames {snapshots} snapshots committed {committed:?} broken {}\n\
             document whole {} quarantined {}\n\
             presence {} pages {} watermarks {} claims; direct {} live willing {}\n\
             compaction trimmed {} snapshot covers {:?} shadow {}\n\
             next in {deadline:?} ms",
            self.session.trouble,
            self.session.past,
            self.outbox.iter().count(),
            self.outbox.edits(),
            self.unsealed.edits(),
            self.storage.is_broken(),
            self.document.is_whole(),
            self.document.quarantined().len(),
            self.presence.table.nonces().len(),
            self.presence.acknowledgements.count(),
            self.presence.claims.count(),
            self.direct.live().len(),
            self.direct.is_willing(),
            log.trimmed.0,
            log.snapshot.map(|head| head.covers.0),
            self.compaction.shadow.is_some(),
        )
    }
}
