//! The dialogs of a room, one open at a time.

use std::rc::Rc;

use alongside_room::{BinnedThing, ItemId, ThingChanged};
use yew::prelude::*;

use crate::{
    browser::page,
    entrance::Loading,
    open_room::{
        dialog::{DialogContext, OtherRoom, RoomDialog},
        store::Room,
        tools::Tools,
    },
    parts::{button::button, dialog::Dialog, popover::Popover},
    room_screen::{
        contents::{DrawContent, use_dialogs},
        menu::MENU,
    },
    session::dialog::{SESSION, heading},
    strings::{Key, t, use_language},
    timer::pop_out::POP_OUT,
};

/// Properties of [`OpenDialog`].
#[derive(PartialEq, Properties)]
pub struct OpenDialogProps {
    pub room: Room,
    pub tools: Tools,
    pub dialog: Option<&'static RoomDialog>,
    /// Opens another dialog, or none.
    pub open: Callback<Option<&'static RoomDialog>>,
    /// The open point.
    pub point: Option<ItemId>,
    /// Opens a point that the search has found.
    pub look: Callback<ItemId>,
    /// What changed while this person was away.
    pub since: Rc<[ThingChanged]>,
    /// Leads to a thing.
    pub lead: Callback<BinnedThing>,
    /// The element of the room's screen.
    pub root: NodeRef,
    /// Does what this key does outside of fields.
    pub press: Callback<&'static str>,
    /// The other rooms of this device.
    pub others: Rc<[OtherRoom]>,
}

/// The open dialog. Opening another one closes the first, so the focus returns to the opener.
#[component]
pub fn OpenDialog(props: &OpenDialogProps) -> Html {
    use_language();
    let OpenDialogProps { room, tools, dialog, open, point, look, since, lead, root, press, others } = props;
    let next = use_state_eq(|| None::<&'static RoomDialog>);
    let leave = use_state_eq(|| false);
    let again = use_force_update();
    let content = use_dialogs();
    let opened_in = *use_memo(*dialog, |_| room.view.session.id);
    let pops_out = dialog.is_some_and(|dialog| *dialog == POP_OUT).then(|| open.reform(|()| None));
    let go = {
        let (next, leave) = (next.clone(), leave.clone());
        Callback::from(move |dialog: Option<&'static RoomDialog>| {
            next.set(dialog);
            leave.set(true);
        })
    };
    let closed = {
        let (open, next, leave) = (open.clone(), next.clone(), leave.clone());
        Callback::from(move |()| {
            // Read before `leave` is set: a handle shows what was set last.
            let to = *next;
            leave.set(false);
            next.set(None);
            open.emit(to);
        })
    };
    let (prefs, bell) = (tools.prefs.clone(), tools.bell.clone());
    let with = DialogContext {
        room: room.clone(),
        opened_in,
        pops_out,
        prefs,
        bell,
        go,
        again,
        open: *point,
        look: look.clone(),
        since: Rc::clone(since),
        lead: lead.clone(),
        root: root.clone(),
        menus: tools.menus.clone(),
        press: press.clone(),
        others: Rc::clone(others),
    };
    // Beside whatever dialog is open.
    let clock = match &content {
        Loading::There(draw) => draw(&POP_OUT, &with),
        Loading::NotYet { .. } => html! {},
    };
    let dialog = dialog.filter(|dialog| **dialog != POP_OUT);
    html! {
        <>
            // Each in a place of its own: a dialog that comes and goes leaves the clock's window open.
            <>{ clock }</>
            <>{ for dialog.map(|dialog| shown(dialog, content, &with, closed, *leave)) }</>
        </>
    }
}

/// A dialog with its content, as soon as that is there.
fn shown(
    dialog: &'static RoomDialog,
    content: Loading<DrawContent>,
    with: &DialogContext,
    closed: Callback<()>,
    leave: bool,
) -> Html {
    let content = match content {
        Loading::There(draw) => draw(dialog, with),
        Loading::NotYet { failed: false } => html! { <p class="aside loading">{ t(Key::Opening) }</p> },
        Loading::NotYet { failed: true } => html! {
            <>
                <p class="warned" role="alert">{ t(Key::LoadingFailed) }</p>
                { button("", t(Key::Reload), Callback::from(|_: MouseEvent| page::reload())) }
            </>
        },
    };
    let name = t(dialog.name);
    if *dialog == MENU {
        return html! { <Popover {name} opener=".menu-button" {closed} {leave}>{ content }</Popover> };
    }
    let title = (*dialog == SESSION).then(|| AttrValue::from(heading(&with.room, with.opened_in)));
    html! { <Dialog key={name} {name} {title} {closed} {leave}>{ content }</Dialog> }
}
