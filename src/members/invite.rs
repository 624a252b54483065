//! The dialog with the link for the other person.

use alongside_peer::invite::{self, Invited};
use alongside_room::{AboutEdit, Invitation, InvitationEnd, InvitationsEdit};
use yew::prelude::*;

use crate::{
    browser::share,
    calendar,
    members::names,
    open_room::{
        dialog::{DialogContext, RoomDialog},
        store::{Link, Room},
    },
    pairing::{self, OfferProps, PairingScreens},
    parts::{button::button, copy::CopyLink, field::Field, qr_code::qr_code},
    strings::{Key, fill, list, t, use_language},
};

/// The link for the other.
pub static INVITE: RoomDialog = RoomDialog { name: Key::Invite };

/// What is in the dialog.
pub fn invite(with: &DialogContext) -> Html {
    html! { <Invite room={with.room.clone()} /> }
}

/// What [`Invite`] shows.
#[derive(PartialEq, Properties)]
pub struct InviteProps {
    pub room: Room,
}

/// Whom it is for, the link with the ways to send it, what became of it, and who is here.
#[component]
pub fn Invite(props: &InviteProps) -> Html {
    use_language();
    let room = &props.room;
    let link = use_state_eq(|| room.link.emit(Link::Invite));
    let others: Vec<String> = room.view.members.iter().map(|member| member.name.to_string()).collect();
    let who =
        if others.len() < 2 { t(Key::InYou).to_owned() } else { fill(Key::InNames, &[("names", &list(&others))]) };
    let expected = {
        let room = room.clone();
        Callback::from(move |name: String| room.edit(AboutEdit::SetExpected { name }))
    };
    let shown = room.view.invitations.iter().find(|one| is_link_of(&link, one));
    let renew = {
        let (room, link, mailbox) = (room.clone(), link.setter(), shown.map(|one| one.mailbox));
        Callback::from(move |_: MouseEvent| {
            if let Some(mailbox) = mailbox {
                room.edit(InvitationsEdit::End { mailbox, how: InvitationEnd::Withdrawn });
            }
            link.set(room.link.emit(Link::Invite));
        })
    };
    let by_code = pair_by_code(room, &use_state(|| None), &use_state_eq(|| false));
    // No control goes from under a hand: only the words change when the link was used.
    let is_good = shown.is_none_or(|one| one.ended.is_none());
    let me = names::name(&room.view, room.me);
    let message = fill(Key::InviteMessage, &[("name", &me), ("link", &link)]);
    let send = {
        let (text, link) = (fill(Key::InviteWords, &[("name", &me)]), (*link).clone());
        Callback::from(move |_: MouseEvent| share::share(&text, &link))
    };
    html! {
        <>
            if names::others(room).next().is_none() {
                <label class="labelled">{ t(Key::WhoFor) }
                    <Field field="expected" name={t(Key::WhoFor)} value={room.view.expected.to_string()} change={expected} />
                </label>
            }
            <div class="part invite-part">
                <CopyLink link={(*link).clone()} name={t(Key::InviteLink)} {message}>
                    if share::is_offered() { { button("", t(Key::Share), send) } }
                </CopyLink>
                if is_good { { qr_code(&link) } }
                <div>
                    <p><b>{ who }</b></p>
                    <p>if is_good { { t(Key::InviteText) }{ " " }{ t(Key::InviteOnce) } }</p>
                    <p role="status">{ shown.map(|one| fate(room, one)) }</p>
                </div>
                { by_code }
                <div class="dialog-actions">
                    { button("", t(Key::NewLink), renew) }
                    if is_good { <small>{ t(Key::NewLinkText) }</small> }
                </div>
            </div>
        </>
    }
}

/// A code to read out, from when it is wanted: what makes one is loaded then.
fn pair_by_code(room: &Room, screens: &UseStateHandle<Option<PairingScreens>>, failed: &UseStateHandle<bool>) -> Html {
    let Some(screens) = &**screens else {
        let (then, failed) = (screens.setter(), failed.clone());
        let has_failed = *failed;
        let press = Callback::from(move |_: MouseEvent| {
            let (then, failed) = (then.clone(), failed.setter());
            let try_again = move || {
                failed.set(true);
                true
            };
            pairing::load(try_again, move |screens| then.set(Some(screens)));
        });
        return html! {
            <div class="dialog-actions">
                { button("", t(Key::ShowPairingCode), press) }
                <small>{ t(if has_failed { Key::LoadingFailed } else { Key::PairByCodeText }) }</small>
            </div>
        };
    };
    let name = names::others(room).next().map_or_else(|| room.view.expected.clone(), |_| "".into());
    let link = room.link.reform(|()| Link::Invite);
    html! { <section aria-label={t(Key::PairByCode)}>{ (screens.offer)(OfferProps { name, link }) }</section> }
}

fn is_link_of(link: &str, invitation: &Invitation) -> bool {
    link.ends_with(&**invite::Invite { pairing: invitation.pairing, to: Invited::Person }.fragment())
}

/// What became of a link: used, or not at the relay yet.
fn fate(room: &Room, invitation: &Invitation) -> String {
    match invitation.ended {
        Some(InvitationEnd::Used(at)) => {
            fill(Key::InviteUsed, &[("day", &calendar::day_of(at)), ("time", &calendar::time_of(at))])
        }
        None if !room.facts.deposited.contains(&invitation.mailbox) => t(Key::InviteWaits).to_owned(),
        _ => String::new(),
    }
}
