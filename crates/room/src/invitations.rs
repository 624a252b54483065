//! The invitations to a room that its members made: what their links carry, and what became of them. Every device of a
//! member shows the same, and any of them may deposit it at the relay.

use std::{convert::Infallible, fmt, rc::Rc};

use litemap::LiteMap;
use yrs::{Any, ReadTxn};

use crate::{
    concept::{Concept, Found, show_list},
    context::Context,
    id::{KeyId, MemberId},
    order,
    schema::{self, Root, Slot, keep, of_bytes, of_id, of_number, of_parts},
    values::{Moment, Refused, Target, UndoName, Verb},
    writer::Writer,
};

const INVITATIONS: Root = Root::new(13, "invitations");

/// Milliseconds after which an invitation is over, and after which one that ended is forgotten.
pub const INVITATION_LASTS: u64 = 30 * 24 * 60 * 60 * 1000;

/// What people do about invitations.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum InvitationsEdit {
    /// A link was made.
    Invite {
        mailbox: InvitationId,
        pairing: PairingSecret,
        /// The room's key that it leads to.
        under: KeyId,
        /// Seconds for which it may be claimed; 0 is 30 days.
        lasts: u32,
        /// The room to show first, where it leads to all of a person's.
        first: Option<[u8; 16]>,
    },
    /// Nobody can claim it any more.
    End { mailbox: InvitationId, how: InvitationEnd },
}

/// The name of an invitation, here and at the relay: it follows from the pairing secret.
pub type InvitationId = [u8; 16];

/// What the link of an invitation carries. It never prints.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PairingSecret(pub [u8; 32]);

/// Why nobody can claim an invitation any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationEnd {
    /// Somebody claimed it at this moment.
    Used(Moment),
    /// A member took it back, or the relay says that it is over.
    Withdrawn,
}

/// A link that a member made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub mailbox: InvitationId,
    pub pairing: PairingSecret,
    pub by: MemberId,
    pub made: Moment,
    /// The room's key that it leads to.
    pub under: KeyId,
    /// Seconds for which it may be claimed; 0 is 30 days.
    pub lasts: u32,
    /// The room to show first, where it leads to all of a person's.
    pub first: Option<[u8; 16]>,
    /// None while it may be claimed, as far as is known here.
    pub ended: Option<InvitationEnd>,
}

/// What the document says about invitations.
#[derive(Debug, Default)]
pub(crate) struct Invitations(LiteMap<InvitationId, Invitation>);

impl Invitation {
    /// Whether its time is over.
    pub fn is_over(&self, now: Moment) -> bool {
        let lasts = if self.lasts == 0 { INVITATION_LASTS } else { u64::from(self.lasts) * 1000 };
        now.0 > self.made.0.saturating_add(lasts)
    }

    /// Whether it may be claimed under this key.
    pub fn is_live(&self, under: KeyId, now: Moment) -> bool {
        self.ended.is_none() && self.under == under && !self.is_over(now)
    }
}

impl Concept for Invitations {
    type Edit = InvitationsEdit;
    type Change = Infallible;
    type Before = ();

    const ROOTS: &'static [Root] = &[INVITATIONS];

    /// (They leave nothing to undo.)
    fn undo_name(edit: &InvitationsEdit) -> UndoName {
        match edit {
            InvitationsEdit::Invite { .. } | InvitationsEdit::End { .. } => UndoName::new(Verb::Set, Target::Room),
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, _: &mut Vec<Infallible>) {
        let Some(mailbox) = schema::wide_id(found.key) else { return };
        keep(&mut self.0, mailbox, found.value().and_then(|value| read_invitation(mailbox, value)));
    }

    fn before(&self, _: &Context) {}

    fn perform(&self, writer: &mut Writer<'_, '_>, _: &Context, edit: &InvitationsEdit) -> Result<(), Refused> {
        match edit {
            InvitationsEdit::Invite { mailbox, pairing, under, lasts, first } => {
                let (by, made) = (writer.who.me, writer.who.now);
                for old in self.0.values().filter(|old| made.0 > old.made.0.saturating_add(2 * INVITATION_LASTS)) {
                    writer.write(slot(&old.mailbox), Any::Null);
                }
                let (mailbox, pairing, under, lasts) = (*mailbox, *pairing, *under, *lasts);
                let made = Invitation { mailbox, pairing, by, made, under, lasts, first: *first, ended: None };
                writer.write(slot(&mailbox), written(&made));
            }
            InvitationsEdit::End { mailbox, how } => match self.0.get(mailbox) {
                None => return Err(Refused::Gone),
                Some(invitation) if invitation.ended.is_some() => {}
                Some(invitation) => {
                    let ended = Invitation { ended: Some(*how), ..invitation.clone() };
                    writer.write(slot(mailbox), written(&ended));
                }
            },
        }
        Ok(())
    }
}

impl Invitations {
    /// All of them, the one that was made last at the end.
    pub(crate) fn show(&self, context: &Context, invitations: &mut Rc<[Invitation]>) {
        let all = self.0.values();
        let all = all.map(|one| Invitation { by: context.people.person(one.by), ..one.clone() });
        show_list(
            invitations,
            order::by_key(all, |one| {
                let [a, b, c, d, e, f, g, h, ..] = one.mailbox;
                (one.made.0, 0, [a, b, c, d, e, f, g, h])
            }),
        );
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Invitation> {
        self.0.values()
    }
}

fn slot(mailbox: &InvitationId) -> Slot {
    Slot::flat(INVITATIONS, schema::wide_key(mailbox))
}

fn written(invitation: &Invitation) -> Any {
    let Invitation { pairing, by, made, under, lasts, first, ended, .. } = invitation;
    let ended = match ended {
        None => Any::Null,
        Some(InvitationEnd::Withdrawn) => of_number(0),
        Some(InvitationEnd::Used(at)) => of_number(at.0.max(1)),
    };
    let first = first.map_or(Any::Null, |first| of_bytes(&first));
    let (by, under) = (of_id(by.0), of_id(under.0));
    of_parts([of_bytes(&pairing.0), by, of_number(made.0), under, of_number((*lasts).into()), first, ended])
}

fn read_invitation(mailbox: InvitationId, value: &Any) -> Option<Invitation> {
    let part = |at| schema::part(value, at);
    Some(Invitation {
        mailbox,
        pairing: PairingSecret(schema::bytes(part(0))?.try_into().ok()?),
        by: schema::id(part(1)).map(MemberId)?,
        made: schema::moment(part(2))?,
        under: schema::id(part(3)).map(KeyId)?,
        lasts: schema::number(part(4))?.try_into().ok()?,
        first: schema::bytes(part(5)).and_then(|first| first.try_into().ok()),
        ended: schema::number(part(6)).map(|at| match at {
            0 => InvitationEnd::Withdrawn,
            at => InvitationEnd::Used(Moment(at)),
        }),
    })
}

impl fmt::Debug for PairingSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PairingSecret(…)")
    }
}
