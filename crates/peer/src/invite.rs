//! Invite links. The secret stands in the fragment, which no browser sends anywhere.
//!
//! `#1.<base64url secret>` invites; `#1.<secret>.<member>` links another device of that member to this one room.
//! `#k.<secret>` links one to a keyring and all its rooms, `#k.<secret>.<room id>` shows one of them first. `#r.<room id>` is
//! a room's public address and carries no key.

use std::{fmt, str::FromStr};

use alongside_room::MemberId;
use alongside_wire::RoomId;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use crate::key::RoomSecret;

/// What an invite link holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// Opens the room.
    pub secret: RoomSecret,
    /// Who opens it, on a link for one's own other device.
    pub member: Option<MemberId>,
}

/// Why a text is no invite: always the text's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAnInvite {
    /// Nothing like an invite, or only a part of one.
    #[error("the link is cut or is not an invite")]
    Cut,
    /// An invite of a later version.
    #[error("the link is for a newer version")]
    Newer,
    /// A room's public address.
    #[error("the link is a room's address and carries no key")]
    AddressOnly,
}

impl Invite {
    /// The fragment of a link, `#` included. It opens the room: handle with care.
    pub fn fragment(&self) -> Zeroizing<String> {
        let secret = Zeroizing::new(URL_SAFE_NO_PAD.encode(self.secret.as_bytes()));
        Zeroizing::new(match self.member {
            None => format!("#1.{}", *secret),
            Some(member) => format!("#1.{}.{member}", *secret),
        })
    }
}

impl FromStr for Invite {
    type Err = NotAnInvite;

    /// Reads a whole link, a fragment, or what stands after the `#`; white space around and inside (from a wrapped
    /// mail) does not matter.
    fn from_str(text: &str) -> Result<Self, NotAnInvite> {
        let fragment = fragment_of(text);
        let (version, rest) = fragment.split_once('.').ok_or(NotAnInvite::Cut)?;
        match version {
            "1" => {}
            "r" => return Err(NotAnInvite::AddressOnly),
            later if !later.is_empty() && later.bytes().all(|digit| digit.is_ascii_digit()) => {
                return Err(NotAnInvite::Newer);
            }
            _ => return Err(NotAnInvite::Cut),
        }
        let (secret, member) = match rest.split_once('.') {
            None => (rest, None),
            Some((secret, member)) => (secret, Some(member.parse().map_err(|_| NotAnInvite::Cut)?)),
        };
        Ok(Self { secret: read_secret(secret).ok_or(NotAnInvite::Cut)?, member })
    }
}

/// What a link for one's own other device holds, which gives it every room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyringLink {
    /// Opens the room for one that holds the keys.
    pub secret: RoomSecret,
    /// The room to show first.
    pub first: Option<RoomId>,
}

impl KeyringLink {
    /// The fragment of a link, `#` included. It opens every room: handle with more care than an invite.
    pub fn fragment(&self) -> Zeroizing<String> {
        let secret = Zeroizing::new(URL_SAFE_NO_PAD.encode(self.secret.as_bytes()));
        Zeroizing::new(match self.first {
            None => format!("#k.{}", *secret),
            Some(first) => format!("#k.{}.{first}", *secret),
        })
    }

    /// Reads a whole link, a fragment, or what stands after the `#`, white space or not; none if it is another link.
    pub fn read(text: &str) -> Option<Self> {
        let fragment = fragment_of(text);
        let rest = fragment.strip_prefix("k.")?;
        let (secret, first) = match rest.split_once('.') {
            None => (rest, None),
            Some((secret, first)) => (secret, Some(first.parse().ok()?)),
        };
        Some(Self { secret: read_secret(secret)?, first })
    }
}

/// What stands after the `#` of a link, or all of it, without the white space that a mail wrapped it with.
fn fragment_of(text: &str) -> Zeroizing<String> {
    let fragment = text.rsplit_once('#').map_or(text, |(_, fragment)| fragment);
    Zeroizing::new(fragment.split_whitespace().collect())
}

fn read_secret(text: &str) -> Option<RoomSecret> {
    let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(text).ok()?);
    <[u8; 32]>::try_from(bytes.as_slice()).ok().map(RoomSecret::from_bytes)
}

/// The fragment of a room's public address, `#` included.
pub fn address(room: RoomId) -> String {
    format!("#r.{room}")
}

/// The room that an address fragment names.
pub fn read_address(fragment: &str) -> Option<RoomId> {
    fragment.strip_prefix('#').unwrap_or(fragment).strip_prefix("r.")?.parse().ok()
}

impl fmt::Display for Invite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an invite")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> RoomSecret {
        RoomSecret::from_bytes([9; 32])
    }

    /// `[P 80]`
    #[test]
    fn an_invite_reads_back_from_its_link_however_it_was_pasted() {
        let invite = Invite { secret: secret(), member: None };
        let link = format!("https://room.example/{}", *invite.fragment());
        assert_eq!(link.parse(), Ok(invite.clone()));
        let (head, tail) = link.split_at(40);
        assert_eq!(format!("  {head}\n {tail} ").parse(), Ok(invite.clone()));
        assert_eq!(invite.fragment().trim_start_matches('#').parse(), Ok(invite));
        let device = Invite { secret: secret(), member: Some(MemberId([3; 8])) };
        assert_eq!(device.fragment().parse(), Ok(device));
    }

    /// `[P 88]`
    #[test]
    fn a_link_to_a_keyring_reads_back_and_is_no_invite() {
        for first in [None, Some(secret().room_id())] {
            let link = KeyringLink { secret: secret(), first };
            let text = format!("https://room.example/{}", *link.fragment());
            assert_eq!(KeyringLink::read(&text).as_ref(), Some(&link));
            assert_eq!(KeyringLink::read(&format!(" {}\n{} ", &text[..40], &text[40..])), Some(link));
            assert_eq!(text.parse::<Invite>(), Err(NotAnInvite::Cut));
            assert_eq!(KeyringLink::read(&text[..50]), None);
        }
        assert_eq!(KeyringLink::read(&Invite { secret: secret(), member: None }.fragment()), None);
    }

    /// `[P 80]`
    #[test]
    fn a_link_that_is_cut_from_the_future_or_only_an_address_says_so() {
        let whole = Invite { secret: secret(), member: None }.fragment();
        assert_eq!(whole[..30].parse::<Invite>(), Err(NotAnInvite::Cut));
        assert_eq!("".parse::<Invite>(), Err(NotAnInvite::Cut));
        assert_eq!("https://room.example/".parse::<Invite>(), Err(NotAnInvite::Cut));
        assert_eq!("#2.abc".parse::<Invite>(), Err(NotAnInvite::Newer));
        let id = secret().room_id();
        assert_eq!(address(id).parse::<Invite>(), Err(NotAnInvite::AddressOnly));
        assert_eq!(read_address(&address(id)), Some(id));
        assert_eq!(read_address("#r.zz"), None);
    }

    #[test]
    fn a_secret_never_prints() {
        let invite = Invite { secret: secret(), member: None };
        let shown = format!("{invite} {invite:?} {:?}", secret().keys());
        assert!(!shown.contains("CQkJ") && !shown.contains('9'), "{shown}");
    }
}
