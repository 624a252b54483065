//! A link that was opened: what the relay says of its invitation, and how this device takes it.
//!
//! To look uses nothing up: programs that preview links open pages, too. It is taken when the person goes on, under a
//! claimant that this device keeps: who gets no answer asks again under the same, and gets the key then.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use alongside_peer::{
    invitation::{self, Answer, Card, ClaimReply},
    invite::{Invite, Invited},
};
use alongside_room::{Member, MemberId, Moment, Role};
use alongside_wire::{Claimant, MailboxId, RoomId};
use gloo::timers::callback::Timeout;
use yew::Callback;

use crate::{
    browser::{
        entropy, page,
        prefs::Prefs,
        socket::{Socket, SocketEvent},
        storage::CLAIM,
    },
    calendar,
    rooms::{
        context::RoomsContext,
        screens::{Screen, Spent},
    },
};

/// The preference that holds the invitations that this device took, each with the room that it led to.
const TAKEN: &str = "taken";
/// So many of them are remembered.
const REMEMBERED: usize = 32;

/// How the address comes to show a room.
#[derive(Clone, Copy)]
pub(super) enum Address {
    /// In place of a link.
    Replace,
    /// As a step from which "back" leads here.
    Push,
}

/// What the person at this device says about who they are, before the room is there.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Intent {
    /// One who is in it.
    JoinAs(MemberId),
    /// Somebody new, of this name, who was shown so many members.
    Join { name: String, among: usize },
    /// The other device is theirs.
    Link,
}

/// An invitation whose link was opened.
pub(super) struct Claiming {
    pub(super) invite: Invite,
    pub(super) address: Address,
    socket_address: String,
    /// Where one signs in, should something in front of the relay ask for that.
    sign_in: Rc<str>,
    /// None as long as this only looks.
    claimant: Cell<Option<Claimant>>,
    pub(super) intent: RefCell<Option<Intent>>,
    pub(super) answer: RefCell<Option<Answer>>,
    /// Who invites, once a card has said so: the relay keeps no card of a room that was erased.
    by: RefCell<Option<Rc<str>>>,
    offline: Cell<bool>,
    signed_out: Cell<bool>,
    tries: Cell<u32>,
    socket: RefCell<Option<Socket>>,
    again: RefCell<Option<Timeout>>,
    changed: Callback<()>,
}

impl Claiming {
    pub(super) fn begin(invite: Invite, address: Address, context: &RoomsContext, changed: Callback<()>) -> Rc<Self> {
        // This device took it, and did not hear what it got.
        let begun = claim_begun(&context.prefs, invitation::mailbox(&invite.pairing));
        let claiming = Rc::new(Self {
            invite,
            address,
            socket_address: page::socket_address(&context.relay).unwrap_or_default(),
            sign_in: context.sign_in(),
            claimant: Cell::new(begun),
            intent: RefCell::default(),
            answer: RefCell::default(),
            by: RefCell::default(),
            offline: Cell::default(),
            signed_out: Cell::default(),
            tries: Cell::default(),
            socket: RefCell::default(),
            again: RefCell::default(),
            changed,
        });
        claiming.ask();
        claiming
    }

    fn ask(self: &Rc<Self>) {
        drop(self.again.take());
        let this = Rc::downgrade(self);
        let opened = Socket::open(&self.socket_address, move |event| {
            if let Some(this) = this.upgrade() {
                this.happened(event);
            }
        });
        match opened {
            Ok(socket) => drop(self.socket.replace(Some(socket))),
            Err(_) => self.failed(),
        }
    }

    fn happened(self: &Rc<Self>, event: SocketEvent) {
        let heard = match event {
            SocketEvent::Opened => return self.signed_out.set(false),
            SocketEvent::SignedOut(is_so) => {
                self.signed_out.set(is_so);
                return self.changed.emit(());
            }
            SocketEvent::Closed => ClaimReply::Ended,
            SocketEvent::Arrived(frame) => invitation::hear(&self.invite.pairing, self.claimant.get(), &frame),
        };
        match heard {
            ClaimReply::Nothing => {}
            ClaimReply::Ended => self.failed(),
            ClaimReply::Say(frame) => {
                if let Some(socket) = &*self.socket.borrow() {
                    socket.send(&frame);
                }
            }
            ClaimReply::Answer(answer) => {
                drop(self.socket.take());
                self.offline.set(false);
                if !matches!(answer, Answer::Waiting(_) | Answer::Taken(..)) {
                    // Its maker may reach the relay yet; a room that was left may be erased.
                    self.ask_again();
                }
                if let Answer::Waiting(card) | Answer::Withdrawn(Some(card)) = &answer {
                    self.by.replace(inviting(card));
                }
                self.answer.replace(Some(answer));
                self.changed.emit(());
            }
        }
    }

    fn failed(self: &Rc<Self>) {
        drop(self.socket.take());
        self.offline.set(true);
        self.ask_again();
        self.changed.emit(());
    }

    fn ask_again(self: &Rc<Self>) {
        let tries = self.tries.get();
        self.tries.set(tries + 1);
        let this: Weak<Self> = Rc::downgrade(self);
        let again = Timeout::new(SOONEST << tries.min(4), move || {
            if let Some(this) = this.upgrade() {
                this.ask();
            }
        });
        self.again.replace(Some(again));
    }

    /// The person goes on: the invitation is taken for this device.
    pub(super) fn take(self: &Rc<Self>, intent: Intent, prefs: &Prefs) {
        let Ok(drawn) = entropy::claimant() else { return };
        let claimant = self.claimant.get().unwrap_or(Claimant(drawn));
        let mailbox = invitation::mailbox(&self.invite.pairing);
        prefs.set(CLAIM, &format!("{mailbox} {claimant}"));
        let intent = match (intent, &*self.answer.borrow()) {
            (Intent::Join { name, .. }, Some(Answer::Waiting(card))) => {
                Intent::Join { name, among: card.members.len() }
            }
            (intent, _) => intent,
        };
        self.claimant.set(Some(claimant));
        self.intent.replace(Some(intent));
        self.answer.replace(None);
        self.ask();
        self.changed.emit(());
    }

    /// What is drawn of it.
    pub(super) fn screen(&self) -> Screen {
        match &*self.answer.borrow() {
            None | Some(Answer::Taken(..)) => Screen::Opening {
                offline: self.offline.get(),
                trouble: None,
                sign_in: self.signed_out.get().then(|| Rc::clone(&self.sign_in)),
            },
            Some(Answer::Waiting(card)) if self.invite.to == Invited::MyDevice => {
                Screen::Link { names: card.rooms.iter().map(|name| name.as_str().into()).collect() }
            }
            Some(Answer::Waiting(card)) => Screen::WhoAreYou { members: members(card), by: inviting(card) },
            Some(Answer::Used { at }) => {
                let (day, time) = (calendar::day_of(Moment(*at)), calendar::time_of(Moment(*at)));
                Screen::Spent(Spent::Used { day: day.into(), time: time.into() })
            }
            Some(Answer::Withdrawn(Some(card))) if !card.members.is_empty() => {
                Screen::Rotated { by: card.members[0].name.as_str().into() }
            }
            Some(Answer::Withdrawn(_)) => Screen::Spent(Spent::Withdrawn),
            Some(Answer::Erased) => Screen::Erased { by: self.by.borrow().clone() },
            Some(Answer::Expired) => Screen::Spent(Spent::Expired),
            Some(Answer::Unknown) => Screen::Spent(Spent::Unknown),
        }
    }
}

fn inviting(card: &Card) -> Option<Rc<str>> {
    card.members.first().map(|member| member.name.as_str().into())
}

fn members(card: &Card) -> Rc<[Member]> {
    let shown = card.members.iter().enumerate().map(|(place, member)| Member {
        id: member.id(),
        name: member.name.as_str().into(),
        initial: member.name.chars().take(1).collect::<String>().into(),
        place,
        role: Role::Coach,
        joined: Moment(0),
        also: Rc::from([]),
        keys: Rc::from([]),
    });
    shown.collect()
}

fn claim_begun(prefs: &Prefs, mailbox: MailboxId) -> Option<Claimant> {
    let text = prefs.text(CLAIM)?;
    let (of, claimant) = text.split_once(' ')?;
    (of.parse() == Ok(mailbox)).then_some(claimant.parse().ok()).flatten()
}

pub(super) fn room_taken(prefs: &Prefs, mailbox: MailboxId) -> Option<RoomId> {
    let text = prefs.text(TAKEN)?;
    let mut taken = text.split(' ').filter_map(|pair| pair.split_once(':'));
    taken.find(|(of, _)| of.parse() == Ok(mailbox)).and_then(|(_, room)| room.parse().ok())
}

pub(super) fn remember(prefs: &Prefs, mailbox: MailboxId, room: RoomId) {
    let text = prefs.text(TAKEN).unwrap_or_default();
    let before = text.split(' ').filter(|pair| !pair.is_empty()).take(REMEMBERED - 1);
    let all: Vec<String> = [format!("{mailbox}:{room}")].into_iter().chain(before.map(str::to_owned)).collect();
    prefs.set(TAKEN, &all.join(" "));
}

/// Milliseconds until the relay is asked again for the first time.
const SOONEST: u32 = 2_000;
