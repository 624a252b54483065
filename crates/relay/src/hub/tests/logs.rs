//! The log below a hub that is tested: in memory, or on disk or in NATS if `ALONGSIDE_TEST_LOG` says `sqlite` or `nats`.
//! `cargo xtask test` runs all tests of the hub over each.

use std::sync::{Mutex, PoisonError};

use alongside_testkit::nats_server;
use alongside_wire::{LogId, MailboxId, RoomId, Seq, SnapshotId};

use super::harness::room;
use crate::{
    config::NatsOptions,
    error::Error,
    log::{
        Batch, Claim, Failing, FrameRun, Log, Memory, NatsLog, OpenFor, RoomRecord, Sqlite, StoredInvitation, Written,
    },
};

/// A log whose writes can be made to fail.
#[derive(Debug)]
pub(in crate::hub) struct TestLog {
    log: LogKind,
    failing: Mutex<Option<Failing>>,
}

#[derive(Debug)]
enum LogKind {
    Memory(Memory),
    OnDisk { log: Box<Sqlite>, _folder: tempfile::TempDir },
    InNats(Box<NatsLog>),
}

impl TestLog {
    pub(in crate::hub) fn new() -> Self {
        let log = match std::env::var("ALONGSIDE_TEST_LOG").as_deref() {
            Ok("sqlite") => {
                let folder = tempfile::tempdir().unwrap();
                let log = Sqlite::open(folder.path(), 0).unwrap();
                log.take_id(ID);
                LogKind::OnDisk { log: Box::new(log), _folder: folder }
            }
            Ok("nats") => {
                let servers = vec![nats_server::shared().to_owned()];
                let prefix = nats_server::prefix();
                let options = NatsOptions { servers, replicas: 1, streams: 1, prefix, ..NatsOptions::default() };
                LogKind::InNats(Box::new(
                    NatsLog::begin_as(&options, OpenFor::Relay, super::harness::FIRST, ID).unwrap(),
                ))
            }
            Ok(other) => panic!("there is no log {other:?}"),
            Err(_) => LogKind::Memory(Memory::new(ID)),
        };
        Self { log, failing: Mutex::new(None) }
    }

    /// Whether it counts its bytes as the one in memory does: exactly, and without what a file or a stream adds.
    pub(in crate::hub) fn counts_exactly(&self) -> bool {
        matches!(self.log, LogKind::Memory(_))
    }

    pub(in crate::hub) fn fail(&self, how: Option<Failing>) {
        *self.failing.lock().unwrap_or_else(PoisonError::into_inner) = how;
    }

    /// A relay that was killed serves no room any more.
    pub(in crate::hub) fn restart(&self) {
        (0..16).for_each(|number| self.leave(room(number)));
    }

    /// A copy of everything under another id, like a backup; only of the log in memory.
    pub(in crate::hub) fn copy_as(&self, id: LogId) -> Option<Memory> {
        match &self.log {
            LogKind::Memory(memory) => Some(memory.copy_as(id)),
            _ => None,
        }
    }

    fn log(&self) -> &dyn Log {
        match &self.log {
            LogKind::Memory(log) => log,
            LogKind::OnDisk { log, .. } => &**log,
            LogKind::InNats(log) => &**log,
        }
    }
}

impl Log for TestLog {
    fn claim(&self) -> Result<Claim, Error> {
        self.log().claim()
    }

    fn room(&self, room: RoomId) -> Result<RoomRecord, Error> {
        self.log().room(room)
    }

    fn frames(&self, room: RoomId, after: Seq, upto: Seq, bytes: usize) -> Result<FrameRun, Error> {
        self.log().frames(room, after, upto, bytes)
    }

    fn part(&self, room: RoomId, snapshot: SnapshotId, part: u16) -> Result<Option<Vec<u8>>, Error> {
        self.log().part(room, snapshot, part)
    }

    fn invitation(&self, mailbox: MailboxId) -> Result<Option<StoredInvitation>, Error> {
        self.log().invitation(mailbox)
    }

    fn write(&self, batch: &Batch) -> Result<Written, Error> {
        match *self.failing.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(Failing::Full) => Err(Error::DiskFull),
            Some(Failing::Broken) => Err(Error::Log("told to fail".to_owned())),
            Some(Failing::Damaged(room)) if batch.touches(room) => Err(Error::Damaged("told to be".to_owned())),
            Some(Failing::Damaged(_)) | None => self.log().write(batch),
        }
    }

    fn leave(&self, room: RoomId) {
        self.log().leave(room);
    }
}

const ID: LogId = LogId([9; 16]);
