//! The text as it reads now, and where each person stands to it.

use alongside_room::{AgreementPart, AgreementText, Member, MemberId, Moment, Role, Standing};
use yew::prelude::*;

use crate::{
    calendar,
    members::names,
    open_room::store::Room,
    parts::badge::{Face, Fill, badge},
    strings::{Key, fill, t},
};

/// What is proposed for it, in the reader's language.
pub fn proposal(part: AgreementPart) -> &'static str {
    t(match part {
        AgreementPart::Purpose => Key::ProposalPurpose,
        AgreementPart::BringsHere => Key::ProposalBrings,
        AgreementPart::Confidentiality => Key::ProposalConfidentiality,
        AgreementPart::Commitment => Key::ProposalCommitment,
        AgreementPart::Limits => Key::ProposalLimits,
        AgreementPart::PlaceAndTime => Key::ProposalPlace,
        AgreementPart::Feedback => Key::ProposalFeedback,
        AgreementPart::Learning => Key::ProposalLearning,
    })
}

/// The text as this person reads it now.
pub fn text(room: &Room) -> AgreementText {
    room.view.agreement.text(room.view.planned, |part| proposal(part).to_owned())
}

/// Where a member stands to it, as far as signatures are genuine.
pub fn standing(room: &Room, member: MemberId, text: &AgreementText) -> Standing {
    room.view.agreement.standing(member, text.id(), |version, acceptance| room.is_genuine(version, acceptance))
}

/// "today, 15:02".
pub fn moment(at: Moment) -> String {
    format!("{}, {}", calendar::day_of(at), calendar::time_of(at))
}

/// Where a member stands, in words.
pub fn standing_words(room: &Room, member: &Member, standing: Standing) -> String {
    let is_me = room.is_me(member);
    let (me, other, at) = match standing {
        Standing::NotYet => (Key::NotAgreedMe, Key::NotAgreedOther, None),
        Standing::Agreed { at } => (Key::AgreedMe, Key::AgreedOther, Some(at)),
        Standing::Before { .. } => (Key::ChangedSinceMe, Key::ChangedSinceOther, None),
    };
    let name = names::name(&room.view, member.id);
    let when = at.map(moment).unwrap_or_default();
    fill(if is_me { me } else { other }, &[("name", &name), ("when", &when)])
}

/// Those who make the agreement: everybody in the room, whose coachee comes first.
pub fn parties(room: &Room) -> Vec<&Member> {
    let (coachees, coaches): (Vec<_>, Vec<_>) =
        room.view.members.iter().partition(|member| member.role == Role::Coachee);
    coachees.into_iter().chain(coaches).collect()
}

/// Who agreed, in a line.
pub fn in_a_line(room: &Room) -> Html {
    let text = text(room);
    let of = |member: &Member| standing(room, member.id, &text);
    let is_agreed = |member: &&Member| matches!(of(member), Standing::Agreed { .. });
    let members = &room.view.members;
    if members.len() > 1 && members.iter().all(|member| is_agreed(&member)) {
        return html! { <p class="aside">{ t(Key::AgreedByAll) }</p> };
    }
    let waits = parties(room).into_iter().filter(|member| !is_agreed(member));
    let wait = |member: &Member| {
        html! { <p class="aside standing">{ face(member) }{ standing_words(room, member, of(member)) }</p> }
    };
    waits.map(wait).collect()
}

/// The badge of a member.
pub fn face(member: &Member) -> Html {
    badge(&Face::from(member), Fill::Full)
}
