//! What an element draws: the screen outside a room, or the open room. Plain values, and the verbs of the screens outside a room.

use std::rc::Rc;

use alongside_peer::facts::Trouble;
use alongside_room::{Member, MemberId};
use alongside_wire::RoomId;
use yew::Callback;

use crate::{browser::storage::RoomEntry, open_room::store::Room};

/// What an element draws.
#[derive(Clone, PartialEq)]
pub struct Screens {
    /// The screens outside a room.
    pub lobby: Lobby,
    /// The open room.
    pub room: Option<Room>,
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
    pub act: Callback<LobbyAction>,
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
        trouble: Option<Trouble>,
    },
    /// An invite's room is loaded: who is this?
    WhoAreYou {
        /// Those in it. The inviter can be told by a device link's member. Nobody: the room is empty or was never sent,
        /// which is to be said; joining it is possible all the same.
        members: Rc<[Member]>,
        /// The member a device link names.
        expected: Option<MemberId>,
    },
    /// The key of an invite's room was rotated: its link is an old one.
    Rotated {
        /// Who rotated it.
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
pub enum LobbyAction {
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
