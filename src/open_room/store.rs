//! What the screens read, and the verbs they act by.
//!
//! Components hold these handles and nothing deeper: they read plain views and facts, and say what the person did. Who
//! made the handle (the driver, or a test's in-memory room) is none of their business.

use std::{ops::Deref, rc::Rc};

use alongside_peer::{
    Facts,
    facts::Sync,
    io::{Caret, RemoteChanges},
};
use alongside_room::{
    Acceptance, AgreementText, AgreementVersion, BlockKind, DeviceId, Edit, Edited, KeyId, Member, MemberId, Moment,
    Refused, Schema, TextField, TimerState, View,
};
use alongside_wire::RoomId;
use yew::prelude::*;

use crate::open_room::{private::Private, texts::SharedTexts, traffic::Passed, unsaved::Unsaved};

/// One open room, for its screens. Cheap to clone, since every handler has one; equal when nothing that is drawn changed.
#[derive(Clone, PartialEq)]
pub struct Room(Rc<RoomState>);

/// What a [`Room`] leads to.
#[derive(PartialEq)]
pub struct RoomState {
    /// Its public id.
    pub id: RoomId,
    /// The member at this device.
    pub me: MemberId,
    /// What the room holds.
    pub view: Rc<View>,
    /// What it held when this device left it.
    pub as_kept: KeptView,
    /// What is known about the other copies.
    pub facts: Rc<Facts>,
    /// What the chip says: what stands in fields and not in the room is counted too.
    pub sync: Sync,
    /// What stands in fields and not in the room.
    pub unsaved: Unsaved,
    /// What undo would take back of mine.
    pub next_undo: Option<Edited>,
    /// What redo would do again of mine.
    pub next_redo: Option<Edited>,
    /// This device's name in the room.
    pub device: DeviceId,
    /// The devices that belong to the room: those in it, and those that have a sealed key and still are to follow.
    pub known: Rc<[DeviceId]>,
    /// The id of the room's key, under which devices come in.
    pub key: KeyId,
    /// The room's key was rotated: it has a successor.
    pub rotation: Option<Rotation>,
    /// Who rotated the key, where this room is the successor that this device followed to.
    pub rotated_by: Option<MemberId>,
    /// What others did and what the room wants said, in order; the number ascends, so a screen knows what is new to it.
    pub news: Rc<[(u64, News)]>,
    /// Makes a link to this room, at the moment it is shown or copied: it carries the key, so no view keeps it.
    pub link: Callback<Link, String>,
    /// The shared texts, ahead of what is drawn.
    pub texts: SharedTexts,
    /// What the person at this device wrote for nobody else.
    pub private: Private,
    /// Today, in the format of the document: what is said of days is drawn again when it is another.
    pub today: String,
    /// How many minutes the wall of this device is ahead of UTC: what is said of times is drawn again when that changes, since the
    /// person travels.
    pub ahead: i32,
    /// Where one signs in, if something in front of the relay asks for that.
    pub sign_in: Option<Rc<str>>,
    /// The latest frames that passed between this page and the relay, read when they are shown.
    pub traffic: Callback<(), Vec<Passed>>,
    /// What the peer reports of itself, without a word of the room, for whoever looks for a fault.
    pub report: Callback<(), String>,
    /// Whether the owner of a public key signed that they agree to a version.
    pub verify: Callback<SignedVersion, bool>,
    /// Where acts go.
    pub act: Callback<RoomAction>,
}

/// The room as this device had kept it: one for as long as a room is open, so two are equal if they are the same.
#[derive(Debug, Clone)]
pub struct KeptView(Rc<View>);

impl KeptView {
    /// What it held.
    pub fn view(&self) -> Rc<View> {
        Rc::clone(&self.0)
    }
}

impl From<Rc<View>> for KeptView {
    fn from(view: Rc<View>) -> Self {
        Self(view)
    }
}

impl PartialEq for KeptView {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// That somebody agreed to a version, and the public key that is listed for the one who signed.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedVersion {
    pub public: [u8; 32],
    pub version: AgreementVersion,
    pub acceptance: Acceptance,
}

/// What a key rotation means for this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// The successor is about to take the room's place here.
    Following,
    /// This device has no sealed key to the successor.
    LeftOut {
        /// Who rotated the key.
        by: MemberId,
    },
}

/// A link that lets somebody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// For the other person: the one that nobody has used yet, or a new one.
    Invite,
    /// For another device of mine: it has all my rooms then.
    MyDevice,
    /// No link, but what stands for it outside of all devices.
    PrintedKey,
}

/// Something that happened, for announcements, lines and highlights.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// Another did this.
    Changed(RemoteChanges),
    /// An edit of mine was refused.
    Refused(Refused),
    /// My undo or redo did this.
    Edited(Edited),
    /// The peer has something to tell.
    Notice(alongside_peer::facts::Notice),
}

/// What a person does in a room.
#[derive(Debug, Clone, PartialEq)]
pub enum RoomAction {
    /// Change the room.
    Edit(Edit),
    /// Take my last edit back.
    Undo,
    /// Do it again.
    Redo,
    /// Take back what I typed last in this text, and nothing else.
    UndoTyping(TextField),
    /// Type it once more.
    RedoTyping(TextField),
    /// Change a text, which leaves my caret here.
    Type(Edit, Option<Caret>),
    /// My caret is here now, or nowhere.
    Caret(Option<Caret>),
    /// Let others connect to this page directly, or no more.
    ConnectDirectly(bool),
    /// Read the concepts whose code has come.
    Learn,
    /// To the list of rooms.
    AllRooms,
    /// Into another room of this device.
    GoTo(RoomId),
    /// Open it in a window of its own. Told the address where the browser opens none.
    OpenWindow(Callback<Option<String>>),
    /// Forget the room on this device.
    Forget,
    /// Erase it for both.
    Erase,
    /// Start a room with a key of its own from my copy.
    StartAgain,
    /// Agree to exactly this text, signed by this device.
    Agree(AgreementText),
    /// Rotate the key; these devices and mine are kept.
    RotateKey(Vec<DeviceId>),
}

impl From<RoomState> for Room {
    fn from(state: RoomState) -> Self {
        Self(Rc::new(state))
    }
}

impl Deref for Room {
    type Target = RoomState;

    fn deref(&self) -> &RoomState {
        &self.0
    }
}

impl RoomState {
    /// Does this edit.
    pub fn edit(&self, edit: impl Into<Edit>) {
        self.act.emit(RoomAction::Edit(edit.into()));
    }

    /// Whether a member agreed to this version by the signature of a device of theirs.
    pub fn is_genuine(&self, version: &AgreementVersion, acceptance: &Acceptance) -> bool {
        let member = self.view.member(acceptance.by);
        let key = member.and_then(|member| member.keys.iter().find(|key| key.signer == acceptance.signer));
        key.is_some_and(|key| {
            let (public, version) = (key.public, version.clone());
            self.verify.emit(SignedVersion { public, version, acceptance: *acceptance })
        })
    }

    /// Whether nothing in it can be changed from here: it was ended, has a successor, or was written by a newer version.
    pub fn is_only_read(&self) -> bool {
        self.view.ended.is_some() || self.rotation.is_some() || self.view.schema == Schema::Newer
    }

    /// Whether "Next" is what one presses on this screen, and the clock's own buttons step back: a point is talked about, and
    /// nobody takes a break. (While one is alone, Invite comes first.)
    pub fn next_leads(&self) -> bool {
        let timer = &self.view.timer;
        let is_break = timer.kind == BlockKind::Break && timer.state != TimerState::Idle;
        self.view.current.is_some() && !is_break && self.view.members.len() > 1 && !self.is_only_read()
    }

    /// The number of the last news of an undo or redo of mine; 0 before the first.
    pub fn own_turns(&self) -> u64 {
        self.news.iter().rev().find(|(_, news)| matches!(news, News::Edited(_))).map_or(0, |(number, _)| *number)
    }

    /// The entry of the member at this device.
    pub fn my_entry(&self) -> Option<&Member> {
        self.view.member(self.me)
    }

    /// Whether this entry is the member at this device.
    pub fn is_me(&self, member: &Member) -> bool {
        member.id == self.me || member.also.contains(&self.me)
    }

    /// Whether this id is the member at this device, also by an id joined into theirs.
    pub fn is_mine(&self, id: MemberId) -> bool {
        id == self.me || self.my_entry().is_some_and(|me| me.id == id || me.also.contains(&id))
    }

    /// Room time, from this device's wall clock and the offset to the relay's.
    pub fn now(&self) -> Moment {
        crate::browser::clock::room_time(self.facts.offset)
    }
}

/// Whether the relay is there and has all that was done: then the key can be rotated.
pub fn is_all_sent(facts: &Facts) -> bool {
    matches!(facts.sync, Sync::Sent | Sync::HasIt(_))
}
