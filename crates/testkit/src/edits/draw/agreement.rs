//! Draws edits of the agreement.

use alongside_room::{Agreeing, AgreementEdit, AgreementPart, AgreementText, Moment, Signature, SignerId, WordingId};

use super::{Draw, Reach};
use crate::chance::Choices;

impl<C: Choices> Draw<'_, C> {
    pub(super) fn agreement(&mut self, variant: &str) -> Option<AgreementEdit> {
        let session = self.session();
        Some(match variant {
            "Begin" => {
                let (wording, part) = (WordingId(self.new_id(3)), *self.choices.pick(&AgreementPart::ALL)?);
                AgreementEdit::Begin { wording, part, words: self.words() }
            }
            "Remove" if self.reach == Reach::Screen => {
                let parts = &self.screen.view.agreement.parts;
                let mut all: Vec<WordingId> = parts.iter().filter_map(|part| part.wording).collect();
                all.extend(parts.iter().flat_map(|part| part.beside.iter()).map(|other| other.wording));
                AgreementEdit::Remove { wording: *self.choices.pick(&all)? }
            }
            "Remove" => AgreementEdit::Remove { wording: WordingId(self.new_id(3)) },
            "Agree" => {
                let (text, signer) = (self.agreement_text(), SignerId::of(&self.new_key()));
                let (at, signature) = (self.choices.below(1 << 40), [self.choices.below(256) as u8; 64]);
                let agreeing = Agreeing { text, signer, at: Moment(at), signature: Signature(signature) };
                AgreementEdit::Agree(Box::new(agreeing))
            }
            "TakeBack" if self.reach == Reach::Screen => {
                let me = self.screen.me;
                let versions = self.screen.view.agreement.versions.iter();
                let own = versions.filter(|version| version.acceptances.iter().any(|one| one.by == me));
                let own: Vec<_> = own.map(|version| version.id).collect();
                AgreementEdit::TakeBack { version: *self.choices.pick(&own)? }
            }
            "TakeBack" => AgreementEdit::TakeBack { version: self.new_keyring_room() },
            "Answer" => AgreementEdit::Answer { session, right: self.yes },
            "Settle" => AgreementEdit::Settle { session },
            _ => return None,
        })
    }

    /// What the person reads: what the room holds, and a proposal where it holds nothing.
    fn agreement_text(&mut self) -> AgreementText {
        let (mut parts, view) = (Vec::new(), self.screen.view);
        for part in view.agreement.parts.iter() {
            let words = self.words();
            parts.push(if part.wording.is_some() { part.words.to_string() } else { words });
        }
        AgreementText { planned: view.planned, parts }
    }
}
