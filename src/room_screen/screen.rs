//! An open room: its sections where they fit, and what is said in it.

use std::rc::Rc;

use alongside_room::{Edit, ItemId, MemberId, view::Item};
use yew::prelude::*;

use crate::{
    agenda::panel::Agenda,
    browser::{clock, dom, prefs::Prefs, sound::Bell},
    host::Host,
    keyboard::{Press, Shortcut, shortcut},
    members::names,
    now::panel::{next_item, now},
    open_room::store::{Act, Room},
    parts::{button::button, cooldown::use_cooldown_by},
    room_screen::{
        bars::{self, Bars},
        dialogs::{Sheet, Sheets},
        header::header,
        layout::{Height, Layout, Width},
        more::more,
        strip::Strip,
        tabs::{Tab, tabs},
        tools::{Tools, pref},
        voice::{Voice, use_voice},
    },
    strings::{Key, fill, t},
    tasks::panel::Tasks,
    timer::{
        clock::{MINUTE, Watch},
        panel::TimerPanel,
    },
};

/// For how long a pause in typing is no end of it, in milliseconds.
const PAUSE: u64 = 1_000;

/// What [`RoomScreen`] shows.
#[derive(PartialEq, Properties)]
pub struct RoomScreenProps {
    /// The room.
    pub room: Room,
    /// What fits.
    pub layout: Layout,
    /// The page around the widget.
    pub host: Host,
    /// What the person likes on this device.
    pub prefs: Prefs,
    /// The bell.
    pub bell: Bell,
}

/// The room's screen.
#[component]
pub fn RoomScreen(props: &RoomScreenProps) -> Html {
    let RoomScreenProps { room, layout, host, prefs, bell } = props;
    let view = &room.view;
    let root = use_node_ref();
    let sheet = use_state_eq(|| None::<Sheet>);
    let quiet = use_state_eq(|| false);
    let narrow = layout.width == Width::Narrow;
    let running = view.timer.state != alongside_room::view::TimerState::Idle;
    let tab = use_state_eq(|| if running { Tab::Now } else { Tab::Agenda });
    let tab_list = use_node_ref();
    let headings = [use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref()];
    let title = use_node_ref();

    let Voice { say, said, toast, away, forget_away } = use_voice(room.clone(), prefs.clone());
    let only_read = room.is_only_read();
    let tools = use_memo((host.clone(), prefs.clone(), bell.clone(), say.clone(), only_read), {
        let sheet = sheet.setter();
        move |(host, prefs, bell, say, only_read)| Tools {
            host: host.clone(),
            prefs: prefs.clone(),
            bell: bell.clone(),
            say: say.clone(),
            open: Callback::from(move |open| sheet.set(Some(open))),
            only_read: *only_read,
        }
    });

    // What I look at: what I opened, else what both are at, else the first that is left.
    let opened = use_state_eq(|| None::<ItemId>);
    let moved = use_state_eq(|| None::<(MemberId, ItemId)>);
    let looked = use_mut_ref(|| (None::<ItemId>, None::<Rc<Item>>));
    let seen = use_mut_ref(|| view.current);
    let mut open = *opened;
    let (open_before, before) = looked.take();
    let at_before = before.as_ref().map(|item| item.id);
    if *seen.borrow() != view.current {
        let current_before = seen.replace(view.current).map(|current| current.item);
        match view.current.filter(|current| !names::is_mine(room, current.by)) {
            // The other moved on. I follow if I was with them and am not writing; else a line says so.
            Some(current) => {
                let with_them = open.is_none() || open == current_before;
                if with_them && !dom::is_writing(&root) {
                    open = None;
                    moved.set(None);
                } else if at_before != Some(current.item) {
                    open = at_before;
                    moved.set(Some((current.by, current.item)));
                }
                opened.set(open);
            }
            None => moved.set(None),
        }
    }
    let first = || view.agenda.iter().find(|item| item.discussed.is_none()).or(view.agenda.first()).map(|item| item.id);
    let is_there = |item: &ItemId| view.item(*item).is_some();
    let mut looking =
        open.filter(is_there).or(view.current.map(|current| current.item).filter(is_there)).or_else(first);
    let at_now = dom::focus_is_in(&root, ".now");
    // What I write in stays until I open another, whatever the other moves, ticks or brings back.
    let led_away = open == open_before && looking != at_before && at_before.as_ref().is_some_and(is_there);
    if led_away && at_now && dom::is_writing(&root) {
        (open, looking) = (at_before, at_before);
        opened.set(open);
    }
    // It went from under my hands: the focus must not stay in what belongs to another point.
    let gone = use_mut_ref(|| None::<Rc<str>>);
    let cut_off = use_mut_ref(|| None::<u64>);
    if let Some(item) = before.filter(|item| at_now && !is_there(&item.id)) {
        gone.replace(Some(item.title.clone()));
        cut_off.replace(Some(clock::mono()));
    }
    looked.replace((open, looking.and_then(|item| view.item(item)).cloned()));

    // The focus, once what it goes to is drawn. What goes with the focus in it leaves it to the heading above.
    let pending = use_mut_ref(|| None::<NodeRef>);
    let was_at_now = use_mut_ref(|| false);
    if at_now {
        was_at_now.replace(true);
    }
    use_effect({
        let (pending, heading, say) = (pending.clone(), headings[1].clone(), say.clone());
        move || {
            if let Some(node) = pending.take() {
                dom::focus(&node);
            }
            if let Some(title) = gone.take() {
                dom::focus(&heading);
                say.emit(fill(Key::SayGone, &[("title", names::title(&title))]).into());
            }
            if was_at_now.take() {
                dom::focus_if_nowhere(&heading);
            }
        }
    });
    let go_to = {
        let (tab, pending, headings) = (tab.setter(), pending.clone(), headings.clone());
        Callback::from(move |to: Tab| {
            tab.set(to);
            let at = Tab::ALL.iter().position(|each| *each == to).unwrap_or_default();
            match headings[at].get() {
                Some(_) => dom::focus(&headings[at]),
                None => {
                    pending.replace(Some(headings[at].clone()));
                }
            }
        })
    };
    let look = {
        let (opened, moved, go_to, current) = (opened.setter(), moved.setter(), go_to.clone(), view.current);
        Callback::from(move |(item, go): (ItemId, bool)| {
            opened.set(Some(item));
            if current.is_some_and(|current| current.item == item) {
                moved.set(None);
            }
            if go {
                go_to.emit(Tab::Now);
            }
        })
    };

    // On narrow screens a block that starts opens what it is about.
    let before = use_mut_ref(|| view.timer.block);
    use_effect_with(view.timer.block.filter(|_| running), {
        let (tab, root) = (tab.setter(), root.clone());
        move |block| {
            if block.is_some() && before.replace(*block) != *block && !dom::is_writing(&root) {
                tab.set(Tab::Now);
            }
        }
    });
    use_effect_with((), {
        let title = title.clone();
        move |()| dom::focus_if_nowhere(&title)
    });

    // One for the buttons and the key, so that mine never make each other wait. What came with the loading is nobody's act.
    let was_loaded = use_mut_ref(|| room.facts.loaded).replace(room.facts.loaded);
    let led_by_other = was_loaded && view.current.is_none_or(|current| !names::is_mine(room, current.by));
    let led = use_cooldown_by((view.session.id, view.current.map(|current| current.item)), led_by_other);
    let timed_by_other = was_loaded && !names::is_mine(room, view.timer.by);
    let timed = use_cooldown_by((view.timer.block, view.timer.budget), timed_by_other);

    let keys = {
        let (led, timed) = (led.clone(), timed.clone());
        let (room, prefs, root, sheet, go_to, tab) =
            (room.clone(), prefs.clone(), root.clone(), sheet.clone(), go_to.clone(), tab.clone());
        let headings = headings.clone();
        let look = look.clone();
        Callback::from(move |event: KeyboardEvent| {
            let (in_field, on_row) = dom::where_to(&event);
            let press = Press {
                key: &event.key(),
                command: event.ctrl_key() || event.meta_key(),
                alt: event.alt_key(),
                shift: event.shift_key(),
                in_field,
                on_row,
                single_keys: prefs.is_on(pref::KEYS, true),
            };
            if sheet.is_some() || event.is_composing() {
                return;
            }
            // Who types on when the field has gone gives no commands.
            let types_on = cut_off.borrow().is_some_and(|at| clock::mono().saturating_sub(at) < PAUSE);
            if types_on && !in_field && !press.command {
                cut_off.replace(Some(clock::mono()));
                return;
            }
            let Some(shortcut) = shortcut(press) else { return };
            match shortcut {
                // What was typed into a field of this page alone is the browser's to take back.
                Shortcut::Undo | Shortcut::Redo if dom::is_local_text(&event) => return,
                Shortcut::Undo => room.act.emit(Act::Undo),
                Shortcut::Redo => room.act.emit(Act::Redo),
                Shortcut::Add => {
                    let tasks = dom::has_focus(&headings[2])
                        || dom::focus_is_in(&root, ".tasks")
                        || narrow && *tab == Tab::Tasks;
                    if !dom::focus_first(&root, if tasks { ".tasks [data-add]" } else { ".agenda [data-add]" }) {
                        go_to.emit(Tab::Agenda);
                    }
                }
                Shortcut::Tick => dom::press_in_row(&root, "input[type=checkbox]"),
                Shortcut::NextRow => dom::step_row(&root, 1),
                Shortcut::RowBefore => dom::step_row(&root, -1),
                Shortcut::EditRow => dom::focus_in_row(&root, "textarea"),
                Shortcut::Clock => dom::press(&root, "[data-go]"),
                Shortcut::More | Shortcut::Less => {
                    let by = if shortcut == Shortcut::More { 5 } else { -5 } * MINUTE as i64;
                    let joined = room.view.timer.with.iter().any(|member| names::is_mine(&room, *member));
                    if let Some(block) = room.view.timer.block.filter(|_| running && joined && timed.ready()) {
                        room.edit(Edit::AddTime { block, by });
                    }
                }
                Shortcut::NextItem => {
                    if let Some(item) = next_item(&room).filter(|_| led.ready()) {
                        room.edit(Edit::SetCurrent { session: room.view.session.id, item: Some(item) });
                        look.emit((item, false));
                    }
                }
                Shortcut::Section(at) => {
                    if let Some(to) = Tab::ALL.get(at) {
                        go_to.emit(*to);
                    }
                }
                Shortcut::Search => sheet.set(Some(Sheet::Search)),
                Shortcut::Help => sheet.set(Some(Sheet::Keyboard)),
            }
            event.prevent_default();
        })
    };
    use_effect({
        let (host, keys) = (host.clone(), keys.clone());
        move || {
            let watch = host.watch_keys(keys);
            move || drop(watch)
        }
    });
    let open_sheet = {
        let sheet = sheet.setter();
        Callback::from(move |open| sheet.set(open))
    };
    let set_quiet = {
        let quiet = quiet.setter();
        Callback::from(move |on| quiet.set(on))
    };

    let moved_bar = (*moved).and_then(|(by, item)| {
        let there = view.item(item)?;
        let go = look.reform(move |()| (item, true));
        let dismiss = {
            let moved = moved.clone();
            Callback::from(move |()| moved.set(None))
        };
        Some(bars::moved(&names::name(view, by), &there.title, &go, &dismiss))
    });
    let show_new = {
        let (go_to, forget_away) = (go_to.clone(), forget_away.clone());
        Callback::from(move |_: MouseEvent| {
            forget_away.emit(());
            go_to.emit(Tab::Agenda);
        })
    };
    let panel = |at: usize, content: &dyn Fn() -> Html| {
        let this = Tab::ALL[at];
        let class = ["panel for-agenda", "panel for-now", "panel for-tasks", "panel for-more"][at];
        if !narrow {
            html! { <div {class}>{ content() }</div> }
        } else if *tab == this {
            html! { <div {class} role="tabpanel" aria-labelledby={this.id()}>{ content() }</div> }
        } else {
            html! {}
        }
    };

    let strip = layout.height == Height::Strip;
    let body = if !room.facts.loaded {
        html! { <p class="aside loading">{ t(Key::Opening) }</p> }
    } else if strip {
        html! { <Strip room={room.clone()} /> }
    } else {
        html! {
            <>
                if running || !only_read { <TimerPanel room={room.clone()} quiet={*quiet} {set_quiet} /> }
                <div class="columns">
                    { panel(0, &|| html! { <Agenda room={room.clone()} open={looking} look={look.clone()} new={away.items.clone()} heading={headings[0].clone()} /> }) }
                    { panel(1, &|| now(room, looking, &look, &led, &headings[1])) }
                    { panel(2, &|| html! { <Tasks room={room.clone()} heading={headings[2].clone()} /> }) }
                    { panel(3, &|| more(room, &headings[3], narrow, &tools)) }
                </div>
                <div class="bars">
                    <Bars room={room.clone()} />
                    if let Some(words) = &away.words {
                        { bars::bar(html! {
                            <>
                                <span dir="auto">{ words }</span>
                                if !away.items.is_empty() { { button("", t(Key::Show), show_new) } }
                            </>
                        }, &forget_away) }
                    }
                    { for moved_bar }
                </div>
                if narrow { { tabs(&tab_list, *tab, &go_to) } }
            </>
        }
    };
    let class = classes!("room", (*quiet && running).then_some("hushed"));
    html! {
        <ContextProvider<Tools> context={(*tools).clone()}>
            <main ref={root} {class} onkeydown={keys}>
                // One and the same while the room loads and after, so that the focus stays in it.
                if !strip { { header(room, &title, &tools) } }
                { body }
                <div class="vh" aria-live="polite">
                    { for said.iter().map(|line| html! { <p key={line.number}>{ &line.words }</p> }) }
                </div>
                if let Some(toast) = toast { <div class="toast" aria-hidden="true" dir="auto">{ toast }</div> }
                <Watch room={room.clone()} />
                <Sheets room={room.clone()} tools={(*tools).clone()} sheet={*sheet} open={open_sheet} look={look.reform(|item| (item, true))} />
            </main>
        </ContextProvider<Tools>>
    }
}

/// What came while I was away.
#[derive(Debug, Clone, PartialEq)]
pub struct Away {
    /// "Since 31 Oct Ana added 3 points."
    pub words: Option<AttrValue>,
    /// The points that are new.
    pub items: Rc<[ItemId]>,
}

/// "Since 31 Oct Ana added 3 points."
pub fn since(name: &str, day: Option<&str>, what: &str) -> String {
    match day {
        Some(day) => fill(Key::SinceAway, &[("day", day), ("name", name), ("what", what)]),
        None => fill(Key::SinceAwayNoDay, &[("name", name), ("what", what)]),
    }
}
