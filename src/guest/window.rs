//! The way from a frame to a window of its own. The room goes along, from one page of the relay's to another: the page around the frame
//! has no part in it.

use yew::prelude::*;

use crate::{
    browser::page,
    devices, leaving, members,
    open_room::{
        dialog::{DialogContext, RoomDialog},
        store::{Room, RoomAction},
    },
    parts::{button::button, copy::CopyLink},
    strings::{Key, t, use_language},
};

/// The dialog that leads there.
pub static WINDOW: RoomDialog = RoomDialog { name: Key::OpenFullWindow };

/// Whether a window of its own would be another one.
pub fn is_offered(_: &Room) -> bool {
    page::is_framed()
}

/// What is in the dialog.
pub fn window(with: &DialogContext) -> Html {
    html! { <WayOut room={with.room.clone()} words={Key::WindowText} /> }
}

/// What is in a dialog in place of its own content, where a page that nobody has vouched for could trick a person into pressing: the
/// question is asked again in a window of its own.
pub fn asked_again(dialog: &RoomDialog, with: &DialogContext) -> Option<Html> {
    (is_sensitive(dialog) && !page::is_vouched_for())
        .then(|| html! { <WayOut room={with.room.clone()} words={Key::WindowFirst} /> })
}

/// Dialogs in which a room is erased or given away.
fn is_sensitive(dialog: &RoomDialog) -> bool {
    let sensitive =
        [&members::invite::INVITE, &devices::dialog::DEVICES, &leaving::dialog::REMOVE, &leaving::dialog::ERASE];
    sensitive.contains(&dialog)
}

/// Properties of [`WayOut`].
#[derive(PartialEq, Properties)]
struct WayOutProps {
    room: Room,
    words: Key,
}

/// A button that opens the window; its address, where the page around lets none open.
#[component]
fn WayOut(props: &WayOutProps) -> Html {
    use_language();
    let blocked = use_state_eq(|| None::<AttrValue>);
    let open = {
        let (room, blocked) = (props.room.clone(), blocked.setter());
        Callback::from(move |_: MouseEvent| {
            let blocked = blocked.clone();
            let tell = Callback::from(move |address: Option<String>| blocked.set(address.map(AttrValue::from)));
            room.act.emit(RoomAction::OpenWindow(tell));
        })
    };
    html! {
        <>
            <p class="lead">{ t(props.words) }</p>
            <div class="dialog-actions">{ button("primary", t(Key::OpenFullWindow), open) }</div>
            if let Some(address) = &*blocked {
                <p class="warned" role="alert">{ t(Key::WindowBlocked) }</p>
                <CopyLink link={address.clone()} name={t(Key::LinkBlocked)} />
            }
        </>
    }
}
