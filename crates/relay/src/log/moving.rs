//! Copying every room from one log to another, with its numbers and its snapshots, so that no device notices.

use std::{fs, path::Path};

use alongside_wire::{MailboxId, RoomId, Seq, frame::SnapshotHead, limits};

use super::{
    batch::{Activity, Batch, FrameRow, NewSnapshot, PutOutcome},
    invitations::{Fate, InvitationAct, InvitationWrite},
    nats::{NatsLog, OpenFor},
    record::{RoomRecord, RoomSummary},
    sqlite::{Sqlite, backup},
    store::{Claim, Log},
};
use crate::{config::NatsOptions, error::Error};

/// A log whose whole content can be copied.
pub trait Movable: Log {
    /// All rooms, those that were erased among them.
    ///
    /// # Errors
    /// [`Error::Log`] and [`Error::Away`]; so for all methods.
    fn rooms(&self) -> Result<Vec<RoomId>, Error>;

    /// All invitations.
    ///
    /// # Errors
    /// See [`rooms`](Self::rooms).
    fn mailboxes(&self) -> Result<Vec<MailboxId>, Error>;

    /// The log's id, its highest number (as `first`) and its days, without claiming anything.
    ///
    /// # Errors
    /// See [`rooms`](Self::rooms).
    fn identity(&self) -> Result<Claim, Error>;

    /// Takes the place of the log with this identity.
    ///
    /// # Errors
    /// See [`rooms`](Self::rooms).
    fn adopt(&self, identity: Claim) -> Result<(), Error>;

    /// Deletes what there is of a room.
    ///
    /// # Errors
    /// See [`rooms`](Self::rooms).
    fn clear(&self, room: RoomId) -> Result<(), Error>;
}

/// What was copied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moved {
    pub rooms: u64,
    /// Rooms that were there already as they are.
    pub unchanged: u64,
    pub frames: u64,
    pub invitations: u64,
}

/// Copies the log of a data folder to NATS. A relay may be using the folder: what is copied is the log at one moment.
///
/// # Errors
/// Those of both logs; [`Error::Nats`] if NATS holds another log.
pub fn move_to_nats(folder: &Path, nats: &NatsOptions) -> Result<Moved, Error> {
    let copy = folder.join("moving");
    let _ = fs::remove_dir_all(&copy);
    let refused = |source| Error::DataFolder { path: copy.clone(), source };
    fs::create_dir(&copy).map_err(refused)?;
    let moved = backup(folder, &copy.join("log.sqlite")).and_then(|_| {
        let from = Sqlite::open(&copy, 0)?;
        let to = NatsLog::open(nats, OpenFor::Task)?;
        copy_log(&from, &to, |reason| Error::Nats { servers: nats.shown(), reason })
    });
    fs::remove_dir_all(&copy).map_err(refused)?;
    moved
}

/// Copies the log in NATS to a data folder that holds none.
///
/// # Errors
/// Those of both logs; [`Error::DataFolder`] if the folder holds a log.
pub fn move_from_nats(nats: &NatsOptions, folder: &Path) -> Result<Moved, Error> {
    if folder.join("log.sqlite").exists() {
        let source = std::io::Error::new(std::io::ErrorKind::AlreadyExists, "there is a log in it");
        return Err(Error::DataFolder { path: folder.to_owned(), source });
    }
    let from = NatsLog::open(nats, OpenFor::Task)?;
    let to = Sqlite::open(folder, 0)?;
    let refused = |reason| Error::Restore { path: folder.to_owned(), reason };
    let moved = copy_log(&from, &to, refused)?;
    // The folder's claim file is to vouch for the database.
    to.claim()?;
    Ok(moved)
}

/// Copies everything.
pub(super) fn copy_log(
    from: &dyn Movable,
    to: &dyn Movable,
    refused: impl Fn(String) -> Error,
) -> Result<Moved, Error> {
    let identity = from.identity()?;
    let there = to.rooms()?;
    if !there.is_empty() && to.identity()?.id != identity.id {
        return Err(refused("there are rooms of another log already".to_owned()));
    }
    to.adopt(identity)?;
    let mut moved = Moved::default();
    for room in from.rooms()? {
        copy_room(from, to, room, &mut moved)?;
    }
    for mailbox in from.mailboxes()? {
        copy_invitation(from, to, mailbox)?;
        moved.invitations += 1;
    }
    Ok(moved)
}

fn copy_room(from: &dyn Movable, to: &dyn Movable, room: RoomId, moved: &mut Moved) -> Result<(), Error> {
    let (known, there) = (from.room(room)?, to.room(room)?);
    if known == there {
        moved.unchanged += 1;
        return Ok(());
    }
    let known = match known {
        RoomRecord::Known(known) => known,
        RoomRecord::Erased(erasure) => {
            return whole(to.write(&Batch { erasures: vec![erasure], ..Batch::default() })?.lost);
        }
        _ => return Ok(()),
    };
    let base = known.previous.or(known.snapshot).filter(|base| base.covers == known.trimmed);
    let after = match there {
        // Only frames were added since it was copied.
        RoomRecord::Known(there) if is_earlier(&there, &known) => there.durable,
        _ => {
            to.clear(room)?;
            if let Some(base) = base.filter(|_| known.trimmed > Seq(0)) {
                put(from, to, room, base, None)?;
                whole(to.write(&Batch { trims: vec![(room, base.id)], ..Batch::default() })?.lost)?;
            }
            known.trimmed
        }
    };
    moved.rooms += 1;
    moved.frames += copy_frames(from, to, room, after, known.durable)?;
    let days = [known.began, known.last_active].map(|day| Activity { room, day, shared: known.shared });
    for activity in days {
        whole(to.write(&Batch { activity: vec![activity], ..Batch::default() })?.lost)?;
    }
    let stands = match to.room(room)? {
        RoomRecord::Known(there) => there.snapshot,
        _ => None,
    };
    if let Some(current) = known.snapshot.filter(|current| stands.is_none_or(|stands| stands.id != current.id)) {
        put(from, to, room, current, stands)?;
    }
    Ok(())
}

/// Whether the first is the second as it was before some frames were pushed.
fn is_earlier(earlier: &RoomSummary, later: &RoomSummary) -> bool {
    earlier.trimmed == later.trimmed && earlier.previous == later.previous && earlier.snapshot == later.snapshot
}

fn copy_frames(from: &dyn Movable, to: &dyn Movable, room: RoomId, after: Seq, upto: Seq) -> Result<u64, Error> {
    let (mut after, mut frames) = (after, 0);
    loop {
        let run = from.frames(room, after, upto, RUN)?;
        let Some(last) = run.frames.last().map(|frame| frame.seq) else { return Ok(frames) };
        let mut body = Vec::new();
        for frame in &run.frames {
            body = postcard::to_extend(frame, body).map_err(|error| Error::Log(error.to_string()))?;
        }
        whole(to.write(&Batch { rows: vec![FrameRow { room, last, body }], ..Batch::default() })?.lost)?;
        frames += run.frames.len() as u64;
        if run.done {
            return Ok(frames);
        }
        after = last;
    }
}

fn put(
    from: &dyn Movable,
    to: &dyn Movable,
    room: RoomId,
    head: SnapshotHead,
    replaced: Option<SnapshotHead>,
) -> Result<(), Error> {
    let count = (head.bytes as usize).div_ceil(limits::SNAPSHOT_PART) as u16;
    let gone = || Error::Damaged(format!("a part of a snapshot of the room {room} is missing"));
    let parts =
        (0..count).map(|part| from.part(room, head.id, part)?.ok_or_else(gone)).collect::<Result<Vec<_>, Error>>()?;
    let new = NewSnapshot { room, expects: replaced.map(|replaced| replaced.id), head, parts };
    match to.write(&Batch { snapshots: vec![new], ..Batch::default() })?.snapshots.as_slice() {
        [PutOutcome::Stored { .. }] => Ok(()),
        _ => Err(Error::Away(format!("somebody else writes to the room {room}"))),
    }
}

fn copy_invitation(from: &dyn Movable, to: &dyn Movable, mailbox: MailboxId) -> Result<(), Error> {
    let Some(stored) = from.invitation(mailbox)? else { return Ok(()) };
    let (room, lasts) = (stored.room, stored.lasts);
    let write = |now, act| InvitationWrite { mailbox, today: stored.day, now, act };
    let deposit = InvitationAct::Deposit { room, lasts, card: stored.card.clone(), key: stored.key.clone() };
    let mut invitations = vec![write(stored.deposited, deposit)];
    match stored.fate {
        Fate::Waiting | Fate::Erased => {}
        Fate::Used { at, by } => invitations.push(write(at, InvitationAct::Claim { by })),
        Fate::Withdrawn => invitations.push(write(stored.deposited, InvitationAct::Withdraw { room })),
    }
    to.write(&Batch { invitations, ..Batch::default() }).map(|_| ())
}

fn whole(lost: Vec<RoomId>) -> Result<(), Error> {
    match lost.first() {
        None => Ok(()),
        Some(room) => Err(Error::Away(format!("the room {room} was not written"))),
    }
}

/// Bytes of frames that are copied at once.
const RUN: usize = 256 * 1024;
