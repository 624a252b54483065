//! "Ana invites you": who is this?

use std::rc::Rc;

use alongside_room::{Member, MemberId};
use yew::prelude::*;

use crate::{
    browser::{dom, host::Host},
    parts::{
        badge::{Face, Fill, badge},
        outline::heading,
    },
    rooms::{lobby::name_form::NameForm, screens::LobbyAction},
    strings::{Key, count, fill, list, shown, t, use_language},
};

/// What [`WhoAreYou`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct WhoProps {
    pub host: Host,
    pub members: Rc<[Member]>,
    /// Who invites, if this is an invitation.
    pub by: Option<Rc<str>>,
    pub name: Rc<str>,
    pub act: Callback<LobbyAction>,
}

/// An invitation can be taken, or its room is loaded: who invites, what this is, and who is this? That is asked only where more
/// than its maker are in the room; then it can be any of them on another device, its maker as well.
#[component]
pub(super) fn WhoAreYou(props: &WhoProps) -> Html {
    use_language();
    let WhoProps { host, members, by, name, act } = props;
    let choice = members.len() > 1;
    let who = use_state_eq(|| None::<MemberId>);
    let (field, title) = (use_node_ref(), use_node_ref());
    // The question stands before the name, so where there is one it is read first.
    use_effect_with((), {
        let first = if choice { title.clone() } else { field.clone() };
        move |()| dom::focus_if_nowhere(&first)
    });
    let submit = {
        let (act, who) = (act.clone(), *who);
        Callback::from(move |name: String| {
            act.emit(match who {
                Some(member) => LobbyAction::JoinAs(member),
                None => LobbyAction::Join { name },
            });
        })
    };
    let names: Vec<String> = members.iter().map(|member| member.name.to_string()).collect();
    let first = members.first().map(|member| Rc::clone(&member.name));
    let words = match (by, &first) {
        (Some(by), _) => shown(Key::Invites, &[("name", by)]),
        (None, Some(first)) => shown(Key::WhoseRoom, &[("name", first)]),
        (None, None) => t(Key::RoomForTwo).into(),
    };
    let set = |choice: Option<MemberId>| {
        let who = who.setter();
        Callback::from(move |_: Event| who.set(choice))
    };
    html! {
        <>
            { heading(host, None, Some(&title), words) }
            <p>{ t(if names.is_empty() { Key::EmptyRoom } else { Key::InvitesText }) }</p>
            if choice { <p>{ count(Key::TheyAreIn, names.len() as u32, &[("names", &list(&names))]) }</p> }
            <NameForm node={field} name={name.clone()} for_whom={by.clone().or(first)} asks={who.is_none()} button={Key::Join} {submit}>
                if choice {
                    <div class="choices" role="radiogroup" aria-label={t(Key::WhoAreYou)}>
                        { for members.iter().map(|member| html! {
                            <label class="choice">
                                <input type="radio" name="who" aria-label={fill(Key::OnAnotherDevice, &[("name", &member.name)])} checked={*who == Some(member.id)} onchange={set(Some(member.id))} />
                                { badge(&Face::from(member), Fill::Full) }<span>{ shown(Key::OnAnotherDevice, &[("name", &member.name)]) }</span>
                            </label>
                        }) }
                        <label class="choice">
                            <input type="radio" name="who" aria-label={t(Key::SomeoneElse)} checked={who.is_none()} onchange={set(None)} />
                            <span>{ t(Key::SomeoneElse) }</span>
                        </label>
                    </div>
                }
            </NameForm>
        </>
    }
}
