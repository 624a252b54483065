//! Which of a person's tabs is the foremost.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use alongside_wire::RoomId;
use gloo::{
    events::EventListener,
    utils::{document, window},
};
use litemap::LiteMap;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::browser::{clock, entropy, page};

/// Tells which of the tabs that have a room open is the foremost: the one in view, else the one that was used last. It alone
/// notifies, since all of them are one person's; and the foremost of those that can be heard rings. Dropping it tells the others
/// that this tab is gone. (Two elements in one page count as two tabs.)
pub struct Foremost(Rc<ForemostTab>);

struct ForemostTab {
    channel: Option<BroadcastChannel>,
    name: u64,
    own: Cell<TabUse>,
    others: RefCell<OtherTabs>,
    changed: Box<dyn Fn()>,
    listeners: RefCell<Vec<EventListener>>,
}

/// How a tab is used, by what puts it before others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct TabUse {
    is_visible: bool,
    /// When it was shown or focused last, in milliseconds of the wall clock, which all tabs share.
    at: u64,
    /// Whether its bell can be heard: browsers let a page sound once it was touched.
    can_ring: bool,
}

/// What the foremost tab does, and no other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Duties {
    pub notifies: bool,
    pub rings: bool,
}

/// What the other tabs told, and when, by their names.
#[derive(Default)]
struct OtherTabs(LiteMap<u64, (TabUse, u64)>);

/// A tab that is silent for so long, in milliseconds, is gone without having said so. A hidden one is woken once a minute.
const GONE_AFTER: u64 = 150_000;

impl OtherTabs {
    /// A tab told this, at this time: its use, or that it is gone.
    fn hear(&mut self, name: u64, told: Option<TabUse>, now: u64) {
        match told {
            Some(told) => drop(self.0.insert(name, (told, now))),
            None => drop(self.0.remove(&name)),
        }
    }

    /// What the tab of this name does, of all that are there.
    fn leave_to(&self, own: TabUse, name: u64, now: u64) -> Duties {
        let is_there = |heard: u64| now.saturating_sub(heard) < GONE_AFTER;
        let others =
            || self.0.iter().filter(|(_, (_, heard))| is_there(*heard)).map(|(other, (used, _))| (*used, *other));
        Duties {
            notifies: others().all(|other| other < (own, name)),
            rings: own.can_ring && others().all(|other| !other.0.can_ring || other < (own, name)),
        }
    }
}

impl Foremost {
    /// Joins the tabs of this room; `changed` is called when another tab told something, or this one came or went.
    pub fn join(room: RoomId, changed: impl Fn() + 'static) -> Self {
        let tab = Rc::new(ForemostTab {
            // Where the browser keeps tabs apart each is the foremost.
            channel: BroadcastChannel::new(&format!("alongside foremost {room}")).ok(),
            name: entropy::id().map(u64::from_le_bytes).unwrap_or_default(),
            own: Cell::new(TabUse { is_visible: page::is_visible(), at: clock::wall(), can_ring: false }),
            others: RefCell::default(),
            changed: Box::new(changed),
            listeners: RefCell::default(),
        });
        let mut listeners = Vec::new();
        if let Some(channel) = &tab.channel {
            let this = Rc::downgrade(&tab);
            listeners.push(EventListener::new(channel, "message", move |event| {
                let told = event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string());
                if let (Some(this), Some(told)) = (this.upgrade(), told) {
                    this.hear(&told);
                }
            }));
        }
        let used = |tab: &Weak<ForemostTab>| {
            let tab = Weak::clone(tab);
            move |_: &web_sys::Event| {
                if let Some(tab) = tab.upgrade() {
                    tab.is_used();
                }
            }
        };
        let this = Rc::downgrade(&tab);
        listeners.push(EventListener::new(&document(), "visibilitychange", used(&this)));
        listeners.push(EventListener::new(&window(), "focus", used(&this)));
        listeners.push(EventListener::new(&window(), "pageshow", used(&this)));
        listeners.push(EventListener::new(&window(), "pagehide", move |_| {
            if let Some(tab) = this.upgrade() {
                tab.tell("bye");
            }
        }));
        tab.listeners.replace(listeners);
        tab.tell("who");
        Self(tab)
    }

    /// What this tab does now.
    pub fn duties(&self) -> Duties {
        self.0.others.borrow().leave_to(self.0.own.get(), self.0.name, clock::wall())
    }

    /// Tells the others that this tab is still there, and whether its bell can be heard.
    pub fn tell(&self, can_ring: bool) {
        self.0.own.set(TabUse { can_ring, ..self.0.own.get() });
        self.0.tell("here");
    }
}

impl ForemostTab {
    fn is_used(&self) {
        let before = self.own.get();
        let is_visible = page::is_visible();
        self.own.set(TabUse { is_visible, at: if is_visible { clock::wall() } else { before.at }, ..before });
        self.tell("here");
        (self.changed)();
    }

    fn tell(&self, what: &str) {
        if let Some(channel) = &self.channel {
            let words = self.own.get().in_words(what, self.name);
            // Throws only on a closed channel, and ours closes on drop.
            let _ = channel.post_message(&words.into());
        }
    }

    fn hear(&self, told: &str) {
        let Some((what, name, used)) = TabUse::of_words(told) else { return };
        self.others.borrow_mut().hear(name, (what != "bye").then_some(used), clock::wall());
        if what == "who" {
            self.tell("here");
        }
        (self.changed)();
    }
}

impl TabUse {
    /// As it is told to other tabs.
    fn in_words(self, what: &str, name: u64) -> String {
        let Self { is_visible, at, can_ring } = self;
        format!("{what} {name} {} {at} {}", u8::from(is_visible), u8::from(can_ring))
    }

    fn of_words(told: &str) -> Option<(&str, u64, Self)> {
        let mut words = told.split(' ');
        let (what, name) = (words.next()?, words.next()?.parse().ok()?);
        let (is_visible, at, can_ring) = (words.next()? == "1", words.next()?.parse().ok()?, words.next()? == "1");
        Some((what, name, Self { is_visible, at, can_ring }))
    }
}

impl Drop for ForemostTab {
    fn drop(&mut self) {
        self.tell("bye");
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEN: TabUse = TabUse { is_visible: true, at: 5, can_ring: true };
    const USED: TabUse = TabUse { is_visible: false, at: 9, can_ring: true };

    /// The names of the tabs that notify, and of those that ring.
    fn dutiful(tabs: &[(u64, TabUse)]) -> [Vec<u64>; 2] {
        let duties = |(name, own): &(u64, TabUse)| {
            let mut others = OtherTabs::default();
            tabs.iter()
                .filter(|(other, _)| other != name)
                .for_each(|(other, used)| others.hear(*other, Some(*used), 0));
            others.leave_to(*own, *name, 1_000)
        };
        let named =
            |has: fn(Duties) -> bool| tabs.iter().filter(|tab| has(duties(tab))).map(|(name, _)| *name).collect();
        [named(|duties| duties.notifies), named(|duties| duties.rings)]
    }

    #[test]
    fn of_the_tabs_of_one_person_one_rings_the_one_in_view_or_the_last_used() {
        let older = TabUse { at: 3, ..USED };
        let tabs = [(1, older), (2, SEEN), (3, USED), (4, SEEN)];
        let both = |name: u64| [vec![name], vec![name]];
        assert_eq!(dutiful(&tabs), both(4), "of two in view, one");
        assert_eq!(dutiful(&tabs[..3]), both(2), "the one in view");
        assert_eq!(dutiful(&[tabs[0], tabs[2]]), both(3), "the last used");
        assert_eq!(dutiful(&tabs[..1]), both(1), "the only one");
    }

    #[test]
    fn a_tab_that_was_never_touched_leaves_the_bell_to_one_that_can_be_heard() {
        let untouched = TabUse { can_ring: false, ..SEEN };
        assert_eq!(dutiful(&[(1, USED), (2, untouched)]), [vec![2], vec![1]]);
        assert_eq!(dutiful(&[(2, untouched)]), [vec![2], vec![]]);
    }

    #[test]
    fn a_tab_that_closed_or_fell_silent_keeps_no_other_from_ringing() {
        let mut others = OtherTabs::default();
        let notifies = |others: &OtherTabs, now| others.leave_to(USED, 1, now).notifies;
        others.hear(2, Some(SEEN), 0);
        assert!(!notifies(&others, GONE_AFTER - 1));
        assert!(notifies(&others, GONE_AFTER), "it crashed");
        others.hear(2, Some(SEEN), GONE_AFTER);
        others.hear(2, None, GONE_AFTER);
        assert!(notifies(&others, GONE_AFTER));
    }

    #[test]
    fn what_a_tab_tells_is_what_the_others_hear() {
        for used in [SEEN, USED, TabUse { can_ring: false, ..USED }] {
            assert_eq!(TabUse::of_words(&used.in_words("here", 7)), Some(("here", 7, used)));
        }
        for other in ["", "here", "here x 1 5 1", "here 7 1 5"] {
            assert_eq!(TabUse::of_words(other), None, "{other}");
        }
    }
}
