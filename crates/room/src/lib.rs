//! The document that two people share.
//!
//! A [`Room`] refuses to sleep, send, store, ask the time or draw randomness. One enum goes in ([`Edit`]: everything a
//! person can do), one value comes out ([`View`]: what a screen shows); between them lies a yrs document, and the bytes
//! it wants merged into other copies of itself.

mod about;
mod acts;
mod agenda;
mod blocks;
mod devices;
mod digest;
mod draw;
mod edit;
mod id;
mod keyring;
mod members;
mod merge;
mod model;
mod order;
mod pen;
mod refused;
mod replica;
mod schema;
mod screen;
mod sessions;
mod sort;
mod tasks;
mod text;
mod timer;
mod undo;
mod values;
mod view;
mod watch;

pub use about::{AboutChange, AboutEdit};
pub use agenda::{AgendaChange, AgendaEdit};
pub use devices::{DevicesEdit, SealedKey};
pub use edit::{Change, Edit};
pub use id::{BlockId, CommentId, DeviceId, ItemId, KeyId, MemberId, NotAnId, SessionId, TaskId};
pub use keyring::{KeyringEdit, KeyringEntry, KeyringRoomId, KeyringSecret};
pub use members::{MembersChange, MembersEdit};
pub use refused::{Refused, TimerStateKind};
pub use replica::{Damaged, Room};
pub use screen::{Renaming, author};
pub use sessions::{SessionsChange, SessionsEdit};
pub use tasks::{TasksChange, TasksEdit};
pub use text::{Anchor, TextEdit};
pub use timer::{TimerChange, TimerEdit};
pub use undo::{Edited, Target, Verb, Way};
pub use values::{BlockKind, Date, Mode, Moment, Outcome, Place, Role, Status, TextField, Who};
pub use view::{
    Binned, BinnedThing, Block, Comment, Current, Device, Item, KeyRotation, Member, Report, Schema, Session, Task,
    Timer, TimerState, View,
};
