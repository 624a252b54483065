//! What an element draws: the screen outside a room, or the open room. Plain values, and the verbs of the screens outside a room.

use std::{any::Any, fmt, future::Future, pin::Pin, rc::Rc};

use alongside_peer::facts::Trouble;
use alongside_room::{Member, MemberId};
use alongside_wire::RoomId;
use yew::{Callback, Html, NodeRef};

use crate::{
    browser::{host::Host, prefs::Prefs, sound::Bell, storage::RoomEntry},
    parts::layout::Layout,
};

/// What an element draws.
#[derive(Clone, PartialEq)]
pub struct Screens {
    /// The screens outside a room.
    pub lobby: Lobby,
    /// The open room.
    pub room: Option<ShownRoom>,
}

/// The rooms of one element, as far as the first screen knows of them: their code is loaded after it. Dropping them closes
/// what is open.
pub trait RunningRooms {
    /// What the person did outside a room.
    fn act(&self, action: LobbyAction);
}

/// Rooms that are about to begin.
pub type Beginning = Pin<Box<dyn Future<Output = Box<dyn RunningRooms>>>>;

/// An open room, as far as the frame around it knows of it: the code of a room is loaded after the first screen.
#[derive(Clone)]
pub struct ShownRoom(pub Rc<dyn RoomContent>);

impl PartialEq for ShownRoom {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.0.is_drawn_like(other.0.as_any())
    }
}

/// What an open room can be asked for.
pub trait RoomContent {
    /// Draws the room.
    fn html(&self, around: &Around<'_>) -> Html;
    /// Whether the other is a room of which nothing that is drawn differs.
    fn is_drawn_like(&self, other: &dyn Any) -> bool;
    /// The room, to be compared with another.
    fn as_any(&self) -> &dyn Any;
}

/// What is around an open room.
pub struct Around<'a> {
    /// What fits.
    pub layout: Layout,
    /// The page around the widget.
    pub host: &'a Host,
    /// What the person likes on this device.
    pub prefs: &'a Prefs,
    /// The bell.
    pub bell: &'a Bell,
    /// All rooms of this device.
    pub rooms: &'a [RoomEntry],
}

/// The beginning of a fragment that asks for a new room, as `#new?mode=mentoring&length=25`.
pub const NEW: &str = "#new";

/// The preference that holds the name last used.
pub const NAME: &str = "name";

/// The rooms of this device and the screen outside a room, for those screens.
#[derive(Clone, PartialEq)]
pub struct Lobby {
    /// What to show.
    pub screen: Screen,
    /// The rooms this device has keys to, the latest opened first.
    pub rooms: Rc<[RoomEntry]>,
    /// How many things are new in each of them.
    pub news: Rc<[u32]>,
    /// How many more rooms are stored on this device, whose keys cannot be opened any more.
    pub locked: usize,
    /// For each of them in words: when it meets next, or since when one waits in it. What writes days is not loaded at first.
    pub days: Rc<[Option<Rc<str>>]>,
    /// The name last used here, to offer again.
    pub last_name: Rc<str>,
    /// The room whose invite link was copied last, while its list is shown.
    pub copied: Option<RoomId>,
    /// Who else may have what the link carries that was opened, if somebody may.
    pub exposed: Option<Exposed>,
    /// Where acts go.
    pub act: Callback<LobbyAction>,
}

/// A screen outside a room.
#[derive(Debug, Clone, PartialEq)]
pub enum Screen {
    /// First visit, or "Start a room".
    Start,
    /// A part of the widget is being loaded.
    Loading {
        /// It did not come, and is being tried again.
        failed: bool,
    },
    /// The list.
    Rooms,
    /// "I have an invite link", maybe with what is wrong with the last one.
    Invite {
        /// Why the link that was tried is none.
        problem: Option<InviteProblem>,
    },
    /// A code that the other reads out is typed: loaded when it is wanted.
    Code(CodeScreen),
    /// An invite's room is being loaded.
    Opening {
        /// The relay cannot be reached: it is being tried again.
        offline: bool,
        /// Why the relay does not let this device in, if it does not.
        trouble: Option<Trouble>,
        /// Where one signs in, if something in front of the relay asks for that.
        sign_in: Option<Rc<str>>,
    },
    /// An invitation can be taken, or its room is loaded: who is this?
    WhoAreYou {
        /// Those in it, as far as is known. Nobody: the room is empty or was never sent, which is to be said; joining it is
        /// possible all the same.
        members: Rc<[Member]>,
        /// Who invites, if this is an invitation.
        by: Option<Rc<str>>,
    },
    /// The key of an invite's room was rotated: its link is an old one.
    Rotated {
        /// Who rotated it.
        by: Rc<str>,
    },
    /// The room of an invite was erased, for both or after its key was rotated.
    Erased {
        /// Who had invited, as far as this device has seen.
        by: Option<Rc<str>>,
    },
    /// An invitation cannot be taken.
    Spent(Spent),
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

/// The screen on which a code is typed, as far as the first screen knows of it.
#[derive(Clone)]
pub struct CodeScreen(pub Rc<dyn Fn(&NodeRef) -> Html>);

impl PartialEq for CodeScreen {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for CodeScreen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeScreen")
    }
}

/// Why an invite link is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteProblem {
    /// It has no secret in it.
    None,
    /// So many letters of it are missing, if any are.
    Cut(usize),
    /// It is for another version.
    Newer,
    /// It is a room's address, which carries no key.
    AddressOnly,
}

/// Who else may have what was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exposed {
    /// The browser, and other machines of the person: the printed key stood in the address.
    Key,
    /// The server, and what stood between: a link came in the path.
    Link,
}

/// Why an invitation cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spent {
    /// Another device took it.
    Used {
        /// In words, as the time.
        day: Rc<str>,
        time: Rc<str>,
    },
    /// A member took it back.
    Withdrawn,
    /// Nobody took it in time.
    Expired,
    /// The relay does not have it (yet).
    Unknown,
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
    /// Type a code that the other reads out.
    TypeCode,
    /// This is my device: it gets my rooms, and its own are mine everywhere.
    Link,
    /// Join the room of the invitation, as one who is in it already.
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
