//! Bars about problems with saving and sending.

use alongside_peer::facts::{Sync, Trouble};
use alongside_room::Schema;
use yew::prelude::*;

use crate::{
    browser::{dom, page},
    open_room::{
        store::{Link, Room, RoomAction},
        tools::use_tools,
    },
    parts::{
        bar::{bar, worry},
        button::button,
        copy::copy,
        tick::use_debounced,
    },
    strings::{Key, count, shown, t, use_language},
    sync::{
        as_text::as_text,
        chip::{WORSE_AFTER, rank},
        direct,
        setting::DirectSetting,
        sign_in::use_sign_in,
        trouble::trouble_words,
    },
};

/// The bar for a room that a newer version of this page has written to.
pub fn newer_bar(room: &Room) -> Html {
    html! { if room.view.schema == Schema::Newer { { worry(html! { <span>{ t(Key::ReadOnly) }</span> }) } } }
}

/// The bar that says why the relay refuses what is sent.
pub fn trouble_bar(room: &Room) -> Html {
    let Some(trouble) = room.facts.trouble.filter(|_| room.rotation.is_none()) else { return html! {} };
    let start_again = {
        let room = room.clone();
        Callback::from(move |_: MouseEvent| room.act.emit(RoomAction::StartAgain))
    };
    worry(html! {
        <>
            <span>{ trouble_words(trouble) }</span>
            if trouble == Trouble::Erased { { button("", t(Key::StartAgain), start_again) } }
        </>
    })
}

/// Properties of [`StorageBar`] and [`AskBar`].
#[derive(PartialEq, Properties)]
pub struct SyncBarProps {
    pub room: Room,
}

/// The bar for what this page cannot store, and for what it stores while the relay cannot be reached.
#[component]
pub fn StorageBar(props: &SyncBarProps) -> Html {
    use_language();
    let SyncBarProps { room } = props;
    let facts = &room.facts;
    let sync = use_debounced(facts.sync, rank, WORSE_AFTER);
    let sign_in = use_sign_in(room);
    let forgets_seen = use_state_eq(|| false);
    let copied = use_state_eq(|| false);
    let copies = |name: Key, text: fn(&Room) -> String| {
        let (room, setter) = (room.clone(), copied.setter());
        let press = Callback::from(move |_: MouseEvent| {
            let copied = setter.clone();
            copy(
                text(&room),
                Callback::from(move |is_copied| {
                    if is_copied {
                        copied.set(true);
                    }
                }),
            );
        });
        button("", t(if *copied { Key::Copied } else { name }), press)
    };
    let put_away = {
        let forgets_seen = forgets_seen.clone();
        Callback::from(move |()| forgets_seen.set(true))
    };
    html! {
        <>
            if let Sync::NotSaved { waiting: waiting @ 1.. } = sync {
                { worry(html! {
                    <>
                        <span>{ count(Key::NotSavedBar, waiting, &[]) }</span>
                        { copies(Key::CopyThem, as_text) }
                    </>
                }) }
            } else if !facts.kept && facts.loaded && !*forgets_seen {
                { bar(html! { <><span>{ t(Key::ForgetsBar) }</span>if page::is_vouched_for() { { copies(Key::CopyMyKey, |room| room.link.emit(Link::PrintedKey)) } }</> }, &put_away) }
            }
            // Nothing can be sent from a room that was erased.
            if matches!(sync, Sync::Offline { .. }) && facts.kept && facts.trouble != Some(Trouble::Erased) {
                if let Some(sign_in) = sign_in {
                    { worry(html! { <><span>{ t(Key::SignedOut) }{ " " }{ t(Key::KeptBar) }</span>{ sign_in }</> }) }
                } else {
                    { worry(html! { <span>{ t(Key::KeptBar) }</span> }) }
                }
            }
        </>
    }
}

/// The bar for somebody who wants to connect directly, until the person here has answered.
#[component]
pub fn AskBar(props: &SyncBarProps) -> Html {
    use_language();
    let SyncBarProps { room } = props;
    let tools = use_tools();
    let not_now = use_state_eq(|| false);
    let may_be_asked =
        !*not_now && tools.as_ref().is_some_and(|tools| DirectSetting::chosen(&tools.prefs) == DirectSetting::Ask);
    let Some(name) = may_be_asked.then(|| direct::asking(room)).flatten() else { return html! {} };
    let agree = {
        let room = room.clone();
        Callback::from(move |event: MouseEvent| {
            dom::leave_bar(&event);
            room.act.emit(RoomAction::ConnectDirectly(true));
        })
    };
    let decline = {
        let not_now = not_now.clone();
        Callback::from(move |()| not_now.set(true))
    };
    let words = html! {
        <>
            <span>{ shown(Key::DirectAsked, &[("name", &name)]) }</span>
            { button("", t(Key::ConnectDirectly), agree) }
        </>
    };
    bar(words, &decline)
}
