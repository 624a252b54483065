//! Invitations in NATS: one under its mailbox, and its mailbox again under its room.

use alongside_wire::{MailboxId, RoomId};
use futures_util::{StreamExt, TryStreamExt};

use super::{
    records::{decode_invitation, encode_invitation},
    store::{Bucket, NotWritten, Store, away},
};
use crate::{
    error::Error,
    log::{Fate, InvitationOutcome, InvitationWrite, StoredInvitation},
};

pub(super) async fn read(store: &Store, mailbox: MailboxId) -> Result<Option<(StoredInvitation, u64)>, Error> {
    match store.get(Bucket::Invitations, &by_mailbox(mailbox)).await? {
        Some(kept) => Ok(Some((decode_invitation(&kept.value)?, kept.revision))),
        None => Ok(None),
    }
}

/// Does what is wanted, as far as what stands there allows: of several who want it at once, one is first.
pub(super) async fn write(store: &Store, write: &InvitationWrite) -> Result<InvitationOutcome, Error> {
    for _ in 0..RACES {
        let (stored, revision) = read(store, write.mailbox).await?.map_or((None, 0), |(it, at)| (Some(it), at));
        let of_room = match (&write.act, &stored) {
            (crate::log::InvitationAct::Deposit { room, .. }, None) => waiting_in(store, *room).await?,
            _ => 0,
        };
        let outcome = write.decide(stored, |_| Ok::<_, Error>(of_room))?;
        let InvitationOutcome::Stands { stored, is_new: true } = &outcome else { return Ok(outcome) };
        // Its place under the room comes first: what is not found there would outlive the room.
        store.put(Bucket::Invitations, &by_room(stored.room, write.mailbox), Vec::new()).await?;
        let value = encode_invitation(stored)?;
        match store.swap(Bucket::Invitations, &by_mailbox(write.mailbox), revision, value).await {
            Ok(_) => return Ok(outcome),
            Err(NotWritten::Raced) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(NotWritten::Raced.into())
}

/// The room was erased: nobody gets into it any more.
pub(super) async fn erase_of(store: &Store, room: RoomId) -> Result<(), Error> {
    for mailbox in mailboxes(store, room).await? {
        for _ in 0..RACES {
            let Some((mut stored, revision)) = read(store, mailbox).await? else { break };
            stored.erase();
            let value = encode_invitation(&stored)?;
            match store.swap(Bucket::Invitations, &by_mailbox(mailbox), revision, value).await {
                Err(NotWritten::Raced) => {}
                done => {
                    done.map_err(Error::from)?;
                    break;
                }
            }
        }
    }
    Ok(())
}

/// The room expired.
pub(super) async fn forget_of(store: &Store, room: RoomId) -> Result<(), Error> {
    for mailbox in mailboxes(store, room).await? {
        store.remove(Bucket::Invitations, &by_mailbox(mailbox)).await?;
    }
    store.remove(Bucket::Invitations, &format!("of.{room}.*")).await
}

/// Forgets one.
pub(super) async fn forget(store: &Store, mailbox: MailboxId, room: RoomId) -> Result<(), Error> {
    store.remove(Bucket::Invitations, &by_mailbox(mailbox)).await?;
    store.remove(Bucket::Invitations, &by_room(room, mailbox)).await
}

/// Wipes the content of one.
pub(super) async fn wipe(store: &Store, mailbox: MailboxId) -> Result<(), Error> {
    let Some((mut stored, revision)) = read(store, mailbox).await? else { return Ok(()) };
    (stored.card, stored.key) = (Vec::new(), Vec::new());
    match store.swap(Bucket::Invitations, &by_mailbox(mailbox), revision, encode_invitation(&stored)?).await {
        // Tomorrow is early enough.
        Ok(_) | Err(NotWritten::Raced) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// What a mailbox's subject is in the bucket, for all of them.
pub(super) const ALL: &str = "box.*";

async fn waiting_in(store: &Store, room: RoomId) -> Result<u32, Error> {
    let mut waiting = 0;
    for mailbox in mailboxes(store, room).await? {
        let found = read(store, mailbox).await?;
        waiting += u32::from(found.is_some_and(|(stored, _)| stored.room == room && stored.fate == Fate::Waiting));
    }
    Ok(waiting)
}

/// The mailboxes of a room's invitations.
async fn mailboxes(store: &Store, room: RoomId) -> Result<Vec<MailboxId>, Error> {
    let stream = store.jet.get_stream_no_info(store.bucket(Bucket::Invitations)).await.map_err(away)?;
    let subjects = stream.info_with_subjects(store.key(Bucket::Invitations, &format!("of.{room}.*"))).await;
    let subjects = subjects.map_err(away)?;
    let found = subjects.map_ok(|(subject, _)| subject.rsplit('.').next().and_then(|mailbox| mailbox.parse().ok()));
    let found: Vec<Result<Option<MailboxId>, _>> = found.collect().await;
    found.into_iter().filter_map(Result::transpose).collect::<Result<Vec<_>, _>>().map_err(away)
}

fn by_mailbox(mailbox: MailboxId) -> String {
    format!("box.{mailbox}")
}

fn by_room(room: RoomId, mailbox: MailboxId) -> String {
    format!("of.{room}.{mailbox}")
}

const RACES: usize = 16;
