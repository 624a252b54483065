//! What the parts are called.

use alongside_room::AgreementPart;

use crate::strings::{Key, t};

/// What a part is called.
pub fn part_name(part: AgreementPart) -> &'static str {
    t(match part {
        AgreementPart::Purpose => Key::PartPurpose,
        AgreementPart::BringsHere => Key::PartBrings,
        AgreementPart::Confidentiality => Key::PartConfidentiality,
        AgreementPart::Commitment => Key::PartCommitment,
        AgreementPart::Limits => Key::PartLimits,
        AgreementPart::PlaceAndTime => Key::PartPlace,
        AgreementPart::Feedback => Key::PartFeedback,
        AgreementPart::Learning => Key::PartLearning,
    })
}
