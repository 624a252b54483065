//! Announces what happens in a room, and collects what happened while I was away.

use std::{cell::RefCell, rc::Rc};

use alongside_peer::{
    facts::{Notice, Sync},
    io::RemoteChanges,
};
use alongside_room::{BinnedThing, Edited, Refused, Timer, TimerStateKind, Verb, Way};
use yew::prelude::*;

use crate::{
    announcer::{Announcement, Announcer, Occasion},
    browser::{clock, prefs::Prefs},
    calendar, concepts,
    members::names,
    open_room::store::{News, Room},
    parts::{
        refused::reason,
        tick::{use_debounced, use_tick},
    },
    room_screen::{
        away::{Away, AwayAction, AwayNews, something_changed, use_last_visit},
        live_region::{SpokenLine, Toast, ToastHandle, use_live_region, use_toast},
        since::{Since, SinceAction, use_since},
        undo_words::{title, undo_words},
    },
    strings::{Key, count, fill, t},
    sync::chip::{WORSE_AFTER, rank},
};

/// The announcements of a room.
pub struct Voice {
    /// Announces a result of mine.
    pub say: Callback<AttrValue>,
    /// The latest lines, in order.
    pub said: Rc<[SpokenLine]>,
    /// For the eye: an answer to me that nothing else on the screen shows, and who changed what.
    pub toast: ToastHandle,
    /// The thing that the last of these announcements was about.
    pub last: Option<BinnedThing>,
    /// What changed while I was away.
    pub away: Away,
    /// The same by thing.
    pub since: UseReducerHandle<Since>,
    /// Dismisses that.
    pub forget_away: Callback<()>,
}

/// Handles news, gathers what others did, and announces it.
#[hook]
pub fn use_voice(room: Room, prefs: Prefs) -> Voice {
    let (said, say) = use_live_region();
    let toast = use_toast();
    let last_visit = use_last_visit(&room, prefs);
    let away = use_reducer_eq(AwayNews::default);
    let (announce, last) = use_announcer(&say, &toast);
    let clock_before = use_mut_ref(|| room.view.timer.clone());
    use_sync_turns(&room, &say);
    use_news(&room.news, {
        let (away, was_here) = (away.dispatcher(), last_visit.is_some());
        let (toast, clock_before) = (toast.shown.setter(), clock_before.clone());
        let handler = NewsHandler { room: room.clone(), say: say.clone(), toast, announce, clock_before };
        move |news| {
            let came = handler.handle(news);
            if was_here && !came.is_empty() {
                away.dispatch(AwayAction::Came(came));
            }
        }
    });
    // After the news, and also where there were none: what I do to the timer is no news.
    use_effect({
        let timer = room.view.timer.clone();
        move || drop(clock_before.replace(timer))
    });
    let items = use_memo(away.new_items(), |items| items.clone());
    let since = use_since(&room, last_visit.is_some());
    let forget_away = use_callback((away.dispatcher(), since.dispatcher()), |(), (away, since)| {
        away.dispatch(AwayAction::Read);
        since.dispatch(SinceAction::Read);
    });
    // What came as a whole was heard of by nobody, but it is there.
    let words = away
        .words(last_visit)
        .or_else(|| (since.is_new() && last_visit.is_some()).then(|| something_changed(last_visit)));
    Voice { say, said, toast, last, away: Away { words, items: (*items).clone() }, since, forget_away }
}

/// Calls `hear` once with the news that this component has not handled yet, in order.
#[hook]
fn use_news(news: &Rc<[(u64, News)]>, hear: impl Fn(&[(u64, News)]) + 'static) {
    let heard = use_mut_ref(|| 0_u64);
    let newest = news.last().map_or(0, |(number, _)| *number);
    use_effect_with(newest, {
        let news = news.clone();
        move |_| {
            let before = heard.replace(newest);
            let new = news.partition_point(|(number, _)| *number <= before);
            if new < news.len() {
                hear(&news[new..]);
            }
        }
    });
}

/// Announces what others did after half a second, and then one sentence in five seconds at most. The second value is the thing that
/// the last such sentence was about.
#[hook]
fn use_announcer(
    say: &Callback<AttrValue>,
    toast: &ToastHandle,
) -> (Callback<Vec<(String, Announcement)>>, Option<BinnedThing>) {
    let announcer = use_mut_ref(Announcer::default);
    let (gathering, last) = (use_state_eq(|| false), use_state_eq(|| None));
    use_tick(gathering.then_some(500));
    use_effect({
        let (announcer, gathering, say, toast) = (announcer.clone(), gathering.clone(), say.clone(), toast.clone());
        let last = last.setter();
        move || {
            if !*gathering || toast.is_held() {
                return;
            }
            let now = clock::mono();
            let mut announcer = announcer.borrow_mut();
            if let Some(sentence) = announcer.speak(now) {
                let (words, about) = (AttrValue::from(sentence.words), sentence.about);
                say.emit(words.clone());
                toast.shown.set(Some(Toast { words, mine: false, about }));
                if about.is_some() {
                    last.set(about);
                }
            }
            if announcer.due(now).is_none() {
                gathering.set(false);
            }
        }
    });
    let announce = Callback::from(move |all: Vec<(String, Announcement)>| {
        for (name, announcement) in all {
            announcer.borrow_mut().hear(clock::mono(), &name, announcement);
            gathering.set(true);
        }
    });
    (announce, *last)
}

/// Announces only turns of the sync state: offline, not saved, back.
#[hook]
fn use_sync_turns(room: &Room, say: &Callback<AttrValue>) {
    let sync = use_debounced(room.sync, rank, WORSE_AFTER);
    let turn = match sync {
        Sync::Offline { .. } => Some(Key::Offline),
        Sync::NotSaved { .. } => Some(Key::NotSaved),
        Sync::Sent | Sync::HasIt(_) => Some(Key::SayBackOnline),
        Sync::SavedHere | Sync::Connecting => None,
    };
    let before = use_mut_ref(|| Key::SayBackOnline);
    use_effect_with(turn, {
        let say = say.clone();
        move |turn| {
            if let Some(turn) = *turn
                && before.replace(turn) != turn
            {
                say.emit(t(turn).into());
            }
        }
    });
}

/// Turns news into words.
struct NewsHandler {
    room: Room,
    say: Callback<AttrValue>,
    toast: UseStateSetter<Option<Toast>>,
    announce: Callback<Vec<(String, Announcement)>>,
    /// The timer before the news.
    clock_before: Rc<RefCell<Rc<Timer>>>,
}

impl NewsHandler {
    /// Announces the news; returns what others did while I was away.
    fn handle(&self, news: &[(u64, News)]) -> Vec<(String, Announcement)> {
        let mut while_away = Vec::new();
        for (_, each) in news {
            match each {
                News::Changed(remote) if remote.while_away => {
                    let (now, before): (Vec<_>, Vec<_>) =
                        self.announcements(remote).into_iter().partition(|(_, announcement)| announcement.is_of_now());
                    self.announce.emit(now);
                    while_away.extend(before.into_iter().filter(|(name, _)| !name.is_empty()));
                }
                News::Changed(remote) => self.announce.emit(self.announcements(remote)),
                News::Refused(refused) => {
                    if let Some(words) = refusal(&self.room, refused) {
                        self.tell(words);
                    }
                }
                // Typing that is taken back is before one's eyes, letter by letter.
                News::Edited(Edited { verb: Verb::Type, way, .. }) => self.say.emit(
                    t(match way {
                        Way::Undone => Key::SayTypingUndone,
                        Way::Redone => Key::SayTypingRedone,
                    })
                    .into(),
                ),
                News::Edited(edited) => {
                    let key = match edited.way {
                        Way::Undone => Key::SayUndone,
                        Way::Redone => Key::SayRedone,
                    };
                    self.tell(fill(key, &[("what", &undo_words(&self.room.view, *edited))]));
                }
                News::Notice(notice) => self.tell(match notice {
                    Notice::Damaged(n) => count(Key::NoticeDamaged, *n, &[]),
                    Notice::Forked => t(Key::NoticeForked).to_owned(),
                    Notice::Lacking => t(Key::NoticeLacking).to_owned(),
                    Notice::Refilled => t(Key::NoticeRefilled).to_owned(),
                    Notice::Rebuilt => t(Key::NoticeRebuilt).to_owned(),
                }),
            }
        }
        while_away
    }

    /// What another person did, in words, under their name.
    fn announcements(&self, remote: &RemoteChanges) -> Vec<(String, Announcement)> {
        let Some(by) = remote.by.filter(|by| !self.room.is_mine(*by)) else { return Vec::new() };
        let view = &self.room.view;
        let session_day = view.session.date.as_deref().map(calendar::lasting_date);
        let clock_before = self.clock_before.borrow();
        let occasion = Occasion {
            view,
            clock_before: &clock_before,
            session_day: session_day.as_deref(),
            while_away: remote.while_away,
        };
        let name = names::name(view, by);
        let announced = remote.changes.iter().filter_map(|change| concepts::announce(*change, &occasion));
        let named = announced.map(|announcement| {
            let name = if announcement.is_of_somebody() { name.to_string() } else { String::new() };
            (name, announcement)
        });
        named.collect()
    }

    fn tell(&self, words: String) {
        let words = AttrValue::from(words);
        self.say.emit(words.clone());
        self.toast.set(Some(Toast { words, mine: true, about: None }));
    }
}

/// Why an edit of mine did not apply; `None` if nothing need be said.
fn refusal(room: &Room, refused: &Refused) -> Option<String> {
    let name = |member| names::name(&room.view, member);
    Some(match refused {
        Refused::Already { state, by } if !room.is_mine(*by) => {
            let key = match state {
                TimerStateKind::Running => Key::RefusedRunning,
                TimerStateKind::Paused => Key::RefusedPaused,
                TimerStateKind::Stopped => Key::RefusedStopped,
            };
            fill(key, &[("name", &name(*by))])
        }
        Refused::NotYours { owner } => fill(Key::OnlyOwner, &[("name", &name(*owner))]),
        Refused::Nothing(Way::Undone) => t(Key::NothingToUndo).to_owned(),
        Refused::Nothing(Way::Redone) => t(Key::NothingToRedo).to_owned(),
        Refused::NothingInText(Way::Undone) => t(Key::NothingToUndoHere).to_owned(),
        Refused::NothingInText(Way::Redone) => t(Key::NothingToRedo).to_owned(),
        Refused::WrittenIn(target) => fill(Key::RefusedWritten, &[("title", &title(&room.view, *target))]),
        // The room is as I wanted it.
        Refused::Already { .. } => return None,
        refused => return reason(refused),
    })
}
