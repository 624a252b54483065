//! The log in memory: for tests and simulations, and for relays that need not outlive their process.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use alongside_wire::{LogId, MailboxId, RoomId, Seq, SnapshotId, frame::SnapshotHead, limits};

use super::{
    batch::{Activity, Batch, EXPIRE_AT_ONCE, Erasure, FrameRow, NewSnapshot, PutOutcome, Trim, Written},
    invitations::{Fate, InvitationOutcome, StoredInvitation},
    record::{FrameRun, RoomRecord, RoomSummary, RunBuilder},
    store::{Claim, Log, first_number_after},
};
use crate::{
    clock::{DayCount, RunDay},
    error::Error,
};

/// Stores everything until it is dropped.
#[derive(Debug)]
pub struct Memory {
    id: LogId,
    contents: Mutex<Contents>,
}

#[derive(Debug, Default, Clone)]
struct Contents {
    rooms: BTreeMap<RoomId, StoredRoom>,
    erased: BTreeMap<RoomId, Erasure>,
    invitations: BTreeMap<MailboxId, StoredInvitation>,
    last: Seq,
    failing: Option<Failing>,
    days: DayCount,
}

#[derive(Debug, Default, Clone)]
struct StoredRoom {
    last_active: RunDay,
    began: RunDay,
    shared: bool,
    rows: Vec<FrameRow>,
    trimmed: Seq,
    snapshot: Option<NewSnapshot>,
    previous: Option<NewSnapshot>,
}

/// How writes to a [`Memory`] fail, for tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failing {
    /// The disk is full.
    Full,
    Broken,
    /// What the file holds of this room is damaged; writes for others succeed.
    Damaged(RoomId),
}

impl Memory {
    /// An empty log with this id.
    pub fn new(id: LogId) -> Self {
        Self { id, contents: Mutex::default() }
    }

    /// Makes writes fail like this from now on, or succeed again.
    pub fn fail(&self, how: Option<Failing>) {
        self.contents().failing = how;
    }

    /// A copy of everything under another log id, like a backup.
    pub fn copy_as(&self, id: LogId) -> Self {
        let mut contents = self.contents().clone();
        if id != self.id {
            contents.invitations.clear();
        }
        Self { id, contents: Mutex::new(contents) }
    }

    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log for Memory {
    fn claim(&self) -> Result<Claim, Error> {
        let mut contents = self.contents();
        contents.last = first_number_after(contents.last);
        Ok(Claim { id: self.id, first: contents.last, disk: contents.bytes(), days: contents.days })
    }

    fn room(&self, room: RoomId) -> Result<RoomRecord, Error> {
        let contents = self.contents();
        if let Some(erasure) = contents.erased.get(&room) {
            return Ok(RoomRecord::Erased(erasure.clone()));
        }
        let Some(room) = contents.rooms.get(&room) else { return Ok(RoomRecord::Unknown) };
        let durable = room.rows.last().map_or(room.trimmed, |row| row.last);
        Ok(RoomRecord::Known(RoomSummary {
            durable,
            trimmed: room.trimmed,
            log_bytes: room.bytes_after(room.snapshot.as_ref().map_or(Seq(0), |snapshot| snapshot.head.covers)),
            kept_bytes: room.bytes_after(Seq(0)),
            snapshot: head(&room.snapshot),
            previous: head(&room.previous),
            last_active: room.last_active,
            began: room.began,
            shared: room.shared,
            first: Seq(0),
        }))
    }

    fn frames(&self, room: RoomId, after: Seq, upto: Seq, bytes: usize) -> Result<FrameRun, Error> {
        let mut running = RunBuilder::new(after, upto, bytes);
        if let Some(room) = self.contents().rooms.get(&room) {
            running.run.trimmed = room.trimmed;
            for row in room.rows.iter().skip_while(|row| row.last <= after) {
                if !running.take(&row.body)? {
                    break;
                }
            }
        }
        Ok(running.run)
    }

    fn part(&self, room: RoomId, snapshot: SnapshotId, part: u16) -> Result<Option<Vec<u8>>, Error> {
        let contents = self.contents();
        let found = contents.rooms.get(&room).and_then(|room| {
            [&room.snapshot, &room.previous].into_iter().flatten().find(|kept| kept.head.id == snapshot)
        });
        Ok(found.and_then(|found| found.parts.get(usize::from(part)).cloned()))
    }

    fn invitation(&self, mailbox: MailboxId) -> Result<Option<StoredInvitation>, Error> {
        Ok(self.contents().invitations.get(&mailbox).cloned())
    }

    fn write(&self, batch: &Batch) -> Result<Written, Error> {
        let mut contents = self.contents();
        match contents.failing {
            None => {}
            Some(Failing::Full) => return Err(Error::DiskFull),
            Some(Failing::Broken) => return Err(Error::Log("told to fail".to_owned())),
            Some(Failing::Damaged(room)) if batch.touches(room) => {
                return Err(Error::Damaged("told to be".to_owned()));
            }
            Some(Failing::Damaged(_)) => {}
        }
        let mut written = Written::default();
        for row in &batch.rows {
            contents.last = contents.last.max(row.last);
            contents.rooms.entry(row.room).or_default().rows.push(row.clone());
        }
        for activity in &batch.activity {
            contents.rooms.entry(activity.room).or_default().note(activity);
        }
        for (room, snapshot) in &batch.trims {
            written.trims.push(contents.rooms.get_mut(room).and_then(|room| room.trim(*snapshot)));
        }
        for new in &batch.snapshots {
            written.snapshots.push(contents.rooms.entry(new.room).or_default().put(new));
        }
        for write in &batch.invitations {
            let waiting = |room| {
                let of_room = |kept: &&StoredInvitation| kept.room == room && kept.fate == Fate::Waiting;
                Ok::<_, Error>(contents.invitations.values().filter(of_room).count() as u32)
            };
            let outcome = write.decide(contents.invitations.get(&write.mailbox).cloned(), waiting)?;
            if let InvitationOutcome::Stands { stored, is_new: true } = &outcome {
                contents.invitations.insert(write.mailbox, stored.clone());
            }
            written.invitations.push(outcome);
        }
        for erasure in &batch.erasures {
            contents.rooms.remove(&erasure.room);
            contents
                .invitations
                .values_mut()
                .filter(|kept| kept.room == erasure.room)
                .for_each(StoredInvitation::erase);
            contents.erased.insert(erasure.room, erasure.clone());
        }
        if let Some(expiry) = batch.expire {
            let old = |room: &StoredRoom| {
                let lone = !room.shared && room.last_active == room.began;
                room.last_active < expiry.unused_since || (lone && room.last_active < expiry.lone_since)
            };
            let old: Vec<RoomId> =
                contents.rooms.iter().filter(|(_, room)| old(room)).map(|(id, _)| *id).take(EXPIRE_AT_ONCE).collect();
            for room in &old {
                contents.rooms.remove(room);
                contents.invitations.retain(|_, kept| kept.room != *room);
            }
            let over = expiry.today.before(limits::INVITATION_DAYS);
            contents.invitations.retain(|_, kept| kept.day >= over.before(limits::INVITATION_DAYS));
            for kept in contents.invitations.values_mut().filter(|kept| kept.day < over) {
                (kept.card, kept.key) = (Vec::new(), Vec::new());
            }
            written.expired = old.len();
            contents.erased.retain(|_, erasure| erasure.day >= expiry.unused_since);
        }
        if let Some(days) = batch.days {
            contents.days = days;
        }
        written.disk = contents.bytes();
        Ok(written)
    }
}

impl Contents {
    fn bytes(&self) -> u64 {
        self.rooms.values().map(StoredRoom::bytes).sum()
    }
}

impl StoredRoom {
    fn note(&mut self, activity: &Activity) {
        if self.last_active == RunDay(0) {
            self.began = activity.day;
        }
        self.last_active = self.last_active.max(activity.day);
        self.shared |= activity.shared;
    }

    fn put(&mut self, new: &NewSnapshot) -> PutOutcome {
        let current = head(&self.snapshot);
        if current.map(|head| head.id) != new.expects {
            return PutOutcome::Conflict { current };
        }
        let before = self.snapshot.replace(new.clone());
        // A snapshot that nobody confirmed is replaced; the one that the log was trimmed to stays.
        if before.as_ref().is_some_and(|before| before.head.covers <= self.trimmed) {
            self.previous = before;
        }
        PutOutcome::Stored { log_bytes: self.bytes_after(new.head.covers), previous: head(&self.previous) }
    }

    fn trim(&mut self, confirmed: SnapshotId) -> Option<Trim> {
        let current = head(&self.snapshot).filter(|head| head.id == confirmed && head.covers > self.trimmed)?;
        self.trimmed = current.covers;
        self.rows.retain(|row| row.last > current.covers);
        self.previous = None;
        Some(Trim { trimmed: current.covers, kept_bytes: self.bytes_after(Seq(0)) })
    }

    fn bytes_after(&self, covered: Seq) -> u64 {
        self.rows.iter().filter(|row| row.last > covered).map(|row| row.body.len() as u64).sum()
    }

    fn bytes(&self) -> u64 {
        let snapshots: u64 =
            [&self.snapshot, &self.previous].into_iter().flatten().map(|s| u64::from(s.head.bytes)).sum();
        self.bytes_after(Seq(0)) + snapshots
    }
}

fn head(snapshot: &Option<NewSnapshot>) -> Option<SnapshotHead> {
    snapshot.as_ref().map(|snapshot| snapshot.head)
}
