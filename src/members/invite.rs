//! Links that carry the room's key, and the dialog with the one for the other person.

use alongside_room::AboutEdit;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{clipboard, dom},
    members::names,
    open_room::{
        dialog::RoomDialog,
        store::{Link, Room},
        tools::use_tools,
    },
    parts::field::Field,
    strings::{Key, fill, list, t},
};

/// The link for the other.
pub static INVITE: RoomDialog = RoomDialog { name: Key::Invite, draw: |with| invite(&with.room) };

/// The link, and who is in.
fn invite(room: &Room) -> Html {
    let others: Vec<String> = room.view.members.iter().map(|member| member.name.to_string()).collect();
    let who =
        if others.len() < 2 { t(Key::InYou).to_owned() } else { fill(Key::InNames, &[("names", &list(&others))]) };
    let expected = {
        let room = room.clone();
        Callback::from(move |name: String| room.edit(AboutEdit::SetExpected { name }))
    };
    html! {
        <>
            <div class="part">
                <CopyLink link={room.link.emit(Link::Invite)} name={t(Key::InviteLink)} />
                <p>{ t(Key::InviteText) }{ " " }<span dir="auto">{ who }</span></p>
            </div>
            if names::others(room).next().is_none() {
                <label class="labelled">{ t(Key::WhoFor) }
                    <Field name={t(Key::WhoFor)} value={room.view.expected.to_string()} change={expected} />
                </label>
            }
        </>
    }
}

/// What [`CopyLink`] shows.
#[derive(PartialEq, Properties)]
pub struct CopyLinkProps {
    /// What it holds.
    pub link: AttrValue,
    /// What it is called.
    pub name: AttrValue,
}

/// A link to read, and a button that copies it; where the browser refuses that, it is selected for copying by hand.
#[component]
pub fn CopyLink(props: &CopyLinkProps) -> Html {
    let CopyLinkProps { link, name } = props;
    let field = use_node_ref();
    let copied = use_state_eq(|| false);
    let tools = use_tools();
    let copy = {
        let (link, copied, field) = (link.clone(), copied.clone(), field.clone());
        Callback::from(move |_: MouseEvent| {
            let (link, copied, field, tools) = (link.clone(), copied.clone(), field.clone(), tools.clone());
            dom::select_all(&field);
            spawn_local(async move {
                if clipboard::copy(&link).await.is_ok() {
                    copied.set(true);
                    if let Some(tools) = tools {
                        tools.say.emit(t(Key::Copied).into());
                    }
                } else {
                    dom::focus(&field);
                    dom::select_all(&field);
                }
            });
        })
    };
    let select = {
        let field = field.clone();
        Callback::from(move |_: FocusEvent| dom::select_all(&field))
    };
    html! {
        <div class="copy">
            <label class="labelled">{ name }
                <input ref={field} class="field" readonly=true value={link.clone()} aria-label={name.clone()} onfocus={select} />
            </label>
            <button type="button" class="primary" aria-label={t(Key::CopyLink)} onclick={copy}>{ t(if *copied { Key::Copied } else { Key::CopyLink }) }</button>
        </div>
    }
}
