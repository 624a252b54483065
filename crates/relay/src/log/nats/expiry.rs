//! Forgetting what is too old, and taking away what a room had.

use alongside_wire::{MailboxId, RoomId, limits};
use async_nats::jetstream::message::PublishMessage;

use super::{
    invitations,
    records::{self, Head, RoomHead, decode_invitation},
    rooms::RoomCache,
    store::{Bucket, NotWritten, Repeats, Store, follow},
};
use crate::{
    error::Error,
    log::{EXPIRE_AT_ONCE, Expiry},
};

/// Forgets rooms, at most [`EXPIRE_AT_ONCE`], erasures and invitations that are too old; returns how many rooms.
pub(super) async fn expire(rooms: &RoomCache, expiry: Expiry) -> Result<usize, Error> {
    let store = &rooms.store;
    let (mut old, mut erasures) = (Vec::new(), Vec::new());
    each_head(store, |room, head, revision| match head {
        Head::Room(head) if old.len() < EXPIRE_AT_ONCE && is_old(&head, expiry) => old.push((room, revision)),
        Head::Erased { day, .. } if day < expiry.unused_since.0 => erasures.push((room, revision)),
        _ => {}
    })
    .await?;
    let mut expired = 0;
    for (room, revision) in old {
        if forget_head(store, room, revision).await? {
            remove_content(store, room).await?;
            invitations::forget_of(store, room).await?;
            rooms.leave(room);
            expired += 1;
        }
    }
    for (room, revision) in erasures {
        forget_head(store, room, revision).await?;
    }
    expire_invitations(store, expiry).await?;
    Ok(expired)
}

/// Reads the heads of all rooms.
pub(super) async fn each_head(store: &Store, mut take: impl FnMut(RoomId, Head, u64)) -> Result<(), Error> {
    let (stream, subject) = (store.bucket(Bucket::Rooms), store.key(Bucket::Rooms, "*"));
    store
        .scan(&stream, subject, None, false, |message| {
            let room = message.subject.rsplit('.').next().and_then(|room| room.parse().ok());
            if let Some(room) = room.filter(|_| !message.value.is_empty()) {
                take(room, records::decode(&message.value)?, message.sequence);
            }
            Ok(())
        })
        .await
}

/// Removes the frames and snapshots of a room.
pub(super) async fn remove_content(store: &Store, room: RoomId) -> Result<(), Error> {
    store.purge(&store.stream_of(room), store.subject_of(room), None).await?;
    store.remove(Bucket::Snapshots, &format!("{room}.>")).await
}

/// Removes the head of a room, unless somebody came meanwhile.
pub(super) async fn forget_head(store: &Store, room: RoomId, revision: u64) -> Result<bool, Error> {
    let subject = store.key(Bucket::Rooms, &room.to_string());
    let message = || follow(PublishMessage::build().header("KV-Operation", "DEL"), &subject, revision);
    match store.append(&subject, message, Repeats::No).await {
        Ok(at) => {
            // Nor does the note stay that it is deleted.
            store.purge(&store.bucket(Bucket::Rooms), subject, Some(at + 1)).await?;
            Ok(true)
        }
        Err(NotWritten::Raced | NotWritten::Repeated) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn is_old(head: &RoomHead, expiry: Expiry) -> bool {
    let lone = !head.shared && head.last_active == head.began;
    head.last_active < expiry.unused_since.0 || (lone && head.last_active < expiry.lone_since.0)
}

/// `[P 113]`
async fn expire_invitations(store: &Store, expiry: Expiry) -> Result<(), Error> {
    let (over, old) = (expiry.today.before(limits::INVITATION_DAYS), expiry.today.before(2 * limits::INVITATION_DAYS));
    let (mut wiped, mut forgotten) = (Vec::new(), Vec::new());
    let (stream, subject) = (store.bucket(Bucket::Invitations), store.key(Bucket::Invitations, invitations::ALL));
    store
        .scan(&stream, subject, None, false, |message| {
            let Some(mailbox) = message.subject.rsplit('.').next().and_then(|it| it.parse::<MailboxId>().ok()) else {
                return Ok(());
            };
            let stored = decode_invitation(&message.value)?;
            if stored.day < old {
                forgotten.push((mailbox, stored.room));
            } else if stored.day < over && !stored.key.is_empty() {
                wiped.push(mailbox);
            }
            Ok(())
        })
        .await?;
    for mailbox in wiped {
        invitations::wipe(store, mailbox).await?;
    }
    for (mailbox, room) in forgotten {
        invitations::forget(store, mailbox, room).await?;
    }
    Ok(())
}
