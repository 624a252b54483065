//! What moving a log reads and writes besides single rooms.

use alongside_wire::{MailboxId, RoomId};
use rusqlite::params;

use super::{
    Sqlite,
    numbers::Numbers,
    statements::{Begun, forget, number},
};
use crate::{
    clock::{DayCount, RunDay},
    error::Error,
    log::{Claim, Movable},
};

impl Movable for Sqlite {
    fn rooms(&self) -> Result<Vec<RoomId>, Error> {
        let reader = self.reader();
        let mut select = reader.prepare("SELECT room FROM rooms UNION SELECT room FROM erasures ORDER BY room")?;
        let rooms = select.query_map([], |row| Ok(RoomId(row.get(0)?)))?.collect::<Result<_, _>>()?;
        Ok(rooms)
    }

    fn mailboxes(&self) -> Result<Vec<MailboxId>, Error> {
        let reader = self.reader();
        let mut select = reader.prepare("SELECT mailbox FROM invitations ORDER BY mailbox")?;
        let mailboxes = select.query_map([], |row| Ok(MailboxId(row.get(0)?)))?.collect::<Result<_, _>>()?;
        Ok(mailboxes)
    }

    fn identity(&self) -> Result<Claim, Error> {
        let reader = self.reader();
        let Numbers { log: id, highest: first } = Numbers::read(&reader)?;
        let days = reader.query_row("SELECT today, calendar FROM meta", [], |row| {
            Ok(DayCount { today: RunDay(row.get(0)?), calendar: row.get(1)? })
        })?;
        Ok(Claim { id, first, disk: 0, days })
    }

    fn adopt(&self, identity: Claim) -> Result<(), Error> {
        let Claim { id, first, days, .. } = identity;
        let update = "UPDATE meta SET log = ?1, last = max(last, ?2), today = max(today, ?3), calendar = ?4";
        let writer = self.writer();
        writer.connection.execute(update, params![id.0, number(first), days.today.0, days.calendar])?;
        Ok(())
    }

    fn clear(&self, room: RoomId) -> Result<(), Error> {
        let writer = self.writer();
        let transaction = Begun::begin(&writer.connection)?;
        forget(&transaction, room)?;
        transaction.commit()
    }
}
