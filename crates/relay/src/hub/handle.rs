//! The one entrance of the hub, [`Hub::handle`], and its one exit, [`Hub::poll`].

use alongside_wire::{
    Decoded, FrameError, FromRelay, RoomId, Signature, ToRelay,
    frame::{ByeReason, Ephemeral, ErrorCode, PassedOn, Subject, Time},
    limits, statement,
};
use bytes::Bytes;

use super::{
    counts::Limit,
    io::{Input, Output, SocketId},
    join::is_signed,
    meetings::MeetingPart,
    socket::Admission,
    state::{Hub, RETRY_SOON},
};
use crate::{clock::Now, log::Erasure};

impl Hub {
    /// Handles one input. Handling several before [`poll`](Self::poll) makes fewer and larger commits.
    pub fn handle(&mut self, now: Now, input: Input) {
        match input {
            Input::Frame { from, bytes } => self.frame(now, from, &bytes),
            Input::Opened { socket, address, origin, nonce } => self.opened(now, socket, address, origin, nonce),
            Input::Junk { from } => self.end(from, ByeReason::Malformed, None),
            Input::Overflowed { socket } => {
                self.counts.met(Limit::Queue);
                self.end(socket, ByeReason::Resync, Some(RETRY_SOON));
            }
            Input::Closed { socket } => self.forget_socket(socket),
            Input::RoomRead(room, record) => self.room_read(now, room, record),
            Input::PushedRead(room, pushed) => self.pushed_read(now, room, pushed),
            Input::FramesRead(socket, run) => self.frames_read(socket, run),
            Input::PartRead(socket, part) => self.part_read(socket, part),
            Input::InvitationRead(socket, mailbox, found) => self.invitation_read(now, socket, mailbox, found),
            Input::Written(Ok(written)) => self.written(now, &written),
            Input::Written(Err(error)) => self.write_failed(now, &error),
            Input::Guest { socket, origin, nonce, auth } => self.guest(now, socket, origin, nonce, &auth),
            Input::FromHome { socket, bytes } => self.hear_home(socket, bytes),
            Input::HomeEnded { socket } => self.home_ended(socket),
            Input::HomeGone { socket } => self.home_gone(socket),
            Input::Lost(room) => self.lose_room(room),
            Input::Adrift => self.adrift(),
            Input::Tick => self.tick(now),
            Input::Stop => self.stop(),
        }
    }

    /// The next thing to do; `None` until something else happens.
    pub fn poll(&mut self, now: Now) -> Option<Output> {
        let output = self.poll_before_write();
        if output.is_some() {
            return output;
        }
        self.start_commit(now);
        self.outputs.pop_front()
    }

    /// Like [`poll`](Self::poll), but leaves writes to `poll`: the more inputs are handled before that, the fewer and
    /// larger are the commits.
    pub fn poll_before_write(&mut self) -> Option<Output> {
        if self.outputs.is_empty() {
            self.report_repeated_pushes();
        }
        self.outputs.pop_front()
    }

    /// Whether [`poll`](Self::poll) would return a write now.
    pub fn wants_to_write(&self, now: Now) -> bool {
        self.commits.is_due(now)
    }

    fn frame(&mut self, now: Now, from: SocketId, bytes: &Bytes) {
        let Some(socket) = self.sockets.get_mut(&from) else { return };
        let affordable = match socket.rate.take(now, bytes.len(), &self.limits) {
            Ok(()) => true,
            // The relay that its client is connected to has counted it.
            Err(_) if socket.is_guest => true,
            Err(limit) => {
                self.counts.met(limit);
                false
            }
        };
        self.counts.received += 1;
        self.counts.received_bytes += bytes.len() as u64;
        let frame = match ToRelay::decode(bytes) {
            Ok(Decoded::Known(frame)) => frame,
            Ok(Decoded::Unknown { .. }) => {
                self.counts.unknown += 1;
                return;
            }
            Err(FrameError::Version(_)) => return self.end(from, ByeReason::Version, None),
            Err(_) => return self.end(from, ByeReason::Malformed, None),
        };
        let room = match (&socket.admission, &frame) {
            (Admission::Member { room }, _) => *room,
            (Admission::Stranger, ToRelay::Auth(auth)) => return self.authenticate(now, from, auth),
            (Admission::Stranger, ToRelay::Claim(claim)) if affordable => return self.claim(now, from, *claim),
            (Admission::Stranger, ToRelay::Meet(meet)) if affordable => return self.meet(now, from, *meet),
            (Admission::Stranger, ToRelay::Claim(_)) => return self.refuse_invitation(from, ErrorCode::TooFast),
            (_, ToRelay::Bye) => return self.hang_up(from),
            (Admission::Meeting { number, part }, _) if affordable => {
                let (number, part) = (*number, *part);
                return self.in_meeting(from, number, part, frame);
            }
            (Admission::Elsewhere, _) => return self.forward(now, from, frame, bytes, affordable),
            _ => return self.end(from, ByeReason::Malformed, None),
        };
        if !affordable {
            return self.refuse_too_fast(from, frame);
        }
        match frame {
            ToRelay::Push(push) => self.push(now, room, from, push),
            ToRelay::Ephemeral(ephemeral) => self.pass_on(room, from, ephemeral),
            ToRelay::TimeAsk(ask) => self.send(from, &FromRelay::Time(Time { echo: ask.echo, now: now.wall })),
            ToRelay::Pull(pull) => self.pull(room, from, pull.after),
            ToRelay::SnapshotPut(put) => self.snapshot_put(now, room, from, put),
            ToRelay::SnapshotGet(get) => self.snapshot_get(room, from, get.id),
            ToRelay::Confirm(confirm) => self.confirm(room, confirm.id),
            ToRelay::Erase(erase) => self.erase(now, room, from, erase.signature),
            ToRelay::Deposit(deposit) => self.deposit(now, room, from, deposit),
            ToRelay::Withdraw(withdraw) => self.withdraw(now, room, from, withdraw.mailbox),
            ToRelay::Claim(claim) => self.claim(now, from, claim),
            ToRelay::Auth(_) | ToRelay::Meet(_) | ToRelay::Exchange(_) | ToRelay::EndRendezvous(_) => {
                self.end(from, ByeReason::Malformed, None);
            }
            ToRelay::Bye => self.hang_up(from),
        }
    }

    /// Answers a frame that came above the rate limit. `[P 41]`
    pub(super) fn refuse_too_fast(&mut self, from: SocketId, frame: ToRelay) {
        match frame {
            ToRelay::Push(push) => {
                let subject = Subject::Push { replica: push.replica, counter: push.counter };
                self.refuse(from, subject, ErrorCode::TooFast);
            }
            ToRelay::Ephemeral(_) => self.refuse(from, Subject::Ephemeral, ErrorCode::TooFast),
            // An answer that is late would be wrong. And the client that compares the next snapshot confirms that one.
            ToRelay::TimeAsk(_) | ToRelay::Confirm(_) => self.counts.refused += 1,
            // There is no error for a pull, so the connection is ended.
            ToRelay::Pull(_) => self.end(from, ByeReason::Resync, Some(RETRY_SOON)),
            ToRelay::SnapshotPut(_) => self.reject_upload(from, ErrorCode::TooFast),
            ToRelay::SnapshotGet(_) => self.refuse(from, Subject::SnapshotGet, ErrorCode::TooFast),
            ToRelay::Erase(_) => self.refuse(from, Subject::Erase, ErrorCode::TooFast),
            ToRelay::Deposit(_) | ToRelay::Withdraw(_) | ToRelay::Claim(_) => {
                self.refuse(from, Subject::Invitation, ErrorCode::TooFast);
            }
            ToRelay::Auth(_) | ToRelay::Meet(_) | ToRelay::Exchange(_) | ToRelay::EndRendezvous(_) => {
                self.end(from, ByeReason::Malformed, None);
            }
            ToRelay::Bye => self.hang_up(from),
        }
    }

    fn in_meeting(&mut self, from: SocketId, number: u32, part: MeetingPart, frame: ToRelay) {
        match frame {
            ToRelay::Exchange(exchange) => self.exchange(from, number, part, exchange),
            ToRelay::EndRendezvous(end) => self.end_rendezvous(from, number, part, end),
            _ => self.end(from, ByeReason::Malformed, None),
        }
    }

    fn tick(&mut self, now: Now) {
        self.compare_clocks(now);
        while let Some(&(by, socket)) = self.strangers.front()
            && by <= now.mono
        {
            self.strangers.pop_front();
            if self.sockets.get(&socket).is_some_and(|socket| matches!(socket.admission, Admission::Stranger)) {
                self.counts.met(Limit::AuthMillis);
                self.end(socket, ByeReason::AuthTimeout, Some(RETRY_SOON));
            }
        }
        self.drop_stalled_uploads(now);
        self.drop_idle_push_indexes(now);
        self.expire_meetings(now);
        self.addresses.forget_idle(now, &self.limits);
        self.check_the_day(now);
    }

    /// Tells the operator of a wall clock that jumped: clients are told the time by it, and days are counted by it.
    fn compare_clocks(&mut self, now: Now) {
        let before = self.ticked.replace(now).unwrap_or(now);
        let (mono, wall) = (now.mono.saturating_sub(before.mono), now.wall.abs_diff(before.wall));
        let back = now.wall < before.wall;
        let jumped = if back { wall + mono } else { wall.abs_diff(mono) };
        if jumped < JUMP {
            return;
        }
        self.counts.clock_jumps += 1;
        let forward = !back && wall > mono;
        tracing::warn!(
            seconds = jumped / 1000,
            direction = if forward { "forward" } else { "back" },
            "the machine's clock jumped, or the machine slept: timers of the people in a room follow this clock. Have it \
             kept by NTP (with systemd: timedatectl set-ntp true), and let the machine not sleep"
        );
    }

    /// Passes an ephemeral on to those who are connected now. `[P 35]`
    pub(super) fn pass_on(&mut self, room: RoomId, from: SocketId, ephemeral: Ephemeral) {
        if ephemeral.sealed.len() < limits::CARRIED_LEAST {
            return self.end(from, ByeReason::Malformed, None);
        }
        let passed = FromRelay::PassedOn(PassedOn { from: from.peer(), sealed: ephemeral.sealed });
        match ephemeral.to {
            None => self.tell_others(room, from, &passed),
            // Nothing to refuse: the sender is told by peer down that the receiver is gone.
            Some(peer) => {
                let to = SocketId(peer.0);
                if self.members(room).contains(&to) && to != from {
                    self.send(to, &passed);
                }
            }
        }
    }

    /// Erases a room, with a signed statement, which is kept and shown to everyone. `[P 40]`
    pub(super) fn erase(&mut self, now: Now, room: RoomId, from: SocketId, signature: Signature) {
        let Some(socket) = self.sockets.get(&from) else { return };
        let (origin, nonce) = (socket.origin.to_string(), socket.nonce);
        let said = statement::erase(&origin, room, nonce);
        if !socket.key.is_some_and(|key| is_signed(&key, &said, signature)) {
            return self.refuse(from, Subject::Erase, ErrorCode::BadSignature);
        }
        let Some(open) = self.open_room(room) else { return };
        if open.erasing {
            return;
        }
        open.erasing = true;
        self.drop_queued(room);
        let day = self.today(now);
        self.commits.erasures.push(Erasure { room, origin, nonce, signature, day });
    }

    fn stop(&mut self) {
        self.stopping = true;
        for socket in self.everyone() {
            self.end(socket, ByeReason::Stopping, Some(RETRY_SOON));
        }
    }
}

/// Milliseconds by which the wall clock may be set between two ticks without being reported.
const JUMP: u64 = 10_000;
