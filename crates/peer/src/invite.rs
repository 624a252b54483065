//! What a link or a pasted text holds. The secret stands in the fragment, which no browser sends anywhere.
//!
//! `#1.<base64url pairing secret>` invites to a room, `#k.<pairing secret>` another device of one's own to all one's rooms;
//! either is good for one device ([`crate::invitation`]). `#r.<room id>` is a room's public address and carries no key.
//! `key.<base64url secret>` is the printed key of a keyring: to be pasted, never to be opened. `[P 80, 88]`
//!
//! Mail and chat programs wrap links, quote them, put signs behind them, write `%23` for `#` and lead through addresses of
//! their own. A link is read wherever its 43 letters are whole.

use std::fmt;

use alongside_room::PairingSecret;
use alongside_wire::RoomId;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use crate::key::RoomSecret;

/// The link of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    pub pairing: PairingSecret,
    pub to: Invited,
}

/// Whom an invitation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invited {
    /// Somebody who is to come into a room.
    Person,
    /// Another device of one's own, which gets every room.
    MyDevice,
}

/// What a text holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pasted {
    Invite(Invite),
    /// A keyring's printed key.
    PrintedKey(RoomSecret),
}

/// Why a text is no link: always the text's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAnInvite {
    /// Nothing like a link stands in it.
    #[error("there is no link in the text")]
    None,
    /// So many letters of a link are missing at its end; 0 where letters in it were changed.
    #[error("the link was cut off: {0} letters are missing")]
    Cut(usize),
    /// A link of a later version.
    #[error("the link is for a newer version")]
    Newer,
    /// A room's public address.
    #[error("the link is a room's address and carries no key")]
    AddressOnly,
}

/// Letters of a secret in base64url.
const LETTERS: usize = 43;

impl Invite {
    /// The fragment of a link, `#` included. It opens the room for whoever is first: handle with care.
    pub fn fragment(&self) -> Zeroizing<String> {
        let letters = Zeroizing::new(URL_SAFE_NO_PAD.encode(self.pairing.0));
        let kind = match self.to {
            Invited::Person => '1',
            Invited::MyDevice => 'k',
        };
        Zeroizing::new(format!("#{kind}.{}", *letters))
    }
}

/// A keyring's secret as it is printed or saved. It opens every room: handle with more care than a link.
pub fn printed_key(secret: &RoomSecret) -> Zeroizing<String> {
    let letters = Zeroizing::new(URL_SAFE_NO_PAD.encode(secret.as_bytes()));
    Zeroizing::new(format!("key.{}", *letters))
}

/// Reads a whole link, a fragment, or a text with a link somewhere in it.
///
/// # Errors
/// [`NotAnInvite`]: what is wrong with the link that is most nearly whole.
pub fn read(text: &str) -> Result<Pasted, NotAnInvite> {
    let text = Zeroizing::new(text.chars().filter(|letter| !is_invisible(*letter)).collect::<String>());
    let mut text = without_soft_breaks(&text);
    let mut found = NotAnInvite::None;
    // An address inside an address is encoded once more each time.
    for _ in 0..4 {
        match find(&text) {
            Ok(pasted) => return Ok(pasted),
            Err(problem) => found = worse_than(found, problem),
        }
        let decoded = decode_percent(&text);
        if *decoded == *text {
            break;
        }
        text = decoded;
    }
    Err(found)
}

/// Of two things that are wrong, the one to tell: the one of the link that is more nearly whole.
fn worse_than(one: NotAnInvite, other: NotAnInvite) -> NotAnInvite {
    match (one, other) {
        (NotAnInvite::None, other) => other,
        (NotAnInvite::Cut(one), NotAnInvite::Cut(other)) => NotAnInvite::Cut(one.min(other)),
        (one, _) => one,
    }
}

/// The first whole link of a text.
fn find(text: &str) -> Result<Pasted, NotAnInvite> {
    let dense: Zeroizing<String> = Zeroizing::new(text.split_whitespace().collect());
    // Nothing but the link, however it is wrapped; or what stands behind its `#`.
    let alone = dense.rsplit_once('#').map_or(&**dense, |(_, fragment)| fragment);
    if let Some(pasted) = alone.split_once('.').and_then(|(kind, letters)| whole(kind, letters)) {
        return Ok(pasted);
    }
    let mut found = NotAnInvite::None;
    for (at, _) in text.match_indices('.') {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let Some((kind, is_marked)) = kind_before(before) else { continue };
        match (kind, letters(after)) {
            // A number in a list, or a heading.
            (_, Err(0)) => {}
            (_, Err(_)) if !is_marked => {}
            ("r", _) => found = worse_than(found, NotAnInvite::AddressOnly),
            (kind, _) if kind.len() > 1 && kind != "key" => found = worse_than(found, NotAnInvite::Newer),
            ("1" | "k" | "key", Ok(letters)) => match whole(kind, &letters) {
                Some(pasted) => return Ok(pasted),
                None => found = worse_than(found, NotAnInvite::Cut(0)),
            },
            ("1" | "k" | "key", Err(there)) => found = worse_than(found, NotAnInvite::Cut(LETTERS - there)),
            _ => found = worse_than(found, NotAnInvite::Newer),
        }
    }
    match whole("1", &dense) {
        Some(pasted) => Ok(pasted),
        None => Err(found),
    }
}

/// What kind of link it is, by what stands before the dot, and whether that is behind a `#`, or what programs write for
/// it; a word by itself may be a kind, too.
fn kind_before(before: &str) -> Option<(&str, bool)> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric();
    let kind = &before[before.trim_end_matches(is_part).len()..];
    let bare = before.len() == kind.len() || before[..before.len() - kind.len()].ends_with(char::is_whitespace);
    let sign = before[..before.len() - kind.len()].chars().next_back();
    // `%23` and, as one mail gateway writes it, `-23` run into the kind.
    let behind_code = kind.strip_prefix("23").filter(|_| matches!(sign, Some('%' | '-')));
    let kind = behind_code.unwrap_or(kind);
    let is_marked = behind_code.is_some() || matches!(sign, Some('#' | '*'));
    let is_known = matches!(kind, "1" | "k" | "key" | "r");
    let is_number = !kind.is_empty() && kind.len() < 4 && kind.bytes().all(|digit| digit.is_ascii_digit());
    let is_marked = is_marked || kind == "key";
    ((is_marked && (is_known || is_number)) || (bare && is_known)).then_some((kind, is_marked))
}

/// The letters of a secret at the beginning of a text; or how many there are of them. A mail may have wrapped them, and
/// quoted each line.
fn letters(text: &str) -> Result<Zeroizing<String>, usize> {
    let mut letters = Zeroizing::new(String::with_capacity(LETTERS));
    let mut first = 0;
    let mut rest = text;
    loop {
        let end = rest.find(|letter: char| !is_letter(letter)).unwrap_or(rest.len());
        if letters.len() + end > LETTERS && !letters.is_empty() {
            return Err(first);
        }
        let taken = end.min(LETTERS - letters.len());
        letters.push_str(&rest[..taken]);
        first = first.max(if first == 0 { letters.len() } else { 0 });
        if letters.len() == LETTERS {
            return Ok(letters);
        }
        let gap = rest[end..].trim_start_matches(|letter: char| letter.is_whitespace() || letter == '>');
        let skipped = &rest[end..rest.len() - gap.len()];
        if gap.is_empty() || !skipped.contains(['\n', '\r']) {
            return Err(first);
        }
        rest = gap;
    }
}

/// The link of this kind whose letters are just these.
fn whole(kind: &str, letters: &str) -> Option<Pasted> {
    let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(letters).ok()?);
    let bytes = <[u8; 32]>::try_from(bytes.as_slice()).ok()?;
    let invite = |to| Pasted::Invite(Invite { pairing: PairingSecret(bytes), to });
    match kind {
        "1" => Some(invite(Invited::Person)),
        "k" => Some(invite(Invited::MyDevice)),
        "key" => Some(Pasted::PrintedKey(RoomSecret::from_bytes(bytes))),
        _ => None,
    }
}

fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'
}

/// Signs of no width that programs put into long words, and marks of direction.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Lines that a mail's transport broke are whole again; what it wrote as `=23` is a sign again.
fn without_soft_breaks(text: &str) -> Zeroizing<String> {
    decode(&text.replace("=\r\n", "").replace("=\n", ""), '=', |byte| matches!(byte, b'#' | b'.' | b'-' | b'_' | b'='))
}

fn decode_percent(text: &str) -> Zeroizing<String> {
    decode(text, '%', |byte| byte.is_ascii_graphic() || byte == b' ' || byte == b'\n')
}

/// Puts signs in the place of their codes: `sign` and two hexadecimal digits. What is no sign ends a word.
fn decode(text: &str, sign: char, is_sign: impl Fn(u8) -> bool) -> Zeroizing<String> {
    let mut decoded = Zeroizing::new(String::with_capacity(text.len()));
    let mut parts = text.split(sign);
    decoded.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let code = part.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(byte) if is_sign(byte) => {
                decoded.push(char::from(byte));
                decoded.push_str(&part[2..]);
            }
            _ => {
                decoded.push(sign);
                decoded.push_str(part);
            }
        }
    }
    decoded
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

    const PAIRING: PairingSecret = PairingSecret([0xfb; 32]);

    fn invite(to: Invited) -> Invite {
        Invite { pairing: PAIRING, to }
    }

    fn opens(text: &str) -> bool {
        read(text) == Ok(Pasted::Invite(invite(Invited::Person)))
    }

    /// `[P 80]`
    #[test]
    fn a_link_reads_back_and_of_each_kind_as_that() {
        for to in [Invited::Person, Invited::MyDevice] {
            let link = format!("https://room.example/{}", *invite(to).fragment());
            assert_eq!(read(&link), Ok(Pasted::Invite(invite(to))));
            assert_eq!(read(invite(to).fragment().trim_start_matches('#')), Ok(Pasted::Invite(invite(to))));
        }
    }

    /// `[P 80]`
    #[test]
    fn a_link_opens_as_mail_and_chat_deliver_it_wherever_its_letters_are_whole() {
        let fragment = invite(Invited::Person).fragment();
        let link = format!("https://room.example/a/{}", *fragment);
        let (head, tail) = link.split_at(40);
        let encoded = link.replace('#', "%23");
        let twice = encoded.replace('%', "%25").replace(':', "%3A").replace('/', "%2F");
        let split = |between: &str| format!("{head}{between}{tail}");
        let delivered = [
            format!("{link}."),
            format!("({link})"),
            format!("<{link}>"),
            format!("\u{201c}{link}\u{201d}, she said"),
            format!("'{link}'"),
            format!("*{link}*"),
            format!("[{link}]({link})"),
            format!("{link}&utm_source=mail&utm_medium=a"),
            format!("{link}?utm_source=mail"),
            format!("{link}#top"),
            format!("https://room.example/a/?fbclid=abc{}", *fragment),
            format!("{link}\u{200b}"),
            split("\u{200b}"),
            split("\u{ad}"),
            split("\n"),
            split(" \r\n  "),
            split("\r\n> "),
            split("\n> > "),
            split("=\r\n"),
            split("=\n"),
            link.replace('#', "=23"),
            link.replace('#', "=23").replace('-', "=2D"),
            encoded.clone(),
            format!("{encoded}."),
            format!("https://eur01.safelinks.protection.outlook.com/?url={twice}&data=05%7C02%7Cben&reserved=0"),
            format!("https://l.example/l.php?u={}&h=AT0", link.replace('#', "%2523")),
            format!("https://urldefense.com/v3/__{}__;Iw!!abc!d$", link.replace('#', "*")),
            format!("Hello Ben,\n\nhere is our room. Point 1. is yours.\n{link}\n\nBest regards,\nAna #1."),
            format!("  {link}\t"),
            fragment.chars().flat_map(|letter| [letter, ' ', '\n']).collect(),
            fragment.trim_start_matches("#1.").to_owned(),
        ];
        for text in delivered {
            assert!(opens(&text), "{text:?}: {:?}", read(&text));
        }
    }

    /// `[P 80]`
    #[test]
    fn a_link_that_is_cut_says_how_many_letters_are_missing() {
        let fragment = invite(Invited::Person).fragment();
        let cut = |missing: usize| format!("https://room.example/{}", &fragment[..fragment.len() - missing]);
        for missing in [1, 9, 30, 42] {
            let cut = cut(missing);
            let texts = [cut.clone(), format!("{cut}…"), format!("{cut} Best regards, Ana"), format!("<{cut}>")];
            for text in texts {
                assert_eq!(read(&text), Err(NotAnInvite::Cut(missing)), "{text:?}");
            }
        }
        let changed = format!("{}B", cut(1));
        assert_eq!(read(&changed), Err(NotAnInvite::Cut(0)), "the last letter of 43 is one of sixteen");
        let both = format!("{}\n\n{}", cut(9), *fragment);
        assert!(opens(&both));
    }

    /// `[P 80]`
    #[test]
    fn a_text_without_a_link_one_from_the_future_or_only_an_address_says_so() {
        for none in ["", "https://room.example/", "Dear Ben. 1. Listen. 2. Ask.", "#", "#1", "3.14"] {
            assert!(matches!(read(none), Err(NotAnInvite::None)), "{none:?}: {:?}", read(none));
        }
        assert_eq!(read("#2.abc"), Err(NotAnInvite::Newer));
        let id = RoomSecret::from_bytes([9; 32]).room_id();
        assert_eq!(read(&address(id)), Err(NotAnInvite::AddressOnly));
        assert_eq!(read_address(&address(id)), Some(id));
        assert_eq!(read_address("#r.zz"), None);
    }

    /// `[P 88]`
    #[test]
    fn a_printed_key_is_no_link_and_reads_back_from_its_page() {
        let secret = RoomSecret::from_bytes([9; 32]);
        let page = format!("Your key\n\nKeep this.\n\n{}\n", *printed_key(&secret));
        assert_eq!(read(&page), Ok(Pasted::PrintedKey(secret.clone())));
        assert_eq!(read(&printed_key(&secret)), Ok(Pasted::PrintedKey(secret)));
    }

    #[test]
    fn a_secret_never_prints() {
        let invite = Invite { pairing: PairingSecret([9; 32]), to: Invited::Person };
        let shown = format!("{invite} {invite:?} {:?}", RoomSecret::from_bytes([9; 32]).keys());
        assert!(!shown.contains("CQkJ") && !shown.contains('9'), "{shown}");
    }
}
