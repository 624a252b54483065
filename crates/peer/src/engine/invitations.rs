//! The invitations of the room at the relay: whatever member's device reaches it deposits those that may be claimed and
//! withdraws those that may not; what became of one is written into the document. `[P 113]`

use alongside_room::{Invitation, InvitationEnd, InvitationsEdit, Moment};
use alongside_wire::{
    MailboxId, ToRelay,
    frame::{InvitationFrame, InvitationState, Withdraw},
};

use super::Peer;
use crate::{
    invitation::{self, Card, WhatToTell},
    io::Now,
};

impl Peer {
    pub(super) fn run_invitations(&mut self, now: Now) {
        if !self.session.link.is_caught_up() || self.invitations.look_at > now.mono {
            return;
        }
        // Looking reads what has changed in the document, which a page otherwise does when it draws.
        self.invitations.look_at = now.mono + LOOK_EVERY;
        let at = self.room_time(now);
        let key = self.identity.keys.id();
        let left = self.document.room.has_left(key);
        let may_deposit = self.identity.me.is_some() && !left;
        let said = &self.invitations.said;
        let wanted = |invitation: &&Invitation| {
            let act = WhatToTell::of(invitation, left, at).filter(|act| may_deposit || *act == WhatToTell::Withdraw)?;
            (invitation.under == key && !said.contains(&(invitation.mailbox, act))).then_some(act)
        };
        let wanted: Vec<_> =
            self.document.room.invitations().filter_map(|one| Some((one.clone(), wanted(&one)?))).collect();
        for (invitation, act) in wanted {
            // A card is deposited once: that of a keyring names all rooms that this device has put there.
            let is_sent = self.outbox.is_empty() && self.unsealed.is_empty();
            if invitation.first.is_some() && (!is_sent || self.view(now).keyring.is_empty()) {
                self.invitations.look_at = now.mono;
                continue;
            }
            self.invitations.said.push((invitation.mailbox, act));
            self.say_invitation(now, &invitation, act);
        }
    }

    fn say_invitation(&mut self, now: Now, invitation: &Invitation, act: WhatToTell) {
        let Invitation { mailbox, pairing, by, lasts, first, .. } = *invitation;
        let mailbox = MailboxId(mailbox);
        if invitation::mailbox(&pairing) != mailbox {
            return;
        }
        let frame = match act {
            WhatToTell::Withdraw => ToRelay::Withdraw(Withdraw { mailbox }),
            WhatToTell::Deposit => {
                let card = Card::of(self.room_id(), &self.view(now), by, first);
                let (secret, rng) = (&self.invitations.secret, &mut self.identity.rng);
                ToRelay::Deposit(invitation::deposit(&pairing, lasts, card, secret, rng))
            }
        };
        self.send(&frame);
    }

    /// The relay says what became of an invitation.
    pub(super) fn invitation(&mut self, now: Now, frame: &InvitationFrame) {
        let mailbox = frame.mailbox.0;
        let others = self.invitations.deposited.iter().copied().filter(|other| *other != mailbox);
        self.invitations.deposited = match frame.state {
            InvitationState::Waiting => others.chain([mailbox]).collect(),
            _ => others.collect(),
        };
        self.outputs.facts_changed();
        let is_open = self.document.room.invitations().any(|one| one.mailbox == mailbox && one.ended.is_none());
        let how = match frame.state {
            InvitationState::Waiting => return,
            InvitationState::Used { at } => InvitationEnd::Used(Moment(at)),
            _ => InvitationEnd::Withdrawn,
        };
        if is_open {
            self.note(now, InvitationsEdit::End { mailbox, how }.into());
        }
    }
}

/// Milliseconds between two looks for invitations of which the relay is to be told, unless one was made here.
const LOOK_EVERY: u64 = 1_000;
