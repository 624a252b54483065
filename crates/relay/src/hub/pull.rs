//! Pulls: the log is sent page by page, as fast as the reader takes the pages.

use alongside_wire::{
    FromRelay, RoomId, Seq,
    frame::{ByeReason, CaughtUp, LogPage},
    limits,
};

use super::{
    io::{Output, Read, SocketId},
    socket::Admission,
    state::{Hub, RETRY_LATER, RETRY_SOON},
    transfer::PullInProgress,
};
use crate::{error::Error, log::FrameRun};

impl Hub {
    pub(super) fn pull(&mut self, room: RoomId, from: SocketId, after: Seq) {
        let Some(socket) = self.sockets.get_mut(&from) else { return };
        match &mut socket.pull {
            Some(pull) => pull.then = Some(after),
            None => self.read_page(room, from, after),
        }
    }

    pub(super) fn frames_read(&mut self, id: SocketId, run: Result<FrameRun, Error>) {
        let Some(socket) = self.sockets.get_mut(&id) else { return };
        let (Some(mut pull), Admission::Member { room }) = (socket.pull.take(), &socket.admission) else { return };
        let room = *room;
        let run = match run {
            Ok(run) => run,
            Err(Error::Away(_)) => return self.end(id, ByeReason::Resync, Some(RETRY_SOON)),
            Err(_) => return self.end(id, ByeReason::StorageFailed, Some(RETRY_LATER)),
        };
        if pull.at < run.trimmed {
            // The next frame was trimmed: this reader must start again, from the snapshot. `[P 38]`
            return self.end(id, ByeReason::Resync, Some(RETRY_SOON));
        }
        if let Some(last) = run.frames.last().map(|frame| frame.seq) {
            self.send(id, &FromRelay::Page(LogPage { after: pull.at, frames: run.frames }));
            pull.at = last;
        }
        if !run.done {
            let (at, then) = (pull.at, pull.then);
            self.read_page(room, id, at);
            return self.then_pull(id, then);
        }
        self.send(id, &FromRelay::CaughtUp(CaughtUp { upto: pull.upto }));
        if let Some(after) = pull.then {
            self.read_page(room, id, after);
        }
    }

    /// Reads the next page, or reports that there is none.
    fn read_page(&mut self, room: RoomId, id: SocketId, after: Seq) {
        let Some(upto) = self.open_room(room).map(|open| open.durable) else { return };
        if after >= upto {
            return self.send(id, &FromRelay::CaughtUp(CaughtUp { upto }));
        }
        if let Some(socket) = self.sockets.get_mut(&id) {
            socket.pull = Some(Box::new(PullInProgress { at: after, upto, then: None }));
            self.outputs.push_back(Output::Read(Read::Frames { socket: id, room, after, upto, bytes: PAGE }));
        }
    }

    fn then_pull(&mut self, id: SocketId, then: Option<Seq>) {
        if let Some(pull) = self.sockets.get_mut(&id).and_then(|socket| socket.pull.as_mut()) {
            pull.then = then;
        }
    }
}

/// The bytes of frames in a page: those of a frame of the wire protocol, without what a page adds.
const PAGE: usize = limits::FRAME - 32;
