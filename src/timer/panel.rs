//! The shared clock and what is set out to do while it runs.

use alongside_room::{BlockKind, TimerEdit, TimerState};
use yew::prelude::*;

use crate::{
    browser::{dates, dom},
    format,
    members::names,
    open_room::{
        dialog::RoomDialog,
        store::Room,
        tools::{Tools, use_tools},
    },
    parts::{
        click_guard::use_click_guard,
        cooldown::{Cooldown, use_cooldown, use_cooldown_by},
        icon::Glyph,
        row_menu::{RowMenu, RowMenuEntry},
        tick::use_tick,
    },
    strings::{Key, count, fill, t},
    timer::{
        clock::{self, Digits, MINUTE},
        go::{BudgetCooldown, Go, go_on, press},
        history::HISTORY,
        intention::{my_field, others, use_intention},
        length::{BlockLength, length as length_choice, use_length},
        report::{report_form, use_report},
        results::{lines, offers, use_results},
        sound::SOUND,
    },
};

/// What [`TimerPanel`] shows.
#[derive(PartialEq, Properties)]
pub struct TimerProps {
    /// The room.
    pub room: Room,
    /// The rest is dimmed while the clock runs.
    pub quiet: bool,
    /// It shall be, or not.
    pub set_quiet: Callback<bool>,
}

/// The region of the clock.
#[component]
pub fn TimerPanel(props: &TimerProps) -> Html {
    let TimerProps { room, quiet, set_quiet } = props;
    let tools = use_tools();
    let timer = &room.view.timer;
    let idle = timer.state == TimerState::Idle;
    let go = Go::of(room);
    let joined = go != Go::Join;
    let root = use_node_ref();
    use_click_guard(root.clone(), ".go, .stop, .go-on, .offers button");
    // The line under the clock, what is left, and the edge of overtime.
    let goes_on = go_on(room);
    use_tick((timer.state == TimerState::Running || goes_on.is_some()).then_some(1_000));
    let over = clock::is_over(timer, room.now());
    let (length, choose) = use_length(tools.as_ref());
    let custom = use_node_ref();
    let (intention, intend) = use_intention(room, joined);
    let report = use_report(room, &root);
    let (results, put_away) = use_results(room, &report.my_field);
    let controls = use_controls(room, go, &root);
    let press_go = press_go(&controls, length, &custom, tools.as_ref());
    let class = classes!(
        "timer",
        idle.then_some("idle"),
        over.then_some("over"),
        matches!(timer.state, TimerState::Paused { .. }).then_some("paused"),
        (!joined).then_some("elsewhere"),
    );
    html! {
        <section ref={root} {class} aria-label={t(Key::Timer)}>
            <h2 class="vh" tabindex="-1">{ t(Key::Timer) }</h2>
            <Digits key="digits" room={room.clone()} idle={length.millis().filter(|_| length.fits())} />
            if idle { { length_choice(length, &choose, &custom) } }
            { buttons(&controls, press_go, over, goes_on) }
            if !idle { { about(room) } }
            if let Some(results) = results.as_ref().filter(|_| report.question.is_none()) {
                <div key="results" class="outcome">
                    { lines(room, results, |_| true) }
                    if idle { { my_field(room, &report.my_field, intention, intend) } }
                    if idle || over { { offers(&controls, results, tools.as_ref(), &put_away) } }
                </div>
            } else if report.leaves_intentions {
                if joined && timer.kind == BlockKind::Work || idle { { my_field(room, &report.my_field, intention, intend) } }
                if !idle { { others(room) } }
            }
            <div key="options" class="timer-options">
                <RowMenu name={t(Key::ClockOptions)} about={t(Key::Timer)} entries={options(tools, *quiet, set_quiet)} glyph={Glyph::Options} />
            </div>
            if let Some(question) = &report.question {
                { report_form(room, question, &report.done, results.map_or_else(Html::default, |results| lines(room, &results, |member| !room.is_mine(member)))) }
            }
            { clock::left(room) }
        </section>
    }
}

/// The buttons of the clock, and what makes each of them wait.
pub struct Controls {
    pub room: Room,
    root: NodeRef,
    go: Go,
    pub cooldown: Cooldown<Go>,
    /// Five more were not meant on top of the other time, or for the other block, that the other gave. Mine add up.
    budget: BudgetCooldown,
}

#[hook]
fn use_controls(room: &Room, go: Go, root: &NodeRef) -> Controls {
    let timer = &room.view.timer;
    let cooldown = use_cooldown(go);
    let budget = use_cooldown_by((timer.block, timer.budget), !room.is_mine(timer.by));
    Controls { room: room.clone(), root: root.clone(), go, cooldown, budget }
}

/// Does what the button says; a length that no block has leads to its field instead.
fn press_go(controls: &Controls, length: BlockLength, custom: &NodeRef, tools: Option<&Tools>) -> Callback<MouseEvent> {
    let Controls { room, go, cooldown, .. } = controls;
    let (room, go, cooldown, custom) = (room.clone(), *go, cooldown.clone(), custom.clone());
    let say = tools.map(|tools| tools.say.clone());
    Callback::from(move |_: MouseEvent| {
        if go == Go::Start && !length.fits() {
            return dom::focus(&custom);
        }
        press(&room, go, &cooldown, length.millis());
        if let (Go::Start, Some(say)) = (go, &say) {
            say.emit(t(Key::SayStarted).into());
        }
    })
}

/// Start, pause, resume or join; and while a block runs that I am in, its end, and five minutes more.
fn buttons(controls: &Controls, press_go: Callback<MouseEvent>, over: bool, goes_on: Option<TimerEdit>) -> Html {
    let Controls { room, root, go, cooldown, budget } = controls;
    let timer = &room.view.timer;
    let stop = {
        let (room, cooldown, root) = (room.clone(), cooldown.clone(), root.clone());
        Callback::from(move |_: MouseEvent| {
            press(&room, Go::Stop, &cooldown, None);
            // This button goes.
            dom::focus_first(&root, "[data-go]");
        })
    };
    let add = {
        let (room, block, cooldown, budget) = (room.clone(), timer.block, cooldown.clone(), budget.clone());
        Callback::from(move |_: MouseEvent| {
            if let (Some(block), true) = (block, cooldown.ready() && budget.ready()) {
                room.edit(TimerEdit::AddTime { block, by: 5 * MINUTE as i64 });
            }
        })
    };
    let go_on = goes_on.map(|edit| {
        let (room, cooldown) = (room.clone(), cooldown.clone());
        let press = move |_: MouseEvent| {
            if cooldown.take(Go::Pause) {
                room.edit(edit.clone());
            }
        };
        html! { <button key="go-on" type="button" class="go-on" onclick={press}>{ t(Key::GoOn) }</button> }
    });
    let is_in = *go != Go::Join;
    // One primary a screen: while alone that is Invite, past the end it is Stop.
    let (alone, stop_leads) = (room.view.members.len() < 2, over && is_in);
    let primary = |leads: bool| (leads && !alone).then_some("primary");
    html! {
        <div key="controls" class="controls">
            <button key="go" type="button" class={classes!("go", primary(!stop_leads))} data-go="" onclick={press_go}>{ go.words() }</button>
            if timer.state != TimerState::Idle && is_in {
                <button key="stop" type="button" class={classes!("stop", primary(stop_leads))} onclick={stop}>{ t(Key::Stop) }</button>
                if timer.budget.is_some() {
                    <button key="add" type="button" class="add5" aria-label={t(Key::AddFive)} onclick={add}>{ t(Key::Add5) }</button>
                }
            }
            { go_on }
        </div>
    }
}

/// The menu of the clock.
fn options(tools: Option<Tools>, quiet: bool, set_quiet: &Callback<bool>) -> Callback<(), Vec<RowMenuEntry>> {
    let set_quiet = set_quiet.clone();
    Callback::from(move |()| {
        let leads_to = |words: Key, dialog: &'static RoomDialog| {
            RowMenuEntry::new(
                words,
                tools.as_ref().map(|tools| tools.open.reform(move |()| dialog)).unwrap_or_default(),
            )
        };
        vec![
            RowMenuEntry { checked: Some(quiet), ..RowMenuEntry::new(Key::Quiet, set_quiet.reform(move |()| !quiet)) },
            leads_to(Key::History, &HISTORY),
            leads_to(Key::SoundAndBreaks, &SOUND),
        ]
    })
}

/// What the block is about, and how it stands.
fn about(room: &Room) -> Html {
    let view = &room.view;
    let timer = &view.timer;
    let now = room.now();
    let what = clock::about(room);
    let mine = timer.with.iter().any(|member| room.is_mine(*member));
    let name = |member| names::name(view, member);
    let starter = timer.with.first().copied().unwrap_or(timer.by);
    let left = timer.remaining(now);
    let (head, sub) = if !mine {
        let time = dates::time_of(timer.started);
        let mut sub = fill(Key::StartedAt, &[("name", &name(starter)), ("time", &time)]);
        if let Some(left) = left.filter(|left| *left > 0) {
            sub.push_str(" · ");
            sub.push_str(&fill(Key::LeftSuffix, &[("time", &format::clock(left))]));
        }
        (fill(Key::InABlock, &[("name", &name(starter))]), sub)
    } else if let TimerState::Paused { since } = timer.state {
        let at = fill(Key::PausedAt, &[("time", &dates::time_of(since))]);
        (fill(Key::PausedBy, &[("name", &name(timer.by))]), format!("{at} · {what}"))
    } else if left.is_some_and(|left| left <= 0) {
        let set_out = timer.intentions.iter().find(|(member, text)| room.is_mine(*member) && !text.is_empty());
        (t(Key::TimeIsUp).to_owned(), set_out.map_or(what, |(_, text)| fill(Key::SetOut, &[("text", text)])))
    } else {
        let ends = timer.ends().map(|ends| fill(Key::Ends, &[("time", &dates::time_of(ends))]));
        let parts: Vec<String> = item_left(room).into_iter().chain(ends).collect();
        let sub = if parts.is_empty() { t(Key::CountingUp).to_owned() } else { parts.join(" · ") };
        (what, sub)
    };
    html! {
        <div key="about" class="about"><b dir="auto" title={head.clone()}>{ head }</b><span dir="auto" title={sub.clone()}>{ sub }</span></div>
    }
}

/// "9 min left for this": the current item's minutes against what the clock ran since both went to it.
fn item_left(room: &Room) -> Option<String> {
    let current = room.view.current.filter(|_| room.view.timer.kind == BlockKind::Work)?;
    let minutes = i64::from(room.view.item(current.item)?.minutes?);
    let spent = room.view.spent_on_current(room.now()) as i64 / MINUTE as i64;
    let left = minutes - spent;
    Some(if left >= 0 {
        count(Key::LeftForThis, left as u32, &[])
    } else {
        count(Key::OverForThis, left.unsigned_abs() as u32, &[])
    })
}
