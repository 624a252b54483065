//! The screens outside a room.

mod list;
mod name_form;
mod who;

use std::rc::Rc;

use alongside_peer::facts::Trouble;
use yew::prelude::*;

use crate::{
    browser::{dom, host::Host, language, page},
    parts::{
        button::button,
        form::form,
        languages::languages,
        outline::{heading, landmark},
    },
    rooms::{
        lobby::{list::rooms, name_form::NameForm, who::WhoAreYou},
        screens::{CodeScreen, Exposed, InviteProblem, Lobby, LobbyAction, Screen, Spent},
    },
    strings::{Key, count, fill, list, shown, t, use_language},
    sync::{sign_in::sign_in_link, trouble::trouble_words},
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
    use_language();
    let LobbyProps { lobby, host } = props;
    let act = &lobby.act;
    let field = use_node_ref();
    // The key gives each screen elements of its own: what was typed into one must not stand in the next.
    let (key, content) = match &lobby.screen {
        Screen::Start => ("start", start(host, lobby, &field)),
        Screen::Rooms => ("rooms", rooms(host, lobby, &field)),
        Screen::Invite { problem } => {
            ("invite", paste_invite(host, [Key::OpenInvite, Key::OpenInviteText], *problem, true, act, &field))
        }
        Screen::NoKey { problem } => {
            ("invite", paste_invite(host, [Key::NoKey, Key::NoKeyText], *problem, !lobby.rooms.is_empty(), act, &field))
        }
        Screen::Code(code) => ("code", code_screen(host, code, lobby, &field)),
        Screen::Rotated { by } => ("moved", moved(host, by, lobby, &field)),
        Screen::Erased { by } => ("erased", erased(host, by.as_deref(), lobby, &field)),
        Screen::Spent(why) => ("spent", spent(host, why, lobby, &field)),
        Screen::Link { names } => ("link", link(host, names, !lobby.rooms.is_empty(), act, &field)),
        Screen::Loading { failed } => ("loading", loading(host, *failed)),
        Screen::Opening { offline, trouble, sign_in } => {
            ("opening", opening(host, *offline, *trouble, sign_in.as_deref()))
        }
        Screen::WhoAreYou { members, by } => {
            let (members, by, name) = (members.clone(), by.clone(), lobby.last_name.clone());
            ("who", html! { <WhoAreYou host={host.clone()} {members} {by} {name} act={act.clone()} /> })
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
                { brand() }
                { content }
                if let Some(exposed) = exposed { <p class="warned">{ exposed }</p> }
                if lobby.locked > 0 { <p class="warned">{ count(Key::RoomsLocked, lobby.locked as u32, &[]) }</p> }
                // Where somebody waits, nothing comes and goes.
                if language::can_choose() && !matches!(key, "loading" | "opening") {
                    <details class="languages"><summary>{ t(Key::Language) }</summary>{ languages() }</details>
                }
            </div>
        </@>
    }
}

/// A frame that is too low to ask for anything: the name, and the way to a window of its own.
pub fn lobby_strip(host: &Host, relay: &str) -> Html {
    let (tag, name) = landmark(host);
    let whole = if host.is_page() { page::address(&host.fragment()) } else { relay.to_owned() };
    html! {
        <@{tag} class="lobby low" aria-label={name}>
            { brand() }
            <a class="button primary" href={whole} target="_blank" rel="noopener noreferrer">{ t(Key::OpenWhole) }</a>
        </@>
    }
}

/// The product's mark and name.
fn brand() -> Html {
    html! {
        <p class="brand">
            <svg viewBox="0 0 32 32" aria-hidden="true"><circle cx="10.5" cy="16" r="8.5" /><rect x="17" y="8" width="13" height="16" rx="3" /></svg>
            { t(Key::Widget) }
        </p>
    }
}

/// The first screen: a name, and go.
fn start(host: &Host, lobby: &Lobby, field: &NodeRef) -> Html {
    let Lobby { last_name, rooms, act, .. } = lobby;
    html! {
        <>
            { heading(host, None, None, t(Key::RoomForTwo)) }
            <p>{ t(Key::RoomForTwoText) }</p>
            <NameForm node={field.clone()} name={last_name.clone()} button={Key::StartRoom} submit={act.reform(|name| LobbyAction::Start { name })} />
            <div class="card-links">
                { button("link", t(Key::HaveInvite), act.reform(|_: MouseEvent| LobbyAction::Show(Screen::Invite { problem: None }))) }
                { have_code(act) }
                if !rooms.is_empty() { { button("link", t(Key::AllRooms), act.reform(|_: MouseEvent| LobbyAction::Show(Screen::Rooms))) } }
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
            <div class="card-links">
                { have_code(act) }
                if back { { button("link", t(Key::Back), act.reform(|_: MouseEvent| LobbyAction::Show(Screen::Rooms))) } }
            </div>
        </>
    }
}

/// Leads to the screen on which a code is typed.
fn have_code(act: &Callback<LobbyAction>) -> Html {
    button("link", t(Key::HaveCode), act.reform(|_: MouseEvent| LobbyAction::TypeCode))
}

/// A field for a code that the other reads out.
fn code_screen(host: &Host, code: &CodeScreen, lobby: &Lobby, field: &NodeRef) -> Html {
    let to = |screen: Screen| lobby.act.reform(move |_: MouseEvent| LobbyAction::Show(screen.clone()));
    html! {
        <>
            { heading(host, None, None, t(Key::HaveCode)) }
            { (code.0)(field) }
            <div class="card-links">
                { button("link", t(Key::HaveInvite), to(Screen::Invite { problem: None })) }
                { button("link", t(Key::Back), to(if lobby.rooms.is_empty() { Screen::Start } else { Screen::Rooms })) }
            </div>
        </>
    }
}

/// The screen of a room whose module is being loaded.
pub fn loading_screen(host: &Host, failed: bool) -> Html {
    let (tag, name) = landmark(host);
    html! { <@{tag} class="lobby" aria-label={name}><div class="card">{ brand() }{ loading(host, failed) }</div></@> }
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
fn spent(host: &Host, why: &Spent, lobby: &Lobby, node: &NodeRef) -> Html {
    let (title, text) = match why {
        Spent::Used { day, time } => (Key::LinkUsed, fill(Key::LinkUsedText, &[("day", day), ("time", time)])),
        Spent::Withdrawn => (Key::LinkWithdrawn, t(Key::LinkWithdrawnText).to_owned()),
        Spent::Expired => (Key::LinkOver, t(Key::LinkOverText).to_owned()),
        Spent::Unknown => (Key::LinkUnknown, t(Key::LinkUnknownText).to_owned()),
    };
    let more = html! {
        if let Spent::Used { .. } = why {
            <p>{ t(Key::LinkUsedMine) }</p>
            <p class="warned">{ t(Key::LinkUsedNotMine) }</p>
        }
    };
    leads_nowhere(host, title, html! { <><p>{ text }</p>{ more }</> }, lobby, node)
}

/// An invite's room was erased.
fn erased(host: &Host, by: Option<&str>, lobby: &Lobby, node: &NodeRef) -> Html {
    let text = by.map_or_else(|| t(Key::RoomErasedText).into(), |by| shown(Key::RoomErasedBy, &[("name", by)]));
    leads_nowhere(host, Key::RoomErased, html! { <p>{ text }</p> }, lobby, node)
}

/// An invite's room is elsewhere by now.
fn moved(host: &Host, by: &str, lobby: &Lobby, node: &NodeRef) -> Html {
    leads_nowhere(host, Key::HasMoved, html! { <p>{ shown(Key::OldLink, &[("name", by)]) }</p> }, lobby, node)
}

/// A link that leads nowhere: what is so, and other ways on.
fn leads_nowhere(host: &Host, title: Key, text: Html, lobby: &Lobby, node: &NodeRef) -> Html {
    let to = |screen: Screen| lobby.act.reform(move |_: MouseEvent| LobbyAction::Show(screen.clone()));
    html! {
        <>
            { heading(host, None, Some(node), t(title)) }
            { text }
            <div class="card-actions">
                { button("primary", t(Key::StartRoom), to(Screen::Start)) }
                { button("", t(Key::HaveAnother), to(Screen::Invite { problem: None })) }
            </div>
            if !lobby.rooms.is_empty() {
                <div class="card-links">{ button("link", t(Key::AllRooms), to(Screen::Rooms)) }</div>
            }
        </>
    }
}
