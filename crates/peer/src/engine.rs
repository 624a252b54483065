//! The machine: one `match` over what happened, and a queue of what to do.

mod again;
mod compact;
mod direct;
mod follow;
mod merge;
mod names;
mod read;
mod relay;
mod said;
mod save;
mod standing;
mod trim;
mod word;

use std::collections::VecDeque;
use std::rc::Rc;

use alongside_room::{Edit, MemberId, Moment, Pin, Refused, View, Who, edit::TextField};
use alongside_wire::{Counter, ReplicaId, RoomId, Seq, SnapshotId, ToRelay, frame::Push};
use chacha20::ChaCha20Rng;
use litemap::LiteMap;
use rand_core::{Rng, SeedableRng};

use crate::{
    backoff::Backoff,
    clock::ClockOffset,
    device::Device,
    document::Document,
    facts::{Facts, Notice, Sync, Trouble},
    io::{Caret, EditCaret, Input, Now, Output},
    key::{Keys, RoomSecret},
    link::Link,
    log::Position,
    message::Have,
    negotiation::Lines,
    outbox::{FrameId, Outbox},
    presence::PresenceTable,
};
use names::Names;
use standing::{Checkpoint, Standing};

/// What a [`Peer`] begins with.
#[derive(Debug, Clone)]
pub struct Config {
    /// Opens the room.
    pub secret: RoomSecret,
    /// Who sits at this device, where that is known.
    pub me: Option<MemberId>,
    /// 32 bytes drawn by the operating system. Everything random in this copy follows from them.
    pub seed: [u8; 32],
    /// The authority (host and, unless it is the scheme's default, port) of the relay's address as it is dialled.
    pub origin: String,
    /// Bytes of a log after its snapshot that are worth a new one: `limits::COMPACT_ABOVE`, but for tests.
    pub compact_above: u64,
}

/// One copy of a room.
pub struct Peer {
    keys: Keys,
    origin: String,
    me: Option<MemberId>,
    rng: ChaCha20Rng,

    document: Document,

    names: Names,
    next: Counter,
    pending: Pending,
    outbox: Outbox,
    /// Names of frames that turned out to be another's before the relay refused ours.
    gave_way: LiteMap<FrameId, ()>,

    device: Device,
    /// The numbers that this copy holds, as far as a device has committed that it does.
    committed: Option<Have>,
    /// The same, as the running transaction says.
    committing: Option<Have>,
    /// Something a mark would say changed.
    checkpoint_due: bool,
    /// Snapshots that stand on the device.
    kept_snapshots: Vec<SnapshotId>,

    link: Link,
    backoff: Backoff,
    trouble: Option<Trouble>,
    position: Option<Position>,
    clock: ClockOffset,

    standing: Standing,
    pages: PresenceTable,
    /// Direct lines to them.
    lines: Lines,
    /// The person lets this page be met directly.
    willing: bool,
    /// Servers that help with that.
    ice: Rc<[String]>,
    word: word::Word,
    caret: Option<Caret>,
    visible: bool,

    loaded: bool,
    /// Content came from a log, or was put aside as settled: a relay with another log could lack it.
    holds_settled: bool,
    ever_caught_up: bool,
    ever_failed: bool,
    /// Some relay's log was followed: by this page, or by one before it on this device.
    knew_log: bool,
    forked: bool,
    rebuilt_at: Option<Seq>,
    /// The last snapshot that this page put.
    own_snapshot: Option<SnapshotId>,
    /// The last snapshot that this page compared.
    compared: Option<SnapshotId>,
    /// This page put a snapshot in place of one that lacked something.
    outdone: bool,
    /// Bytes of log that are worth a snapshot.
    compact_above: u64,

    /// When content last came, from here or there, in monotonic milliseconds.
    stirred: u64,
    /// The device was not given everything that this copy holds.
    device_lacks: bool,
    /// How many times as much as usual the device keeps before it is made a snapshot of.
    keeps: usize,

    /// Since when something is not committed on this device, in monotonic milliseconds.
    unsaved_since: Option<u64>,

    outputs: VecDeque<Output>,
    facts: Rc<Facts>,
    facts_due: bool,
}

/// Local changes that are not sealed yet.
#[derive(Debug, Default)]
struct Pending {
    updates: Vec<Vec<u8>>,
    edits: u32,
    since: u64,
}

impl Pending {
    /// One more act, and what came of it.
    fn gather(&mut self, now: Now, updates: Vec<Vec<u8>>) {
        if self.edits == 0 {
            self.since = now.mono;
        }
        self.edits += 1;
        self.updates.extend(updates);
    }
}

impl Peer {
    /// A copy that knows nothing yet. Feed it [`Input::Loaded`] first.
    pub fn new(now: Now, config: Config) -> Self {
        let mut rng = ChaCha20Rng::from_seed(config.seed);
        let names = Names::new(&mut rng);
        let document = Document::new(names.client());
        let nonce = rng.next_u64();
        Self {
            keys: config.secret.keys(),
            origin: config.origin,
            me: config.me,
            rng,
            document,
            names,
            next: Counter(0),
            pending: Pending::default(),
            outbox: Outbox::default(),
            gave_way: LiteMap::new(),
            device: Device::default(),
            committed: None,
            committing: None,
            checkpoint_due: false,
            kept_snapshots: Vec::new(),
            link: Link::Unloaded,
            backoff: Backoff::default(),
            trouble: None,
            position: None,
            clock: ClockOffset::default(),
            standing: Standing::default(),
            pages: PresenceTable::default(),
            lines: Lines::default(),
            willing: false,
            ice: Rc::from([]),
            word: word::Word::new(nonce, now),
            caret: None,
            visible: true,
            loaded: false,
            holds_settled: false,
            ever_caught_up: false,
            ever_failed: false,
            knew_log: false,
            forked: false,
            rebuilt_at: None,
            own_snapshot: None,
            compared: None,
            outdone: false,
            compact_above: config.compact_above,
            stirred: now.mono,
            device_lacks: false,
            keeps: 1,
            unsaved_since: None,
            outputs: VecDeque::new(),
            facts: Rc::new(Facts::unknown()),
            facts_due: true,
        }
    }

    /// Something happened. Drain [`Peer::poll`] before the next.
    pub fn handle(&mut self, now: Now, input: Input) {
        match input {
            Input::Edit { edit, caret } => {
                if let EditCaret::Now(caret) = caret {
                    self.caret = caret;
                }
                let outcome = self.edit(now, edit);
                self.answer(now, outcome);
            }
            Input::Undo => {
                let outcome = self.undo(now);
                self.answer(now, outcome);
            }
            Input::Redo => {
                let outcome = self.redo(now);
                self.answer(now, outcome);
            }
            Input::Identify(me) => {
                self.me = Some(me);
                self.facts_due = true;
                self.speak_soon(now);
            }
            Input::Flush => {
                self.seal_pending(now);
                self.receipt(now, true);
                self.leave(now);
            }
            Input::Erase => self.erase(),
            Input::Forget => self.device.keep(crate::io::Write::Forget),
            Input::Loaded(kept) => self.load(now, *kept),
            Input::Stored(id) => self.stored(now, id),
            Input::StoreFailed(id) => {
                self.committing = None;
                self.device.failed(id, now.mono);
            }
            Input::Wake => {}
            Input::LinkUp => self.link_up(now),
            Input::LinkDown => self.link_down(now, None),
            Input::Frame(bytes) => self.frame(now, &bytes),
            Input::Nudge => self.nudge(now),
            Input::Visible(visible) => self.see(now, visible),
            Input::FromTab(bytes) => self.heard(now, &bytes),
            Input::Caret(caret) => self.put_caret(now, caret),
            Input::Willing(willing) => self.put_willing(now, willing),
            Input::Direct(page, event) => self.line(now, page, event),
        }
        self.settle(now);
    }

    /// The next thing to do.
    pub fn poll(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When to feed [`Input::Wake`], in monotonic milliseconds.
    pub fn deadline(&self) -> Option<u64> {
        let pending =
            (self.pending.edits > 0 && !matches!(self.link, Link::Unloaded)).then(|| self.pending.since + save::GATHER);
        [
            self.link.deadline(),
            pending,
            self.device.deadline(),
            self.keeps_less_at(),
            // Once it is said, nothing more follows from waiting.
            self.unsaved_since
                .filter(|_| !matches!(self.facts.sync, Sync::NotSaved { .. }))
                .map(|since| since + said::TOO_LONG),
            self.link.live().and_then(|_| self.outbox.due()),
            self.clock.waiting_since().map(|since| since + crate::link::PATIENCE),
            self.hears_anyone().then(|| self.pages.deadline()).flatten(),
            self.word_deadline(),
            self.lines.deadline(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// There is something to undo.
    pub fn can_undo(&self) -> bool {
        self.document.room.can_undo()
    }

    /// There is something to redo.
    pub fn can_redo(&self) -> bool {
        self.document.room.can_redo()
    }

    /// Who sits at this device.
    pub fn me(&self) -> Option<MemberId> {
        self.me
    }

    /// This page's name among the room's pages, by which others have their direct lines to it.
    pub fn replica(&self) -> ReplicaId {
        self.names.replica()
    }

    /// The room's public id.
    pub fn room_id(&self) -> RoomId {
        self.keys.room()
    }

    /// What the room holds.
    pub fn view(&mut self, now: Now) -> Rc<View> {
        let now = self.room_time(now);
        self.document.room.view(now)
    }

    /// A field's text as it stands this moment; none if the field is not there.
    pub fn text(&self, field: TextField) -> Option<Rc<str>> {
        self.document.room.text(field)
    }

    /// Holds on to a place in a field's text, in UTF-16 units; none if it is not there.
    pub fn pin(&self, field: TextField, at: u32) -> Option<Pin> {
        self.document.room.pin(field, at)
    }

    /// Where that place is now; none if this document does not know it.
    pub fn place(&self, pin: &Pin) -> Option<u32> {
        self.document.room.place(pin)
    }

    /// What is known about the other copies; the same `Rc` while nothing changed.
    pub fn facts(&mut self, now: Now) -> Rc<Facts> {
        let facts = self.current_facts(now);
        if *self.facts != facts {
            self.facts = Rc::new(facts);
        }
        self.facts.clone()
    }

    /// The document's content digest, to compare copies by.
    pub fn digest(&self) -> [u8; 32] {
        self.document.room.digest()
    }

    fn edit(&mut self, now: Now, edit: Edit) -> Result<Output, Refused> {
        let who = self.who(now, &edit)?;
        // A room that was started here holds all there is of it, also before the relay was ever reached.
        self.loaded |= matches!(edit, Edit::Join { .. });
        self.document.room.edit(who, edit)?;
        Ok(Output::Edited)
    }

    fn undo(&mut self, now: Now) -> Result<Output, Refused> {
        let who = self.member_who(now)?;
        self.document.room.undo(who).map(Output::Undone)
    }

    fn redo(&mut self, now: Now) -> Result<Output, Refused> {
        let who = self.member_who(now)?;
        self.document.room.redo(who).map(Output::Redone)
    }

    /// Says what came of what the person wanted, and takes on what it did to the document.
    fn answer(&mut self, now: Now, outcome: Result<Output, Refused>) {
        match outcome {
            Ok(done) => {
                self.out(done);
                self.edited(now);
            }
            Err(refused) => self.out(Output::Refused(refused)),
        }
    }

    fn erase(&mut self) {
        let Some(nonce) = self.link.live().map(|live| live.nonce) else { return self.out(Output::EraseUnreachable) };
        let signature = self.keys.sign_erase(&self.origin, nonce);
        self.send(&ToRelay::Erase(alongside_wire::frame::Erase { signature }));
        self.out(Output::EraseRequested);
    }

    /// Room time.
    fn room_time(&mut self, now: Now) -> Moment {
        Moment(now.wall.saturating_add_signed(self.clock.offset(now)))
    }

    /// Who does an edit: whoever joins does so themselves.
    fn who(&mut self, now: Now, edit: &Edit) -> Result<Who, Refused> {
        match (self.me, edit) {
            (None, Edit::Join { member, .. }) => {
                self.stays()?;
                Ok(Who { me: *member, now: self.room_time(now) })
            }
            _ => self.member_who(now),
        }
    }

    /// The member at this device, as who does something now. Nobody does anything any more in an old room.
    fn member_who(&mut self, now: Now) -> Result<Who, Refused> {
        self.stays()?;
        Ok(Who { me: self.me.ok_or(Refused::ReadOnly)?, now: self.room_time(now) })
    }

    fn stays(&mut self) -> Result<(), Refused> {
        if self.document.room.has_left(self.keys.id()) { Err(Refused::Moved) } else { Ok(()) }
    }

    /// After every input: everything that follows by itself.
    fn settle(&mut self, now: Now) {
        self.run_link(now);
        self.run_word(now);
        self.run_lines(now);
        if self.pending.edits > 0 && self.may_seal(now) {
            self.seal_pending(now);
        }
        self.push(now);
        self.write(now);
        let facts = self.current_facts(now);
        if *self.facts != facts {
            self.facts = Rc::new(facts);
            self.facts_due = true;
        }
        if std::mem::take(&mut self.facts_due) {
            self.out(Output::Facts);
        }
    }

    fn out(&mut self, output: Output) {
        let again = match output {
            Output::View | Output::Facts => self.outputs.contains(&output),
            _ => false,
        };
        if !again {
            self.outputs.push_back(output);
        }
    }

    fn notice(&mut self, notice: Notice) {
        self.out(Output::Notice(notice));
    }

    /// Another page can be heard, by the relay or directly.
    fn hears_anyone(&self) -> bool {
        self.link.live().is_some() || self.lines.any_live()
    }

    fn send(&mut self, frame: &ToRelay) {
        if self.link.is_open() {
            self.outputs.push_back(Output::Send(frame.encode()));
        }
    }
}

impl Facts {
    fn unknown() -> Self {
        Self {
            sync: Sync::Connecting,
            connection: crate::facts::Connection::None,
            willing: false,
            present: Rc::from([]),
            offset: 0,
            kept: true,
            loaded: false,
            caught_up: false,
            waiting: 0,
            unsaved: 0,
            trouble: None,
        }
    }
}

/// The frame that appends this to the log.
fn push((replica, counter): FrameId, sealed: Vec<u8>) -> ToRelay {
    ToRelay::Push(Push { replica, counter, sealed })
}
