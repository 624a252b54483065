//! What a screen shows of an agreement, and where each member stands to its text.

use std::rc::Rc;

use crate::{
    agreement::{
        part::AgreementPart,
        words::{AgreementText, VersionId},
    },
    id::{MemberId, SignerId, WordingId},
    values::Moment,
};

/// What a screen shows of the agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// One for each of [`AgreementPart::ALL`], in that order.
    pub parts: Rc<[PartWords]>,
    /// What was agreed to by at least one, the latest first.
    pub versions: Rc<[AgreementVersion]>,
    /// Who answered in the open session whether the purpose is still right, and how.
    pub answers: Rc<[(MemberId, bool)]>,
    /// Who is not asked again in the open session to look at the agreement.
    pub settled: Rc<[MemberId]>,
}

/// The words of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartWords {
    pub part: AgreementPart,
    /// None as long as the room has no word of it.
    pub wording: Option<WordingId>,
    /// Empty as long as the room has no word of it, and where the part was left out.
    pub words: Rc<str>,
    /// Words that another began at the same time: they do not count.
    pub beside: Rc<[OtherWords]>,
}

/// Words of a part that do not count, since others were begun before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherWords {
    pub wording: WordingId,
    /// Who began them.
    pub by: MemberId,
    pub words: Rc<str>,
}

/// A text that somebody agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementVersion {
    pub id: VersionId,
    pub text: AgreementText,
    /// In order of moments.
    pub acceptances: Rc<[Acceptance]>,
}

/// That somebody agreed, as the document says. [`AgreementVersion::text`] is what to; whether the signature is genuine, the document
/// does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acceptance {
    pub by: MemberId,
    /// The member's entry that was signed for; another than `by` where two entries turned out to be one person.
    pub signed_as: MemberId,
    pub signer: SignerId,
    pub at: Moment,
    pub signature: Signature,
}

/// Where a member stands to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They agreed to nothing yet.
    NotYet,
    /// They agreed to exactly this text.
    Agreed { at: Moment },
    /// They agreed to another text, last to this version.
    Before { version: VersionId, at: Moment },
}

/// An Ed25519 signature. The document does not know whether it is genuine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

impl Agreement {
    /// The words of a part.
    pub fn part(&self, part: AgreementPart) -> &PartWords {
        &self.parts[part as usize]
    }

    /// The text as it reads now, where the reader's language proposes these words for what nobody wrote yet.
    pub fn text(&self, planned: Option<u16>, proposed: impl Fn(AgreementPart) -> String) -> AgreementText {
        let words = |part: &PartWords| part.wording.map_or_else(|| proposed(part.part), |_| part.words.to_string());
        AgreementText { planned, parts: self.parts.iter().map(words).collect() }
    }

    /// Where a member stands to the text of this name; only what `is_genuine` counts.
    pub fn standing(
        &self,
        member: MemberId,
        text: VersionId,
        is_genuine: impl Fn(&AgreementVersion, &Acceptance) -> bool,
    ) -> Standing {
        let mut standing = Standing::NotYet;
        for version in self.versions.iter() {
            let own = version.acceptances.iter().filter(|one| one.by == member && is_genuine(version, one));
            let Some(at) = own.map(|one| one.at).max() else { continue };
            match standing {
                _ if version.id == text => return Standing::Agreed { at },
                Standing::Before { at: later, .. } if later >= at => {}
                _ => standing = Standing::Before { version: version.id, at },
            }
        }
        standing
    }

    /// Whether the room holds a word of it.
    pub fn is_begun(&self) -> bool {
        !self.versions.is_empty() || self.parts.iter().any(|part| part.wording.is_some())
    }
}

impl Default for Agreement {
    fn default() -> Self {
        let none = |part| PartWords { part, wording: None, words: Rc::from(""), beside: Rc::from([]) };
        let parts = AgreementPart::ALL.map(none);
        Self { parts: parts.into(), versions: Rc::from([]), answers: Rc::from([]), settled: Rc::from([]) }
    }
}

impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signature(…)")
    }
}
