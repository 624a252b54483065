//! The devices in the room: a link for another one of mine, the same on paper, and key rotation.

use std::rc::Rc;

use alongside_room::{Device, DeviceId};
use yew::prelude::*;

use crate::{
    browser::{dom, print},
    calendar,
    members::names,
    open_room::{
        dialog::{DialogContext, Go, RoomDialog},
        store::{Link, Room, RoomAction, is_all_sent},
    },
    parts::{
        badge::{Face, Fill, badge},
        button::button,
        copy::CopyLink,
    },
    strings::{Key, fill, shown, t, use_language},
};

/// The dialog of the devices.
pub static DEVICES: RoomDialog = RoomDialog { name: Key::Devices };

/// What is in the dialog.
pub fn devices(with: &DialogContext) -> Html {
    html! { <Devices room={with.room.clone()} go={with.go.clone()} /> }
}

/// Properties of [`Devices`].
#[derive(PartialEq, Properties)]
pub struct DevicesProps {
    pub room: Room,
    pub go: Go,
}

/// Lists who is in the room at which device. Which devices to keep is asked only while the key is being rotated.
#[component]
pub fn Devices(props: &DevicesProps) -> Html {
    use_language();
    let DevicesProps { room, go } = props;
    let rotation = use_reducer_eq(RotationChoice::default);
    let listed = room.view.devices.iter().filter(|device| room.known.contains(&device.id));
    let row = |device| if rotation.is_open { choice(room, device, &rotation) } else { row(room, device) };
    html! {
        <>
            <div class="part">
                <h3>{ t(Key::DevicesIn) }</h3>
                <ul class="device-list" role="list" aria-label={t(Key::DevicesIn)}>{ for listed.map(row) }</ul>
                <p>{ t(Key::ChangeKeyAbout) }</p>
                { change_key(room, go, &rotation) }
            </div>
            // The question which devices to keep stands alone. What is below it may go: nothing above moves.
            if !rotation.is_open { <LinkDevice room={room.clone()} /> }
        </>
    }
}

/// Which devices are to get the new key, while the person chooses.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RotationChoice {
    is_open: bool,
    left_out: Vec<DeviceId>,
}

/// What a person does about that choice.
pub enum RotationAction {
    /// Begins to choose, or stops.
    Open(bool),
    /// Keeps this device, or leaves it out.
    Keep(DeviceId, bool),
}

impl Reducible for RotationChoice {
    type Action = RotationAction;

    fn reduce(self: Rc<Self>, action: RotationAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            RotationAction::Open(is_open) => next.is_open = is_open,
            RotationAction::Keep(device, is_kept) => {
                next.left_out.retain(|other| *other != device);
                if !is_kept {
                    next.left_out.push(device);
                }
            }
        }
        next.into()
    }
}

/// A device and its member.
fn row(room: &Room, device: &Device) -> Html {
    html! {
        <li key={device.id.to_string()}>
            { face(room, device) }<span><span>{ shown_whose(room, device) }</span><small>{ note(room, device) }</small></span>
        </li>
    }
}

/// A device and its member, with a checkbox to keep it.
fn choice(room: &Room, device: &Device, rotation: &UseReducerHandle<RotationChoice>) -> Html {
    let (id, who, note) = (device.id, whose(room, device), note(room, device));
    let name = fill(Key::KeepDevice, &[("device", &who), ("note", &note)]);
    let is_kept = !rotation.left_out.contains(&id);
    let dispatch = rotation.dispatcher();
    let keep = Callback::from(move |event: Event| dispatch.dispatch(RotationAction::Keep(id, dom::checked(&event))));
    html! {
        <li key={id.to_string()}>
            <label class="check">
                <input type="checkbox" aria-label={name} checked={is_kept} disabled={id == room.device} onchange={keep} />
                <span><span>{ shown_whose(room, device) }</span><small>{ note }</small></span>
            </label>
        </li>
    }
}

/// Key rotation: the offer, then the choice of devices, then nothing while it is under way.
fn change_key(room: &Room, go: &Go, rotation: &UseReducerHandle<RotationChoice>) -> Html {
    if !is_all_sent(&room.facts) {
        return html! { <p role="status">{ t(Key::ChangeKeyOffline) }</p> };
    }
    let open = |is_open: bool| {
        let dispatch = rotation.dispatcher();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(RotationAction::Open(is_open)))
    };
    let change = {
        let (room, go, rotation) = (room.clone(), go.clone(), rotation.clone());
        Callback::from(move |_: MouseEvent| {
            go.emit(None);
            let kept = room.known.iter().copied().filter(|id| !rotation.left_out.contains(id)).collect();
            room.act.emit(RoomAction::RotateKey(kept));
        })
    };
    html! {
        if rotation.is_open {
            <p class="warned">{ t(Key::ChangeKeyText) }</p>
            <div class="dialog-actions">
                { button("danger", t(Key::ChangeKey), change) }
                { button("", t(Key::Cancel), open(false)) }
            </div>
        } else if room.rotation.is_none() {
            <div class="dialog-actions">{ button("", t(Key::ChangeKey), open(true)) }</div>
        }
    }
}

/// Properties of [`LinkDevice`].
#[derive(PartialEq, Properties)]
struct LinkDeviceProps {
    room: Room,
}

/// The link for another device of mine, once asked for, and the same to keep on paper.
#[component]
fn LinkDevice(props: &LinkDeviceProps) -> Html {
    use_language();
    let linked = use_state_eq(|| None::<AttrValue>);
    let part = use_node_ref();
    // The link replaces its button, which had the focus.
    use_effect_with(linked.is_some(), {
        let part = part.clone();
        move |shown| {
            if *shown {
                dom::focus_first(&part, ".copy input");
            }
        }
    });
    let show = {
        let (linked, room) = (linked.setter(), props.room.clone());
        Callback::from(move |_: MouseEvent| linked.set(Some(room.link.emit(Link::MyDevice).into())))
    };
    html! {
        <div ref={part} class="part">
            if let Some(link) = &*linked {
                <CopyLink link={link} name={t(Key::DeviceLink)} />
            } else {
                <div class="dialog-actions">{ button("primary", t(Key::LinkDevice), show) }</div>
            }
            <p>{ t(Key::LinkDeviceText) }</p>
            if linked.is_some() { <OnlyKey printed={AttrValue::from(props.room.link.emit(Link::PrintedKey))} /> }
        </div>
    }
}

/// Properties of [`OnlyKey`].
#[derive(PartialEq, Properties)]
struct OnlyKeyProps {
    printed: AttrValue,
}

/// The key to all rooms, as something to keep outside all devices.
#[component]
fn OnlyKey(props: &OnlyKeyProps) -> Html {
    use_language();
    let frame = use_node_ref();
    let failed = use_state_eq(|| false);
    let save = {
        let (printed, failed) = (props.printed.clone(), failed.clone());
        Callback::from(move |_: MouseEvent| {
            let text = format!("{}\n\n{}\n\n{printed}\n", t(Key::KeyTitle), t(Key::KeyText));
            failed.set(print::save("alongside-key.txt", &text).is_err());
        })
    };
    let print = {
        let (printed, frame, failed) = (props.printed.clone(), frame.clone(), failed.clone());
        Callback::from(move |_: MouseEvent| {
            failed.set(print::print(&frame, t(Key::KeyTitle), &[t(Key::KeyText), &printed]).is_err());
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

/// The same to be shown.
fn shown_whose(room: &Room, device: &Device) -> Html {
    shown(Key::DeviceOf, &[("name", &names::name(&room.view, device.member)), ("device", &device.name)])
}

fn note(room: &Room, device: &Device) -> String {
    if device.id == room.device {
        t(Key::ThisDevice).to_owned()
    } else if device.under != room.key {
        t(Key::DeviceAwaited).to_owned()
    } else {
        // Two devices with the same browser that joined on one day differ by the time.
        let (day, time) = (calendar::day_of(device.since), calendar::time_of(device.since));
        fill(Key::DeviceSince, &[("day", &day), ("time", &time)])
    }
}

fn face(room: &Room, device: &Device) -> Html {
    room.view.member(device.member).map(|member| badge(&Face::from(member), Fill::Full)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_left_out_until_it_is_kept_again() {
        let (phone, laptop) = (DeviceId([1; 8]), DeviceId([2; 8]));
        let mut choice = Rc::new(RotationChoice::default());
        let mut after = |action| {
            choice = Rc::clone(&choice).reduce(action);
            (choice.is_open, choice.left_out.clone())
        };
        assert_eq!(after(RotationAction::Open(true)), (true, vec![]));
        assert_eq!(after(RotationAction::Keep(phone, false)), (true, vec![phone]));
        assert_eq!(after(RotationAction::Keep(laptop, false)), (true, vec![phone, laptop]));
        assert_eq!(after(RotationAction::Keep(phone, true)), (true, vec![laptop]));
        assert_eq!(after(RotationAction::Open(false)), (false, vec![laptop]), "the choice is kept");
    }
}
