//! The two machines against an honest relay, and against one that does with messages what it likes.

mod between;

use alongside_wire::{
    Decoded, FromRelay, Nonce, ToRelay,
    frame::{Challenge, Ending, ErrorCode, ErrorFrame, Exchange, Exchanged, RendezvousFrame, RendezvousState, Subject},
};
use chacha20::ChaCha20Rng;
use rand_core::SeedableRng;

use super::{
    Act, Code, FailedTry, Happened, Inviter, JoinTries, Joined, Joiner, LASTS, NotJoined, OfferOver, Offered, TRIES,
    exchange::Answered,
};
use crate::Now;

const LINK: &str = "https://room.example/#1.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
const NUMBER: u32 = 7;

fn now(seconds: u64) -> Now {
    Now { mono: 1_000 + seconds * 1_000, wall: 1_800_000_000_000 + seconds * 1_000 }
}

fn code(words: &str) -> Code {
    Code::read(&format!("{NUMBER} {words}")).expect("a code")
}

fn from_relay(frame: FromRelay) -> Vec<u8> {
    frame.encode()
}

fn challenge() -> Vec<u8> {
    from_relay(FromRelay::Challenge(Challenge { nonce: Nonce([1; 32]) }))
}

fn stands(state: RendezvousState) -> Vec<u8> {
    from_relay(FromRelay::Rendezvous(RendezvousFrame { number: NUMBER, state }))
}

fn exchanged(bytes: &[u8]) -> Vec<u8> {
    from_relay(FromRelay::Exchanged(Exchanged { bytes: bytes.to_vec() }))
}

/// What was said to the other, and how the rendezvous was ended, if it was.
fn said(acts: &[Act]) -> (Vec<Vec<u8>>, Option<Ending>) {
    let frames = acts.iter().filter_map(|act| match act {
        Act::Send(frame) => Some(ToRelay::decode(frame)),
        Act::HangUp => None,
    });
    let (mut messages, mut ending) = (Vec::new(), None);
    for frame in frames {
        match frame {
            Ok(Decoded::Known(ToRelay::Exchange(Exchange { bytes }))) => messages.push(bytes),
            Ok(Decoded::Known(ToRelay::EndRendezvous(end))) => ending = Some(end.ending),
            Ok(Decoded::Known(ToRelay::Meet(_))) => {}
            other => panic!("{other:?}"),
        }
    }
    (messages, ending)
}

/// Ana, who reads the code out, and Ben, who has typed one, with what is on its way between them.
struct Two {
    ana: Inviter,
    ben: Joiner,
    to_ana: Vec<Vec<u8>>,
    to_ben: Vec<Vec<u8>>,
    ending: Option<Ending>,
}

impl Two {
    /// Ben has met Ana, and said his first message.
    fn met(typed: &str) -> Self {
        let ana = Inviter::waiting(code("glove tiger"), now(0), [1; 32]);
        let mut two = Self { ana, ben: Self::ben(typed), to_ana: Vec::new(), to_ben: Vec::new(), ending: None };
        two.meet();
        two
    }

    fn ben(typed: &str) -> Joiner {
        let mut ben = Joiner::begin(code(typed), now(1), [2; 32]);
        ben.handle(now(1), Happened::Arrived(&challenge()));
        ben
    }

    fn meet(&mut self) {
        self.tell_ana(&stands(RendezvousState::Met));
        self.tell_ben(&stands(RendezvousState::Met));
    }

    /// Ben comes once more.
    fn comes_again(&mut self, typed: &str) {
        self.tell_ana(&stands(RendezvousState::Left));
        self.ben = Self::ben(typed);
        (self.to_ana, self.to_ben) = (Vec::new(), Vec::new());
        self.meet();
        self.settle();
    }

    fn tell_ana(&mut self, frame: &[u8]) {
        let acts = self.ana.handle(now(2), Happened::Arrived(frame));
        self.ana_does(&acts);
    }

    fn ana_does(&mut self, acts: &[Act]) {
        let (messages, ending) = said(acts);
        self.to_ben.extend(messages);
        self.ending = self.ending.or(ending);
    }

    fn tell_ben(&mut self, frame: &[u8]) {
        let acts = self.ben.handle(now(2), Happened::Arrived(frame));
        self.to_ana.extend(said(&acts).0);
    }

    fn settle(&mut self) {
        while !self.to_ana.is_empty() || !self.to_ben.is_empty() {
            for message in std::mem::take(&mut self.to_ana) {
                self.tell_ana(&exchanged(&message));
            }
            for message in std::mem::take(&mut self.to_ben) {
                self.tell_ben(&exchanged(&message));
            }
        }
    }

    /// Ana presses that the emoji are the same.
    fn hands_over(&mut self) {
        let acts = self.ana.hand_over(now(3), LINK);
        self.ana_does(&acts);
    }

    fn emoji(&self) -> [Option<[u8; 4]>; 2] {
        let ana = match self.ana.offered() {
            Offered::Comparing { emoji, .. } => Some(emoji),
            _ => None,
        };
        let ben = match self.ben.joined() {
            Joined::Comparing(emoji) => Some(emoji),
            _ => None,
        };
        [ana, ben]
    }

    fn link(&self) -> Option<String> {
        match self.ben.joined() {
            Joined::Received(link) => Some((*link).clone()),
            _ => None,
        }
    }
}

/// `[P 121, 125, 126, 128]`
#[test]
fn who_types_the_words_that_were_read_out_sees_the_same_emoji_and_gets_the_link_once_they_are_compared() {
    let mut two = Two::met("glove tiger");
    assert!(matches!(two.ana.offered(), Offered::Typed { .. }));
    two.settle();
    let [ana, ben] = two.emoji();
    assert!(ana.is_some() && ana == ben, "{ana:?} {ben:?}");
    assert_eq!(two.link(), None, "nothing is handed over before that");
    two.hands_over();
    two.settle();
    assert_eq!(two.link().as_deref(), Some(LINK));
    assert_eq!(two.ana.offered(), Offered::Over(OfferOver::Joined));
    assert_eq!(two.ending, Some(Ending::Used));
    assert!(two.ana.handle(now(4), Happened::Arrived(&stands(RendezvousState::Met))).is_empty(), "it is good once");
    assert!(two.ana.hand_over(now(4), LINK).is_empty());
}

/// `[P 120, 121]`
#[test]
fn a_code_is_drawn_when_the_relay_has_given_its_number_and_says_how_long_it_is_good() {
    let mut ana = Inviter::begin("en", [1; 32]);
    assert_eq!(ana.offered(), Offered::Asking);
    assert_eq!(ana.handle(now(0), Happened::Arrived(&challenge())).len(), 1);
    ana.handle(now(1), Happened::Arrived(&stands(RendezvousState::Open)));
    let Offered::Waiting { code, until, trouble: None, left: TRIES } = ana.offered() else {
        panic!("{:?}", ana.offered())
    };
    assert!(code.to_string().starts_with("7 · "), "{code}");
    assert_eq!([1, 61, 301].map(|second| until.left(now(second))), [LASTS, LASTS - 60_000, 0]);
    let other = {
        let mut other = Inviter::begin("en", [2; 32]);
        other.handle(now(0), Happened::Arrived(&challenge()));
        other.handle(now(1), Happened::Arrived(&stands(RendezvousState::Open)));
        other.offered()
    };
    assert!(matches!(other, Offered::Waiting { code: other, .. } if other != code));
}

/// `[P 121]`
#[test]
fn wrong_words_are_said_to_both_and_the_third_time_the_code_is_dead_whatever_the_relay_says() {
    let mut two = Two::met("glove tulip");
    two.settle();
    assert_eq!(two.ben.joined(), Joined::Not(NotJoined::Wrong));
    let Offered::Waiting { trouble: Some(FailedTry::Wrong), left: 2, .. } = two.ana.offered() else {
        panic!("{:?}", two.ana.offered())
    };
    two.comes_again("tiger glove");
    assert_eq!(two.ben.joined(), Joined::Not(NotJoined::Wrong), "the words have an order");
    assert_eq!(two.ending, None);
    two.comes_again("koala tiger");
    assert_eq!(two.ana.offered(), Offered::Over(OfferOver::Spent));
    assert_eq!(two.ending, Some(Ending::Spent));
    // A relay that goes on all the same is answered no more, also to the right words.
    two.comes_again("glove tiger");
    assert_eq!((two.emoji(), two.link()), ([None, None], None));
}

/// `[P 121]`
#[test]
fn a_wrong_word_does_not_spoil_the_right_one_after_it() {
    let mut two = Two::met("glove tulip");
    two.settle();
    two.comes_again("glove tiger");
    let [ana, ben] = two.emoji();
    assert!(ana.is_some() && ana == ben);
    two.hands_over();
    two.settle();
    assert_eq!(two.link().as_deref(), Some(LINK));
}

/// `[P 121]`
#[test]
fn five_minutes_end_it_on_both_sides_by_whichever_clock_says_so() {
    let asleep = Now { mono: now(2).mono, wall: now(400).wall };
    for late in [now(301), asleep] {
        let mut two = Two::met("glove tiger");
        two.settle();
        let acts = two.ana.hand_over(late, LINK);
        assert_eq!(two.ana.offered(), Offered::Over(OfferOver::Expired));
        assert_eq!(said(&acts), (Vec::new(), Some(Ending::Closed)), "nothing is handed over");
        two.ben.handle(late, Happened::Later);
        assert_eq!(two.ben.joined(), Joined::Not(NotJoined::Expired));
    }
    // A wall clock that is set back lengthens nothing, and one that is a day off is like any other.
    let back = Now { mono: now(301).mono, wall: now(0).wall - 86_400_000 };
    let mut two = Two::met("glove tiger");
    two.ana.handle(back, Happened::Later);
    assert_eq!(two.ana.offered(), Offered::Over(OfferOver::Expired));
}

/// `[P 121]`
#[test]
fn what_the_relay_says_of_a_number_is_told_and_a_try_that_told_nobody_anything_is_given_back() {
    let states = [
        (RendezvousState::Unknown, NotJoined::Unknown),
        (RendezvousState::Used, NotJoined::Used),
        (RendezvousState::Spent, NotJoined::Spent),
        (RendezvousState::Expired, NotJoined::Expired),
        (RendezvousState::Closed, NotJoined::Closed),
        (RendezvousState::Busy, NotJoined::Busy),
    ];
    let mut tries = JoinTries::default();
    for (state, why) in states {
        let mut ben = Two::ben("glove tiger");
        assert!(tries.take(&code("glove tiger")));
        ben.handle(now(2), Happened::Arrived(&stands(state)));
        assert_eq!(ben.joined(), Joined::Not(why));
        tries.give_back(&ben);
    }
    let mut ben = Joiner::begin(code("glove tiger"), now(0), [2; 32]);
    ben.handle(now(1), Happened::Lost);
    assert_eq!(ben.joined(), Joined::Not(NotJoined::Offline));
    let mut ben = Two::ben("glove tiger");
    let refused = ErrorFrame { subject: Subject::Rendezvous, code: ErrorCode::TooFast };
    ben.handle(now(2), Happened::Arrived(&from_relay(FromRelay::Error(refused.clone()))));
    assert_eq!(ben.joined(), Joined::Not(NotJoined::TooMany));
    let mut ana = Inviter::begin("en", [1; 32]);
    ana.handle(now(2), Happened::Arrived(&from_relay(FromRelay::Error(refused))));
    assert_eq!(ana.offered(), Offered::Over(OfferOver::TooMany));
}

/// `[P 121]`
#[test]
fn a_relay_that_lies_about_why_gets_no_more_than_three_guesses_at_what_was_typed() {
    let mut tries = JoinTries::default();
    for _ in 0..TRIES {
        assert!(tries.take(&code("glove tiger")));
        let mut two = Two::met("glove tiger");
        let commit = two.to_ana.remove(0);
        let (_, answer) =
            Answered::begin(&code("koala tulip"), &commit, &mut ChaCha20Rng::from_seed([9; 32])).expect("a commitment");
        two.tell_ben(&exchanged(&answer));
        assert_eq!(two.to_ana.len(), 1, "it was revealed whether these are the words");
        two.tell_ben(&stands(RendezvousState::Busy));
        assert_eq!(two.ben.joined(), Joined::Not(NotJoined::Busy));
        tries.give_back(&two.ben);
    }
    assert!(!tries.take(&code("glove tiger")), "and the fourth is not made");
    let other = Code::read("8 glove tiger").expect("a code");
    assert!(tries.take(&other), "another number is another code");
}

/// `[P 121, 128]`
#[test]
fn a_connection_that_breaks_is_told_by_how_far_it_was() {
    let mut asking = Inviter::begin("en", [1; 32]);
    asking.handle(now(1), Happened::Lost);
    assert_eq!(asking.offered(), Offered::Over(OfferOver::Offline));
    let mut two = Two::met("glove tiger");
    two.settle();
    two.ben.handle(now(2), Happened::Lost);
    assert_eq!(two.ben.joined(), Joined::Not(NotJoined::Lost));
    two.tell_ana(&stands(RendezvousState::Left));
    assert!(matches!(two.ana.offered(), Offered::Waiting { trouble: Some(FailedTry::Left), left: 2, .. }));
    two.ana.handle(now(2), Happened::Lost);
    assert_eq!(two.ana.offered(), Offered::Over(OfferOver::Lost));
    for event in ["lost", "left", "expired"] {
        let mut two = Two::met("glove tiger");
        two.settle();
        two.hands_over();
        assert_eq!(two.ana.offered(), Offered::HandedOver);
        match event {
            "lost" => drop(two.ana.handle(now(2), Happened::Lost)),
            "left" => two.tell_ana(&stands(RendezvousState::Left)),
            _ => two.tell_ana(&stands(RendezvousState::Expired)),
        }
        assert_eq!(two.ana.offered(), Offered::Over(OfferOver::LostAtLast), "{event}");
    }
}

/// `[P 127]`
#[test]
fn emoji_that_differ_end_it_and_nothing_is_handed_over() {
    let mut two = Two::met("glove tiger");
    two.settle();
    let acts = two.ana.differ();
    assert_eq!(said(&acts), (Vec::new(), Some(Ending::Closed)));
    assert_eq!(two.ana.offered(), Offered::Over(OfferOver::Differed));
    assert!(two.ana.hand_over(now(3), LINK).is_empty());
}

/// What a relay does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Delivers,
    Drops,
    Repeats,
    Corrupts,
    /// Sends it back to who said it.
    Reflects,
    /// Delivers an earlier one in its place.
    Replays,
    /// Says that the other left, and came again.
    Swaps,
}

const FAULTS: [Fate; 6] = [Fate::Drops, Fate::Repeats, Fate::Corrupts, Fate::Reflects, Fate::Replays, Fate::Swaps];

/// Plays one run: this is done with the first, second … message. Asserts what must hold of it.
fn play(fates: &[Fate]) {
    let mut two = Two::met("glove tiger");
    let (mut step, mut before, mut handed) = (0, Vec::<Vec<u8>>::new(), 0);
    for _ in 0..40 {
        if let [Some(ana), Some(ben)] = two.emoji() {
            assert_eq!(ana, ben, "{fates:?}");
        }
        if two.emoji()[0].is_some() && two.to_ana.is_empty() && two.to_ben.is_empty() {
            two.hands_over();
            handed += usize::from(two.ana.offered() == Offered::HandedOver);
        }
        let is_bens = !two.to_ana.is_empty();
        let message = if is_bens {
            two.to_ana.remove(0)
        } else if two.to_ben.is_empty() {
            break;
        } else {
            two.to_ben.remove(0)
        };
        let fate = fates.get(step).copied().unwrap_or(Fate::Delivers);
        step += 1;
        let mut deliver = |bytes: &[u8], to_ana: bool| {
            if to_ana { two.tell_ana(&exchanged(bytes)) } else { two.tell_ben(&exchanged(bytes)) }
        };
        match fate {
            Fate::Delivers => deliver(&message, is_bens),
            Fate::Drops => {}
            Fate::Repeats => {
                deliver(&message, is_bens);
                deliver(&message, is_bens);
            }
            Fate::Corrupts => {
                let mut changed = message.clone();
                if let Some(last) = changed.last_mut() {
                    *last ^= 1;
                }
                deliver(&changed, is_bens);
            }
            Fate::Reflects => deliver(&message, !is_bens),
            Fate::Replays => deliver(before.last().unwrap_or(&message), is_bens),
            Fate::Swaps => {
                deliver(&message, is_bens);
                two.tell_ana(&stands(RendezvousState::Left));
                two.tell_ana(&stands(RendezvousState::Met));
            }
        }
        before.push(message);
    }
    assert!(handed <= 1, "it is handed over once: {fates:?}");
    if let Some(link) = two.link() {
        assert_eq!((link.as_str(), handed), (LINK, 1), "{fates:?}");
    }
    if two.ana.offered() == Offered::Over(OfferOver::Joined) {
        assert!(two.link().is_some(), "nobody is said to have joined who has not: {fates:?}");
    }
    if fates.iter().all(|fate| *fate == Fate::Delivers) {
        assert!(two.link().is_some());
    }
}

/// `[P 125, 126, 128]`
#[test]
fn a_relay_that_drops_repeats_changes_reflects_or_swaps_messages_lets_nobody_in_and_tells_neither_what_is_not_so() {
    const MESSAGES: usize = 6;
    play(&[]);
    for first in 0..MESSAGES {
        for one in FAULTS {
            let mut fates = [Fate::Delivers; MESSAGES];
            fates[first] = one;
            play(&fates);
            for second in first + 1..MESSAGES {
                for other in FAULTS {
                    let mut fates = fates;
                    fates[second] = other;
                    play(&fates);
                }
            }
        }
    }
}

/// `[P 125]`
#[test]
fn bytes_of_any_kind_panic_neither_and_let_nobody_in() {
    for kind in 0..=255_u8 {
        for length in [0, 1, 32, 33, 64, 65, 96, 97, 529, 1024] {
            let mut two = Two::met("glove tiger");
            let mut bytes = vec![kind; length];
            two.tell_ana(&exchanged(&bytes));
            two.tell_ben(&exchanged(&bytes));
            bytes.push(kind);
            two.tell_ana(&bytes);
            two.tell_ben(&bytes);
            assert_eq!((two.emoji(), two.link()), ([None, None], None));
        }
    }
}

/// `[P 121]`
#[test]
fn who_closes_a_code_ends_it_for_whoever_comes() {
    let mut two = Two::met("glove tiger");
    let acts = two.ana.close();
    assert_eq!(said(&acts).1, Some(Ending::Closed));
    assert!(acts.contains(&Act::HangUp) && two.ana.close().is_empty());
    two.tell_ben(&stands(RendezvousState::Closed));
    assert_eq!(two.ben.joined(), Joined::Not(NotJoined::Closed));
}
