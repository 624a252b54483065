//! What a log keeps of invitations, and what becomes of one that is deposited, withdrawn or claimed. `[P 111–113]`

use alongside_wire::{Claimant, MailboxId, RoomId, frame::InvitationState, limits};

use crate::clock::RunDay;

/// An invitation as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredInvitation {
    pub room: RoomId,
    /// The day on which it was deposited.
    pub day: RunDay,
    /// When that was, in milliseconds since 1970.
    pub deposited: u64,
    /// Seconds for which it may be claimed; 0 is as long as it is kept.
    pub lasts: u32,
    pub fate: Fate,
    /// Empty once nobody is to be told of it.
    pub card: Vec<u8>,
    /// Empty once nobody is to have it.
    pub key: Vec<u8>,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Waiting,
    Used {
        /// Milliseconds since 1970.
        at: u64,
        by: Claimant,
    },
    Withdrawn,
    Erased,
}

/// Something that one connection wants done to an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationWrite {
    pub mailbox: MailboxId,
    pub today: RunDay,
    /// Milliseconds since 1970.
    pub now: u64,
    pub act: InvitationAct,
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvitationAct {
    Deposit { room: RoomId, lasts: u32, card: Vec<u8>, key: Vec<u8> },
    Withdraw { room: RoomId },
    Claim { by: Claimant },
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvitationOutcome {
    /// The invitation stands like this; `is_new` if that is because of what was wanted.
    Stands { stored: StoredInvitation, is_new: bool },
    /// There is none by this name.
    Unknown,
    /// As many invitations of the room wait as may.
    TooMany,
    /// What keeps the log did not answer: nobody knows whether it was done.
    Away,
}

impl StoredInvitation {
    /// What is said of it on this day, at this moment.
    pub fn state(&self, today: RunDay, now: u64) -> InvitationState {
        match self.fate {
            Fate::Used { at, .. } => InvitationState::Used { at },
            Fate::Withdrawn => InvitationState::Withdrawn,
            Fate::Erased => InvitationState::Erased,
            Fate::Waiting if self.is_over(today, now) => InvitationState::Expired,
            Fate::Waiting => InvitationState::Waiting,
        }
    }

    /// Whether its time is over. A wall clock that is wrong can end one that lasts minutes, and nothing else.
    fn is_over(&self, today: RunDay, now: u64) -> bool {
        let minutes = self.lasts > 0 && now.saturating_sub(self.deposited) > u64::from(self.lasts) * 1000;
        minutes || self.day < today.before(limits::INVITATION_DAYS)
    }

    /// The room was erased.
    pub(super) fn erase(&mut self) {
        (self.fate, self.card, self.key) = (Fate::Erased, Vec::new(), Vec::new());
    }
}

impl InvitationWrite {
    /// Decides what comes of it, where this is what stands there. `waiting` counts a room's invitations that wait.
    ///
    /// # Errors
    /// Those of `waiting`.
    pub(super) fn decide<E>(
        &self,
        stored: Option<StoredInvitation>,
        waiting: impl FnOnce(RoomId) -> Result<u32, E>,
    ) -> Result<InvitationOutcome, E> {
        let fresh = |room, lasts, fate, card: &[u8], key: &[u8]| StoredInvitation {
            room,
            day: self.today,
            deposited: self.now,
            lasts,
            fate,
            card: card.to_vec(),
            key: key.to_vec(),
        };
        Ok(match (&self.act, stored) {
            (InvitationAct::Deposit { room, lasts, card, key }, None) => {
                if waiting(*room)? >= limits::INVITATIONS_PER_ROOM {
                    return Ok(InvitationOutcome::TooMany);
                }
                InvitationOutcome::Stands { stored: fresh(*room, *lasts, Fate::Waiting, card, key), is_new: true }
            }
            // A deposit that came before it would find it withdrawn, and so does one that comes after.
            (InvitationAct::Withdraw { room }, None) => {
                InvitationOutcome::Stands { stored: fresh(*room, 0, Fate::Withdrawn, &[], &[]), is_new: true }
            }
            (InvitationAct::Claim { .. }, None) => InvitationOutcome::Unknown,
            (InvitationAct::Withdraw { room }, Some(mut stored))
                if stored.room == *room && stored.fate == Fate::Waiting =>
            {
                (stored.fate, stored.key) = (Fate::Withdrawn, Vec::new());
                InvitationOutcome::Stands { stored, is_new: true }
            }
            (InvitationAct::Claim { by }, Some(mut stored))
                if stored.state(self.today, self.now) == InvitationState::Waiting =>
            {
                stored.fate = Fate::Used { at: self.now, by: *by };
                InvitationOutcome::Stands { stored, is_new: true }
            }
            (InvitationAct::Deposit { room, .. } | InvitationAct::Withdraw { room }, Some(stored))
                if stored.room != *room =>
            {
                InvitationOutcome::Unknown
            }
            (_, Some(stored)) => InvitationOutcome::Stands { stored, is_new: false },
        })
    }
}
