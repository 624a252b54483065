//! The two machines, and somebody in between who runs both sides.

use chacha20::ChaCha20Rng;
use rand_core::SeedableRng;

use super::{Two, code, exchanged};
use crate::pairing::{
    Code, FailedTry, Joined, NotJoined, Offered,
    exchange::{Answered, Committed},
};

/// Somebody in between, who plays Ben to Ana and Ana to Ben, and takes the words to be these.
struct Eve {
    words: Code,
    rng: ChaCha20Rng,
}

impl Eve {
    fn guessing(words: &str) -> Self {
        Self { words: code(words), rng: ChaCha20Rng::from_seed([7; 32]) }
    }

    /// Runs both sides. Whichever side she begins with, she has committed to it before the other is settled.
    fn comes_between(&mut self, two: &mut Two, ana_first: bool) {
        let commit = two.to_ana.remove(0);
        let with_ana = |eve: &mut Self, two: &mut Two| {
            let (committed, commit) = Committed::begin(&eve.words, &mut eve.rng);
            two.tell_ana(&exchanged(&commit));
            let answer = two.to_ben.remove(0);
            let (revealed, reveal) = committed.answered(&answer).expect("a share");
            two.tell_ana(&exchanged(&reveal));
            let confirm = two.to_ben.remove(0);
            revealed.confirmed(&confirm).ok()
        };
        let with_ben = |eve: &mut Self, two: &mut Two| {
            let (answered, answer) = Answered::begin(&eve.words, &commit, &mut eve.rng).expect("a commitment");
            two.tell_ben(&exchanged(&answer));
            let reveal = two.to_ana.remove(0);
            if let Ok((_, confirm, _)) = answered.revealed(&reveal) {
                two.tell_ben(&exchanged(&confirm));
            } else {
                two.tell_ben(&exchanged(&[4; 33]));
            }
        };
        if ana_first {
            with_ana(self, two);
            with_ben(self, two);
        } else {
            with_ben(self, two);
            with_ana(self, two);
        }
    }
}

/// `[P 125]`
#[test]
fn whoever_is_in_between_and_guesses_wrongly_is_noticed_by_both_and_has_used_up_a_try() {
    for ana_first in [true, false] {
        let mut two = Two::met("glove tiger");
        Eve::guessing("glove tulip").comes_between(&mut two, ana_first);
        assert_eq!(two.ben.joined(), Joined::Not(NotJoined::Wrong));
        let Offered::Waiting { trouble: Some(FailedTry::Wrong), left: 2, .. } = two.ana.offered() else {
            panic!("{:?}", two.ana.offered())
        };
        assert_eq!((two.emoji(), two.link()), ([None, None], None));
    }
}

/// `[P 127]`
#[test]
fn whoever_is_in_between_and_guesses_rightly_is_seen_by_the_emoji_before_anything_was_handed_over() {
    for ana_first in [true, false] {
        let mut two = Two::met("glove tiger");
        Eve::guessing("glove tiger").comes_between(&mut two, ana_first);
        let [Some(ana), Some(ben)] = two.emoji() else { panic!("{:?}", two.emoji()) };
        assert_ne!(ana, ben);
        assert_eq!(two.link(), None);
    }
}
