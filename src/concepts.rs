//! What each concept adds to the screen of a room, in the order in which it is shown: a list for each kind of
//! addition. To add a concept, put its folder in `lib.rs` and its lines here; no other file of the screens needs to
//! know it.

use alongside_room::{AgendaChange, Change};
use yew::prelude::*;

use crate::{
    agenda, agreement,
    announcer::{Announcement, Occasion},
    browser::language::can_choose,
    commands::{self, AllCommands},
    commitments, decisions, deleted, devices, guest, handoffs,
    keyboard::{self, Shortcut},
    languages, leaving, members, now, only_mine,
    open_room::{
        command::Command,
        dialog::{DialogContext, DrawDialog, MenuEntry, MoreEntry, RoomDialog},
        store::{Room, RoomAction},
        tools::Tools,
    },
    printout, session, shapes, starters,
    strings::{Key, fill, t},
    sync, tasks, timer, what_changed,
};

/// Each dialog, with what draws it. A release build has them in a module of their own (`room_screen/contents.rs`): whatever else names one of
/// these functions takes it out of there.
pub static DIALOGS: &[(&RoomDialog, DrawDialog)] = &[
    (&members::invite::INVITE, members::invite::invite),
    (&members::dialog::MEMBERS, members::dialog::members),
    (&members::dialog::MERGE, members::dialog::merge),
    (&devices::dialog::DEVICES, devices::dialog::devices),
    (&session::dialog::SESSION, |with| session::dialog::session(with, shapes::in_session(with))),
    (&shapes::STEPS, shapes::steps),
    (&handoffs::HAND_OVER, handoffs::hand_over),
    (&commitments::LOOK_BACK, commitments::in_look_back),
    (&commitments::COMMITMENTS, commitments::in_commitments),
    (&what_changed::WHAT_CHANGED, what_changed::what_changed),
    (&agreement::AGREEMENT, agreement::agreement),
    (&sync::dialog::SYNC, sync::dialog::details),
    (&commands::COMMANDS, |with| commands::dialog(with, all_commands)),
    (&now::history::NOTES_HISTORY, now::history::notes_history),
    (&timer::history::HISTORY, timer::history::history),
    (&timer::sound::SOUND, timer::sound::sound),
    (&timer::pop_out::POP_OUT, timer::pop_out::pop_out),
    (&KEYBOARD, |with| keyboard::dialog::keys(KEYS, &with.prefs, &with.again)),
    (&languages::LANGUAGE, languages::choice),
    (&deleted::BIN, deleted::bin),
    (&guest::window::WINDOW, guest::window::window),
    (&only_mine::ONLY_MINE, only_mine::only_mine),
    (&leaving::dialog::END, leaving::dialog::end),
    (&leaving::dialog::REMOVE, leaving::dialog::remove),
    (&leaving::dialog::ERASE, leaving::dialog::erase),
];

/// The entries of the menu.
pub static MENU: &[MenuEntry] = &[
    MenuEntry::to(&members::invite::INVITE),
    MenuEntry::to(&devices::dialog::DEVICES),
    MenuEntry::to_if(&guest::window::WINDOW, guest::window::is_offered),
    MenuEntry::Separator,
    MenuEntry::to(&sync::dialog::SYNC),
    MenuEntry::Drawn(|with| sync::direct::choice(&with.room, &with.prefs, &with.again)),
    MenuEntry::to_by(&commands::COMMANDS, "/"),
    MenuEntry::to(&timer::sound::SOUND),
    MenuEntry::to_by(&KEYBOARD, "?"),
    MenuEntry::to_if(&languages::LANGUAGE, |_| can_choose()),
    MenuEntry::to(&deleted::BIN),
    MenuEntry::Separator,
    MenuEntry::to_danger(&leaving::dialog::REMOVE),
];

/// What has its place elsewhere on the screen, or in a dialog that the menu leads to: the commands find it as well.
static BESIDE_THE_MENU: &[MenuEntry] = &[
    MenuEntry::to(&members::dialog::MEMBERS),
    MenuEntry::to_if(&members::dialog::MERGE, |room| room.view.members.len() > 1),
    MenuEntry::to(&shapes::STEPS),
    MenuEntry::to(&what_changed::WHAT_CHANGED),
    MenuEntry::Act { words: Key::Print, act: |_| printout::print() },
    MenuEntry::to_if(&leaving::dialog::END, |room| !room.is_only_read()),
    MenuEntry::to_danger(&leaving::dialog::ERASE),
];

/// What stands in "More" below the sessions.
pub static MORE: &[MoreEntry] = &[
    MoreEntry { dialog: &agreement::AGREEMENT, is_offered: |_| true, summary: agreement::summary },
    MoreEntry {
        dialog: &commitments::LOOK_BACK,
        is_offered: |_| false,
        summary: |room| commitments::last(room, shapes::step(room)),
    },
    MoreEntry {
        dialog: &commitments::COMMITMENTS,
        is_offered: |_| false,
        summary: |room| commitments::new(room, shapes::step(room)),
    },
    MoreEntry { dialog: &only_mine::ONLY_MINE, is_offered: |_| true, summary: only_mine::summary },
];

/// What the commands find beside the shortcuts and the menus.
static FOUND: &[AllCommands] = &[
    timer::commands::commands,
    shapes::commands::commands,
    agenda::commands::commands,
    tasks::commands::commands,
    session::commands::commands,
];

/// Everything that can be done, in the order of the list: what is done with a row, by a key, in a dialog; then what is found.
fn all_commands(with: &DialogContext, words: &str) -> Vec<Command> {
    let mut all = with.menus.commands();
    if with.room.next_undo.is_some() {
        all.push(Command::act(t(Key::Undo), act(with, RoomAction::Undo)).by("Ctrl Z"));
    }
    if with.room.next_redo.is_some() {
        all.push(Command::act(t(Key::Redo), act(with, RoomAction::Redo)).by("Ctrl Shift Z"));
    }
    let shortcuts = KEYS.iter().copied().flatten().filter(|shortcut| shortcut.press.is_some());
    all.extend(shortcuts.filter_map(|shortcut| {
        let key = shortcut.keys.first().copied().filter(|key| *key != keyboard::COMMANDS)?;
        let words = t(shortcut.words);
        // Pressed, it would open the dialog before that of the commands has closed, which then closes both.
        let command = if key == "?" {
            Command::opens(words, &KEYBOARD)
        } else {
            Command::act(words, with.press.reform(move |()| key))
        };
        Some(command.by(key))
    }));
    all.extend(with.open.map(|_| Command::opens(t(now::history::NOTES_HISTORY.name), &now::history::NOTES_HISTORY)));
    all.extend(MENU.iter().chain(BESIDE_THE_MENU).filter_map(|entry| of_menu(entry, with)));
    all.extend(MORE.iter().map(|entry| Command::opens(t(entry.dialog.name), entry.dialog)));
    all.push(Command::act(t(Key::AllRooms), act(with, RoomAction::AllRooms)));
    all.extend(with.others.iter().map(|other| {
        let name = if other.name.is_empty() { t(Key::NewRoom) } else { &*other.name };
        Command::act(fill(Key::GoToRoom, &[("name", name)]), act(with, RoomAction::GoTo(other.id)))
    }));
    all.extend(FOUND.iter().flat_map(|found| found(with, words)));
    all
}

fn act(with: &DialogContext, action: RoomAction) -> Callback<()> {
    let room = with.room.clone();
    Callback::from(move |()| {
        room.act.emit(action.clone());
    })
}

/// An entry of the menu as a command; not the one that leads to the commands, nor one that draws itself.
fn of_menu(entry: &'static MenuEntry, with: &DialogContext) -> Option<Command> {
    match entry {
        MenuEntry::Dialog { dialog, is_shown, .. } => {
            (**dialog != commands::COMMANDS && is_shown(&with.room)).then(|| Command::opens(t(dialog.name), dialog))
        }
        MenuEntry::Act { words, act } => {
            let with = with.clone();
            Some(Command::act(t(*words), Callback::from(move |()| act(&with))))
        }
        MenuEntry::Drawn(_) | MenuEntry::Separator => None,
    }
}

/// The bars below the columns.
pub static BARS: &[fn(&Room) -> Html] = &[
    sync::bars::newer_bar,
    devices::moved_bar,
    |room| html! { <devices::KeyBar room={room.clone()} /> },
    leaving::ended_bar::ended_bar,
    sync::bars::trouble_bar,
    |room| html! { <sync::bars::StorageBar room={room.clone()} /> },
    |room| html! { <sync::bars::AskBar room={room.clone()} /> },
    |room| html! { <guest::summary::SummaryBar room={room.clone()} /> },
    |room| html! { <members::JoinedBar room={room.clone()} /> },
    |room| html! { <session::closed_bar::ClosedBar room={room.clone()} /> },
];

/// What stands below the agenda where one section is shown at a time, and else below the open point.
pub static BELOW: &[fn(&Room, &Tools) -> Html] = &[
    |room, _| commitments::at_step(room, shapes::step(room)),
    shapes::kind::kind_row,
    |room, _| html! { <starters::Starters room={room.clone()} /> },
];

/// What the screen does by the clock, whichever section is shown.
#[hook]
pub fn use_by_clock(room: &Room) {
    handoffs::use_talks(room);
    commitments::use_in_room(room);
}

/// What stands between the clock and the sections. (Hooks of the room's screen: a component of its own is kilobytes.)
#[hook]
pub fn use_under_clock(room: &Room) -> Html {
    shapes::use_under_clock(room)
}

/// What stands above the agenda.
#[hook]
pub fn use_above_agenda(room: &Room, tools: &Tools) -> Html {
    agreement::use_above_agenda(room, tools)
}

/// The announcement of another's change; `None` if it is not announced.
pub fn announce(change: Change, occasion: &Occasion<'_>) -> Option<Announcement> {
    match change {
        Change::About(change) => leaving::announce(change),
        Change::Members(change) => members::announce(change),
        Change::Sessions(change) => session::announce(change, occasion),
        // It is said what is to be talked about, and why.
        Change::Agenda(AgendaChange::Added(item)) if handoffs::is_talk(occasion.view, item) => None,
        Change::Agenda(change) => agenda::announce(change, occasion),
        Change::Tasks(change) => tasks::announce(change, occasion),
        Change::Timer(change) => timer::announce(change, occasion),
        Change::Decisions(change) => Some(decisions::announce(change, occasion)),
        Change::Shapes(change) => shapes::announce(change),
        Change::Handoffs(change) => handoffs::announce(change, occasion),
        Change::Commitments(change) => commitments::announce(change, occasion),
        Change::Habits(change) => commitments::announce_habit(change),
        Change::Agreement(change) => agreement::announce(change),
        // Told once its code has come; or no concept has words for it.
        Change::Unread(_) | Change::Other => None,
    }
}

/// The keyboard shortcuts, as the dialog "Keyboard" lists them.
pub static KEYS: &[&[Shortcut]] = &[
    keyboard::ROWS,
    timer::go::KEYS,
    now::KEYS,
    keyboard::SECTIONS,
    commands::KEYS,
    keyboard::UNDO,
    &[Shortcut::new(&["?"], Key::KeyList, |_, scene| scene.open.emit(&KEYBOARD))],
];

/// The dialog of the shortcuts. It lists those of all concepts, so it is defined here and not in `keyboard`.
static KEYBOARD: RoomDialog = RoomDialog { name: Key::KeysTitle };

#[cfg(test)]
mod tests {
    use alongside_room::{
        AboutChange, AgendaChange, AgendaEdit, AgreementChange, BlockId, CommitmentsChange, DecisionsChange, Edit,
        HabitId, HabitsChange, HandoffsChange, ItemId, MemberId, MembersChange, Moment, Outcome, Place,
        Room as Document, SessionsChange, ShapeId, ShapesChange, TaskId, TasksChange, TasksEdit, Timer, TimerChange,
        TimerState, View, Who, WordingId,
    };
    use strum::VariantNames;

    use super::*;
    use crate::announcer::Announcements;

    const ITEM: ItemId = ItemId([1; 8]);
    const TASK: TaskId = TaskId([2; 8]);
    const HABIT: HabitId = HabitId([6; 8]);

    /// One change of each kind. The compiler reports a missing kind in a concept's `announce`, and a test reports one
    /// that is missing here.
    fn every_change() -> Vec<Change> {
        fn each<C: Copy + Into<&'static str> + VariantNames>(changes: &[C], change: fn(C) -> Change) -> Vec<Change> {
            let names: Vec<&str> = changes.iter().map(|change| (*change).into()).collect();
            assert_eq!(names, C::VARIANTS, "each once, in their order");
            changes.iter().map(|each| change(*each)).collect()
        }
        use AgendaChange as A;
        use TasksChange as T;
        let agenda = [
            A::Added(ITEM),
            A::Typed(ITEM),
            A::Discussed(ITEM),
            A::Reopened(ITEM),
            A::Postponed(ITEM),
            A::TakenUp(ITEM),
            A::Changed(ITEM),
            A::Reordered(ITEM),
            A::Gone(ITEM),
            A::CurrentChanged,
        ];
        let tasks = [
            T::Added(TASK),
            T::Typed(TASK),
            T::Done(TASK),
            T::LetGo(TASK),
            T::Reopened(TASK),
            T::Taken(TASK),
            T::Declined(TASK),
            T::Changed(TASK),
            T::Reordered(TASK),
            T::Gone(TASK),
        ];
        let sessions =
            [SessionsChange::Closed, SessionsChange::Reopened, SessionsChange::Dated, SessionsChange::Linked];
        [
            each(&[AboutChange::Ended, AboutChange::Reopened, AboutChange::KindSet], Change::About),
            each(&[MembersChange::Joined(MemberId([3; 8]))], Change::Members),
            each(&sessions, Change::Sessions),
            each(&agenda, Change::Agenda),
            each(&tasks, Change::Tasks),
            each(&TIMER, Change::Timer),
            each(&[DecisionsChange::Recorded(ITEM), DecisionsChange::Withdrawn(ITEM)], Change::Decisions),
            each(
                &[ShapesChange::Followed, ShapesChange::Moved, ShapesChange::Changed(ShapeId([5; 8]))],
                Change::Shapes,
            ),
            each(&HANDOFFS, Change::Handoffs),
            each(&[CommitmentsChange::Answered(TASK), CommitmentsChange::Changed(TASK)], Change::Commitments),
            each(
                &[HabitsChange::Begun(HABIT), HabitsChange::Ticked(HABIT), HabitsChange::Changed(HABIT)],
                Change::Habits,
            ),
            each(
                &[
                    AgreementChange::Typed(WordingId([6; 8])),
                    AgreementChange::Changed,
                    AgreementChange::Agreed,
                    AgreementChange::TakenBack,
                    AgreementChange::Answered,
                ],
                Change::Agreement,
            ),
            vec![Change::Other],
        ]
        .concat()
    }

    const HANDOFFS: [HandoffsChange; 9] = [
        HandoffsChange::Typed(TASK),
        HandoffsChange::Briefed(TASK),
        HandoffsChange::Offered(TASK),
        HandoffsChange::Accepted(TASK),
        HandoffsChange::Moved(TASK),
        HandoffsChange::HelpWanted(TASK),
        HandoffsChange::GivenBack(TASK),
        HandoffsChange::TakenBack(TASK),
        HandoffsChange::TalkRaised(TASK),
    ];

    const TIMER: [TimerChange; 8] = [
        TimerChange::Started,
        TimerChange::Paused,
        TimerChange::Resumed,
        TimerChange::Stopped,
        TimerChange::TimeAdded,
        TimerChange::Joined,
        TimerChange::Met,
        TimerChange::Reported { block: BlockId([4; 8]), outcome: Outcome::Done },
    ];

    /// Changes that are deliberately not announced.
    const QUIET: &[Change] = &[
        Change::Agenda(AgendaChange::Typed(ITEM)),
        Change::Tasks(TasksChange::Typed(TASK)),
        Change::Shapes(ShapesChange::Moved),
        Change::Handoffs(HandoffsChange::Typed(TASK)),
        Change::Commitments(CommitmentsChange::Changed(TASK)),
        Change::Habits(HabitsChange::Ticked(HABIT)),
        Change::Habits(HabitsChange::Changed(HABIT)),
        Change::Agreement(AgreementChange::Typed(WordingId([6; 8]))),
        Change::Other,
    ];

    /// Whether it is not announced if it was made while I was away and no block ran here: it is on the screen.
    fn is_quiet_while_away(change: Change) -> bool {
        let is_report = matches!(change, Change::Timer(TimerChange::Reported { .. }));
        matches!(change, Change::Agenda(AgendaChange::CurrentChanged) | Change::Timer(_)) && !is_report
    }

    /// A room with a current item and a running block.
    fn view() -> View {
        let who = Who { me: MemberId([3; 8]), now: Moment(1_000) };
        let mut room = Document::new(7);
        let session = room.view(who.now).session.id;
        let edits: [Edit; 3] = [
            AgendaEdit::Add { item: ITEM, title: "Pay".to_owned(), place: Place::Last }.into(),
            AgendaEdit::SetCurrent { session, item: Some(ITEM) }.into(),
            TasksEdit::Add { task: TASK, title: "Call Eva".to_owned(), owner: None, done: false }.into(),
        ];
        for edit in edits {
            room.edit(who, edit).expect("it can be done");
        }
        let view = room.view(Moment(2_000));
        let timer = Timer { block: Some(BlockId([4; 8])), state: TimerState::Running, ..(*view.timer).clone() };
        View { timer: timer.into(), ..(*view).clone() }
    }

    fn said(changes: &[Change], while_away: bool, session_day: Option<&str>) -> String {
        let (view, before) = (view(), Document::new(8).view(Moment(0)).timer.clone());
        let occasion = Occasion { view: &view, clock_before: &before, session_day, while_away };
        let mut announcements = Announcements::default();
        let announced = changes.iter().filter_map(|change| announce(*change, &occasion));
        announced.for_each(|each| announcements.add(each));
        announcements.words()
    }

    #[test]
    fn every_change_is_announced_or_left_out_on_purpose() {
        for change in every_change() {
            assert_eq!(said(&[change], false, None).is_empty(), QUIET.contains(&change), "{change:?}");
            let quiet = QUIET.contains(&change) || is_quiet_while_away(change);
            assert_eq!(said(&[change], true, None).is_empty(), quiet, "{change:?} while away");
        }
    }

    #[test]
    fn the_clock_and_what_both_are_at_are_said_as_they_came_to_be() {
        let changes = [Change::Agenda(AgendaChange::CurrentChanged), Change::Timer(TimerChange::Started)];
        assert_eq!(said(&changes, false, None), "started the clock and moved on to Pay");
    }

    #[test]
    fn of_a_hand_off_the_latest_is_said_and_not_that_its_owner_is_another() {
        let changes = [
            Change::Tasks(TasksChange::Changed(TASK)),
            Change::Handoffs(HandoffsChange::Briefed(TASK)),
            Change::Handoffs(HandoffsChange::Offered(TASK)),
        ];
        assert_eq!(said(&changes, false, None), "offered you ‘Call Eva’");
        let answers = [
            Change::Tasks(TasksChange::Taken(TASK)),
            Change::Handoffs(HandoffsChange::HelpWanted(TASK)),
            Change::Handoffs(HandoffsChange::Accepted(TASK)),
        ];
        assert_eq!(said(&answers, false, None), "accepted ‘Call Eva’");
    }

    #[test]
    fn an_undone_change_is_not_announced_as_done() {
        let changes = [
            Change::Agenda(AgendaChange::Reopened(ITEM)),
            Change::Agenda(AgendaChange::Postponed(ITEM)),
            Change::Tasks(TasksChange::LetGo(TASK)),
            Change::Tasks(TasksChange::Reopened(TASK)),
        ];
        let words = "unticked ‘Pay’, moved ‘Pay’ to next time, let go of ‘Call Eva’ and reopened ‘Call Eva’";
        assert_eq!(said(&changes, false, None), words);
    }

    #[test]
    fn a_closed_session_is_not_said_to_have_another_date() {
        let mut changes = vec![Change::Sessions(SessionsChange::Dated), Change::Sessions(SessionsChange::Closed)];
        assert_eq!(said(&changes, false, Some("2 Dec")), "closed the session");
        changes.extend([Change::Sessions(SessionsChange::Dated), Change::Sessions(SessionsChange::Linked)]);
        let words = "closed the session, set the date to 2 Dec and changed the call link";
        assert_eq!(said(&changes, false, Some("2 Dec")), words);
        assert!(said(&changes, false, None).contains("removed the date"));
    }

    #[test]
    fn an_ended_room_is_not_said_to_have_another_clock() {
        let changes = [Change::Timer(TimerChange::Stopped), Change::About(AboutChange::Ended)];
        assert_eq!(said(&changes, false, None), "ended this room");
    }

    #[test]
    fn every_dialog_of_the_menu_is_drawn_and_each_by_one_function() {
        let is_drawn = |dialog: &RoomDialog| DIALOGS.iter().filter(|(drawn, _)| *drawn == dialog).count() == 1;
        assert!(DIALOGS.iter().all(|(dialog, _)| is_drawn(dialog)));
        for entry in MENU {
            if let MenuEntry::Dialog { dialog, .. } = entry {
                assert!(is_drawn(dialog), "{dialog:?}");
            }
        }
    }

    #[test]
    fn no_key_has_two_meanings_and_no_dialog_is_in_the_menu_twice() {
        let mut keys: Vec<_> = KEYS.iter().copied().flatten().flat_map(|shortcut| shortcut.keys).collect();
        let names = MENU.iter().filter_map(|entry| match entry {
            MenuEntry::Dialog { dialog, .. } => Some(crate::strings::t(dialog.name)),
            MenuEntry::Act { words, .. } => Some(crate::strings::t(*words)),
            MenuEntry::Drawn(_) | MenuEntry::Separator => None,
        });
        let mut names: Vec<_> = names.collect();
        let before = (keys.len(), names.len());
        keys.sort_unstable();
        keys.dedup();
        names.sort_unstable();
        names.dedup();
        assert_eq!((keys.len(), names.len()), before);
    }
}
