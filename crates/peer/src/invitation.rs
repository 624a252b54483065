//! An invitation: a room's secret, sealed under what its link carries, for whoever claims it first at the relay.
//!
//! ```text
//! from the pairing secret, HKDF-SHA256(salt "alongside invitation v1"): "mailbox" 16, "card" 32, "key" 32
//! card:  nonce 24 │ ciphertext of the body, its length before it, zeros up to 512 │ tag 16
//! key:   nonce 24 │ ciphertext of the room secret 32 │ tag 16
//! sealed with XChaCha20-Poly1305; associated data: "alongside" 9 │ version 1 │ "c" or "k" 1 │ mailbox 16
//! ```
//!
//! The card is what a person is shown before they take the invitation: looking at it uses nothing up. The relay gives the
//! key to one claimant. `[P 110–112]`

use std::rc::Rc;

use alongside_room::{Invitation, InvitationEnd, InvitationId, MemberId, Moment, PairingSecret, View};
use alongside_wire::{
    Claimant, Decoded, FromRelay, MailboxId, RoomId, ToRelay,
    frame::{ClaimFrame, Deposit, InvitationFrame, InvitationState},
    limits,
};
use chacha20::ChaCha20Rng;
use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use rand_core::Rng;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{io::Now, key::RoomSecret, seal::VERSION};

/// What a person is shown of an invitation before they take it. `[P 111]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The room's public id: a device that has the room needs no invitation.
    pub room: [u8; 16],
    /// Who is in the room, as many as fit; whoever made the invitation first.
    pub members: Vec<CardMember>,
    /// What the rooms are called that a link for one's own other device brings, as many as fit.
    pub rooms: Vec<String>,
    /// The room to show first then.
    pub first: Option<[u8; 16]>,
}

/// A member, as a card names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardMember {
    pub id: [u8; 8],
    pub name: String,
}

/// What the relay says of an invitation, as far as this device can open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It can be taken.
    Waiting(Card),
    /// This device has taken it.
    Taken(Card, RoomSecret),
    /// Another device took it.
    Used {
        /// When, by the relay's clock: milliseconds since 1970.
        at: u64,
    },
    /// A member took it back, or the room's key was rotated.
    Withdrawn(Option<Card>),
    /// The room was erased.
    Erased,
    /// Its time is over.
    Expired,
    /// The relay does not have it (yet).
    Unknown,
}

/// What is to be done about a frame that came before this device has joined any room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimReply {
    /// Send this.
    Say(Vec<u8>),
    Answer(Answer),
    /// The relay ended the connection, or said what this device cannot read: try again later.
    Ended,
    Nothing,
}

const LENGTH: usize = 2;
const PLAIN: usize = limits::CARD - 24 - 16;

/// Where the invitation of this pairing secret lies at the relay. `[P 110]`
pub fn mailbox(pairing: &PairingSecret) -> MailboxId {
    let mut mailbox = MailboxId([0; 16]);
    derive(pairing, b"mailbox", &mut mailbox.0);
    mailbox
}

/// The frame that deposits an invitation: for a room, or for a keyring.
pub fn deposit(pairing: &PairingSecret, lasts: u32, card: Card, secret: &RoomSecret, rng: &mut ChaCha20Rng) -> Deposit {
    let mailbox = mailbox(pairing);
    Deposit {
        mailbox,
        lasts,
        card: seal(pairing, mailbox, b"card", &card.padded(), rng),
        key: seal(pairing, mailbox, b"key", secret.as_bytes(), rng),
    }
}

/// Asks what became of an invitation, once the relay has spoken; with a claimant, takes it.
pub fn hear(pairing: &PairingSecret, claimant: Option<Claimant>, frame: &[u8]) -> ClaimReply {
    match FromRelay::decode(frame) {
        Ok(Decoded::Known(FromRelay::Challenge(_))) => {
            ClaimReply::Say(ToRelay::Claim(ClaimFrame { mailbox: mailbox(pairing), claimant }).encode())
        }
        Ok(Decoded::Known(FromRelay::Invitation(frame))) => {
            answer(pairing, &frame).map_or(ClaimReply::Ended, ClaimReply::Answer)
        }
        Ok(Decoded::Unknown { .. }) => ClaimReply::Nothing,
        _ => ClaimReply::Ended,
    }
}

/// None where what the relay gives does not open: it was not deposited by anybody who has the link.
fn answer(pairing: &PairingSecret, frame: &InvitationFrame) -> Option<Answer> {
    let mailbox = mailbox(pairing);
    if frame.mailbox != mailbox {
        return None;
    }
    let card = || Card::decode(&open(pairing, mailbox, b"card", &frame.card)?);
    Some(match frame.state {
        InvitationState::Waiting => Answer::Waiting(card()?),
        InvitationState::Used { .. } if !frame.key.is_empty() => {
            let secret = open(pairing, mailbox, b"key", &frame.key)?;
            Answer::Taken(card()?, RoomSecret::from_bytes(secret.as_slice().try_into().ok()?))
        }
        InvitationState::Used { at } => Answer::Used { at },
        InvitationState::Withdrawn => Answer::Withdrawn(card()),
        InvitationState::Erased => Answer::Erased,
        InvitationState::Expired => Answer::Expired,
        InvitationState::Unknown => Answer::Unknown,
    })
}

impl Card {
    /// What a person who is invited to this room by that member is shown of it.
    pub(crate) fn of(room: RoomId, view: &View, by: MemberId, first: Option<[u8; 16]>) -> Self {
        let by = view.member(by).map(|member| member.id);
        let (inviting, others): (Vec<_>, _) = view.members.iter().partition(|member| Some(member.id) == by);
        let members = inviting.into_iter().chain(others);
        let members = members.map(|member| CardMember { id: member.id.0, name: short(&member.name) });
        let rooms = view.keyring.iter().map(|entry| short(&entry.name));
        Self { room: room.0, members: members.collect(), rooms: rooms.collect(), first }
    }

    /// The room's public id.
    pub fn room(&self) -> RoomId {
        RoomId(self.room)
    }

    /// The body, cut to as many names as fit, at a length that says nothing.
    fn padded(mut self) -> Zeroizing<Vec<u8>> {
        let mut body = postcard::to_stdvec(&self).unwrap_or_default();
        while body.len() > PLAIN - LENGTH && (self.rooms.pop().is_some() || self.members.pop().is_some()) {
            body = postcard::to_stdvec(&self).unwrap_or_default();
        }
        let mut padded = Zeroizing::new((body.len() as u16).to_le_bytes().to_vec());
        padded.extend_from_slice(&body);
        padded.resize(PLAIN, 0);
        padded
    }

    /// Reads a card that was opened.
    pub fn decode(padded: &[u8]) -> Option<Self> {
        let (length, rest) = padded.split_first_chunk::<LENGTH>()?;
        let body = rest.get(..usize::from(u16::from_le_bytes(*length)))?;
        match postcard::take_from_bytes(body) {
            Ok((card, [])) => Some(card),
            _ => None,
        }
    }
}

impl CardMember {
    /// The member's id.
    pub fn id(&self) -> MemberId {
        MemberId(self.id)
    }
}

/// What this connection has told the relay of the room's invitations, and what it heard.
pub(crate) struct Invitations {
    pub secret: RoomSecret,
    /// What was said of each on this connection.
    pub said: Vec<(InvitationId, WhatToTell)>,
    /// Those that the relay has for whoever claims them.
    pub deposited: Rc<[InvitationId]>,
    /// Nothing is said before this moment, on the monotonic clock.
    pub look_at: u64,
}

/// What a member tells the relay of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WhatToTell {
    Deposit,
    Withdraw,
}

/// Milliseconds after a refusal.
const REFUSED: u64 = 15_000;

impl Invitations {
    /// Nothing said yet of the invitations to the room with this secret.
    pub fn new(secret: RoomSecret) -> Self {
        Self { secret, said: Vec::new(), deposited: Rc::from([]), look_at: 0 }
    }

    /// The connection is gone. What the relay had, it has still.
    pub fn disconnected(&mut self) {
        self.said.clear();
        self.look_at = 0;
    }

    /// The relay refused what was said last.
    pub fn refused(&mut self, now: Now) {
        self.said.clear();
        self.look_at = now.mono + REFUSED;
    }
}

impl WhatToTell {
    /// What the relay is to be told of it, if anything is, where the room has left its key or has not.
    pub fn of(invitation: &Invitation, left: bool, now: Moment) -> Option<Self> {
        match invitation.ended {
            // Whoever takes it gets the key that the room has left.
            None | Some(InvitationEnd::Withdrawn) if invitation.is_over(now) => None,
            None if left => Some(Self::Withdraw),
            None => Some(Self::Deposit),
            Some(InvitationEnd::Withdrawn) => Some(Self::Withdraw),
            Some(InvitationEnd::Used(_)) => None,
        }
    }
}

/// A name, cut to what a card has room for.
fn short(name: &str) -> String {
    name.chars().take(40).collect()
}

fn derive(pairing: &PairingSecret, info: &[u8], into: &mut [u8]) {
    // So few bytes are always within what HKDF can expand to.
    let _ = Hkdf::<Sha256>::new(Some(b"alongside invitation v1"), &pairing.0).expand(info, into);
}

fn cipher(pairing: &PairingSecret, part: &[u8]) -> XChaCha20Poly1305 {
    let mut key = Zeroizing::new([0; 32]);
    derive(pairing, part, &mut *key);
    XChaCha20Poly1305::new(&Key::from(*key))
}

fn associated(mailbox: MailboxId, part: &[u8]) -> Vec<u8> {
    [&b"alongside"[..], &[VERSION], &part[..1], &mailbox.0].concat()
}

fn seal(pairing: &PairingSecret, mailbox: MailboxId, part: &[u8], msg: &[u8], rng: &mut ChaCha20Rng) -> Vec<u8> {
    let mut nonce = [0; 24];
    rng.fill_bytes(&mut nonce);
    let aad = associated(mailbox, part);
    // Fails only above lengths that no card has.
    let sealed = cipher(pairing, part).encrypt(&XNonce::from(nonce), Payload { msg, aad: &aad }).unwrap_or_default();
    [&nonce[..], &sealed].concat()
}

fn open(pairing: &PairingSecret, mailbox: MailboxId, part: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, msg) = sealed.split_first_chunk::<24>()?;
    let aad = associated(mailbox, part);
    cipher(pairing, part).decrypt(&XNonce::from(*nonce), Payload { msg, aad: &aad }).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use alongside_wire::Nonce;
    use alongside_wire::frame::Challenge;
    use rand_core::SeedableRng;

    use super::*;

    const PAIRING: PairingSecret = PairingSecret([5; 32]);

    fn card(names: usize) -> Card {
        let members = (0..names).map(|n| CardMember { id: [n as u8; 8], name: short(&"Wilhelmina ".repeat(9)) });
        Card { room: [1; 16], members: members.collect(), ..Card::default() }
    }

    fn deposited(names: usize) -> Deposit {
        let mut rng = ChaCha20Rng::from_seed([0; 32]);
        deposit(&PAIRING, 0, card(names), &RoomSecret::from_bytes([9; 32]), &mut rng)
    }

    fn frame(state: InvitationState, with_key: bool) -> InvitationFrame {
        let Deposit { mailbox, card, key, .. } = deposited(1);
        InvitationFrame { mailbox, state, card, key: if with_key { key } else { Vec::new() } }
    }

    /// `[P 111]`
    #[test]
    fn every_invitation_has_one_size_however_many_are_in_the_room() {
        for names in [0, 1, 2, 7, 60] {
            let Deposit { card, key, .. } = deposited(names);
            assert_eq!((card.len(), key.len()), (limits::CARD, limits::INVITATION_KEY));
        }
        let most = Card::decode(&card(60).padded()).expect("it reads").members.len();
        assert!((5..60).contains(&most), "{most}");
    }

    /// `[P 110, 112]`
    #[test]
    fn the_link_opens_the_card_and_the_key_and_another_link_neither() {
        let used = frame(InvitationState::Used { at: 7 }, true);
        let secret = RoomSecret::from_bytes([9; 32]);
        assert_eq!(answer(&PAIRING, &frame(InvitationState::Waiting, false)), Some(Answer::Waiting(card(1))));
        assert_eq!(answer(&PAIRING, &used), Some(Answer::Taken(card(1), secret)));
        let bare = frame(InvitationState::Used { at: 7 }, false);
        assert_eq!(answer(&PAIRING, &bare), Some(Answer::Used { at: 7 }));
        let other = PairingSecret([6; 32]);
        assert_eq!(answer(&other, &used), None);
        assert_eq!(answer(&other, &InvitationFrame { mailbox: mailbox(&other), ..used.clone() }), None);
        for at in [0, 30, limits::CARD - 1] {
            let mut changed = frame(InvitationState::Waiting, false);
            changed.card[at] ^= 1;
            assert_eq!(answer(&PAIRING, &changed), None, "byte {at}");
        }
        let mut swapped = used;
        std::mem::swap(&mut swapped.card, &mut swapped.key);
        assert_eq!(answer(&PAIRING, &swapped), None, "a card is no key");
    }

    #[test]
    fn who_opens_a_link_says_nothing_but_its_name_and_claims_only_as_a_claimant() {
        let challenge = FromRelay::Challenge(Challenge { nonce: Nonce([1; 32]) }).encode();
        for claimant in [None, Some(Claimant([4; 16]))] {
            let said = ToRelay::Claim(ClaimFrame { mailbox: mailbox(&PAIRING), claimant }).encode();
            assert_eq!(hear(&PAIRING, claimant, &challenge), ClaimReply::Say(said));
        }
        assert_eq!(hear(&PAIRING, None, b"junk"), ClaimReply::Ended);
    }
}
