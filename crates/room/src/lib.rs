//! The document that two people share.
//!
//! A [`Room`] refuses to sleep, send, store, ask the time or draw randomness. One enum goes in ([`Edit`]: everything
//! a person can do), one value comes out ([`View`]: what a screen shows). Between them is a yrs document, and the
//! updates that other replicas are to merge.

mod about;
mod agenda;
mod agreement;
mod commitments;
mod concept;
mod context;
mod dates;
mod decisions;
mod devices;
mod digest;
mod edit;
mod habits;
mod handoffs;
mod id;
mod invitations;
mod keyring;
mod keys;
mod late;
mod late_kind;
mod map_of;
mod members;
mod model;
mod notebook;
mod order;
mod passages;
mod register;
mod replica;
mod rows;
mod schema;
mod sessions;
mod shapes;
mod since;
mod tasks;
mod text;
mod timer;
mod undo;
mod values;
mod view;
mod watch;
mod writer;
mod yrs_guard;

pub use about::{AboutChange, AboutEdit, Schema};
pub use agenda::{AgendaChange, AgendaEdit, Current, Item};
pub use agreement::{
    Acceptance, Agreeing, Agreement, AgreementChange, AgreementEdit, AgreementPart, AgreementText, AgreementVersion,
    OtherWords, PartWords, Signature, Standing, VersionId,
};
pub use commitments::{Commitment, CommitmentsChange, CommitmentsEdit, LookedBack};
pub use dates::DateParts;
pub use decisions::{Decision, DecisionsChange, DecisionsEdit};
pub use devices::{Device, DevicesEdit, KeyRotation, SealedKey};
pub use edit::{Change, Edit, load_agreement, load_commitments, load_habits, load_handoffs, load_shapes};
pub use habits::{Habit, HabitsChange, HabitsEdit};
pub use handoffs::{
    BriefingLine, CheckBack, Handed, Handoff, HandoffAnswer, HandoffReply, HandoffState, HandoffTerms, HandoffsChange,
    HandoffsEdit, Level, Offer,
};
pub use id::{
    BlockId, BriefingId, CommentId, DeviceId, HabitId, HandoffId, ItemId, KeyId, LineId, MemberId, NotAnId, PassageId,
    SessionId, ShapeId, SignerId, StepId, TaskId, WordingId,
};
pub use invitations::{INVITATION_LASTS, Invitation, InvitationEnd, InvitationId, InvitationsEdit, PairingSecret};
pub use keyring::{KeyringEdit, KeyringEntry, KeyringRoomId, KeyringSecret, PARCEL, PARCELS_OF_ROOM, Parcel};
pub use late_kind::{LateKind, LateKinds};
pub use map_of::map_of;
pub use members::{Member, MembersChange, MembersEdit, SigningKey};
pub use notebook::{LineAbout, Notebook, PrivateLine, Reflection};
pub use order::Order;
pub use passages::{Passage, PassagesEdit, Written};
pub use replica::Room;
pub use rows::{Binned, BinnedThing};
pub use sessions::{SessionsChange, SessionsEdit};
pub use shapes::{Followed, NewStep, Shape, ShapesChange, ShapesEdit, Step};
pub use since::{How, ThingChanged};
pub use tasks::{Comment, Task, TasksChange, TasksEdit};
pub use text::{Anchor, TextEdit};
pub use timer::{Block, Report, Timer, TimerChange, TimerEdit, TimerState};
pub use undo::Edited;
pub use values::{
    BlockKind, Came, Date, Mode, Moment, Outcome, Place, Refused, Role, Status, Target, TextField, TimerStateKind,
    Verb, Way, Who,
};
pub use view::{Session, View};
pub use yrs_guard::{Damaged, Renaming, author};
