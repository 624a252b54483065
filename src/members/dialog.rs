//! The dialogs for names and roles, and for merging two entries that are one person.

use alongside_room::{AboutEdit, MembersEdit, Mode, Role};
use yew::prelude::*;

use crate::{
    browser::dom,
    members::names::{self, presence, presence_word},
    open_room::{
        dialog::{DialogContext, Go, RoomDialog},
        store::Room,
    },
    parts::{
        badge::{Face, Fill, badge},
        button::button,
        choice::Choice,
        field::Field,
    },
    strings::{Key, fill, shown, t, use_language},
};

/// The dialog of the members.
pub static MEMBERS: RoomDialog = RoomDialog { name: Key::Members };

/// The dialog that merges two entries of one person.
pub static MERGE: RoomDialog = RoomDialog { name: Key::MergePeople };

/// What is in the dialog that merges two entries.
pub fn merge(with: &DialogContext) -> Html {
    html! { <MergePeople room={with.room.clone()} go={with.go.clone()} /> }
}

const MODES: [(Mode, &str, Key); 4] = [
    (Mode::Coaching, "coaching", Key::ModeCoaching),
    (Mode::Mentoring, "mentoring", Key::ModeMentoring),
    (Mode::Leading, "leading", Key::ModeLeading),
    (Mode::Partners, "partners", Key::ModePartners),
];

/// The members, with names and roles.
pub fn members(DialogContext { room, go, .. }: &DialogContext) -> Html {
    let mode = room.view.mode;
    let set_mode = {
        let room = room.clone();
        Callback::from(move |event: Event| {
            let value = dom::value(&event);
            if let Some((mode, ..)) = MODES.iter().find(|(_, name, _)| *name == value) {
                room.edit(AboutEdit::SetMode(*mode));
            }
        })
    };
    let modes: Vec<_> = MODES.iter().map(|(_, value, name)| ((*value).into(), t(*name).into())).collect();
    let chosen = MODES.iter().find(|(this, ..)| *this == mode).map(|(_, value, _)| *value).unwrap_or_default();
    html! {
        <>
            <label class="labelled">{ t(Key::ModeTitle) }
                <Choice class="field" name={t(Key::ModeTitle)} options={modes} {chosen} change={set_mode} />
            </label>
            <ul class="member-list" role="list">
                { for room.view.members.iter().map(|member| {
                    let id = member.id;
                    let presence = presence(room, id);
                    let rename = {
                        let room = room.clone();
                        Callback::from(move |name: String| room.edit(MembersEdit::Rename { member: id, name }))
                    };
                    let set_role = {
                        let room = room.clone();
                        Callback::from(move |event: Event| {
                            let role = if dom::value(&event) == value(Role::Coach) { Role::Coach } else { Role::Coachee };
                            room.edit(MembersEdit::SetRole { member: id, role });
                        })
                    };
                    let named = |key| fill(key, &[("name", &member.name)]);
                    html! {
                        <li key={id.to_string()}>
                            { badge(&Face::from(member), Fill::from(presence)) }
                            <Field field={format!("name-{id}")} name={named(Key::NameOf)} value={member.name.to_string()} change={rename} />
                            if mode == Mode::Partners {
                                <span class="aside">{ t(Key::RolePartner) }</span>
                            } else {
                                <Choice class="field" name={named(Key::RoleOf)} change={set_role}
                                    options={[Role::Coach, Role::Coachee].map(|role| (value(role).into(), names::role(mode, role).into())).to_vec()}
                                    chosen={value(member.role)} />
                            }
                            <small>{ presence_word(presence) }</small>
                        </li>
                    }
                }) }
            </ul>
            if room.view.members.len() > 1 {
                <div class="dialog-actions">{ button("quiet", t(Key::MergePeople), go.reform(|_: MouseEvent| Some(&MERGE))) }</div>
            }
        </>
    }
}

/// A role's value in the native list.
fn value(role: Role) -> &'static str {
    match role {
        Role::Coach => "coach",
        Role::Coachee => "coachee",
    }
}

/// Properties of [`MergePeople`].
#[derive(PartialEq, Properties)]
pub struct MergeProps {
    pub room: Room,
    pub go: Go,
}

/// Corrects a wrong answer to "Who are you?".
#[component]
pub fn MergePeople(props: &MergeProps) -> Html {
    use_language();
    let MergeProps { room, go } = props;
    let members = &room.view.members;
    let from = use_state_eq(|| members.last().map(|member| member.id));
    let into = use_state_eq(|| members.first().map(|member| member.id));
    let choice = |name: Key, state: &UseStateHandle<Option<alongside_room::MemberId>>| {
        let set = {
            let state = state.clone();
            Callback::from(move |event: Event| state.set(dom::value(&event).parse().ok()))
        };
        let chosen = state.map(|member| member.to_string()).unwrap_or_default();
        html! {
            <label class="labelled">{ t(name) }
                <Choice class="field" name={t(name)} options={names::choices(members)} {chosen} change={set} />
            </label>
        }
    };
    let pair = (*from).zip(*into).filter(|(from, into)| from != into);
    let join = {
        let (room, go) = (room.clone(), go.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some((from, into)) = pair {
                room.edit(MembersEdit::JoinNames { from, into });
                go.emit(None);
            }
        })
    };
    html! {
        <div class="part">
            <p>{ t(Key::MergeAsk) }</p>
            { choice(Key::MergeFrom, &from) }
            { choice(Key::MergeInto, &into) }
            <p aria-live="polite">{ pair.map(|(from, into)| shown(Key::MergeText, &[("from", &names::name(&room.view, from)), ("into", &names::name(&room.view, into))])) }</p>
            <div class="dialog-actions"><button type="button" class="primary" disabled={pair.is_none()} onclick={join}>{ t(Key::Merge) }</button></div>
        </div>
    }
}
