//! The line above the agenda: the purpose, and at most one question, asked once a session.

use alongside_room::{AgendaEdit, AgreementEdit, AgreementPart, ItemId, Member, Place};
use yew::prelude::*;

use crate::{
    agreement::{
        now,
        offer::{AGREEMENT, Offer, offer},
    },
    browser::{dom, entropy},
    members::names,
    open_room::{one_act::OneAct, room_dialog::RoomDialog, store::Room},
    parts::button::button,
    strings::{Key, fill, shown, t, use_language},
};

/// Draws the line.
pub fn above(room: &Room, open: &Callback<&'static RoomDialog>) -> Html {
    html! { <AboveAgenda room={room.clone()} open={open.clone()} /> }
}

/// Properties of [`AboveAgenda`].
#[derive(PartialEq, Properties)]
struct AboveProps {
    room: Room,
    open: Callback<&'static RoomDialog>,
}

/// The purpose leads to the agreement; the question stands below it, and what was answered in its place.
#[component]
fn AboveAgenda(props: &AboveProps) -> Html {
    use_language();
    let AboveProps { room, open } = props;
    let agreement = &room.view.agreement;
    let purpose = agreement.part(AgreementPart::Purpose).words.trim();
    let press = open.reform(|_: MouseEvent| &AGREEMENT);
    // What is seen, in its words: speech control finds a button by them.
    let said = format!("{} {purpose}", t(Key::PartPurpose));
    let is_answered = agreement.answers.iter().any(|(member, _)| room.is_mine(*member));
    let asks = room.view.session.number > 1 && !is_answered && !room.is_only_read();
    let node = use_node_ref();
    let question = match offer(room) {
        Some(offered) => offer_line(room, offered, open, &node),
        None if asks && !purpose.is_empty() => still_right(room, &node),
        None => html! {},
    };
    let answers = agreement.answers.iter().filter_map(|(member, right)| Some((room.view.member(*member)?, *right)));
    html! {
        <div ref={node.clone()} class="purpose">
            if !purpose.is_empty() {
                <button type="button" class="quiet" aria-label={said} aria-description={t(Key::Agreement)} onclick={press}>
                    <small>{ t(Key::PartPurpose) }</small>{ " " }<bdi translate="no">{ purpose.to_owned() }</bdi>
                </button>
            }
            { question }
            { for answers.map(|(member, right)| answer(room, member, right)) }
        </div>
    }
}

/// "Still right?", with the two answers.
fn still_right(room: &Room, node: &NodeRef) -> Html {
    let session = room.view.session.id;
    let yes = {
        let (room, node) = (room.clone(), node.clone());
        Callback::from(move |_: MouseEvent| {
            leave(&node);
            room.edit(AgreementEdit::Answer { session, right: true });
        })
    };
    let talk = {
        let (room, node) = (room.clone(), node.clone());
        Callback::from(move |_: MouseEvent| {
            leave(&node);
            let act = OneAct::new(&room);
            act.edit(AgreementEdit::Answer { session, right: false });
            if let Ok(item) = entropy::id().map(ItemId) {
                act.edit(AgendaEdit::Add { item, title: t(Key::StillPoint).to_owned(), place: Place::First });
            }
        })
    };
    html! {
        <div class="asked" role="group" aria-label={t(Key::StillRight)}>
            <span aria-hidden="true">{ t(Key::StillRight) }</span>
            { button("", t(Key::StillYes), yes) }
            { button("quiet", t(Key::StillTalk), talk) }
        </div>
    }
}

/// The agreement is offered, once.
fn offer_line(room: &Room, offered: Offer, open: &Callback<&'static RoomDialog>, node: &NodeRef) -> Html {
    let session = room.view.session.id;
    let look = {
        let (room, open, node) = (room.clone(), open.clone(), node.clone());
        Callback::from(move |_: MouseEvent| {
            // The dialog gives the focus back to where it was.
            leave(&node);
            room.edit(AgreementEdit::Settle { session });
            open.emit(&AGREEMENT);
        })
    };
    let settle = {
        let (room, node) = (room.clone(), node.clone());
        Callback::from(move |_: MouseEvent| {
            leave(&node);
            if offered == Offer::StillFits {
                room.edit(AgreementEdit::Answer { session, right: true });
            }
            room.edit(AgreementEdit::Settle { session });
        })
    };
    let (question, first, second) = match offered {
        Offer::StillFits => (Key::StillFits, (Key::StillYes, settle), (Key::LookAtIt, look)),
        Offer::NoneYet => (Key::OfferAgreement, (Key::LookAtIt, look), (Key::NotNow, settle)),
    };
    html! {
        <div class="asked" role="group" aria-label={t(question)}>
            <span aria-hidden="true">{ t(question) }</span>
            { button("", t(first.0), first.1) }
            { button("quiet", t(second.0), second.1) }
        </div>
    }
}

/// The buttons of a question go when it is answered: the focus goes to the section below it.
fn leave(node: &NodeRef) {
    dom::focus_around(node, ".panel", "h2");
}

/// What somebody answered.
fn answer(room: &Room, member: &Member, right: bool) -> Html {
    let words = if room.is_me(member) {
        t(if right { Key::StillRightMe } else { Key::StillTalkMe }).into()
    } else {
        let name = names::name(&room.view, member.id);
        shown(if right { Key::StillRightOther } else { Key::StillTalkOther }, &[("name", &name)])
    };
    let key = fill(Key::StillRightOther, &[("name", &member.id.to_string())]);
    html! { <p {key} class="aside standing">{ now::face(member) }<span>{ words }</span></p> }
}
