//! Writing a batch: the rows of all rooms at once, each behind the last message that is known of its room; everything else
//! by compare-and-swap.

use std::collections::{BTreeMap, BTreeSet};

use alongside_wire::{RoomId, Seq, SnapshotId};
use futures_util::{StreamExt, stream};

use super::{
    expiry, invitations,
    records::{self, Head, RoomHead},
    rooms::{Progress, RoomCache, lock},
    store::{Bucket, NotWritten, Store},
};
use crate::{
    error::Error,
    log::{Activity, Batch, Erasure, FrameRow, InvitationOutcome, NewSnapshot, PutOutcome, Trim, Written},
};

/// Writes what can be written.
///
/// # Errors
/// [`Error::DiskFull`]; then some of it may have been written. What was not written for another reason is named in
/// [`Written`].
pub(super) async fn write(rooms: &RoomCache, batch: &Batch) -> Result<Written, Error> {
    let mut lost = BTreeSet::new();
    let mut written = Written { later: Vec::new(), ..Written::default() };
    write_rows(rooms, &batch.rows, &mut lost, &mut written.later).await?;
    let noted = stream::iter(&batch.activity).map(|activity| note(rooms, activity)).buffer_unordered(AT_ONCE);
    for (room, noted) in noted.collect::<Vec<_>>().await {
        lose(&mut lost, room, noted)?;
    }
    for (room, snapshot) in &batch.trims {
        let trimmed = trim(rooms, *room, *snapshot).await;
        written.trims.push(lose(&mut lost, *room, trimmed)?.flatten());
    }
    for new in &batch.snapshots {
        let outcome = match put(rooms, new).await {
            Err(Error::Away(_)) => PutOutcome::Away,
            outcome => outcome?,
        };
        written.snapshots.push(outcome);
    }
    for write in &batch.invitations {
        let outcome = match invitations::write(&rooms.store, write).await {
            Err(Error::Away(_)) => InvitationOutcome::Away,
            outcome => outcome?,
        };
        written.invitations.push(outcome);
    }
    for erasure in &batch.erasures {
        let erased = erase(rooms, erasure).await;
        lose(&mut lost, erasure.room, erased)?;
    }
    if let Some(expiry) = batch.expire {
        // What was not found today is found tomorrow.
        match expiry::expire(rooms, expiry).await {
            Ok(expired) => written.expired = expired,
            Err(error) => tracing::warn!(%error, "what is too old was not forgotten"),
        }
    }
    if let Some(days) = batch.days {
        let kept = rooms.store.put(Bucket::Log, "days", records::encode_days(days)?).await;
        unless_full(kept)?;
    }
    if batch.probe {
        rooms.store.put(Bucket::Log, "probe", b"is there space".to_vec()).await?;
    }
    written.lost = lost.into_iter().collect();
    Ok(written)
}

/// Writes the rows; those of one room one after the other.
async fn write_rows(
    rooms: &RoomCache,
    rows: &[FrameRow],
    lost: &mut BTreeSet<RoomId>,
    later: &mut Vec<RoomId>,
) -> Result<(), Error> {
    let mut of_rooms: BTreeMap<RoomId, Vec<&FrameRow>> = BTreeMap::new();
    for row in rows {
        of_rooms.entry(row.room).or_default().push(row);
    }
    let write = async |(room, rows_of_room): (RoomId, Vec<&FrameRow>)| (room, rooms.write(room, &rows_of_room).await);
    let done: Vec<(RoomId, Result<Progress, Error>)> =
        stream::iter(of_rooms).map(write).buffer_unordered(AT_ONCE).collect().await;
    for (room, progress) in done {
        if lose(lost, room, progress)? == Some(Progress::Later) {
            later.push(room);
        }
    }
    Ok(())
}

/// Notes a room of which something was not written; any other error is the whole batch's.
fn lose<T>(lost: &mut BTreeSet<RoomId>, room: RoomId, done: Result<T, Error>) -> Result<Option<T>, Error> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(Error::DiskFull) => Err(Error::DiskFull),
        Err(error) => {
            let shortened: String = room.to_string().chars().take(6).collect();
            tracing::warn!(room = shortened, %error, "a room is given up: its devices join again");
            lost.insert(room);
            Ok(None)
        }
    }
}

fn unless_full(done: Result<(), NotWritten>) -> Result<(), Error> {
    match done {
        Err(NotWritten::Full) => Err(Error::DiskFull),
        _ => Ok(()),
    }
}

async fn note(rooms: &RoomCache, activity: &Activity) -> (RoomId, Result<(), Error>) {
    let noted = async {
        let kept = rooms.room(activity.room).await?;
        rooms
            .change_head(activity.room, &kept, |head, _| {
                let Head::Room(head) = head else { return ((), false) };
                let before = *head;
                if head.last_active == 0 {
                    head.began = activity.day.0;
                }
                head.last_active = head.last_active.max(activity.day.0);
                head.shared |= activity.shared;
                ((), *head != before)
            })
            .await
    };
    (activity.room, noted.await)
}

async fn put(rooms: &RoomCache, new: &NewSnapshot) -> Result<PutOutcome, Error> {
    let store = &rooms.store;
    let kept = rooms.room(new.room).await?;
    let is_expected = |head: &RoomHead| head.current.map(|head| head.id) == new.expects;
    let stands = lock(&kept).room_head().unwrap_or_default();
    if !is_expected(&stands) && lock(&kept).is_ours {
        return Ok(PutOutcome::Conflict { current: stands.current });
    }
    let parts = new.parts.iter().enumerate().map(|(part, bytes)| {
        let key = Store::part_key(new.room, new.head.id, part);
        async move { store.put(Bucket::Snapshots, &key, bytes.clone()).await }
    });
    for part in stream::iter(parts).buffered(PARTS_AT_ONCE).collect::<Vec<_>>().await {
        part.map_err(Error::from)?;
    }
    let mut dropped = None;
    let outcome = rooms.change_head(new.room, &kept, |head, kept| {
        let Head::Room(head) = head else { return (PutOutcome::Conflict { current: None }, false) };
        if !is_expected(head) {
            return (PutOutcome::Conflict { current: head.current }, false);
        }
        // A snapshot that nobody confirmed is replaced; the one that the log was trimmed to stays.
        dropped = if head.current.is_some_and(|before| before.covers <= head.trimmed) {
            std::mem::replace(&mut head.previous, head.current)
        } else {
            head.current
        };
        head.current = Some(new.head);
        let log_bytes = kept.bytes_after(new.head.covers);
        (PutOutcome::Stored { log_bytes, previous: head.previous }, true)
    });
    let outcome = outcome.await?;
    let unused = match outcome {
        PutOutcome::Stored { .. } => dropped,
        _ => Some(new.head),
    };
    let stands = lock(&kept).room_head().unwrap_or_default();
    let is_used = |id| [stands.current, stands.previous].into_iter().flatten().any(|head| head.id == id);
    if let Some(unused) = unused.filter(|unused| !is_used(unused.id)) {
        remove_parts(store, new.room, unused.id).await;
    }
    Ok(outcome)
}

/// What is not removed now takes space, and nothing else.
async fn remove_parts(store: &Store, room: RoomId, snapshot: SnapshotId) {
    if let Err(error) = store.remove(Bucket::Snapshots, &Store::part_key(room, snapshot, '*')).await {
        tracing::debug!(%error, "the parts of a snapshot stay");
    }
}

async fn trim(rooms: &RoomCache, room: RoomId, confirmed: SnapshotId) -> Result<Option<Trim>, Error> {
    let kept = rooms.room(room).await?;
    let trimmed = rooms.change_head(room, &kept, |head, _| {
        let Head::Room(head) = head else { return (None, false) };
        let current = head.current.filter(|current| current.id == confirmed && current.covers > head.trimmed);
        let Some(current) = current else { return (None, false) };
        head.trimmed = current.covers;
        (Some((current.covers, head.previous.take())), true)
    });
    let Some((covers, previous)) = trimmed.await? else { return Ok(None) };
    let (before, kept_bytes) = {
        let mut kept = lock(&kept);
        let first_kept = kept.rows.iter().find(|row| row.last > covers).map(|row| row.at);
        kept.drop_trimmed();
        // The last message stays, whatever it is: the next one names it.
        (first_kept.unwrap_or(kept.last_message).min(kept.last_message), kept.bytes_after(Seq(0)))
    };
    let store = &rooms.store;
    // Up to the first message there is nothing, and NATS takes that for everything.
    if before > 1
        && let Err(error) = store.purge(&store.stream_of(room), store.subject_of(room), Some(before)).await
    {
        tracing::debug!(%error, "frames that a snapshot covers stay in their stream");
    }
    if let Some(previous) = previous {
        remove_parts(store, room, previous.id).await;
    }
    Ok(Some(Trim { trimmed: covers, kept_bytes }))
}

async fn erase(rooms: &RoomCache, erasure: &Erasure) -> Result<(), Error> {
    let room = erasure.room;
    let kept = rooms.room(room).await?;
    rooms
        .change_head(room, &kept, |head, _| {
            *head = Head::erased(erasure);
            ((), true)
        })
        .await?;
    // From here on everybody is told that it was erased.
    expiry::remove_content(&rooms.store, room).await?;
    invitations::erase_of(&rooms.store, room).await?;
    rooms.leave(room);
    Ok(())
}

/// Rooms that are written at once.
const AT_ONCE: usize = 256;

const PARTS_AT_ONCE: usize = 16;
