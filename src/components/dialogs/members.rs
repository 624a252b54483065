//! Names, parts, and two entries that are one person.

use alongside_room::{
    Edit,
    edit::{Mode, Role},
};
use yew::prelude::*;

use super::Sheet;
use crate::{
    browser::dom,
    components::{
        badge::{Face, Fill, badge},
        field::Field,
        header::{presence, presence_word},
        names,
    },
    store::Room,
    strings::{Key, fill, t},
};

const MODES: [(Mode, &str, Key); 4] = [
    (Mode::Coaching, "coaching", Key::ModeCoaching),
    (Mode::Mentoring, "mentoring", Key::ModeMentoring),
    (Mode::Leading, "leading", Key::ModeLeading),
    (Mode::Partners, "partners", Key::ModePartners),
];

/// Who is in the room, as what.
pub fn members(room: &Room) -> Html {
    let mode = room.view.mode;
    let set_mode = {
        let room = room.clone();
        Callback::from(move |event: Event| {
            let value = dom::value(&event);
            if let Some((mode, ..)) = MODES.iter().find(|(_, name, _)| *name == value) {
                room.edit(Edit::SetMode(*mode));
            }
        })
    };
    html! {
        <>
            <label class="labelled">{ t(Key::ModeTitle) }
                <select class="field" aria-label={t(Key::ModeTitle)} onchange={set_mode}>
                    { for MODES.iter().map(|(this, value, name)| html! { <option value={*value} selected={*this == mode}>{ t(*name) }</option> }) }
                </select>
            </label>
            <ul class="member-list" role="list">
                { for room.view.members.iter().map(|member| {
                    let id = member.id;
                    let presence = presence(room, id);
                    let rename = {
                        let room = room.clone();
                        Callback::from(move |name: String| {
                            if !name.trim().is_empty() {
                                room.edit(Edit::Rename { member: id, name });
                            }
                        })
                    };
                    let set_role = {
                        let room = room.clone();
                        Callback::from(move |event: Event| {
                            let role = if dom::value(&event) == "coach" { Role::Coach } else { Role::Coachee };
                            room.edit(Edit::SetRole { member: id, role });
                        })
                    };
                    let named = |key| fill(key, &[("name", &member.name)]);
                    html! {
                        <li key={id.to_string()}>
                            { badge(&Face::from(member), Fill::from(presence)) }
                            <Field name={named(Key::NameOf)} value={member.name.to_string()} change={rename} />
                            if mode == Mode::Partners {
                                <span class="aside">{ t(Key::RolePartner) }</span>
                            } else {
                                <select class="field" aria-label={named(Key::RoleOf)} onchange={set_role}>
                                    { for [(Role::Coach, "coach"), (Role::Coachee, "coachee")].map(|(role, value)| html! {
                                        <option {value} selected={member.role == role}>{ names::role(mode, role) }</option>
                                    }) }
                                </select>
                            }
                            <small>{ presence_word(presence) }</small>
                        </li>
                    }
                }) }
            </ul>
        </>
    }
}

/// What [`JoinNames`] shows.
#[derive(PartialEq, Properties)]
pub struct JoinNamesProps {
    /// The room.
    pub room: Room,
    /// Leads to another dialog.
    pub go: Callback<Option<Sheet>>,
}

/// Repairs a wrong answer to "Who are you?".
#[component]
pub fn JoinNames(props: &JoinNamesProps) -> Html {
    let JoinNamesProps { room, go } = props;
    let members = &room.view.members;
    let from = use_state_eq(|| members.last().map(|member| member.id));
    let into = use_state_eq(|| members.first().map(|member| member.id));
    let choice = |name: Key, state: &UseStateHandle<Option<alongside_room::MemberId>>| {
        let set = {
            let state = state.clone();
            Callback::from(move |event: Event| state.set(dom::value(&event).parse().ok()))
        };
        let chosen = **state;
        html! {
            <label class="labelled">{ t(name) }
                <select class="field" aria-label={t(name)} onchange={set}>
                    { for members.iter().map(|member| html! {
                        <option value={member.id.to_string()} selected={chosen == Some(member.id)}>{ &*member.name }</option>
                    }) }
                </select>
            </label>
        }
    };
    let pair = (*from).zip(*into).filter(|(from, into)| from != into);
    let join = {
        let (room, go) = (room.clone(), go.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some((from, into)) = pair {
                room.edit(Edit::JoinNames { from, into });
                go.emit(None);
            }
        })
    };
    html! {
        <div class="part">
            <p>{ t(Key::JoinNamesText) }</p>
            { choice(Key::JoinFrom, &from) }
            { choice(Key::JoinInto, &into) }
            <div class="dialog-actions"><button type="button" class="primary" disabled={pair.is_none()} onclick={join}>{ t(Key::JoinThem) }</button></div>
        </div>
    }
}
