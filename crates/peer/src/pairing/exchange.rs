//! The exchange under a code: SPAKE2, confirmation, the four emoji and the handing over. `[P 125–128]`
//!
//! ```text
//! 1 commit    J → I   01 │ SHA-256("alongside pairing commit v1" │ share 32 │ nonce 32)
//! 2 answer    I → J   02 │ share 32 │ nonce 32
//! 3 reveal    J → I   03 │ share 32 │ nonce 32 │ confirmation 32
//! 4 confirm   I → J   04 │ confirmation 32
//! 5 link      I → J   05 │ ciphertext of length 2, link, zeros up to 512 │ tag 16
//! 6 received  J → I   06 │ confirmation 32
//! 7 wrong     I → J   07
//! ```
//!
//! Every step is a type that is used up by the next one: no message counts twice, and none out of turn.

use alongside_wire::limits;
use chacha20::ChaCha20Rng;
use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use rand_core::Rng;
use sha2::{Digest, Sha256};
use spake2::{Ed25519Group, Identity, Spake2};
use zeroize::Zeroizing;

use super::code::Code;

/// What went wrong with a message. It says nothing of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The words are not the same, or somebody in between does not know them.
    Wrong,
    /// It is no message that could come now.
    Garbled,
}

/// Four of [`EMOJI`], by their places.
pub type Emoji = [u8; 4];

/// A key that both have, and what follows from it.
struct Agreed {
    hkdf: Hkdf<Sha256>,
    /// A hash of everything that was said.
    transcript: [u8; 32],
}

impl Agreed {
    fn of(key: &[u8], commit: &[u8], answer: &[u8], revealed: &[u8]) -> Self {
        let transcript = Sha256::new().chain_update(commit).chain_update(answer).chain_update(revealed).finalize();
        Self { hkdf: Hkdf::new(Some(b"alongside pairing v1"), key), transcript: transcript.into() }
    }

    fn derive<const N: usize>(&self, what: &[u8]) -> Zeroizing<[u8; N]> {
        let mut derived = Zeroizing::new([0; N]);
        // So few bytes are always within what HKDF can expand to.
        let _ = self.hkdf.expand_multi_info(&[what, &self.transcript], &mut *derived);
        derived
    }

    fn emoji(&self) -> Emoji {
        let [a, b, c] = *self.derive::<3>(b"emoji");
        [a >> 2, (a & 3) << 4 | b >> 4, (b & 15) << 2 | c >> 6, c & 63]
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(*self.derive::<32>(b"link")))
    }
}

/// The joiner has committed to a share.
pub(super) struct Committed {
    spake: Spake2<Ed25519Group>,
    share: [u8; SHARE],
    nonce: [u8; NONCE],
    commit: Vec<u8>,
}

/// The joiner has revealed its share, and waits for the other's confirmation.
pub(super) struct Revealed(Agreed);

/// The joiner knows that both have the same words; the link may come.
pub(super) struct ToReceive(Agreed);

impl Committed {
    pub(super) fn begin(code: &Code, rng: &mut ChaCha20Rng) -> (Self, Vec<u8>) {
        let (spake, message) =
            Spake2::start_a_with_rng(&password(code), &JOINER.identity(), &INVITER.identity(), &mut *rng);
        let (share, nonce) = (share(&message), drawn(rng));
        let commit = [&[1][..], &commitment(&share, &nonce)].concat();
        (Self { spake, share, nonce, commit: commit.clone() }, commit)
    }

    pub(super) fn answered(self, answer: &[u8]) -> Result<(Revealed, Vec<u8>), Fault> {
        let [theirs, _nonce] = parts::<2>(2, answer)?;
        let key = finish(self.spake, b'B', theirs)?;
        let revealed = [&[3][..], &self.share, &self.nonce].concat();
        let agreed = Agreed::of(&key, &self.commit, answer, &revealed);
        let message = [&revealed[..], &*agreed.derive::<32>(b"joiner")].concat();
        Ok((Revealed(agreed), message))
    }
}

impl Revealed {
    pub(super) fn confirmed(self, message: &[u8]) -> Result<(ToReceive, Emoji), Fault> {
        let [confirmation] = parts::<1>(4, message)?;
        is_same(confirmation, &*self.0.derive::<32>(b"inviter"))?;
        let emoji = self.0.emoji();
        Ok((ToReceive(self.0), emoji))
    }
}

impl ToReceive {
    pub(super) fn received(self, message: &[u8]) -> Result<(Zeroizing<String>, Vec<u8>), Fault> {
        let [5, sealed @ ..] = message else { return Err(Fault::Garbled) };
        let payload = Payload { msg: sealed, aad: &self.0.transcript };
        // The key is used once.
        let padded = self.0.cipher().decrypt(&XNonce::default(), payload).map_err(|_| Fault::Garbled)?;
        let padded = Zeroizing::new(padded);
        let (length, rest) = padded.split_first_chunk::<2>().ok_or(Fault::Garbled)?;
        let link = rest.get(..usize::from(u16::from_le_bytes(*length))).ok_or(Fault::Garbled)?;
        let link = Zeroizing::new(str::from_utf8(link).map_err(|_| Fault::Garbled)?.to_owned());
        Ok((link, [&[6][..], &*self.0.derive::<32>(b"received")].concat()))
    }
}

/// The inviter has answered a commitment.
pub(super) struct Answered {
    spake: Spake2<Ed25519Group>,
    commit: Vec<u8>,
    answer: Vec<u8>,
}

/// The inviter knows that both have the same words.
pub(super) struct ToHandOver(Agreed);

/// The inviter has handed the link over.
pub(super) struct HandedOver(Agreed);

impl Answered {
    pub(super) fn begin(code: &Code, commit: &[u8], rng: &mut ChaCha20Rng) -> Result<(Self, Vec<u8>), Fault> {
        parts::<1>(1, commit)?;
        let (spake, message) =
            Spake2::start_b_with_rng(&password(code), &JOINER.identity(), &INVITER.identity(), &mut *rng);
        let answer = [&[2][..], &share(&message), &drawn(rng)].concat();
        Ok((Self { spake, commit: commit.to_vec(), answer: answer.clone() }, answer))
    }

    pub(super) fn revealed(self, message: &[u8]) -> Result<(ToHandOver, Vec<u8>, Emoji), Fault> {
        let [share, nonce, confirmation] = parts::<3>(3, message)?;
        if self.commit[1..] != commitment(share, nonce) {
            return Err(Fault::Garbled);
        }
        let key = finish(self.spake, b'A', share)?;
        let agreed = Agreed::of(&key, &self.commit, &self.answer, &message[..1 + SHARE + NONCE]);
        is_same(confirmation, &*agreed.derive::<32>(b"joiner"))?;
        let confirm = [&[4][..], &*agreed.derive::<32>(b"inviter")].concat();
        let emoji = agreed.emoji();
        Ok((ToHandOver(agreed), confirm, emoji))
    }
}

impl ToHandOver {
    /// None where the link is longer than any is.
    pub(super) fn hand_over(self, link: &str) -> Option<(HandedOver, Vec<u8>)> {
        if link.len() > LINK - 2 {
            return None;
        }
        let mut padded = Zeroizing::new((link.len() as u16).to_le_bytes().to_vec());
        padded.extend_from_slice(link.as_bytes());
        padded.resize(LINK, 0);
        let payload = Payload { msg: &padded, aad: &self.0.transcript };
        let sealed = self.0.cipher().encrypt(&XNonce::default(), payload).ok()?;
        Some((HandedOver(self.0), [&[5][..], &sealed].concat()))
    }
}

impl HandedOver {
    pub(super) fn is_received(&self, message: &[u8]) -> Result<(), Fault> {
        let [confirmation] = parts::<1>(6, message)?;
        is_same(confirmation, &*self.0.derive::<32>(b"received"))
    }
}

/// Says that the words were wrong.
pub(super) const WRONG: [u8; 1] = [7];

/// One of the two, by the name that SPAKE2 binds into the key.
struct Speaker(&'static [u8]);

impl Speaker {
    fn identity(&self) -> Identity {
        Identity::new(self.0)
    }
}

const JOINER: Speaker = Speaker(b"alongside pairing joiner");
const INVITER: Speaker = Speaker(b"alongside pairing inviter");

fn password(code: &Code) -> spake2::Password {
    spake2::Password::new(&code.password().0)
}

/// SPAKE2's message without the letter that says whose it is.
fn share(message: &[u8]) -> [u8; SHARE] {
    message.last_chunk().copied().unwrap_or([0; SHARE])
}

fn finish(spake: Spake2<Ed25519Group>, side: u8, share: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let message = [&[side], share].concat();
    spake.finish(&message).map(Zeroizing::new).map_err(|_| Fault::Garbled)
}

fn drawn(rng: &mut ChaCha20Rng) -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    rng.fill_bytes(&mut nonce);
    nonce
}

fn commitment(share: &[u8], nonce: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(b"alongside pairing commit v1").chain_update(share).chain_update(nonce).finalize().into()
}

/// The parts, of 32 bytes each, of a message of this kind.
fn parts<const N: usize>(kind: u8, message: &[u8]) -> Result<[&[u8]; N], Fault> {
    match message {
        [first, rest @ ..] if *first == kind && rest.len() == N * 32 => {
            let mut found = [&rest[..0]; N];
            found.iter_mut().zip(rest.chunks_exact(32)).for_each(|(part, bytes)| *part = bytes);
            Ok(found)
        }
        _ => Err(Fault::Garbled),
    }
}

/// In a time that does not depend on where they differ.
fn is_same(one: &[u8], other: &[u8]) -> Result<(), Fault> {
    let differs =
        one.iter().zip(other).fold(one.len() ^ other.len(), |all, (one, other)| all | usize::from(one ^ other));
    if differs == 0 { Ok(()) } else { Err(Fault::Wrong) }
}

const SHARE: usize = 32;
const NONCE: usize = 32;
/// Bytes of a link with its length and zeros.
const LINK: usize = 512;
const _: () = assert!(1 + LINK + 16 <= limits::EXCHANGE);

/// What both compare: 64 pictures that are told apart at a glance, in an order that is part of the protocol. Their names, in which screen
/// readers and people say them, are texts.
pub const EMOJI: [&str; 64] = [
    "🐶", "🐱", "🦁", "🐴", "🐷", "🐘", "🐰", "🐼", "🐓", "🐧", "🐢", "🐟", "🐙", "🦋", "🐝", "🐌", //
    "🌷", "🌳", "🌵", "🍄", "🌍", "🌙", "☁️", "🔥", "🍌", "🍎", "🍓", "🌽", "🍕", "🎂", "🥕", "🍋", //
    "😀", "🤖", "🎩", "👓", "🔧", "👑", "👍", "☂️", "⌛", "⏰", "🎁", "💡", "📕", "✏️", "📎", "✂️", //
    "🔒", "🔑", "🔨", "☎️", "🏁", "🚂", "🚲", "✈️", "🚀", "🏆", "⚽", "🎸", "🎺", "🔔", "⚓", "🎧",
];

#[cfg(test)]
mod tests {
    use rand_core::SeedableRng;

    use super::*;

    /// `[P 127]`
    #[test]
    fn no_two_of_the_emoji_are_the_same() {
        let mut all = EMOJI.to_vec();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 64);
    }

    /// `[P 125]`
    #[test]
    fn a_bit_that_is_changed_in_any_message_lets_nothing_through() {
        let code = Code::read("7 glove tiger").expect("a code");
        let rng = || ChaCha20Rng::from_seed([1; 32]);
        let flipped = |message: &[u8], at: usize| {
            let mut message = message.to_vec();
            message[at] ^= 1;
            message
        };
        let (_, commit) = Committed::begin(&code, &mut rng());
        for at in 0..commit.len() {
            let begun = Answered::begin(&code, &flipped(&commit, at), &mut ChaCha20Rng::from_seed([2; 32]));
            let Ok((answered, answer)) = begun else { continue };
            let (committed, _) = Committed::begin(&code, &mut rng());
            let (_, reveal) = committed.answered(&answer).expect("an answer");
            assert!(answered.revealed(&reveal).is_err(), "commit, byte {at}");
        }
        let answer = || Answered::begin(&code, &commit, &mut ChaCha20Rng::from_seed([2; 32])).expect("an answer");
        for at in 0..1 + SHARE + NONCE {
            let (answered, said) = answer();
            let (committed, _) = Committed::begin(&code, &mut rng());
            let Ok((_, reveal)) = committed.answered(&flipped(&said, at)) else { continue };
            assert!(answered.revealed(&reveal).is_err(), "answer, byte {at}");
        }
        for at in 0..1 + SHARE + NONCE + 32 {
            let (answered, said) = answer();
            let (committed, _) = Committed::begin(&code, &mut rng());
            let (_, reveal) = committed.answered(&said).expect("an answer");
            assert!(answered.revealed(&flipped(&reveal, at)).is_err(), "reveal, byte {at}");
        }
        for at in [0, 1, 32] {
            let (answered, said) = answer();
            let (committed, _) = Committed::begin(&code, &mut rng());
            let (revealed, reveal) = committed.answered(&said).expect("an answer");
            let (_, confirm, _) = answered.revealed(&reveal).expect("the same words");
            assert!(revealed.confirmed(&flipped(&confirm, at)).is_err(), "confirm, byte {at}");
        }
        for at in [0, 1, 300, 528] {
            let (answered, said) = answer();
            let (committed, _) = Committed::begin(&code, &mut rng());
            let (revealed, reveal) = committed.answered(&said).expect("an answer");
            let (to_hand_over, confirm, _) = answered.revealed(&reveal).expect("the same words");
            let (to_receive, _) = revealed.confirmed(&confirm).expect("the same words");
            let (_, sealed) = to_hand_over.hand_over("https://room.example/#1.x").expect("a link");
            assert!(to_receive.received(&flipped(&sealed, at)).is_err(), "link, byte {at}");
        }
    }
}
