//! Invitations: a member deposits one, the first who claims it has it, and whoever comes later is told when that was.
//! `[P 111–113]`
//!
//! What is claimed is on the disk before it is given out. A look costs its address what a join does, a deposit and a claim
//! what they take on the disk; nothing of an invitation is held here but what is on its way there.

use alongside_wire::{
    Claimant, FromRelay, MailboxId, RoomId,
    frame::{ByeReason, ClaimFrame, Deposit, ErrorCode, InvitationFrame, InvitationState, Subject},
    limits,
};

use super::{
    counts::Limit,
    io::{Output, Read, SocketId},
    join::JOIN_COSTS,
    state::Hub,
};
use crate::{
    clock::Now,
    error::Error,
    log::{Fate, InvitationAct, InvitationOutcome, InvitationWrite, StoredInvitation},
};

impl Hub {
    /// Keeps an invitation to this room.
    pub(super) fn deposit(&mut self, now: Now, room: RoomId, from: SocketId, deposit: Deposit) {
        let Deposit { mailbox, lasts, card, key } = deposit;
        if card.len() != limits::CARD || key.len() != limits::INVITATION_KEY {
            return self.end(from, ByeReason::Malformed, None);
        }
        let act = InvitationAct::Deposit { room, lasts, card, key };
        self.write_invitation(now, Some(room), from, mailbox, act);
    }

    /// Lets nobody claim an invitation of this room any more.
    pub(super) fn withdraw(&mut self, now: Now, room: RoomId, from: SocketId, mailbox: MailboxId) {
        self.write_invitation(now, Some(room), from, mailbox, InvitationAct::Withdraw { room });
    }

    /// Says what became of an invitation, or gives it to who wants it.
    pub(super) fn claim(&mut self, now: Now, from: SocketId, claim: ClaimFrame) {
        let Some(address) = self.sockets.get(&from).map(|socket| socket.address) else { return };
        if !self.addresses.may_read(now, address, &self.limits) {
            return self.refuse_invitation(from, ErrorCode::TooFast);
        }
        self.charge(now, from, JOIN_COSTS);
        let mailbox = claim.mailbox;
        match claim.claimant {
            None => self.outputs.push_back(Output::Read(Read::Invitation { socket: from, mailbox })),
            Some(by) => self.write_invitation(now, None, from, mailbox, InvitationAct::Claim { by }),
        }
    }

    fn write_invitation(
        &mut self,
        now: Now,
        room: Option<RoomId>,
        from: SocketId,
        mailbox: MailboxId,
        act: InvitationAct,
    ) {
        let address = self.sockets.get(&from).and_then(|socket| socket.address);
        let affordable = self.addresses.may_write(now, address, INVITATION_COSTS, &self.limits);
        let is_erasing = room.and_then(|room| self.open_room(room)).is_some_and(|open| open.erasing);
        let refused = if let Some(cause) = self.commits.disk_failure() {
            Some(cause)
        } else if !self.limits.disk.allow(self.commits.disk + self.commits.queued_bytes + INVITATION_COSTS) {
            self.counts.met(Limit::Disk);
            Some(ErrorCode::DiskFull)
        } else if !affordable {
            self.counts.met(Limit::AddressBytes);
            Some(ErrorCode::TooFast)
        } else if is_erasing || self.commits.invitations.len() >= MOST_WAITING {
            Some(ErrorCode::TooFast)
        } else {
            None
        };
        if let Some(code) = refused {
            return self.refuse_invitation(from, code);
        }
        self.addresses.wrote(address, INVITATION_COSTS);
        let today = self.today(now);
        self.commits.invitations.push((from, InvitationWrite { mailbox, today, now: now.wall, act }));
    }

    pub(super) fn invitation_read(
        &mut self,
        now: Now,
        to: SocketId,
        mailbox: MailboxId,
        found: Result<Option<StoredInvitation>, Error>,
    ) {
        match found {
            Ok(Some(stored)) => self.tell_invitation(now, to, mailbox, stored, None),
            Ok(None) => self.send_state(to, mailbox, InvitationState::Unknown),
            Err(_) => self.refuse_invitation(to, ErrorCode::StorageFailed),
        }
    }

    /// What was wanted of an invitation is on the disk. A room hears at once that one of its invitations was claimed.
    pub(super) fn invitation_written(
        &mut self,
        now: Now,
        to: SocketId,
        mailbox: MailboxId,
        claimant: Option<Claimant>,
        outcome: &InvitationOutcome,
    ) {
        match outcome {
            InvitationOutcome::Unknown => self.send_state(to, mailbox, InvitationState::Unknown),
            InvitationOutcome::TooMany => self.refuse_invitation(to, ErrorCode::LogFull),
            InvitationOutcome::Away => self.refuse_invitation(to, ErrorCode::StorageFailed),
            InvitationOutcome::Stands { stored, is_new } => {
                let (room, fate) = (stored.room, stored.fate);
                self.tell_invitation(now, to, mailbox, stored.clone(), claimant);
                if let (true, Fate::Used { at, .. }) = (is_new, fate) {
                    let state = InvitationState::Used { at };
                    self.tell_all(room, &FromRelay::Invitation(bare(mailbox, state)));
                }
            }
        }
    }

    fn tell_invitation(
        &mut self,
        now: Now,
        to: SocketId,
        mailbox: MailboxId,
        stored: StoredInvitation,
        claimant: Option<Claimant>,
    ) {
        let state = stored.state(self.today(now), now.wall);
        let mut frame = bare(mailbox, state);
        let is_theirs = matches!(stored.fate, Fate::Used { by, .. } if Some(by) == claimant);
        if is_theirs || matches!(state, InvitationState::Waiting | InvitationState::Withdrawn) {
            frame.card = stored.card;
        }
        if is_theirs {
            frame.key = stored.key;
        }
        self.send_invitation(to, frame);
    }

    fn send_state(&mut self, to: SocketId, mailbox: MailboxId, state: InvitationState) {
        self.send_invitation(to, bare(mailbox, state));
    }

    fn send_invitation(&mut self, to: SocketId, frame: InvitationFrame) {
        if self.sockets.contains_key(&to) {
            self.send(to, &FromRelay::Invitation(frame));
        }
    }

    pub(super) fn refuse_invitation(&mut self, to: SocketId, code: ErrorCode) {
        if self.sockets.contains_key(&to) {
            self.refuse(to, Subject::Invitation, code);
        }
    }
}

fn bare(mailbox: MailboxId, state: InvitationState) -> InvitationFrame {
    InvitationFrame { mailbox, state, card: Vec::new(), key: Vec::new() }
}

/// Bytes of the disk that an invitation counts as, with its indexes.
const INVITATION_COSTS: u64 = 1024;

/// Deposits, withdrawals and claims that wait for the disk at once; one more is to come again later.
const MOST_WAITING: usize = 1024;

#[cfg(test)]
mod tests {
    use alongside_wire::{
        Claimant, FromRelay, MailboxId, Nonce, ToRelay,
        frame::{
            ClaimFrame, Deposit, Erase, ErrorCode, ErrorFrame, InvitationFrame, InvitationState, Subject, Withdraw,
        },
        limits, statement,
    };

    use crate::{
        config::{Bytes, Limits},
        hub::tests::harness::{Heard, HubHarness, ORIGIN, RoomKey, room},
        log::{Failing, Log},
    };

    const BOX: MailboxId = MailboxId([7; 16]);
    const BEN: Claimant = Claimant([2; 16]);
    const EVA: Claimant = Claimant([3; 16]);
    const DAY: u64 = 24 * 60 * 60 * 1000;

    fn deposit(lasts: u32) -> ToRelay {
        let (card, key) = (vec![1; limits::CARD], vec![2; limits::INVITATION_KEY]);
        ToRelay::Deposit(Deposit { mailbox: BOX, lasts, card, key })
    }

    /// What this socket was told of the invitation, and whether the card and the key came with it.
    fn told(heard: &[Heard], to: u32) -> Vec<(InvitationState, bool, bool)> {
        let of = heard.iter().filter_map(|heard| match heard {
            Heard::Says(socket, FromRelay::Invitation(InvitationFrame { mailbox: BOX, state, card, key }))
                if *socket == to =>
            {
                Some((*state, card == &[1; limits::CARD], key == &[2; limits::INVITATION_KEY]))
            }
            _ => None,
        });
        of.collect()
    }

    fn refused(heard: &[Heard], to: u32) -> Option<ErrorCode> {
        heard.iter().find_map(|heard| match heard {
            Heard::Says(socket, FromRelay::Error(ErrorFrame { subject: Subject::Invitation, code }))
                if *socket == to =>
            {
                Some(*code)
            }
            _ => None,
        })
    }

    impl HubHarness {
        /// A stranger on this socket asks for the invitation, or for what became of it.
        fn claims(&mut self, socket: u32, claimant: Option<Claimant>) -> Vec<Heard> {
            self.open(socket, None);
            self.say(socket, &ToRelay::Claim(ClaimFrame { mailbox: BOX, claimant }))
        }

        fn used_at(&self) -> InvitationState {
            InvitationState::Used { at: self.now.wall }
        }
    }

    fn with_invitation() -> HubHarness {
        let mut harness = HubHarness::new();
        harness.join(1, 1, 1);
        assert_eq!(told(&harness.say(1, &deposit(0)), 1), [(InvitationState::Waiting, true, false)]);
        harness
    }

    /// `[P 112]`
    #[test]
    fn to_look_uses_nothing_up_and_the_first_who_claims_has_it() {
        let mut harness = with_invitation();
        for socket in 10..13 {
            assert_eq!(told(&harness.claims(socket, None), socket), [(InvitationState::Waiting, true, false)]);
        }
        let heard = harness.claims(20, Some(BEN));
        assert_eq!(told(&heard, 20), [(harness.used_at(), true, true)]);
        assert_eq!(told(&heard, 1), [(harness.used_at(), false, false)], "its room is told");
        let used = harness.used_at();
        harness.pass(1_000);
        assert_eq!(told(&harness.claims(21, Some(EVA)), 21), [(used, false, false)]);
        assert_eq!(told(&harness.claims(22, None), 22), [(used, false, false)]);
        assert_eq!(told(&harness.claims(23, Some(BEN)), 23), [(used, true, true)], "who heard no answer asks again");
    }

    /// `[P 112]`
    #[test]
    fn of_two_who_claim_at_once_one_has_it_and_both_are_told_the_same() {
        let mut harness = with_invitation();
        harness.hold_writes = true;
        assert_eq!(told(&harness.claims(20, Some(BEN)), 20), [], "nothing is given out before the disk has it");
        assert_eq!(told(&harness.claims(21, Some(EVA)), 21), []);
        let mut heard = harness.finish_write();
        heard.extend(harness.finish_write());
        assert_eq!(told(&heard, 20), [(harness.used_at(), true, true)]);
        assert_eq!(told(&heard, 21), [(harness.used_at(), false, false)]);
    }

    /// `[P 112]`
    #[test]
    fn a_claim_that_the_disk_did_not_take_is_refused_and_uses_nothing_up() {
        let mut harness = with_invitation();
        harness.log.fail(Some(Failing::Full));
        assert_eq!(refused(&harness.claims(20, Some(BEN)), 20), Some(ErrorCode::DiskFull));
        harness.log.fail(None);
        harness.restart();
        assert_eq!(told(&harness.claims(21, Some(EVA)), 21), [(harness.used_at(), true, true)]);
        harness.restart();
        assert_eq!(told(&harness.claims(22, Some(BEN)), 22), [(harness.used_at(), false, false)], "after a restart");
    }

    /// `[P 113]`
    #[test]
    fn an_invitation_ends_when_its_time_is_over_and_is_forgotten_later() {
        let mut harness = HubHarness::new();
        harness.join(1, 1, 1);
        harness.say(1, &deposit(900));
        harness.pass(901_000);
        assert_eq!(told(&harness.claims(20, Some(BEN)), 20), [(InvitationState::Expired, false, false)]);

        let mut harness = with_invitation();
        let mut state_after = |days: u32| {
            for _ in 0..days {
                harness.pass(DAY);
            }
            harness.join(2, 1, 2);
            let socket = 100 + days;
            told(&harness.claims(socket, None), socket)[0].0
        };
        assert_eq!(state_after(30), InvitationState::Waiting);
        assert_eq!(state_after(1), InvitationState::Expired);
        assert_eq!(state_after(32), InvitationState::Unknown);
    }

    /// `[P 113]`
    #[test]
    fn only_a_member_of_its_room_withdraws_an_invitation_and_nobody_deposits_it_anew() {
        let mut harness = with_invitation();
        harness.join(2, 2, 2);
        let withdraw = ToRelay::Withdraw(Withdraw { mailbox: BOX });
        assert_eq!(told(&harness.say(2, &withdraw), 2), [(InvitationState::Unknown, false, false)]);
        assert_eq!(told(&harness.say(2, &deposit(0)), 2), [(InvitationState::Unknown, false, false)]);
        assert_eq!(told(&harness.claims(20, None), 20), [(InvitationState::Waiting, true, false)]);
        assert_eq!(told(&harness.say(1, &withdraw), 1), [(InvitationState::Withdrawn, true, false)]);
        assert_eq!(told(&harness.say(1, &deposit(0)), 1), [(InvitationState::Withdrawn, true, false)]);
        assert_eq!(told(&harness.claims(21, Some(BEN)), 21), [(InvitationState::Withdrawn, true, false)]);
        let kept = harness.log.invitation(BOX).unwrap().unwrap();
        assert!(kept.key.is_empty(), "and the key is gone");
    }

    /// `[P 113]`
    #[test]
    fn a_room_has_so_many_invitations_and_an_address_so_many_bytes_of_them() {
        let mut harness = HubHarness::new();
        harness.join(1, 1, 1);
        let numbered = |n: u8| {
            let (card, key) = (vec![1; limits::CARD], vec![2; limits::INVITATION_KEY]);
            ToRelay::Deposit(Deposit { mailbox: MailboxId([n; 16]), lasts: 0, card, key })
        };
        let most = limits::INVITATIONS_PER_ROOM as u8;
        let refusals: Vec<_> = (0..=most).map(|n| refused(&harness.say(1, &numbered(n)), 1)).collect();
        assert!(refusals[..usize::from(most)].iter().all(Option::is_none));
        assert_eq!(refusals[usize::from(most)], Some(ErrorCode::LogFull));

        let limits = Limits { address_bytes: Bytes(3_000), limit_loopback: true, ..Limits::default() };
        let mut harness = HubHarness::with(limits.clone());
        let address = limits.counted([10, 0, 0, 1].into());
        harness.join_from(1, 1, 1, address);
        let refusals: Vec<_> = (0..4).map(|n| refused(&harness.say(1, &numbered(n)), 1)).collect();
        assert_eq!(refusals, [None, None, Some(ErrorCode::TooFast), Some(ErrorCode::TooFast)]);
    }

    /// `[P 111]`
    #[test]
    fn what_is_not_of_the_size_of_an_invitation_ends_the_connection() {
        for (card, key) in [(limits::CARD - 1, limits::INVITATION_KEY), (limits::CARD, limits::INVITATION_KEY + 1)] {
            let mut harness = HubHarness::new();
            harness.join(1, 1, 1);
            let deposit = Deposit { mailbox: BOX, lasts: 0, card: vec![1; card], key: vec![2; key] };
            assert!(harness.say(1, &ToRelay::Deposit(deposit)).contains(&Heard::Closed(1)));
        }
        let mut harness = HubHarness::new();
        harness.open(1, None);
        assert!(harness.say(1, &deposit(0)).contains(&Heard::Closed(1)), "a stranger deposits nothing");
    }

    /// `[P 113]`
    #[test]
    fn who_erases_a_room_leaves_no_way_into_it_and_a_backup_none_that_was_used() {
        let mut harness = with_invitation();
        let signature = RoomKey::new(1).sign(&statement::erase(ORIGIN, room(1), Nonce([1; 32])));
        harness.say(1, &ToRelay::Erase(Erase { signature }));
        assert_eq!(told(&harness.claims(20, Some(BEN)), 20), [(InvitationState::Erased, false, false)]);

        let mut harness = with_invitation();
        let backup = harness.log.copy_as(alongside_wire::LogId([8; 16]));
        harness.claims(20, Some(BEN));
        if let Some(backup) = backup {
            assert_eq!(backup.invitation(BOX).unwrap(), None, "its members deposit anew what still waits");
        }
    }
}
