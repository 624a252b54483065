//! The devices in the room: a link for another one of mine, the same on paper, and a new key for those that are kept.

use alongside_room::{Device, DeviceId};
use yew::prelude::*;

use crate::{
    browser::{dates, dom, print},
    members::names,
    open_room::{
        dialog::{Go, RoomDialog},
        store::{Act, Link, Room, is_all_sent},
    },
    parts::{
        badge::{Face, Fill, badge},
        button::button,
        copy::CopyLink,
    },
    strings::{Key, fill, t},
};

/// The link for another device of mine, who is in at which, and a new key.
pub static DEVICES: RoomDialog =
    RoomDialog { name: Key::Devices, draw: |with| html! { <Devices room={with.room.clone()} go={with.go.clone()} /> } };

/// What [`Devices`] shows.
#[derive(PartialEq, Properties)]
pub struct DevicesProps {
    /// The room.
    pub room: Room,
    pub go: Go,
}

/// Who is in at which device. Which of them are kept is asked only of who changes the key.
#[component]
pub fn Devices(props: &DevicesProps) -> Html {
    let DevicesProps { room, go } = props;
    let linked = use_state_eq(|| None::<AttrValue>);
    let choosing = use_state_eq(|| false);
    let dropped = use_state_eq(Vec::<DeviceId>::new);
    let part = use_node_ref();
    // The link takes the place of its button, which had the focus.
    use_effect_with(linked.is_some(), {
        let part = part.clone();
        move |shown| {
            if *shown {
                dom::focus_first(&part, ".copy input");
            }
        }
    });
    let set = |state: &UseStateHandle<bool>, to: bool| {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| state.set(to))
    };
    let show_link = {
        let (linked, room) = (linked.clone(), room.clone());
        Callback::from(move |_: MouseEvent| linked.set(Some(room.link.emit(Link::MyDevice).into())))
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
            <div ref={part} class="part">
                if let Some(link) = &*linked {
                    <CopyLink link={link} name={t(Key::DeviceLink)} />
                } else {
                    <div class="dialog-actions">{ button("primary", t(Key::LinkDevice), show_link) }</div>
                }
                <p>{ t(Key::LinkDeviceText) }</p>
                if let Some(link) = &*linked { <OnlyKey {link} /> }
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

/// What [`OnlyKey`] shows.
#[derive(PartialEq, Properties)]
struct OnlyKeyProps {
    link: AttrValue,
}

/// The link as something to keep outside all devices.
#[component]
fn OnlyKey(props: &OnlyKeyProps) -> Html {
    let frame = use_node_ref();
    let failed = use_state_eq(|| false);
    let save = {
        let (link, failed) = (props.link.clone(), failed.clone());
        Callback::from(move |_: MouseEvent| {
            let text = format!("{}\n\n{}\n\n{link}\n", t(Key::KeyTitle), t(Key::KeyText));
            failed.set(print::save("alongside-key.txt", &text).is_err());
        })
    };
    let print = {
        let (link, frame, failed) = (props.link.clone(), frame.clone(), failed.clone());
        Callback::from(move |_: MouseEvent| {
            failed.set(print::print(&frame, t(Key::KeyTitle), &[t(Key::KeyText), &link]).is_err());
        })
    };
    html! {
        <>
            <p><b>{ t(Key::OnlyKey) }</b>{ " " }{ t(Key::OnlyKeyText) }</p>
            <div class="dialog-actions">
                { button("", t(Key::PrintKey), print) }
                { button("", t(Key::SaveKey), save) }
            </div>
            if *failed { <p class="warned" role="alert">{ t(Key::KeyByHand) }</p> }
            <iframe ref={frame} class="vh" tabindex="-1" aria-hidden="true" title={t(Key::KeyTitle)} />
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
        // Two browsers of one make that came in on one day are told apart by the time.
        let (day, time) = (names::day_of(device.since), dates::time_of(device.since));
        fill(Key::DeviceSince, &[("day", &day), ("time", &time)])
    }
}

fn face(room: &Room, device: &Device) -> Html {
    room.view.member(device.member).map(|member| badge(&Face::from(member), Fill::Full)).unwrap_or_default()
}
