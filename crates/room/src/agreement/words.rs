//! Words of an agreement, exactly: what members agree to, and the name that follows from it.

use sha2::{Digest, Sha256};
use yrs::Any;

use crate::{
    agreement::part::AgreementPart,
    schema::{self, of_number, of_text},
    text,
    values::Refused,
};

/// The most parts of a version: later clients may write more than this one knows.
const MOST_PARTS: usize = 32;
/// The most bytes of all parts together, so that a version fits a frame.
const MOST_BYTES: usize = 20_000;

/// A whole text that can be agreed to. What is said of it is said of exactly these letters. `[P 131]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementText {
    /// How many sessions are planned; `None`: no number is.
    pub planned: Option<u16>,
    /// The words of each part, in the order of [`AgreementPart::ALL`]; empty where the part was left out. A later client's text has more.
    pub parts: Vec<String>,
}

/// Names a text by its hash: no other text has this name.
pub type VersionId = [u8; 16];

impl AgreementText {
    /// SHA-256 over all of it: what a signature is made over.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::new_with_prefix(b"alongside agreement v1").chain_update(self.encode()).finalize().into()
    }

    /// All of it as bytes, one way only: two texts that differ in anything have other bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![u8::from(self.planned.is_some())];
        bytes.extend(self.planned.unwrap_or_default().to_le_bytes());
        bytes.extend((self.parts.len() as u32).to_le_bytes());
        for words in self.parts.iter() {
            bytes.extend((words.len() as u32).to_le_bytes());
            bytes.extend(words.as_bytes());
        }
        bytes
    }

    /// Its name: the first 16 bytes of the digest.
    pub fn id(&self) -> VersionId {
        let mut id = [0; 16];
        id.copy_from_slice(&self.digest()[..16]);
        id
    }

    /// The words of a part; empty where it was left out.
    pub fn part(&self, part: AgreementPart) -> &str {
        self.parts.get(part as usize).map_or("", |words| words)
    }

    /// Refuses a text in which nothing is said, or too much.
    pub(super) fn check(&self) -> Result<(), Refused> {
        if self.parts.iter().all(|words| words.trim().is_empty()) {
            return Err(Refused::Text { length: 0, most: text::WORDING });
        }
        self.parts.iter().try_for_each(|words| text::fits(words, text::WORDING).map(drop))?;
        let length = self.parts.iter().map(|words| words.len()).sum();
        if length > MOST_BYTES {
            return Err(Refused::Text { length, most: MOST_BYTES });
        }
        Ok(())
    }

    /// Reads the text of this name; `None` if the value is malformed or another text.
    pub(super) fn read(id: VersionId, value: &Any) -> Option<Self> {
        let (planned, words) = schema::parts(value).split_first()?;
        let planned = match planned {
            Any::Null => None,
            planned => Some(u16::try_from(schema::number(planned)?).ok()?),
        };
        if words.len() > MOST_PARTS {
            return None;
        }
        let parts = words.iter().map(|words| schema::text(words).map(str::to_owned)).collect::<Option<_>>()?;
        let text = Self { planned, parts };
        (text.check().is_ok() && text.id() == id).then_some(text)
    }

    /// The text as a value.
    pub(super) fn write(&self) -> Any {
        let planned = self.planned.map_or(Any::Null, |planned| of_number(planned.into()));
        let parts: Vec<Any> = std::iter::once(planned).chain(self.parts.iter().map(|words| of_text(words))).collect();
        Any::from(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(planned: Option<u16>, parts: &[&str]) -> AgreementText {
        AgreementText { planned, parts: parts.iter().map(|words| (*words).to_owned()).collect() }
    }

    /// `[P 131]`
    #[test]
    fn a_text_reads_back_under_its_own_name_and_under_no_other() {
        let whole = text(Some(5), &["Lead one project", "", "Nothing leaves this room 🤝"]);
        assert_eq!(AgreementText::read(whole.id(), &whole.write()), Some(whole.clone()));
        for other in [
            text(None, &["Lead one project", "", "Nothing leaves this room 🤝"]),
            text(Some(0), &["Lead one project", "", "Nothing leaves this room 🤝"]),
            text(Some(5), &["Lead one project", "Nothing leaves this room 🤝"]),
            text(Some(5), &["Lead one project", "", "Nothing leaves this room 🤝", ""]),
            text(Some(5), &["", "Lead one project", "Nothing leaves this room 🤝"]),
            text(Some(5), &["Lead one projectNothing leaves this room 🤝"]),
        ] {
            assert_ne!(other.id(), whole.id(), "{other:?}");
            assert_eq!(AgreementText::read(whole.id(), &other.write()), None, "{other:?}");
        }
    }

    /// `[P 92, 131]`
    #[test]
    fn a_text_that_is_blank_or_too_long_is_none() {
        let long = "x".repeat(text::WORDING + 1);
        let (fits, many) = ("é".repeat(text::WORDING), vec!["a"; MOST_PARTS + 1]);
        let all = vec![&*fits; 11];
        for text in
            [text(None, &[]), text(None, &[" ", "\n"]), text(None, &[&long]), text(None, &many), text(None, &all)]
        {
            assert_eq!(AgreementText::read(text.id(), &text.write()), None);
        }
        let most = text(None, &[&*fits; 8]);
        assert!(AgreementText::read(most.id(), &most.write()).is_some());
    }
}
