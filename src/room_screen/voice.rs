//! What is said aloud in a room, and what came while I was away.

use std::{cell::RefCell, rc::Rc};

use alongside_peer::facts::{Notice, Sync};
use alongside_room::{
    AgendaChange, Change, ItemId, Moment, Refused, Timer, TimerChange, TimerState, TimerStateKind, Way,
};
use gloo::timers::callback::{Interval, Timeout};
use yew::prelude::*;

use crate::{
    announcer::{Announcer, ClockDeed, Deeds},
    browser::{
        clock,
        prefs::{Prefs, in_room},
    },
    members::names,
    open_room::store::{News, Room},
    parts::{debounce::use_debounced, news::use_news, tick::use_tick},
    room_screen::away::{Away, away_words},
    strings::{Key, count, fill, t},
    sync::chip::{WORSE_AFTER, rank},
};

/// How long a toast stands, in milliseconds.
const TOAST: u32 = 4_000;

/// For how long a line stands beside what is said after it, in milliseconds: two in one drawing are both heard.
const STANDS: u64 = 1_000;

/// A line that is said aloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which line of this room's it is.
    pub number: u64,
    /// Its words.
    pub words: AttrValue,
    at: u64,
}

/// A line for the eye.
#[derive(Debug, Clone, PartialEq)]
struct Toast {
    words: AttrValue,
    /// It answers what I did: what others did waits until it has faded.
    mine: bool,
}

/// What a room says.
pub struct Voice {
    /// Says a result of mine aloud.
    pub say: Callback<AttrValue>,
    /// What was said last, in order.
    pub said: Rc<[Line]>,
    /// The same for the eye: an answer to me that nothing else on the screen shows, and whose hand moved what.
    pub toast: Option<AttrValue>,
    /// What came while I was away.
    pub away: Away,
    /// That was read.
    pub forget_away: Callback<()>,
}

/// Hears the news, gathers what others did, and says it.
#[hook]
pub fn use_voice(room: Room, prefs: Prefs) -> Voice {
    let said = use_state_eq(Rc::<[Line]>::default);
    let toast = use_state_eq(|| None::<Toast>);
    let gathering = use_state_eq(|| false);
    let announcer = use_mut_ref(Announcer::default);
    let away = use_state(Vec::<(String, Deeds)>::new);
    let read = use_state_eq(|| false);

    let say = {
        let lines = use_mut_ref(Vec::<Line>::new);
        use_callback(said.setter(), move |words: AttrValue, said| {
            let mut lines = lines.borrow_mut();
            let at = clock::mono();
            let number = lines.last().map_or(0, |last| last.number + 1);
            lines.retain(|line| at.saturating_sub(line.at) < STANDS);
            lines.push(Line { number, words, at });
            said.set(lines.as_slice().into());
        })
    };

    // When I was here last, as it stood when I came; from then on it is now.
    let pref = in_room("seen", room.id);
    let last = use_memo((), |()| prefs.text(&pref).and_then(|text| text.parse().ok()).map(Moment));
    use_effect_with((), {
        let (room, prefs) = (room.clone(), prefs.clone());
        move |()| {
            let note = move || prefs.set(&pref, &room.now().0.to_string());
            note();
            let interval = Interval::new(60_000, note);
            move || drop(interval)
        }
    });

    let clock_before: Rc<RefCell<Rc<Timer>>> = use_mut_ref(|| room.view.timer.clone());
    use_news(room.news.clone(), {
        let (room, say, toast) = (room.clone(), say.clone(), toast.setter());
        let (announcer, gathering, away) = (announcer.clone(), gathering.setter(), away.clone());
        let had_been = last.is_some();
        move |news| {
            let tell = |words: String| {
                say.emit(words.clone().into());
                toast.set(Some(Toast { words: words.into(), mine: true }));
            };
            let mut came = (*away).clone();
            for each in news {
                match each {
                    News::Did(did) => {
                        let Some(by) = did.by.filter(|by| !names::is_mine(&room, *by)) else { continue };
                        let name = names::name(&room.view, by);
                        if did.while_away {
                            if had_been {
                                let at = came.iter().position(|(each, _)| **each == *name).unwrap_or_else(|| {
                                    came.push((name.to_string(), Deeds::default()));
                                    came.len() - 1
                                });
                                did.changes.iter().for_each(|change| came[at].1.add(change));
                            }
                        } else {
                            let mut announcer = announcer.borrow_mut();
                            let deeds = announcer.of(&name);
                            for change in &did.changes {
                                deeds.add(change);
                                match change {
                                    Change::Timer(TimerChange::Changed) => {
                                        deeds.clock =
                                            clock_deed(&clock_before.borrow(), &room.view.timer).or(deeds.clock)
                                    }
                                    Change::Agenda(AgendaChange::CurrentChanged) => {
                                        deeds.moved_on = current_title(&room)
                                    }
                                    _ => {}
                                }
                            }
                            gathering.set(true);
                        }
                    }
                    News::Refused(refused) => {
                        if let Some(words) = refusal(&room, refused) {
                            tell(words);
                        }
                    }
                    News::Edited(edited) => say.emit(
                        t(match edited.way {
                            Way::Undone => Key::SayUndone,
                            Way::Redone => Key::SayRedone,
                        })
                        .into(),
                    ),
                    News::Notice(notice) => tell(match notice {
                        Notice::Damaged(n) => count(Key::NoticeDamaged, *n, &[]),
                        Notice::Forked => t(Key::NoticeForked).to_owned(),
                        Notice::Lacking => t(Key::NoticeLacking).to_owned(),
                        Notice::Refilled => t(Key::NoticeRefilled).to_owned(),
                        Notice::Rebuilt => t(Key::NoticeRemade).to_owned(),
                    }),
                }
            }
            clock_before.replace(room.view.timer.clone());
            if came != *away {
                away.set(came);
            }
        }
    });

    // What was gathered is said half a second later, and then one line in five seconds at most.
    use_tick(gathering.then_some(500));
    let began = use_mut_ref(|| None::<u64>);
    use_effect({
        let (announcer, gathering, say, toast) = (announcer.clone(), gathering.clone(), say.clone(), toast.clone());
        let session_day = room.view.session.date.as_deref().map(names::date);
        move || {
            if !*gathering {
                began.replace(None);
                return;
            }
            let now = clock::mono();
            let since = *began.borrow_mut().get_or_insert(now);
            if now.saturating_sub(since) < 400 || toast.as_ref().is_some_and(|toast| toast.mine) {
                return;
            }
            let mut announcer = announcer.borrow_mut();
            if let Some(line) = announcer.speak(now, session_day.as_deref()) {
                let words = AttrValue::from(line);
                say.emit(words.clone());
                toast.set(Some(Toast { words, mine: false }));
            }
            if announcer.due(now).is_none() {
                gathering.set(false);
            }
        }
    });

    // Of sync only the turns: gone, not saved, back.
    let sync = use_debounced(room.facts.sync, rank, WORSE_AFTER);
    let mood = match sync {
        Sync::Offline { .. } => Some(Key::Offline),
        Sync::NotSaved { .. } => Some(Key::NotSaved),
        Sync::Sent | Sync::HasIt(_) => Some(Key::SayBackOnline),
        Sync::SavedHere | Sync::Connecting => None,
    };
    let before = use_mut_ref(|| Key::SayBackOnline);
    use_effect_with(mood, {
        let say = say.clone();
        move |mood| {
            if let Some(mood) = *mood
                && before.replace(mood) != mood
            {
                say.emit(t(mood).into());
            }
        }
    });

    use_effect_with((*toast).clone(), {
        let toast = toast.setter();
        move |shown| {
            let timeout = shown.is_some().then(|| Timeout::new(TOAST, move || toast.set(None)));
            move || drop(timeout)
        }
    });

    let words = (!*read).then(|| away_words(&room, &away, *last)).flatten();
    let items: Rc<[ItemId]> = away.iter().flat_map(|(_, deeds)| deeds.new_items.iter().copied()).collect();
    let items = use_memo(items, |items| items.clone());
    let forget_away = use_callback(read.setter(), |(), read| read.set(true));
    Voice {
        say,
        said: (*said).clone(),
        toast: toast.as_ref().map(|toast| toast.words.clone()),
        away: Away { words, items: (*items).clone() },
        forget_away,
    }
}

fn current_title(room: &Room) -> Option<String> {
    let item = room.view.item(room.view.current?.item)?;
    Some(names::title(&item.title).to_owned())
}

/// What the other did to the clock, from how it stood and stands.
fn clock_deed(before: &Timer, now: &Timer) -> Option<ClockDeed> {
    Some(match (before.state, now.state) {
        _ if before.block != now.block && now.state != TimerState::Idle => ClockDeed::Started,
        (TimerState::Idle, TimerState::Running) => ClockDeed::Started,
        (TimerState::Running, TimerState::Paused { .. }) => ClockDeed::Paused,
        (TimerState::Paused { .. }, TimerState::Running) => ClockDeed::Resumed,
        (TimerState::Running | TimerState::Paused { .. }, TimerState::Idle) => ClockDeed::Stopped,
        _ if before.budget != now.budget => ClockDeed::Timed,
        _ => return None,
    })
}

/// Why an edit of mine did not apply; none where it goes without saying.
fn refusal(room: &Room, refused: &Refused) -> Option<String> {
    let name = |member| names::name(&room.view, member);
    Some(match refused {
        Refused::Gone => t(Key::RefusedGone).to_owned(),
        Refused::Already { state, by } if !names::is_mine(room, *by) => {
            let key = match state {
                TimerStateKind::Running => Key::RefusedRunning,
                TimerStateKind::Paused => Key::RefusedPaused,
                TimerStateKind::Stopped => Key::RefusedStopped,
            };
            fill(key, &[("name", &name(*by))])
        }
        Refused::NotYours { owner } => fill(Key::OnlyOwner, &[("name", &name(*owner))]),
        Refused::Text { length } if *length > 0 => t(Key::RefusedText).to_owned(),
        Refused::Nothing(Way::Undone) => t(Key::NothingToUndo).to_owned(),
        Refused::Nothing(Way::Redone) => t(Key::NothingToRedo).to_owned(),
        Refused::ReadOnly => t(Key::RefusedReadOnly).to_owned(),
        Refused::Moved => t(Key::HasMoved).to_owned(),
        Refused::Ended => t(Key::RefusedEnded).to_owned(),
        _ => return None,
    })
}
