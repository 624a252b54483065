//! The screens outside a room.

use std::rc::Rc;

use alongside_peer::facts::Trouble;
use alongside_room::{Member, MemberId, Moment};
use yew::prelude::*;

use crate::{
    browser::{dates, dom, host::Host, language, page, storage::RoomEntry},
    calendar,
    parts::{
        badge::{Face, Fill, badge},
        button::button,
        form::form,
        outline::{heading, landmark},
    },
    rooms::screens::{Exposed, InviteProblem, Lobby, LobbyAction, Screen, Spent},
    strings::{Key, count, fill, list, shown, t},
    sync::{chip::trouble_words, sign_in::sign_in_link},
};

/// What [`LobbyScreen`] shows.
#[derive(PartialEq, Properties)]
pub struct LobbyProps {
    /// The screens outside a room.
    pub lobby: Lobby,
    /// The page around the widget.
    pub host: Host,
}

/// One card in the middle of the page.
#[component]
pub fn LobbyScreen(props: &LobbyProps) -> Html {
    let LobbyProps { lobby, host } = props;
    let act = &lobby.act;
    let field = use_node_ref();
    // The key gives each screen elements of its own: what was typed into one must not stand in the next.
    let (key, content) = match &lobby.screen {
        Screen::Start => ("start", start(host, &lobby.last_name, !lobby.rooms.is_empty(), act, &field)),
        Screen::Rooms => ("rooms", rooms(host, lobby, &field)),
        Screen::Invite { problem } => {
            ("invite", paste_invite(host, [Key::OpenInvite, Key::OpenInviteText], *problem, true, act, &field))
        }
        Screen::NoKey { problem } => {
            ("invite", paste_invite(host, [Key::NoKey, Key::NoKeyText], *problem, !lobby.rooms.is_empty(), act, &field))
        }
        Screen::Rotated { by } => ("moved", moved(host, by, act, &field)),
        Screen::Spent(why) => ("spent", spent(host, *why, act, &field)),
        Screen::Link { names } => ("link", link(host, names, !lobby.rooms.is_empty(), act, &field)),
        Screen::Loading { failed } => ("loading", loading(host, *failed)),
        Screen::Opening { offline, trouble, sign_in } => {
            ("opening", opening(host, *offline, *trouble, sign_in.as_deref()))
        }
        Screen::WhoAreYou { members } => {
            let (members, name) = (members.clone(), lobby.last_name.clone());
            ("who", html! { <WhoAreYou host={host.clone()} {members} {name} act={act.clone()} /> })
        }
    };
    // Each begins where one would write, else at its heading; what holds the focus on the page keeps it.
    use_effect_with(key, {
        let field = field.clone();
        move |_| dom::focus_if_nowhere(&field)
    });
    let exposed = lobby.exposed.map(|exposed| match exposed {
        Exposed::Key => t(Key::KeyExposed),
        Exposed::Link => t(Key::LinkExposed),
    });
    let (tag, name) = landmark(host);
    html! {
        <@{tag} class="lobby" aria-label={name}>
            <div {key} class="card">
                { content }
                if let Some(exposed) = exposed { <p class="warned">{ exposed }</p> }
                if lobby.locked > 0 { <p class="warned">{ count(Key::RoomsLocked, lobby.locked as u32, &[]) }</p> }
            </div>
        </@>
    }
}

/// The first screen: a name, and go.
fn start(host: &Host, name: &Rc<str>, rooms: bool, act: &Callback<LobbyAction>, field: &NodeRef) -> Html {
    let submit = {
        let (field, act) = (field.clone(), act.clone());
        Callback::from(move |()| {
            let name = dom::input_value(&field).trim().to_owned();
            if name.is_empty() {
                dom::focus(&field);
            } else {
                act.emit(LobbyAction::Start { name });
            }
        })
    };
    let invite = act.reform(|_: MouseEvent| LobbyAction::Show(Screen::Invite { problem: None }));
    let fields = html! {
        <>
            <NameField node={field.clone()} name={name.clone()} />
            <button type="submit" class="primary">{ t(Key::StartRoom) }</button>
        </>
    };
    html! {
        <>
            { heading(host, None, None, t(Key::RoomForTwo)) }
            <p>{ t(Key::RoomForTwoText) }</p>
            { form("", submit, fields) }
            <div class="card-links">
                { button("link", t(Key::HaveInvite), invite) }
                if rooms { { button("link", t(Key::AllRooms), act.reform(|_: MouseEvent| LobbyAction::Show(Screen::Rooms))) } }
            </div>
        </>
    }
}

/// What [`NameField`] shows.
#[derive(PartialEq, Properties)]
struct NameFieldProps {
    node: NodeRef,
    name: Rc<str>,
}

/// "Your name", with the one last used here to begin with.
#[component]
fn NameField(props: &NameFieldProps) -> Html {
    let NameFieldProps { node, name } = props;
    use_effect_with(name.clone(), {
        let node = node.clone();
        move |name: &Rc<str>| {
            if dom::input_value(&node).is_empty() {
                dom::set_input_value(&node, name);
            }
        }
    });
    html! {
        <label class="labelled">{ t(Key::YourName) }
            <input ref={node.clone()} class="field" dir="auto" aria-label={t(Key::YourName)} autocomplete="given-name" maxlength="80" required=true enterkeyhint="go" />
        </label>
    }
}

/// The rooms of this device.
fn rooms(host: &Host, lobby: &Lobby, title: &NodeRef) -> Html {
    let Lobby { rooms, copied, act, .. } = lobby;
    let entry = |room: &RoomEntry| {
        let id = room.id;
        let enter = act.reform(move |event: MouseEvent| {
            event.prevent_default();
            LobbyAction::Enter(id)
        });
        let name = match (&*room.name, room.alone) {
            ("", _) => t(Key::NewRoom).to_owned(),
            (name, true) => fill(Key::NotHereYet, &[("name", name)]),
            (name, false) => name.to_owned(),
        };
        let number = room.session.to_string();
        let session = match room.planned {
            Some(planned) => fill(Key::SessionOf, &[("number", &number), ("planned", &planned.to_string())]),
            None => fill(Key::SessionN, &[("number", &number)]),
        };
        let sub = match (&room.date, room.alone) {
            _ if room.ended => t(Key::RoomEnded).to_owned(),
            (Some(date), _) => format!("{session} · {}", calendar::date(date)),
            (None, true) => fill(Key::StartedOn, &[("day", &calendar::day_of(Moment(room.since)))]),
            (None, false) => session,
        };
        let first = room.name.chars().next().unwrap_or('?').to_string();
        let face = Face { initial: language::capital(&first).into(), name: room.name.clone(), place: 1 };
        let fill_of = if room.alone { Fill::Dashed } else { Fill::Full };
        let invite = if *copied == Some(id) { Key::Copied } else { Key::Invite };
        html! {
            <li key={id.to_string()}>
                { badge(&face, fill_of) }
                <a href={format!("#r.{id}")} onclick={enter}><span dir="auto" translate="no">{ name }</span><small>{ sub }</small></a>
                if room.alone { { button("", t(invite), act.reform(move |_: MouseEvent| LobbyAction::CopyInvite(id))) } }
            </li>
        }
    };
    html! {
        <>
            <div class="card-head">
                { heading(host, None, Some(title), t(Key::Rooms)) }
                { button("primary", t(Key::StartRoom), act.reform(|_: MouseEvent| LobbyAction::Show(Screen::Start))) }
            </div>
            <ul class="rooms" role="list" aria-label={t(Key::Rooms)}>{ for rooms.iter().map(entry) }</ul>
            <div class="card-links">
                { button("link", t(Key::HaveInvite), act.reform(|_: MouseEvent| LobbyAction::Show(Screen::Invite { problem: None }))) }
            </div>
        </>
    }
}

/// A field for an invite link, under a heading and a text.
fn paste_invite(
    host: &Host,
    [title, text]: [Key; 2],
    problem: Option<InviteProblem>,
    back: bool,
    act: &Callback<LobbyAction>,
    field: &NodeRef,
) -> Html {
    let submit = {
        let (field, act) = (field.clone(), act.clone());
        Callback::from(move |()| {
            let link = dom::input_value(&field).trim().to_owned();
            if link.is_empty() {
                dom::focus(&field);
            } else {
                act.emit(LobbyAction::Open(link));
            }
        })
    };
    let problem = problem.map(|problem| match problem {
        InviteProblem::None => t(Key::LinkNone).to_owned(),
        InviteProblem::Cut(0) => t(Key::LinkChanged).to_owned(),
        InviteProblem::Cut(missing) => count(Key::LinkCut, missing as u32, &[]),
        InviteProblem::Newer => t(Key::LinkNewer).to_owned(),
        InviteProblem::AddressOnly => t(Key::LinkAddress).to_owned(),
    });
    let fields = html! {
        <>
            <label class="labelled">{ t(Key::InviteLink) }
                <input ref={field.clone()} class="field" type="text" inputmode="url" aria-label={t(Key::InviteLink)} spellcheck="false" autocapitalize="off"
                    aria-invalid={problem.is_some().then_some("true")} aria-describedby={problem.is_some().then_some("problem")} />
            </label>
            if let Some(problem) = problem { <p id="problem" class="warned" role="alert">{ problem }</p> }
            <button type="submit" class="primary">{ t(Key::Join) }</button>
        </>
    };
    html! {
        <>
            { heading(host, None, None, t(title)) }
            <p>{ t(text) }</p>
            { form("", submit, fields) }
            if back {
                <div class="card-links">{ button("link", t(Key::Back), act.reform(|_: MouseEvent| LobbyAction::Show(Screen::Rooms))) }</div>
            }
        </>
    }
}

/// The screen of a room whose module is being loaded.
pub fn loading_screen(host: &Host, failed: bool) -> Html {
    let (tag, name) = landmark(host);
    html! { <@{tag} class="lobby" aria-label={name}><div class="card">{ loading(host, failed) }</div></@> }
}

/// A part of the widget is being loaded: seen only where that takes its time.
fn loading(host: &Host, failed: bool) -> Html {
    if !failed {
        return html! { <>{ heading(host, Some("late"), None, t(Key::Loading)) }<p class="late calling" aria-hidden="true">{ "…" }</p></> };
    }
    html! {
        <>
            { heading(host, None, None, t(Key::Loading)) }
            <p class="warned" role="alert">{ t(Key::LoadingFailed) }</p>
            { button("", t(Key::Reload), Callback::from(|_: MouseEvent| page::reload())) }
        </>
    }
}

/// An invite's room is being loaded.
fn opening(host: &Host, offline: bool, trouble: Option<Trouble>, sign_in: Option<&str>) -> Html {
    html! {
        <>
            { heading(host, None, None, t(Key::Opening)) }
            if let Some(trouble) = trouble { <p class="warned" role="alert">{ trouble_words(trouble) }</p> }
            if let Some(address) = sign_in.filter(|_| offline) {
                <p role="status">{ t(Key::SignedOut) }</p>
                <p>{ sign_in_link(address) }</p>
            } else if offline { <p role="status">{ t(Key::OpeningOffline) }</p> } else { <p class="calling" aria-hidden="true">{ "…" }</p> }
        </>
    }
}

/// The link for one's own other device: only its maker may go on.
fn link(host: &Host, names: &[Rc<str>], rooms: bool, act: &Callback<LobbyAction>, title: &NodeRef) -> Html {
    let called: Vec<String> = names.iter().filter(|name| !name.is_empty()).map(|name| name.to_string()).collect();
    let brings = count(Key::LinkBrings, names.len() as u32, &[]);
    let home = if rooms { Screen::Rooms } else { Screen::Start };
    html! {
        <>
            { heading(host, None, Some(title), t(Key::LinkThisDevice)) }
            <p>
                { brings }
                if !called.is_empty() { { " " }{ shown(Key::LinkRooms, &[("names", &list(&called))]) } }
            </p>
            <p class="warned">{ t(if rooms { Key::LinkWarningRooms } else { Key::LinkWarning }) }</p>
            { button("primary", t(Key::LinkThisDevice), act.reform(|_: MouseEvent| LobbyAction::Link)) }
            <div class="card-links">{ button("link", t(Key::NotNow), act.reform(move |_: MouseEvent| LobbyAction::Show(home.clone()))) }</div>
        </>
    }
}

/// An invitation cannot be taken: why, and what to do.
fn spent(host: &Host, why: Spent, act: &Callback<LobbyAction>, node: &NodeRef) -> Html {
    let (title, text) = match why {
        Spent::Used(at) => {
            let (day, time) = (calendar::day_of(at), dates::time_of(at));
            (Key::LinkUsed, fill(Key::LinkUsedText, &[("day", &day), ("time", &time)]))
        }
        Spent::Withdrawn => (Key::LinkWithdrawn, t(Key::LinkWithdrawnText).to_owned()),
        Spent::Expired => (Key::LinkOver, t(Key::LinkOverText).to_owned()),
        Spent::Unknown => (Key::LinkUnknown, t(Key::LinkUnknownText).to_owned()),
    };
    html! {
        <>
            { heading(host, None, Some(node), t(title)) }
            <p>{ text }</p>
            if let Spent::Used(_) = why {
                <p>{ t(Key::LinkUsedMine) }</p>
                <p class="warned">{ t(Key::LinkUsedNotMine) }</p>
            }
            { elsewhere(act) }
        </>
    }
}

/// Other ways on.
fn elsewhere(act: &Callback<LobbyAction>) -> Html {
    html! {
        <div class="card-links">
            { button("link", t(Key::HaveInvite), act.reform(|_: MouseEvent| LobbyAction::Show(Screen::Invite { problem: None }))) }
            { button("link", t(Key::AllRooms), act.reform(|_: MouseEvent| LobbyAction::Show(Screen::Rooms))) }
        </div>
    }
}

/// An invite's room is elsewhere by now.
fn moved(host: &Host, by: &str, act: &Callback<LobbyAction>, title: &NodeRef) -> Html {
    html! {
        <>
            { heading(host, None, Some(title), t(Key::HasMoved)) }
            <p>{ shown(Key::OldLink, &[("name", by)]) }</p>
            { elsewhere(act) }
        </>
    }
}

/// What [`WhoAreYou`] shows.
#[derive(PartialEq, Properties)]
struct WhoProps {
    host: Host,
    members: Rc<[Member]>,
    name: Rc<str>,
    act: Callback<LobbyAction>,
}

/// An invitation can be taken, or its room is loaded: who is this? Asked only where more than its maker are in it; then it
/// can be any of them on another device, its maker as well.
#[component]
fn WhoAreYou(props: &WhoProps) -> Html {
    let WhoProps { host, members, name, act } = props;
    let choice = members.len() > 1;
    let who = use_state_eq(|| None::<MemberId>);
    let (field, title) = (use_node_ref(), use_node_ref());
    // The question stands before the name, so where there is one it is read first.
    use_effect_with((), {
        let first = if choice { title.clone() } else { field.clone() };
        move |()| dom::focus_if_nowhere(&first)
    });
    let submit = {
        let (field, act, who) = (field.clone(), act.clone(), *who);
        Callback::from(move |()| {
            if let Some(member) = who {
                return act.emit(LobbyAction::JoinAs(member));
            }
            let name = dom::input_value(&field).trim().to_owned();
            if name.is_empty() {
                dom::focus(&field);
            } else {
                act.emit(LobbyAction::Join { name });
            }
        })
    };
    let names: Vec<String> = members.iter().map(|member| member.name.to_string()).collect();
    let words = members
        .first()
        .map_or_else(|| t(Key::RoomForTwo).into(), |first| shown(Key::WhoseRoom, &[("name", &first.name)]));
    let someone = who.is_none();
    let fields = html! {
        <>
            if choice {
                <div class="choices" role="radiogroup" aria-label={t(Key::WhoAreYou)}>
                    { for members.iter().map(|member| {
                        let (who, id) = (who.clone(), member.id);
                        let words = fill(Key::OnAnotherDevice, &[("name", &member.name)]);
                        html! {
                            <label class="choice">
                                <input type="radio" name="who" aria-label={words} checked={*who == Some(id)} onchange={Callback::from({ let who = who.clone(); move |_: Event| who.set(Some(id)) })} />
                                { badge(&Face::from(member), Fill::Full) }<span>{ shown(Key::OnAnotherDevice, &[("name", &member.name)]) }</span>
                            </label>
                        }
                    }) }
                    <label class="choice">
                        <input type="radio" name="who" aria-label={t(Key::SomeoneElse)} checked={someone} onchange={Callback::from({ let who = who.clone(); move |_: Event| who.set(None) })} />
                        <span>{ t(Key::SomeoneElse) }</span>
                    </label>
                </div>
            }
            if someone { <NameField node={field} name={name.clone()} /> }
            <button type="submit" class="primary">{ t(Key::Join) }</button>
        </>
    };
    html! {
        <>
            { heading(host, None, Some(&title), words) }
            if names.is_empty() {
                <p>{ t(Key::EmptyRoom) }</p>
            } else {
                <p>{ count(Key::TheyAreIn, names.len() as u32, &[("names", &list(&names))]) }</p>
            }
            { form("", submit, fields) }
        </>
    }
}
