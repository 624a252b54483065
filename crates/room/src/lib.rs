//! The document that two people share.
//!
//! A [`Room`] refuses to sleep, send, store, ask the time or draw randomness. One enum goes in ([`Edit`]: everything a
//! person can do), one value comes out ([`View`]: what a screen shows); between them lies a yrs document, and the bytes
//! it wants merged into other copies of itself.

pub mod edit;
pub mod id;
pub mod view;

pub use edit::{Date, Edit, Moment, Refused, Who};
pub use id::{BlockId, CommentId, ItemId, MemberId, SessionId, TaskId};
pub use view::{Change, View};
