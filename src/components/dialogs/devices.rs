//! The devices in the room: a link for another one of mine, and a new key for those that are kept.

use alongside_room::{DeviceId, view::Device};
use yew::prelude::*;

use super::{Sheet, invite::CopyLink};
use crate::{
    browser::dom,
    components::{
        badge::{Face, Fill, badge},
        button::button,
        names,
    },
    store::{Act, Link, Room, is_all_sent},
    strings::{Key, fill, t},
};

/// What [`Devices`] shows.
#[derive(PartialEq, Properties)]
pub struct DevicesProps {
    /// The room.
    pub room: Room,
    /// Leads to another dialog, or to none.
    pub go: Callback<Option<Sheet>>,
}

/// Who is in at which device. Which of them are kept is asked only of who changes the key.
#[component]
pub fn Devices(props: &DevicesProps) -> Html {
    let DevicesProps { room, go } = props;
    let linked = use_state_eq(|| false);
    let choosing = use_state_eq(|| false);
    let dropped = use_state_eq(Vec::<DeviceId>::new);
    let set = |state: &UseStateHandle<bool>, to: bool| {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| state.set(to))
    };
    let listed = || room.view.devices.iter().filter(|device| room.known.contains(&device.id));
    let change = {
        let (room, go, dropped) = (room.clone(), go.clone(), dropped.clone());
        Callback::from(move |_: MouseEvent| {
            go.emit(None);
            let kept = room.known.iter().copied().filter(|id| !dropped.contains(id)).collect();
            room.act.emit(Act::ChangeKey(kept));
        })
    };
    let row = |device: &Device| {
        let who = whose(room, device);
        let note = note(room, device);
        let name = fill(Key::KeepDevice, &[("device", &who), ("note", &note)]);
        let note = html! { <small>{ note }</small> };
        if !*choosing {
            return html! { <li key={device.id.to_string()}>{ face(room, device) }<span><span dir="auto">{ who }</span>{ note }</span></li> };
        }
        let id = device.id;
        let keep = {
            let dropped = dropped.clone();
            Callback::from(move |event: Event| {
                let mut now: Vec<_> = dropped.iter().copied().filter(|other| *other != id).collect();
                if !dom::checked(&event) {
                    now.push(id);
                }
                dropped.set(now);
            })
        };
        html! {
            <li key={device.id.to_string()}>
                <label class="check">
                    <input type="checkbox" aria-label={name} checked={!dropped.contains(&id)} disabled={id == room.device} onchange={keep} />
                    <span><span dir="auto">{ &who }</span>{ note }</span>
                </label>
            </li>
        }
    };
    html! {
        <>
            <div class="part">
                if *linked {
                    <CopyLink link={room.link.emit(Link::MyDevice)} name={t(Key::DeviceLink)} />
                } else {
                    <div class="dialog-actions">{ button("primary", t(Key::LinkDevice), set(&linked, true)) }</div>
                }
                <p>{ t(Key::LinkDeviceText) }{ " " }{ t(Key::InviteText) }</p>
            </div>
            <div class="part">
                <h3>{ t(Key::DevicesIn) }</h3>
                <ul class="device-list" role="list" aria-label={t(Key::DevicesIn)}>{ for listed().map(row) }</ul>
                <p>{ t(Key::ChangeKeyAbout) }</p>
                if !is_all_sent(&room.facts) {
                    <p role="status">{ t(Key::ChangeKeyOffline) }</p>
                } else if *choosing {
                    <p class="warned">{ t(Key::ChangeKeyText) }</p>
                    <div class="dialog-actions">
                        { button("danger", t(Key::ChangeKey), change) }
                        { button("", t(Key::Cancel), set(&choosing, false)) }
                    </div>
                } else if room.moved.is_none() {
                    <div class="dialog-actions">{ button("", t(Key::ChangeKey), set(&choosing, true)) }</div>
                }
            </div>
        </>
    }
}

/// "Ben · Firefox on Windows".
fn whose(room: &Room, device: &Device) -> String {
    fill(Key::DeviceOf, &[("name", &names::name(&room.view, device.member)), ("device", &device.name)])
}

fn note(room: &Room, device: &Device) -> String {
    if device.id == room.device {
        t(Key::ThisDevice).to_owned()
    } else if device.under != room.key {
        t(Key::DeviceAwaited).to_owned()
    } else {
        fill(Key::DeviceSince, &[("day", &names::day_of(device.since))])
    }
}

fn face(room: &Room, device: &Device) -> Html {
    room.view.member(device.member).map(|member| badge(&Face::from(member), Fill::Full)).unwrap_or_default()
}
