//! The dialog with the link for the other person.

use alongside_room::AboutEdit;
use yew::prelude::*;

use crate::{
    members::names,
    open_room::{
        dialog::RoomDialog,
        store::{Link, Room},
    },
    parts::{copy::CopyLink, field::Field},
    strings::{Key, fill, list, t},
};

/// The dialog of the invite.
pub static INVITE: RoomDialog = RoomDialog { name: Key::Invite, draw: |with| invite(&with.room) };

/// The invite link, and who is in the room.
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
                    <Field field="expected" name={t(Key::WhoFor)} value={room.view.expected.to_string()} change={expected} />
                </label>
            }
        </>
    }
}
