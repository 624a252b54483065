//! The trail of a peer: its last transitions and its counters, for somebody who looks for a fault.
//!
//! It refuses to hold anything that a person wrote or that opens anything: a transition is the name of an input or output
//! with numbers and sizes, never content, names, ids or secrets. Tests fill a room with canaries and look for them here.

use std::{collections::VecDeque, fmt::Write as _};

use crate::io::{DirectCommand, DirectEvent, Input, Now, Output};

/// How many of the last transitions are kept.
const KEPT: usize = 64;

/// The last transitions.
#[derive(Default)]
pub(crate) struct Trail {
    /// At most [`KEPT`].
    last: VecDeque<Transition>,
    /// Transitions so far, also those that are not kept any more.
    count: u64,
    now: u64,
}

/// One input or output.
#[derive(Debug, Clone, Copy)]
struct Transition {
    /// Monotonic milliseconds.
    at: u64,
    way: Way,
    what: &'static str,
    /// Bytes or a number that belong to it.
    size: Option<u64>,
}

#[derive(Debug, Clone, Copy)]
enum Way {
    In,
    Out,
}

impl Trail {
    /// The peer is fed this.
    pub fn input(&mut self, now: Now, input: &Input) {
        self.now = now.mono;
        let (what, size) = input_name(input);
        self.note(Transition { at: now.mono, way: Way::In, what, size });
    }

    /// The shell is to do this.
    pub fn output(&mut self, output: &Output) {
        let (what, size) = output_name(output);
        self.note(Transition { at: self.now, way: Way::Out, what, size });
    }

    /// The report: how things stand, then what happened, the latest last.
    pub fn report(&self, now: Now, states: &str) -> String {
        let mut out = format!("peer {}\n{states}\ntransitions {}\n", env!("CARGO_PKG_VERSION"), self.count);
        for Transition { at, way, what, size } in &self.last {
            let arrow = if matches!(way, Way::In) { '>' } else { '<' };
            // Writing into a string cannot fail.
            let _ = write!(out, "-{} ms {arrow} {what}", now.mono.saturating_sub(*at));
            if let Some(size) = size {
                let _ = write!(out, " {size}");
            }
            out.push('\n');
        }
        out
    }

    fn note(&mut self, transition: Transition) {
        #[cfg(feature = "trace")]
        tracing::debug!(
            target: "alongside_peer",
            at = transition.at,
            way = ?transition.way,
            what = transition.what,
            size = transition.size,
        );
        if self.last.len() == KEPT {
            self.last.pop_front();
        }
        self.last.push_back(transition);
        self.count += 1;
    }
}

fn input_name(input: &Input) -> (&'static str, Option<u64>) {
    match input {
        Input::Edit { .. } => ("edit", None),
        Input::Undo => ("undo", None),
        Input::Redo => ("redo", None),
        Input::UndoTyping(_) => ("undo typing", None),
        Input::RedoTyping(_) => ("redo typing", None),
        Input::Identify(_) => ("identify", None),
        Input::Flush => ("flush", None),
        Input::Erase => ("erase", None),
        Input::Forget => ("forget", None),
        Input::Loaded(kept) => ("loaded frames", Some(kept.frames.len() as u64)),
        Input::Stored(id) => ("stored", Some(id.0)),
        Input::StoreFailed(id) => ("store failed", Some(id.0)),
        Input::StorageCleared => ("storage cleared", None),
        Input::Wake => ("wake", None),
        Input::LinkUp => ("link up", None),
        Input::LinkDown => ("link down", None),
        Input::Frame(bytes) => (from_relay(bytes), Some(bytes.len() as u64)),
        Input::Nudge => ("nudge", None),
        Input::Visible(true) => ("visible", None),
        Input::Visible(false) => ("hidden", None),
        Input::FromTab(bytes) => ("from tab", Some(bytes.len() as u64)),
        Input::Caret(_) => ("caret", None),
        Input::Learn => ("learn", None),
        Input::Willing(true) => ("willing", None),
        Input::Willing(false) => ("not willing", None),
        Input::Direct(_, DirectEvent::Says(_)) => ("direct: says", None),
        Input::Direct(_, DirectEvent::Opened) => ("direct: opened", None),
        Input::Direct(_, DirectEvent::Arrived(bytes)) => ("direct: arrived", Some(bytes.len() as u64)),
        Input::Direct(_, DirectEvent::Closed) => ("direct: closed", None),
    }
}

fn output_name(output: &Output) -> (&'static str, Option<u64>) {
    match output {
        Output::Dial => ("dial", None),
        Output::HangUp => ("hang up", None),
        Output::Send(bytes) => (to_relay(bytes), Some(bytes.len() as u64)),
        Output::Store(id, _) => ("store", Some(id.0)),
        Output::TellTabs(bytes) => ("tell tabs", Some(bytes.len() as u64)),
        Output::Direct(_, DirectCommand::Open { .. }) => ("direct: open", None),
        Output::Direct(_, DirectCommand::Hear(_)) => ("direct: hear", None),
        Output::Direct(_, DirectCommand::Send(bytes)) => ("direct: send", Some(bytes.len() as u64)),
        Output::Direct(_, DirectCommand::Close) => ("direct: close", None),
        Output::View => ("view", None),
        Output::Facts => ("facts", None),
        Output::Changed(remote) => ("changes of another", Some(remote.changes.len() as u64)),
        Output::Notice(notice) => (notice.name(), None),
        Output::Edited => ("edited", None),
        Output::Undone(_) => ("undone", None),
        Output::Redone(_) => ("redone", None),
        Output::Refused(_) => ("refused", None),
        Output::EraseRequested => ("erase requested", None),
        Output::EraseUnreachable => ("erase unreachable", None),
    }
}

/// The name of a relay's frame by its type byte (`[P 3]`): a report costs no decoding.
fn from_relay(bytes: &[u8]) -> &'static str {
    match bytes.get(1) {
        Some(0x41) => "challenge",
        Some(0x42) => "welcome",
        Some(0x43) => "deliver",
        Some(0x44) => "durable",
        Some(0x45) => "page",
        Some(0x46) => "caught up",
        Some(0x47) => "snapshot part",
        Some(0x48) => "snapshot ok",
        Some(0x49) => "snapshot conflict",
        Some(0x4a) => "passed on",
        Some(0x4b) => "peer up",
        Some(0x4c) => "peer down",
        Some(0x4d) => "time",
        Some(0x4e) => "erased",
        Some(0x4f) => "error",
        Some(0x50) => "bye",
        Some(0x51) => "trimmed",
        _ => "unknown frame",
    }
}

/// The same of a frame to the relay.
fn to_relay(bytes: &[u8]) -> &'static str {
    match bytes.get(1) {
        Some(0x01) => "auth",
        Some(0x02) => "push",
        Some(0x03) => "pull",
        Some(0x04) => "snapshot get",
        Some(0x05) => "snapshot put",
        Some(0x06) => "ephemeral",
        Some(0x07) => "time?",
        Some(0x08) => "send erase",
        Some(0x09) => "send bye",
        Some(0x0a) => "confirm",
        _ => "unknown frame",
    }
}
