//! Direct connections: the setting in the menu, and what the sync details say of them.

use alongside_peer::facts::{Connection, Direct};
use yew::prelude::*;

use crate::{
    browser::prefs::Prefs,
    members::names,
    open_room::store::{Room, RoomAction},
    parts::button::button,
    strings::{Key, fill, list, t},
    sync::setting::DirectSetting,
};

/// Off, ask or on; `again` renders it anew.
pub fn choice(room: &Room, prefs: &Prefs, again: &UseForceUpdateHandle) -> Html {
    let chosen = DirectSetting::chosen(prefs);
    let option = |this: DirectSetting| {
        let choose = {
            let (room, prefs, again) = (room.clone(), prefs.clone(), again.clone());
            Callback::from(move |_: Event| {
                this.choose(&prefs);
                room.act.emit(RoomAction::ConnectDirectly(this == DirectSetting::On));
                again.force_update();
            })
        };
        let words = match this {
            DirectSetting::Off => Key::DirectOff,
            DirectSetting::Ask => Key::DirectAsk,
            DirectSetting::On => Key::DirectOn,
        };
        html! {
            <label class="segment">
                <input type="radio" name="direct" checked={this == chosen} onchange={choose} />
                <span>{ t(words) }</span>
            </label>
        }
    };
    html! {
        <div class="menu-choice">
            <span>{ t(Key::ConnectDirectly) }</span>
            <div class="segments small" role="radiogroup" aria-label={t(Key::ConnectDirectly)}>{ for DirectSetting::ALL.map(option) }</div>
        </div>
    }
}

/// How the two are connected, and how to improve that.
pub fn connection(room: &Room, prefs: &Prefs) -> Html {
    let facts = &room.facts;
    let words = t(match facts.connection {
        Connection::None => Key::NoConnection,
        Connection::Relay => Key::ThroughRelay,
        Connection::Direct => Key::Directly,
    });
    let meet = |willing: bool| {
        let room = room.clone();
        Callback::from(move |_: MouseEvent| room.act.emit(RoomAction::ConnectDirectly(willing)))
    };
    let others: Vec<String> = names::others(room).map(|member| member.name.to_string()).collect();
    let name = list(&others);
    let costs = fill(Key::DirectCosts, &[("name", &name)]);
    let more = match facts.connection {
        _ if others.is_empty() || DirectSetting::chosen(prefs) == DirectSetting::Off => html! {},
        Connection::Direct => html! {
            <>
                <p>{ fill(Key::DirectSeen, &[("name", &name)]) }</p>
                <div class="dialog-actions">{ button("", t(Key::DirectEnd), meet(false)) }</div>
            </>
        },
        _ if facts.willing => html! {
            <>
                <p role="status">{ fill(Key::DirectWaits, &[("name", &name)]) }</p>
                <div class="dialog-actions">{ button("", t(Key::DirectEnd), meet(false)) }</div>
            </>
        },
        _ => html! {
            <>
                <div class="dialog-actions">{ button("", t(Key::DirectQuestion), meet(true)) }</div>
                <p>{ costs }</p>
            </>
        },
    };
    html! {
        <div class="part">
            <h3>{ t(Key::ConnectionTitle) }</h3>
            <p class="lead" role="status" aria-label={t(Key::ConnectionTitle)}>{ words }</p>
            { more }
        </div>
    }
}

/// Who asks for a direct connection, if this person has to agree.
pub fn asking(room: &Room) -> Option<String> {
    let willing = |member: &alongside_room::Member| {
        room.facts.present.iter().any(|present| present.member == member.id && present.direct == Direct::Willing)
    };
    let names: Vec<String> =
        names::others(room).filter(|member| willing(member)).map(|member| member.name.to_string()).collect();
    (!room.facts.willing && !names.is_empty()).then(|| list(&names))
}
