//! The parts of an agreement.

/// A part of an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum AgreementPart {
    /// What it is for, in the coachee's words.
    Purpose,
    /// What brings the coachee here now.
    BringsHere,
    Confidentiality,
    Commitment,
    /// How many sessions, how long, how often, until when.
    Limits,
    PlaceAndTime,
    /// How feedback is given, and that either may stop.
    Feedback,
    /// That the coachee owns the learning.
    Learning,
}

impl AgreementPart {
    /// All parts, in the order in which they are shown and signed.
    pub const ALL: [Self; 8] = [
        Self::Purpose,
        Self::BringsHere,
        Self::Confidentiality,
        Self::Commitment,
        Self::Limits,
        Self::PlaceAndTime,
        Self::Feedback,
        Self::Learning,
    ];
}
