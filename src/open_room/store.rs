//! What the screens read, and the verbs they act by.
//!
//! Components hold these handles and nothing deeper: they read plain views and facts, and say what the person did. Who
//! made the handle (the driver, or a test's in-memory room) is none of their business.

use std::{ops::Deref, rc::Rc};

use alongside_peer::{
    Facts,
    facts::Sync,
    io::{Caret, Did},
};
use alongside_room::{DeviceId, Edit, KeyId, MemberId, Moment, Refused, Schema, View};
use alongside_wire::RoomId;
use yew::prelude::*;

use crate::{
    browser::storage::RoomEntry,
    open_room::{texts::Texts, traffic::Passed},
};

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
    /// What is known about the other copies.
    pub facts: Rc<Facts>,
    /// There is something of mine to undo.
    pub can_undo: bool,
    /// There is something of mine to redo.
    pub can_redo: bool,
    /// This device's name in the room.
    pub device: DeviceId,
    /// The devices that belong to the room: those in it and those still to follow it to its key.
    pub known: Rc<[DeviceId]>,
    /// The room's key, by the name that devices come in under.
    pub key: KeyId,
    /// The room went on under another key than this one.
    pub moved: Option<Moved>,
    /// Who changed the key that brought this device here.
    pub moved_by: Option<MemberId>,
    /// What others did and what the room wants said, in order; the number ascends, so a screen knows what is new to it.
    pub news: Rc<[(u64, News)]>,
    /// Makes a link to this room, at the moment it is shown or copied: it carries the key, so no view keeps it.
    pub link: Callback<Link, String>,
    /// The shared texts, ahead of what is drawn.
    pub texts: Texts,
    /// The latest frames that passed between this page and the relay, read when they are shown.
    pub traffic: Callback<(), Vec<Passed>>,
    /// Where acts go.
    pub act: Callback<Act>,
}

/// What it means for this device that the room moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// It is on its way there.
    Following,
    /// It was not kept.
    LeftBehind {
        /// By whom.
        by: MemberId,
    },
}

/// A link that carries a room's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// For the other person.
    Invite,
    /// For another device of mine: it has all my rooms then.
    MyDevice,
}

/// Something that happened, for announcements, lines and highlights.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// Another did this.
    Did(Did),
    /// An edit of mine was refused.
    Refused(Refused),
    /// My undo or redo did this.
    Edited(alongside_room::Edited),
    /// The peer has something to tell.
    Notice(alongside_peer::facts::Notice),
}

/// What a person does in a room.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Change the room.
    Edit(Edit),
    /// Take my last edit back.
    Undo,
    /// Do it again.
    Redo,
    /// Change a text, which leaves my caret here.
    Type(Edit, Option<Caret>),
    /// My caret is here now, or nowhere.
    Caret(Option<Caret>),
    /// Let the other meet this page directly, or no more.
    Meet(bool),
    /// To the list of rooms.
    AllRooms,
    /// Forget the room on this device.
    Forget,
    /// Erase it for both.
    Erase,
    /// Go on from my copy, in a room with a key of its own.
    StartAgain,
    /// Go on under another key, with these devices and mine.
    ChangeKey(Vec<DeviceId>),
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
        self.act.emit(Act::Edit(edit.into()));
    }

    /// Whether nothing in it can be changed from here: it was ended, moved, or written by a newer version.
    pub fn is_only_read(&self) -> bool {
        self.view.ended.is_some() || self.moved.is_some() || self.view.schema == Schema::Newer
    }

    /// The number of the last news of an undo or redo of mine; 0 before the first.
    pub fn own_turns(&self) -> u64 {
        self.news.iter().rev().find(|(_, news)| matches!(news, News::Edited(_))).map_or(0, |(number, _)| *number)
    }

    /// Room time, from this device's wall clock and the offset to the relay's.
    pub fn now(&self) -> Moment {
        crate::browser::clock::room_time(self.facts.offset)
    }
}

/// Whether the relay is there and has all that was done: then it can be told that the room goes on under another key.
pub fn is_all_sent(facts: &Facts) -> bool {
    matches!(facts.sync, Sync::Sent | Sync::HasIt(_))
}

/// The rooms of this device and the screen outside a room, for those screens.
#[derive(Clone, PartialEq)]
pub struct Lobby {
    /// What to show.
    pub screen: Screen,
    /// The rooms this device has keys to, the latest opened first.
    pub rooms: Rc<[RoomEntry]>,
    /// The name last used here, to offer again.
    pub last_name: Rc<str>,
    /// The room whose invite link was copied last, while its list is shown.
    pub copied: Option<RoomId>,
    /// Where acts go.
    pub act: Callback<LobbyAct>,
}

/// A screen outside a room.
#[derive(Debug, Clone, PartialEq)]
pub enum Screen {
    /// First visit, or "Start a room".
    Start,
    /// The list.
    Rooms,
    /// "I have an invite link", maybe with what is wrong with the last one.
    Invite {
        /// Why the link that was tried is none.
        problem: Option<InviteProblem>,
    },
    /// An invite's room is being loaded.
    Opening {
        /// The relay cannot be reached: it is being tried again.
        offline: bool,
        /// Why the relay does not let this device in, if it does not.
        trouble: Option<alongside_peer::facts::Trouble>,
    },
    /// An invite's room is loaded: who is this?
    WhoAreYou {
        /// Those in it. The inviter can be told by a device link's member. Nobody: the room is empty or was never sent,
        /// which is to be said; joining it is possible all the same.
        members: Rc<[alongside_room::Member]>,
        /// The member a device link names.
        expected: Option<MemberId>,
    },
    /// An invite's room has moved: its link is an old one.
    Moved {
        /// Who moved it.
        by: Rc<str>,
    },
    /// The link for one's own other device was opened: is it?
    Link {
        /// What the rooms are called that it brings; empty for one without a name.
        names: Rc<[Rc<str>]>,
    },
    /// The address names a room that this device has no key to.
    NoKey {
        /// Why the link that was tried is none.
        problem: Option<InviteProblem>,
    },
}

/// Why an invite link is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteProblem {
    /// It has no secret in it, or was cut.
    Cut,
    /// It is for another version.
    Newer,
    /// It is a room's address, which carries no key.
    AddressOnly,
}

/// What a person does outside a room.
#[derive(Debug, Clone, PartialEq)]
pub enum LobbyAct {
    /// Make a room and go in.
    Start {
        /// My name.
        name: String,
    },
    /// Show another screen.
    Show(Screen),
    /// Open this invite link (as typed or pasted).
    Open(String),
    /// This is my device: it gets my rooms, and its own are mine everywhere.
    Link,
    /// Join the room that is loaded, as one who is in it already.
    JoinAs(MemberId),
    /// Join it as a new member.
    Join {
        /// My name.
        name: String,
    },
    /// Go into a room of the list.
    Enter(RoomId),
    /// Copy a room's invite link.
    CopyInvite(RoomId),
}
