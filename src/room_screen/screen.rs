//! The screen of an open room, and its announcements.

use std::rc::Rc;

use alongside_room::{ItemId, MemberId, TaskId, TimerState};
use yew::prelude::*;

use crate::{
    agenda::panel::Agenda,
    browser::{dom, host::Host, prefs::Prefs, sound::Bell},
    concepts,
    guest::use_told_events,
    keyboard::{self, Meaning, Scene},
    members::names,
    now::{
        next::CurrentCooldown,
        panel::{NowView, now},
    },
    open_room::{
        dialog::{OtherRoom, RoomDialog},
        menus::Menus,
        store::Room,
        tools::{Spoken, Tools},
    },
    parts::{
        bar::bar,
        button::button,
        cooldown::use_cooldown_by,
        layout::{Height, Layout, Width},
        outline::landmark,
    },
    printout::use_printout,
    room_screen::{
        away::Away,
        bars::{self, Bars},
        dialogs::OpenDialog,
        header::header,
        keys::use_keys,
        lead::{Lead, use_lead},
        live_region::Toast,
        menu::MENU,
        more::more,
        open_point::{OpenPoint, OpenPointAction, use_open_point},
        removal::use_focus_after_removal,
        sections::{Sections, use_sections},
        strip::Strip,
        tabs::{Tab, tabs},
        toast::{title_in_list, toast},
        voice::{Voice, use_voice},
    },
    strings::{Key, fill, t, titled, use_language},
    tasks::panel::Tasks,
    timer::{go::BudgetCooldown, panel::TimerPanel, watch::Watch},
    what_changed::WHAT_CHANGED,
};

/// Properties of [`RoomScreen`].
#[derive(Clone, PartialEq, Properties)]
pub struct RoomScreenProps {
    pub room: Room,
    pub layout: Layout,
    pub host: Host,
    /// This device's preferences.
    pub prefs: Prefs,
    pub bell: Bell,
    /// The other rooms of this device.
    pub others: Rc<[OtherRoom]>,
}

/// The screen of an open room.
#[component]
pub fn RoomScreen(props: &RoomScreenProps) -> Html {
    use_language();
    let RoomScreenProps { room, layout, .. } = props;
    let (root, title) = (use_node_ref(), use_node_ref());
    let (dialog, quiet) = (use_state_eq(|| None::<&'static RoomDialog>), use_state_eq(|| false));
    let (voice, under_clock) = (use_voice(room.clone(), props.prefs.clone()), concepts::use_under_clock(room));
    concepts::use_by_clock(room);
    let tools = use_room_tools(props, &voice.say, &dialog);
    let above_agenda = concepts::use_above_agenda(room, &tools);
    let look = use_open_point(room, &root);
    let sections = use_sections(room, &root, layout.view);
    let types_on = use_focus_after_removal(room, &look, sections.heading(Tab::Now), &voice.say);
    use_printout(room, &root);
    use_effect_with((), {
        let title = title.clone();
        move |()| dom::focus_if_nowhere(&title)
    });
    let (led, timed) = use_cooldowns(room);
    let narrow = layout.width == Width::Narrow || sections.is_part();
    let open = opens_point(&look, &sections);
    let lead = use_lead(&root, &sections, &open);
    let scene = Scene {
        room: room.clone(),
        root: root.clone(),
        open: tools.open.clone(),
        add: where_to_add(&root, &sections, narrow),
        section: section_by_number(&sections),
        look: open.reform(|item| (item, false)),
        show_last: show_last(room, &voice, &lead),
        led: led.clone(),
        timed,
        menus: tools.menus.clone(),
    };
    let press = press_key(&scene);
    let keys = use_keys(scene, &tools, dialog.is_some(), types_on);
    let show_dialog = {
        let dialog = dialog.setter();
        Callback::from(move |open| dialog.set(open))
    };
    let (strip, running) = (layout.height == Height::Strip, room.view.timer.state != TimerState::Idle);
    let body = if !room.facts.loaded {
        html! { <p class="aside loading">{ t(Key::Opening) }</p> }
    } else if strip {
        html! { <Strip room={room.clone()} /> }
    } else {
        body(&Body {
            room,
            narrow,
            tools: &tools,
            look: &look,
            open: &open,
            led: &led,
            sections: &sections,
            voice: &voice,
            quiet: &quiet,
            led_to: lead.task,
            under_clock: &under_clock,
            above_agenda: &above_agenda,
        })
    };
    let (tag, name) = landmark(&props.host);
    html! {
        <ContextProvider<Tools> context={tools.clone()}>
            <@{tag} ref={root.clone()} aria-label={name} class={classes!("room", (*quiet && running).then_some("hushed"))} onkeydown={keys}>
                // The same element while the room loads and afterwards, so that the focus stays in it.
                if !strip { { header(room, &title, &tools, &dialog) } }
                { body }
                { spoken(room, &voice, &lead, look.moved.and_then(|moved| moved_words(room, moved)), dialog.is_some_and(|dialog| *dialog != MENU)) }
                <Watch room={room.clone()} />
                <ContextProvider<Spoken> context={in_dialog(&voice)}>
                    <OpenDialog room={room.clone()} tools={tools.clone()} dialog={*dialog} open={show_dialog} point={look.at} look={open.reform(|item| (item, true))} since={voice.since.list.clone()} lead={lead.to.clone()} {root} {press} others={props.others.clone()} />
                </ContextProvider<Spoken>>
            </@>
        </ContextProvider<Tools>>
    }
}

/// Opens a point; with `true`, also goes to it.
fn opens_point(look: &OpenPoint, sections: &Sections) -> Callback<(ItemId, bool)> {
    let (dispatch, go_to) = (look.dispatch.clone(), sections.go_to.clone());
    Callback::from(move |(item, go): (ItemId, bool)| {
        dispatch.dispatch(OpenPointAction::Open(item));
        if go {
            go_to.emit(Tab::Now);
        }
    })
}

/// What the sections and bars need; the same value as long as nothing of it changes.
#[hook]
fn use_room_tools(
    props: &RoomScreenProps,
    say: &Callback<AttrValue>,
    dialog: &UseStateHandle<Option<&'static RoomDialog>>,
) -> Tools {
    let RoomScreenProps { room, host, prefs, bell, .. } = props;
    let dialog = dialog.setter();
    let unsaved = (room.unsaved.clone(), room.unsaved.count());
    let menus = use_state_eq(Menus::default);
    let of = (host.clone(), prefs.clone(), bell.clone(), say.clone(), unsaved, room.is_only_read());
    let tools = use_memo(of, move |(host, prefs, bell, say, (unsaved, unsaved_count), only_read)| Tools {
        host: host.clone(),
        prefs: prefs.clone(),
        bell: bell.clone(),
        say: say.clone(),
        open: Callback::from(move |open| dialog.set(Some(open))),
        unsaved: unsaved.clone(),
        unsaved_count: *unsaved_count,
        menus: (*menus).clone(),
        only_read: *only_read,
    });
    use_told_events(room, &tools);
    (*tools).clone()
}

/// The cooldowns of the current item and of the timer's length: one each for the buttons and the shortcut, so that my
/// own changes do not block each other. Changes from loading the room are nobody's.
#[hook]
fn use_cooldowns(room: &Room) -> (CurrentCooldown, BudgetCooldown) {
    let view = &room.view;
    let loaded = room.facts.loaded;
    let loaded_before = use_mut_ref(|| loaded);
    let was_loaded = *loaded_before.borrow();
    use_effect(move || *loaded_before.borrow_mut() = loaded);
    let led_by_other = was_loaded && view.current.is_none_or(|current| !room.is_mine(current.by));
    let led = use_cooldown_by((view.session.id, view.current.map(|current| current.item)), led_by_other);
    let timed_by_other = was_loaded && !room.is_mine(view.timer.by);
    (led, use_cooldown_by((view.timer.block, view.timer.budget), timed_by_other))
}

/// Does what a key does outside of fields.
fn press_key(scene: &Scene) -> Callback<&'static str> {
    let scene = scene.clone();
    Callback::from(move |key| {
        keyboard::act(Meaning::Single, key, false, concepts::KEYS, &scene);
    })
}

fn section_by_number(sections: &Sections) -> Callback<usize> {
    let (go_to, all) = (sections.go_to.clone(), sections.all);
    Callback::from(move |number: usize| {
        if let Some(tab) = all.get(number) {
            go_to.emit(*tab);
        }
    })
}

/// Leads to what the last announcement about the other was about.
fn show_last(room: &Room, voice: &Voice, lead: &Lead) -> Callback<()> {
    let last = voice.last.filter(|thing| title_in_list(&room.view, *thing).is_some());
    let (to, say) = (lead.to.clone(), voice.say.clone());
    Callback::from(move |()| match last {
        Some(thing) => to.emit(thing),
        None => say.emit(t(Key::NothingTold).into()),
    })
}

/// Focuses the field that adds something: a task if the focus is in the tasks, else a point.
fn where_to_add(root: &NodeRef, sections: &Sections, narrow: bool) -> Callback<()> {
    let (root, sections) = (root.clone(), sections.clone());
    Callback::from(move |()| {
        let tasks = dom::has_focus(sections.heading(Tab::Tasks))
            || dom::focus_is_in(&root, ".tasks")
            || narrow && sections.tab == Tab::Tasks;
        if !dom::focus_first(&root, if tasks { ".tasks [data-add]" } else { ".agenda [data-add]" }) {
            sections.go_to.emit(Tab::Agenda);
        }
    })
}

/// What the body is rendered from.
struct Body<'a> {
    room: &'a Room,
    narrow: bool,
    tools: &'a Tools,
    look: &'a OpenPoint,
    open: &'a Callback<(ItemId, bool)>,
    led: &'a CurrentCooldown,
    sections: &'a Sections,
    voice: &'a Voice,
    quiet: &'a UseStateHandle<bool>,
    led_to: Option<TaskId>,
    under_clock: &'a Html,
    above_agenda: &'a Html,
}

/// Timer, sections and bars; on a narrow screen one section, and the tabs.
fn body(with: &Body<'_>) -> Html {
    let Body { room, narrow, quiet, sections, .. } = with;
    let idle = room.view.timer.state == TimerState::Idle;
    let set_quiet = {
        let quiet = quiet.setter();
        Callback::from(move |on| quiet.set(on))
    };
    let panel = |tab: Tab| {
        let class = ["panel for-agenda", "panel for-now", "panel for-tasks", "panel for-more"][tab as usize];
        if !sections.all.contains(&tab) {
            html! {}
        } else if !narrow {
            html! { <div {class}>{ section(with, tab) }</div> }
        } else if sections.tab == tab {
            html! { <div {class} role="tabpanel" aria-labelledby={tab.id()}>{ section(with, tab) }</div> }
        } else {
            html! {}
        }
    };
    html! {
        <>
            if !idle || !room.is_only_read() { <TimerPanel room={(*room).clone()} quiet={***quiet} {set_quiet} /> }
            { with.under_clock.clone() }
            <div class={classes!("columns", sections.is_part().then_some("part"))}>
                { panel(Tab::Agenda) }
                { panel(Tab::Now) }
                { panel(Tab::Tasks) }
                { panel(Tab::More) }
            </div>
            <div class="bars">
                <Bars room={(*room).clone()} />
                { away_bar(with) }
                { for moved_bar(with) }
            </div>
            if *narrow && sections.all.len() > 1 { { tabs(&sections.list, sections.all, sections.tab, &sections.go_to) } }
        </>
    }
}

fn section(with: &Body<'_>, tab: Tab) -> Html {
    let Body { room, sections, look, open, .. } = with;
    let heading = sections.heading(tab);
    let below = |at: Tab| {
        if (at == Tab::Agenda) == with.narrow {
            concepts::BELOW.iter().map(|draw| draw(room, with.tools)).collect()
        } else {
            html! {}
        }
    };
    match tab {
        Tab::Agenda => html! {
            <>
                { with.above_agenda.clone() }
                <Agenda room={(*room).clone()} open={look.at} look={(*open).clone()} new={with.voice.away.items.clone()} heading={heading.clone()} narrow={with.narrow} />
                { below(tab) }
            </>
        },
        Tab::Now => {
            let view = NowView {
                room,
                open: look.at,
                held: look.held.as_ref(),
                look: open,
                cooldown: with.led,
                heading,
                narrow: with.narrow,
                dialog: &with.tools.open,
            };
            html! { <>{ now(&view) }{ below(tab) }</> }
        }
        Tab::Tasks => html! { <Tasks room={(*room).clone()} heading={heading.clone()} led_to={with.led_to} /> },
        Tab::More => more(room, heading, with.narrow, with.tools),
    }
}

/// "Since 31 Oct Ana added 3 points. · Show".
fn away_bar(with: &Body<'_>) -> Html {
    let Voice { away: Away { words, .. }, since, forget_away, .. } = with.voice;
    let Some(words) = words else { return html! {} };
    let show = {
        let (open, forget_away) = (with.tools.open.clone(), forget_away.clone());
        Callback::from(move |event: MouseEvent| {
            // The bar goes, and the dialog gives the focus back to where it was.
            dom::leave_bar(&event);
            forget_away.emit(());
            open.emit(&WHAT_CHANGED);
        })
    };
    let words = html! {
        <>
            <span>{ words }</span>
            if !since.list.is_empty() { { button("", t(Key::Show), show) } }
        </>
    };
    bar(words, forget_away)
}

fn moved_bar(with: &Body<'_>) -> Option<Html> {
    let (by, item) = with.look.moved?;
    let view = &with.room.view;
    let there = view.item(item)?;
    let go = with.open.reform(move |()| (item, true));
    let put_away = {
        let dispatch = with.look.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(OpenPointAction::Dismiss))
    };
    Some(bars::moved(&names::name(view, by), &there.title, &go, &put_away))
}

/// The same for the dialog that is open.
fn in_dialog(voice: &Voice) -> Spoken {
    let lines = voice.said.iter().map(|line| (line.number, line.words.clone()));
    Spoken { lines: lines.collect(), toast: voice.toast.shown.as_ref().map(|toast| toast.words.clone()) }
}

/// "Ana moved on to Growth plan", as the bar says it.
fn moved_words(room: &Room, (by, item): (MemberId, ItemId)) -> Option<String> {
    let moved = fill(Key::DidMoveOn, &[("title", titled(&room.view.item(item)?.title))]);
    Some(fill(Key::DidLine, &[("name", &names::name(&room.view, by)), ("what", &moved)]))
}

/// The live region; and the toast, unless a dialog is in front and shows it, or a bar says it.
fn spoken(room: &Room, voice: &Voice, lead: &Lead, in_bar: Option<String>, has_dialog: bool) -> Html {
    let is_shown = |toast: &Toast| !has_dialog && !in_bar.is_some_and(|words| toast.words.starts_with(&words));
    let put_away = voice.toast.shown.setter();
    let lead = lead.to.reform(move |thing| {
        put_away.set(None);
        thing
    });
    html! {
        <>
            <div class="vh" aria-live="polite">
                { for voice.said.iter().map(|line| html! { <p key={line.number}>{ &line.words }</p> }) }
            </div>
            if let Some(shown) = voice.toast.shown.as_ref().filter(|shown| is_shown(shown)) { { toast(&voice.toast, shown, &room.view, &lead) } }
        </>
    }
}
