//! What an operator does to a log in NATS: moving, counting, checking and forgetting rooms.

use alongside_wire::{LogId, MailboxId, RoomId, Seq};

use super::{
    NatsLog, connect, expiry, invitations,
    records::{self, Head},
    store::{Bucket, NotWritten},
};
use crate::{
    error::Error,
    log::{Claim, FrameRun, Log, Movable, Report},
};

impl Movable for NatsLog {
    fn rooms(&self) -> Result<Vec<RoomId>, Error> {
        let mut rooms = Vec::new();
        self.wait(expiry::each_head(self.store(), |room, _, _| rooms.push(room)))?;
        rooms.sort_unstable();
        Ok(rooms)
    }

    fn mailboxes(&self) -> Result<Vec<MailboxId>, Error> {
        let store = self.store();
        let (stream, subject) = (store.bucket(Bucket::Invitations), store.key(Bucket::Invitations, invitations::ALL));
        let mut mailboxes = Vec::new();
        self.wait(store.scan(&stream, subject, None, true, |message| {
            mailboxes.extend(message.subject.rsplit('.').next().and_then(|mailbox| mailbox.parse::<MailboxId>().ok()));
            Ok(())
        }))?;
        Ok(mailboxes)
    }

    fn identity(&self) -> Result<Claim, Error> {
        let store = self.store();
        self.wait(async {
            let claimed = store.get(Bucket::Log, super::CLAIMED).await?;
            let claimed = claimed.map(|kept| records::decode::<u64>(&kept.value)).transpose()?.unwrap_or(0);
            let days = store.get(Bucket::Log, "days").await?;
            let days = days.map(|kept| records::decode_days(&kept.value)).transpose()?.unwrap_or_default();
            let log = store.get(Bucket::Log, "log").await?;
            let id = match log {
                Some(kept) => LogId(records::decode::<records::LogRecord>(&kept.value)?.id),
                None => self.id,
            };
            // A relay may have given any number of the block that was claimed last.
            let first = if claimed == 0 { 0 } else { claimed + self.block_size - 1 };
            Ok(Claim { id, first: Seq(first), disk: 0, days })
        })
    }

    fn adopt(&self, identity: Claim) -> Result<(), Error> {
        let store = self.store();
        self.wait(async {
            connect::adopt(store, identity.id).await?;
            self.claim_above(identity.first).await?;
            store.put(Bucket::Log, "days", records::encode_days(identity.days)?).await.map_err(Error::from)
        })
    }

    fn clear(&self, room: RoomId) -> Result<(), Error> {
        let store = self.store();
        self.wait(async {
            if let Some(head) = store.get(Bucket::Rooms, &room.to_string()).await?
                && !expiry::forget_head(store, room, head.revision).await?
            {
                return Err(NotWritten::Raced.into());
            }
            expiry::remove_content(store, room).await
        })
    }
}

impl NatsLog {
    /// Deletes a room that no member has erased, while relays run: its devices fill it again. `room` is its id, or at least
    /// six of the letters that it begins with; returns the whole id.
    ///
    /// # Errors
    /// [`Error::Room`] when no room or several have such an id.
    pub fn forget_room(&self, room: &str) -> Result<RoomId, Error> {
        let wrong = |reason: &str| Error::Room { room: room.to_owned(), reason: reason.to_owned() };
        if room.len() < 6 {
            return Err(wrong("give at least six of the letters that its id begins with"));
        }
        let mut found = Vec::new();
        self.wait(expiry::each_head(self.store(), |id, head, _| {
            if matches!(head, Head::Room(_)) && id.to_string().starts_with(room) {
                found.push(id);
            }
        }))?;
        match found.as_slice() {
            [] => Err(wrong("there is none that begins so")),
            [id] => {
                self.clear(*id)?;
                self.wait(invitations::forget_of(self.store(), *id))?;
                Ok(*id)
            }
            _ => Err(wrong("several begin so: give more letters")),
        }
    }

    /// Gives the log a new id, after its streams were put back: every device reads it anew and pushes what it lacks.
    ///
    /// # Errors
    /// [`Error::Away`].
    pub fn renew(&self) -> Result<(), Error> {
        self.wait(async {
            connect::renew(self.store()).await?;
            self.claim_above(Seq(0)).await.map(|_| ())
        })
    }

    /// Reads every room.
    ///
    /// # Errors
    /// [`Error::Away`].
    pub fn check(&self) -> Result<Report, Error> {
        let mut report = Report::default();
        for room in self.rooms()? {
            let read = self.read_whole(room);
            let shortened: String = room.to_string().chars().take(6).collect();
            match read {
                Ok((frames, snapshots)) => {
                    report.rooms += 1;
                    report.frames += frames;
                    report.snapshots += snapshots;
                }
                Err(Error::Away(reason)) => return Err(Error::Away(reason)),
                Err(error) => {
                    report.faults.push(format!("room {shortened}…: {error}"));
                    report.damaged.push(shortened);
                }
            }
        }
        Ok(report)
    }

    fn read_whole(&self, room: RoomId) -> Result<(u64, u64), Error> {
        let crate::log::RoomRecord::Known(known) = self.room(room)? else { return Ok((0, 0)) };
        let (mut after, mut frames, mut snapshots) = (Seq(0), 0, 0);
        loop {
            let FrameRun { frames: read, done, .. } = self.frames(room, after, Seq(u64::MAX), 1 << 20)?;
            frames += read.len() as u64;
            let Some(last) = read.last().filter(|_| !done) else { break };
            after = last.seq;
        }
        for head in [known.snapshot, known.previous].into_iter().flatten() {
            let mut bytes = 0;
            for part in 0.. {
                match self.part(room, head.id, part)? {
                    Some(part) => bytes += part.len(),
                    None => break,
                }
            }
            if bytes != head.bytes as usize {
                return Err(Error::Damaged("a snapshot is not whole".to_owned()));
            }
            snapshots += 1;
        }
        Ok((frames, snapshots))
    }

    /// What it holds, a line each.
    ///
    /// # Errors
    /// [`Error::Away`].
    pub fn stats(&self) -> Result<Vec<String>, Error> {
        let (mut rooms, mut shared, mut erased) = (0, 0, 0);
        self.wait(expiry::each_head(self.store(), |_, head, _| match head {
            Head::Room(head) => {
                rooms += 1;
                shared += u64::from(head.shared);
            }
            Head::Erased { .. } => erased += 1,
        }))?;
        let (identity, disk) = (self.identity()?, self.wait(self.store().disk())?);
        Ok(vec![
            format!("log {}, in {} streams; day {}", identity.id, self.store().streams, identity.days.today.0),
            format!("{rooms} rooms, {shared} of them shared; {erased} were erased"),
            format!("{} invitations", self.mailboxes()?.len()),
            format!("{disk} bytes in NATS, all replicas together"),
        ])
    }
}
