//! Rendezvous: two who have no room in common yet meet at a number, exchange a few bytes, and are forgotten. `[P 121–123]`
//!
//! Nothing of it is ever written to the log. Whoever opens one waits at it with their connection; it ends with that, when its time is
//! over, or when it was tried too often. For a while after that its number stays taken, so that whoever comes late reads why nobody is there,
//! and meets nobody else.

use alongside_wire::{
    FromRelay, Nonce,
    frame::{
        ByeReason, EndRendezvous, Ending, ErrorCode, Exchange, Exchanged, Meet, RendezvousFrame, RendezvousState,
        Subject,
    },
    limits,
};

use super::{
    counts::Limit,
    io::SocketId,
    meetings::{MeetingPart, Standing, Waiting},
    socket::Admission,
    state::Hub,
};
use crate::{clock::Now, config::Address};

impl Hub {
    /// A stranger opens a rendezvous, or comes to one.
    pub(super) fn meet(&mut self, now: Now, from: SocketId, meet: Meet) {
        let Some(socket) = self.sockets.get(&from) else { return };
        let (address, nonce) = (socket.address, socket.nonce);
        if !self.addresses.may_meet(now, address, &self.limits) {
            self.counts.met(Limit::AddressPairings);
            return self.refuse(from, Subject::Rendezvous, ErrorCode::TooFast);
        }
        match meet.number {
            None => self.open_rendezvous(now, from, address, nonce),
            Some(number) => self.come_to_rendezvous(from, number),
        }
    }

    fn open_rendezvous(&mut self, now: Now, from: SocketId, address: Option<Address>, nonce: Nonce) {
        let limit = self.limits.pairings;
        let has_many =
            address.is_some_and(|address| self.meetings.opened_from(address) >= limits::RENDEZVOUS_PER_ADDRESS);
        if has_many || (limit > 0 && self.meetings.len() >= limit) {
            self.counts.met(if has_many { Limit::AddressPairings } else { Limit::Pairings });
            return self.refuse(from, Subject::Rendezvous, ErrorCode::TooFast);
        }
        let drawn = u64::from_le_bytes(nonce.0.first_chunk().copied().unwrap_or_default());
        let Some(number) = self.meetings.free_number(drawn) else {
            return self.refuse(from, Subject::Rendezvous, ErrorCode::TooFast);
        };
        let waiting = Waiting { opener: from, address, guest: None, tries: 0, passed: 0 };
        self.meetings.numbers.insert(number, Standing::Open(waiting));
        self.meetings.open += 1;
        self.meetings.expiring.push_back((now.mono + limits::RENDEZVOUS_MILLIS, number));
        self.meetings.forgetting.push_back((now.mono + KNOWN_MILLIS, number));
        self.admit_to_meeting(from, number, MeetingPart::Opener);
        self.tell_rendezvous(from, number, RendezvousState::Open);
    }

    fn come_to_rendezvous(&mut self, from: SocketId, number: u32) {
        let state = match self.meetings.numbers.get_mut(&number) {
            None => RendezvousState::Unknown,
            Some(Standing::Over(state)) => *state,
            Some(Standing::Open(waiting)) if waiting.guest.is_some() => RendezvousState::Busy,
            Some(Standing::Open(waiting)) => {
                (waiting.guest, waiting.passed) = (Some(from), 0);
                waiting.tries += 1;
                RendezvousState::Met
            }
        };
        self.tell_rendezvous(from, number, state);
        if state != RendezvousState::Met {
            return self.hang_up(from);
        }
        self.admit_to_meeting(from, number, MeetingPart::Guest);
        if let Some(opener) = self.meetings.waiting(number).map(|waiting| waiting.opener) {
            self.tell_rendezvous(opener, number, RendezvousState::Met);
        }
    }

    fn admit_to_meeting(&mut self, id: SocketId, number: u32, part: MeetingPart) {
        if let Some(socket) = self.sockets.get_mut(&id) {
            socket.admission = Admission::Meeting { number, part };
            self.addresses.joined(socket.address);
        }
    }

    /// Passes a message on to the other in a rendezvous.
    pub(super) fn exchange(&mut self, from: SocketId, number: u32, part: MeetingPart, exchange: Exchange) {
        let Some(waiting) = self.meetings.waiting(number) else { return };
        let to = match part {
            MeetingPart::Opener => waiting.guest,
            MeetingPart::Guest => Some(waiting.opener),
        };
        if exchange.bytes.len() > limits::EXCHANGE || waiting.passed >= limits::EXCHANGES {
            return self.end(from, ByeReason::Malformed, None);
        }
        // Nobody is there any more, which the sender is about to read.
        let Some(to) = to else { return };
        waiting.passed += 1;
        self.send(to, &FromRelay::Exchanged(Exchanged { bytes: exchange.bytes }));
    }

    /// Whoever opened a rendezvous says how it ended.
    pub(super) fn end_rendezvous(&mut self, from: SocketId, number: u32, part: MeetingPart, end: EndRendezvous) {
        if part == MeetingPart::Guest {
            return self.end(from, ByeReason::Malformed, None);
        }
        let state = match end.ending {
            Ending::Used => RendezvousState::Used,
            Ending::Spent => RendezvousState::Spent,
            Ending::Closed => RendezvousState::Closed,
        };
        self.conclude(number, state);
    }

    /// A socket that was in a rendezvous is gone.
    pub(super) fn left_meeting(&mut self, number: u32, part: MeetingPart) {
        match part {
            MeetingPart::Opener => self.conclude(number, RendezvousState::Closed),
            MeetingPart::Guest => {
                let Some(waiting) = self.meetings.waiting(number) else { return };
                waiting.guest = None;
                let (opener, tries) = (waiting.opener, waiting.tries);
                if tries < limits::RENDEZVOUS_TRIES {
                    self.tell_rendezvous(opener, number, RendezvousState::Left);
                } else {
                    self.conclude(number, RendezvousState::Spent);
                }
            }
        }
    }

    /// Ends a rendezvous: both are told, and whoever comes later.
    fn conclude(&mut self, number: u32, state: RendezvousState) {
        let Some(waiting) = self.meetings.waiting(number) else { return };
        let there = [Some(waiting.opener), waiting.guest];
        self.meetings.numbers.insert(number, Standing::Over(state));
        self.meetings.open -= 1;
        for socket in there.into_iter().flatten() {
            if self.sockets.contains_key(&socket) {
                self.tell_rendezvous(socket, number, state);
                self.hang_up(socket);
            }
        }
    }

    /// Ends what is over, and forgets what has been over for long.
    pub(super) fn expire_meetings(&mut self, now: Now) {
        while let Some(&(at, number)) = self.meetings.expiring.front()
            && at <= now.mono
        {
            self.meetings.expiring.pop_front();
            if self.meetings.waiting(number).is_some() {
                self.conclude(number, RendezvousState::Expired);
            }
        }
        while let Some(&(at, number)) = self.meetings.forgetting.front()
            && at <= now.mono
        {
            self.meetings.forgetting.pop_front();
            self.meetings.numbers.remove(&number);
        }
    }

    fn tell_rendezvous(&mut self, to: SocketId, number: u32, state: RendezvousState) {
        self.send(to, &FromRelay::Rendezvous(RendezvousFrame { number, state }));
    }
}

/// Milliseconds for which a number stays taken, from when it was given.
const KNOWN_MILLIS: u64 = 2 * limits::RENDEZVOUS_MILLIS;

#[cfg(test)]
mod tests {
    use alongside_wire::{
        FromRelay, ToRelay,
        frame::{
            EndRendezvous, Ending, ErrorCode, Exchange, Exchanged, Meet, RendezvousFrame, RendezvousState, Subject,
        },
        limits,
    };

    use crate::{
        config::{Address, Limits},
        hub::tests::harness::{Heard, HubHarness, refused, says},
    };

    const ANA: u32 = 7;

    fn states(heard: &[Heard], to: u32) -> Vec<RendezvousState> {
        let of = heard.iter().filter_map(|heard| match heard {
            Heard::Says(socket, FromRelay::Rendezvous(frame)) if *socket == to => Some(frame.state),
            _ => None,
        });
        of.collect()
    }

    impl HubHarness {
        fn opens(&mut self, socket: u32, address: Option<Address>) -> Result<u32, Vec<Heard>> {
            self.open(socket, address);
            let heard = self.say(socket, &ToRelay::Meet(Meet { number: None }));
            let number = heard.iter().find_map(|heard| match heard {
                Heard::Says(to, FromRelay::Rendezvous(RendezvousFrame { number, state: RendezvousState::Open }))
                    if *to == socket =>
                {
                    Some(*number)
                }
                _ => None,
            });
            number.ok_or(heard)
        }

        fn comes(&mut self, socket: u32, number: u32) -> Vec<Heard> {
            self.open(socket, None);
            self.say(socket, &ToRelay::Meet(Meet { number: Some(number) }))
        }

        fn leaves(&mut self, socket: u32) -> Vec<Heard> {
            self.handle(crate::hub::Input::Closed { socket: crate::hub::SocketId(socket) })
        }
    }

    fn exchange(byte: u8, size: usize) -> ToRelay {
        ToRelay::Exchange(Exchange { bytes: vec![byte; size] })
    }

    fn with_rendezvous() -> (HubHarness, u32) {
        let mut harness = HubHarness::new();
        let number = harness.opens(ANA, None).expect("a number");
        (harness, number)
    }

    /// `[P 121, 122]`
    #[test]
    fn two_meet_at_a_number_and_what_each_says_goes_to_the_other_alone_and_nowhere_else() {
        let (mut harness, number) = with_rendezvous();
        assert!((1..=9).contains(&number), "{number}");
        let other = harness.opens(8, None).expect("another number");
        assert_ne!(number, other);
        let heard = harness.comes(20, number);
        assert_eq!((states(&heard, 20), states(&heard, ANA)), (vec![RendezvousState::Met], vec![RendezvousState::Met]));
        for (from, to) in [(20, ANA), (ANA, 20)] {
            let passed = FromRelay::Exchanged(Exchanged { bytes: vec![5; 40] });
            assert_eq!(harness.say(from, &exchange(5, 40)), [says(to, passed)]);
        }
        assert!(harness.written.is_empty(), "nothing of it is on the disk");
    }

    /// `[P 121]`
    #[test]
    fn a_second_one_at_the_same_number_is_told_that_it_is_busy_and_uses_no_try_up() {
        let (mut harness, number) = with_rendezvous();
        harness.comes(20, number);
        for socket in 30..40 {
            let heard = harness.comes(socket, number);
            assert_eq!(states(&heard, socket), [RendezvousState::Busy]);
            assert!(heard.contains(&Heard::Closed(socket)) && states(&heard, ANA).is_empty());
        }
        assert_eq!(states(&harness.leaves(20), ANA), [RendezvousState::Left]);
        assert_eq!(states(&harness.comes(40, number), 40), [RendezvousState::Met]);
    }

    /// `[P 121]`
    #[test]
    fn the_third_who_leaves_ends_it_and_a_fourth_reads_that() {
        let (mut harness, number) = with_rendezvous();
        for socket in 20..22 {
            harness.comes(socket, number);
            assert_eq!(states(&harness.leaves(socket), ANA), [RendezvousState::Left]);
        }
        harness.comes(22, number);
        let heard = harness.leaves(22);
        assert_eq!(states(&heard, ANA), [RendezvousState::Spent]);
        assert!(heard.contains(&Heard::Closed(ANA)));
        assert_eq!(states(&harness.comes(23, number), 23), [RendezvousState::Spent]);
    }

    /// `[P 121]`
    #[test]
    fn whoever_comes_too_late_reads_why_and_meets_nobody_else_at_that_number() {
        let endings = [
            (Ending::Used, RendezvousState::Used),
            (Ending::Spent, RendezvousState::Spent),
            (Ending::Closed, RendezvousState::Closed),
        ];
        for (ending, state) in endings {
            let (mut harness, number) = with_rendezvous();
            harness.comes(20, number);
            let heard = harness.say(ANA, &ToRelay::EndRendezvous(EndRendezvous { ending }));
            assert_eq!((states(&heard, ANA), states(&heard, 20)), (vec![state], vec![state]));
            assert_eq!(states(&harness.comes(21, number), 21), [state]);
            for socket in 50..54 {
                assert_ne!(harness.opens(socket, None), Ok(number));
            }
        }
        let (mut harness, number) = with_rendezvous();
        harness.leaves(ANA);
        assert_eq!(states(&harness.comes(20, number), 20), [RendezvousState::Closed]);
        harness.pass(2 * limits::RENDEZVOUS_MILLIS);
        assert_eq!(states(&harness.comes(21, number), 21), [RendezvousState::Unknown]);
    }

    /// `[P 121]`
    #[test]
    fn it_ends_after_five_minutes_whoever_is_there() {
        let (mut harness, number) = with_rendezvous();
        harness.comes(20, number);
        assert_eq!(harness.pass(limits::RENDEZVOUS_MILLIS - 1), []);
        let heard = harness.pass(1);
        let expired = vec![RendezvousState::Expired];
        assert_eq!((states(&heard, ANA), states(&heard, 20)), (expired.clone(), expired));
        assert!(heard.contains(&Heard::Closed(ANA)) && heard.contains(&Heard::Closed(20)));
        assert_eq!(states(&harness.comes(21, number), 21), [RendezvousState::Expired]);
    }

    /// `[P 122]`
    #[test]
    fn it_is_no_way_to_pass_anything_else_on() {
        let (mut harness, number) = with_rendezvous();
        harness.comes(20, number);
        assert!(harness.say(20, &exchange(1, limits::EXCHANGE + 1)).contains(&Heard::Closed(20)));
        harness.comes(21, number);
        for _ in 0..limits::EXCHANGES {
            harness.say(21, &exchange(1, limits::EXCHANGE));
        }
        assert!(harness.say(21, &exchange(1, 1)).contains(&Heard::Closed(21)));
        let (mut harness, number) = with_rendezvous();
        harness.comes(20, number);
        let end = ToRelay::EndRendezvous(EndRendezvous { ending: Ending::Used });
        assert!(harness.say(20, &end).contains(&Heard::Closed(20)), "a guest ends nothing");
        harness.open(30, None);
        assert!(harness.say(30, &exchange(1, 1)).contains(&Heard::Closed(30)), "who has not met says nothing");
        harness.join(40, 1, 1);
        let meet = ToRelay::Meet(Meet { number: None });
        assert!(harness.say(40, &meet).contains(&Heard::Closed(40)), "who is in a room meets nobody");
    }

    /// `[P 123]`
    #[test]
    fn an_address_opens_and_tries_so_many_and_takes_no_number_from_others() {
        let limits = Limits { limit_loopback: true, address_pairings: 40, ..Limits::default() };
        let mut harness = HubHarness::with(limits.clone());
        let [flood, other] = [[10, 0, 0, 1], [10, 0, 0, 2]].map(|address| limits.counted(address.into()));
        let too_fast = |socket| Err(vec![refused_meeting(socket)]);
        let most = limits::RENDEZVOUS_PER_ADDRESS as u32;
        for socket in 100..100 + most {
            harness.opens(socket, flood).expect("a number");
        }
        assert_eq!(harness.opens(200, flood), too_fast(200), "so many at once");
        let number = harness.opens(300, other).expect("others have theirs");
        assert!(number < 100, "and short ones: {number}");
        // What is closed again and opened anew is counted by the hour, and so is what is tried.
        for socket in 100..100 + most {
            harness.leaves(socket);
        }
        let opened = (400..440).filter(|socket| harness.opens(*socket, flood).is_ok()).count();
        assert_eq!(opened, most as usize);
        let mut tried = 0;
        for socket in 500..540 {
            harness.open(socket, flood);
            let heard = harness.say(socket, &ToRelay::Meet(Meet { number: Some(999) }));
            tried += states(&heard, socket).len();
        }
        assert!(tried < 10, "{tried}");
        harness.pass(60 * 60 * 1000);
        harness.opens(600, flood).expect("an hour later it may again");
    }

    /// `[P 123]`
    #[test]
    fn a_relay_has_so_many_at_once_and_one_that_ends_makes_room() {
        let mut harness = HubHarness::with(Limits { pairings: 30, ..Limits::default() });
        let mut numbers: Vec<u32> = (0..30).map(|n| harness.opens(100 + n, None).expect("a number")).collect();
        assert!(numbers.iter().all(|number| *number < 100), "{numbers:?}");
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 30);
        assert_eq!(harness.opens(200, None), Err(vec![refused_meeting(200)]));
        harness.leaves(100);
        harness.opens(201, None).expect("there is room");
    }

    fn refused_meeting(socket: u32) -> Heard {
        says(socket, refused(Subject::Rendezvous, ErrorCode::TooFast))
    }
}
