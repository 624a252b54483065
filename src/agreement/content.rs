//! What is in the dialog: who agreed, the parts, the way to agree, and the versions.

use alongside_room::{AboutEdit, AgreementEdit, AgreementPart, AgreementText, Change, Member, Standing};
use yew::prelude::*;

use crate::{
    agreement::{
        now::{face, parties, standing, standing_words, text},
        part::PartField,
        versions::{OpenedVersion, versions},
    },
    browser::dom,
    open_room::{
        store::{News, Room, RoomAction},
        tools::use_say,
    },
    parts::{button::button, cooldown::use_cooldown_by, field::Field},
    strings::{Key, t, use_language},
};

/// Draws the dialog.
pub fn content(room: &Room) -> Html {
    html! { <AgreementContent room={room.clone()} /> }
}

/// Properties of [`AgreementContent`].
#[derive(PartialEq, Properties)]
struct ContentProps {
    room: Room,
}

/// The whole of it.
#[component]
fn AgreementContent(props: &ContentProps) -> Html {
    use_language();
    let ContentProps { room } = props;
    let opened: OpenedVersion = use_state_eq(|| None);
    let (all, agrees, now) = (use_node_ref(), use_node_ref(), text(room));
    // Once it is rendered.
    let goes_to_versions = use_mut_ref(|| false);
    use_effect({
        let (goes, all) = (goes_to_versions.clone(), all.clone());
        move || {
            if goes.replace(false) {
                dom::focus(&all);
            }
        }
    });
    let see = {
        let opened = opened.setter();
        Callback::from(move |version| {
            opened.set(Some(version));
            goes_to_versions.replace(true);
        })
    };
    let own = room.my_entry().map(|me| standing(room, me.id, &now));
    let is_agreed = matches!(own, Some(Standing::Agreed { .. }));
    let agree = use_agree(room, &now, is_agreed);
    html! {
        <div class="agreement">
            <p class="lead">{ t(Key::AgreementText) }</p>
            <ul class="standings" role="list" aria-label={t(Key::WhoAgreed)}>{ for parties(room).into_iter().map(|member| stands(room, member, &now, &see)) }</ul>
            <div class="part">
                { for AgreementPart::ALL.into_iter().map(|part| html! {
                    <>
                        <PartField key={format!("{part:?}")} room={room.clone()} {part} />
                        if part == AgreementPart::Limits { { planned(room) } }
                    </>
                }) }
            </div>
            if !room.is_only_read() {
                <div class="agree">
                    <div class="dialog-actions">
                        <button ref={agrees.clone()} type="button" class="primary" aria-disabled={is_agreed.then_some("true")} onclick={agree}>{ t(Key::IAgree) }</button>
                        if is_agreed { { button("quiet", t(Key::TakeBack), take_back(room, &now, &agrees)) } }
                    </div>
                    <details><summary>{ t(Key::WhatItProves) }</summary><p>{ t(Key::ItProves) }</p></details>
                </div>
            }
            { versions(room, &now, &opened, &all) }
        </div>
    }
}

/// Where a member stands; what changed since they agreed is a press away.
fn stands(room: &Room, member: &Member, now: &AgreementText, see: &Callback<alongside_room::VersionId>) -> Html {
    let standing = standing(room, member.id, now);
    let (class, version) = match standing {
        Standing::Before { version, .. } => ("standing changed", Some(version)),
        Standing::Agreed { .. } => ("standing agreed", None),
        Standing::NotYet => ("standing", None),
    };
    let see = version.map(|version| button("link", t(Key::SeeWhat), see.reform(move |_: MouseEvent| version)));
    html! {
        <li key={member.id.to_string()} {class}>
            { face(member) }<span>{ standing_words(room, member, standing) }</span>{ for see }
        </li>
    }
}

/// Agrees to what this person reads, unless the other changed it a moment ago.
#[hook]
fn use_agree(room: &Room, now: &AgreementText, is_agreed: bool) -> Callback<MouseEvent> {
    let say = use_say();
    let newest = room.news.last().map_or(0, |(number, _)| *number);
    let seen = use_mut_ref(|| newest);
    let new = room.news.iter().filter(|(number, _)| *number > *seen.borrow());
    let by_other = new.into_iter().any(|(_, news)| match news {
        News::Changed(remote) => {
            remote.changes.iter().any(|change| matches!(change, Change::Agreement(_) | Change::Other))
        }
        _ => false,
    });
    use_effect(move || {
        seen.replace(newest);
    });
    let cooldown = use_cooldown_by(now.id(), by_other);
    let (room, now) = (room.clone(), now.clone());
    Callback::from(move |_: MouseEvent| {
        if !is_agreed && cooldown.ready() {
            room.act.emit(RoomAction::Agree(now.clone()));
            say.emit(t(Key::AgreedSaid).to_owned());
        }
    })
}

/// Agrees no longer: either may stop. (The button goes, and the focus to the other one.)
fn take_back(room: &Room, now: &AgreementText, other: &NodeRef) -> Callback<MouseEvent> {
    let (room, version, other) = (room.clone(), now.id(), other.clone());
    Callback::from(move |_: MouseEvent| {
        dom::focus(&other);
        room.edit(AgreementEdit::TakeBack { version });
    })
}

/// The number of planned sessions, which is a part of what is agreed.
fn planned(room: &Room) -> Html {
    let value = room.view.planned.map(|planned| planned.to_string()).unwrap_or_default();
    let act = room.clone();
    let change = Callback::from(move |text: String| {
        let planned = text.trim().parse().ok().filter(|planned| (1..=999).contains(planned));
        if planned.is_some() || text.trim().is_empty() {
            act.edit(AboutEdit::SetPlanned(planned));
        }
    });
    html! {
        <label key="planned" class="inline-field">{ t(Key::SessionsPlanned) }
            <Field field="planned" name={t(Key::SessionsPlanned)} kind="number" min="1" max="999" {value} {change} disabled={room.is_only_read()} />
        </label>
    }
}
