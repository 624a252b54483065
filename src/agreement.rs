//! What a pair settles for its work together: an entry in "More", one line above the agenda, and a dialog. All but the entry is loaded when it
//! is first wanted.

mod above;
mod compare;
mod content;
mod loaded;
mod now;
mod offer;
mod part;
mod part_names;
mod versions;

use alongside_room::{AgreementChange, AgreementPart};
use yew::prelude::*;

pub use self::{offer::AGREEMENT, part_names::part_name};
use crate::{
    agreement::{
        loaded::{drawn, use_agreement},
        offer::offer,
    },
    announcer::{Announcement, Position},
    entrance::Loading,
    open_room::{concept_module::loading_words, dialog::DialogContext, store::Room, tools::Tools},
    strings::{Key, t, use_language},
};

/// The announcement of another's change. Typing is not announced.
pub fn announce(change: AgreementChange) -> Option<Announcement> {
    let (position, words) = match change {
        AgreementChange::Typed(_) => return None,
        AgreementChange::Changed => (Position::Agreement, Key::DidChangeAgreement),
        AgreementChange::Agreed => (Position::Agreed, Key::DidAgree),
        AgreementChange::TakenBack => (Position::Agreed, Key::DidTakeBackAgreement),
        AgreementChange::Answered => (Position::StillRight, Key::DidAnswerPurpose),
    };
    Some(Announcement::once(position, t(words)))
}

/// What "More" says of it, once the pair uses it: what for, and who agreed.
pub fn summary(room: &Room) -> Option<Html> {
    let agreement = &room.view.agreement;
    if !agreement.is_begun() {
        return None;
    }
    let purpose = agreement.part(AgreementPart::Purpose).words.trim();
    Some(html! {
        <>
            if !purpose.is_empty() { <p class="aside" dir="auto" translate="no">{ purpose.to_owned() }</p> }
            { drawn().map(|drawn| (drawn.standing)(room)) }
        </>
    })
}

/// What is in the dialog.
pub fn agreement(with: &DialogContext) -> Html {
    html! { <LazyAgreement room={with.room.clone()} /> }
}

/// The line above the agenda: what for, and the one question that there may be.
#[hook]
pub fn use_above_agenda(room: &Room, tools: &Tools) -> Html {
    let is_offered = room.facts.loaded && offer(room).is_some();
    match use_agreement(room, is_offered) {
        Loading::There(drawn) if is_offered || room.view.agreement.is_begun() => (drawn.above)(room, &tools.open),
        _ => html! {},
    }
}

/// Properties of [`LazyAgreement`].
#[derive(PartialEq, Properties)]
struct LazyAgreementProps {
    room: Room,
}

/// What is in the dialog, once the module is there.
#[component]
fn LazyAgreement(props: &LazyAgreementProps) -> Html {
    use_language();
    match use_agreement(&props.room, true) {
        Loading::There(drawn) => (drawn.dialog)(&props.room),
        Loading::NotYet { failed } => loading_words(failed),
    }
}
