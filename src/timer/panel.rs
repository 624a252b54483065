//! The shared clock and what is set out to do while it runs.

use alongside_room::{BlockKind, TimerState};
use yew::prelude::*;

use crate::{
    browser::{page, pop_out},
    calendar, format,
    members::names,
    open_room::{
        dialog::RoomDialog,
        store::{Room, RoomAction},
        tools::{Tools, use_tools},
    },
    parts::{
        click_guard::use_click_guard,
        icon::Glyph,
        row_menu::{RowMenu, RowMenuEntry},
        tick::use_tick,
    },
    strings::{Key, count, fill, t, use_language},
    timer::{
        clock::{self, Digits, MINUTE},
        controls::{buttons, press_go, use_controls},
        go::{Go, go_on},
        history::HISTORY,
        intention::{intention_field, others, use_intention},
        length::{length as length_choice, use_length},
        pop_out::POP_OUT,
        report::{report_form, use_report},
        results::{ShownResults, lines, offers, reported_lines, use_place_held, use_results},
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
    use_language();
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
    let my_field = use_node_ref();
    let (intention, intend) = use_intention(room, joined);
    let report = use_report(room, &root);
    let ShownResults { results, is_put_away, put_away } = use_results(room);
    let place_held = use_place_held(
        report.question.is_some() || results.is_some() || !intention.is_empty(),
        is_put_away || room.is_mine(timer.by),
        &my_field,
    );
    let controls = use_controls(room, go, &root);
    let press_go = press_go(&controls, length, &custom, tools.as_ref());
    let class = classes!(
        "timer",
        idle.then_some("idle"),
        over.then_some("over"),
        matches!(timer.state, TimerState::Paused { .. }).then_some("paused"),
        (!joined).then_some("elsewhere"),
        (room.view.members.len() < 2).then_some("alone"),
    );
    let hush = (!idle).then(|| {
        let (set_quiet, quiet) = (set_quiet.clone(), *quiet);
        Callback::from(move |_: MouseEvent| set_quiet.emit(!quiet))
    });
    let hint = t(if *quiet { Key::QuietEndHint } else { Key::QuietHint });
    let offered = results.as_ref().filter(|_| report.question.is_none() && (idle || over));
    html! {
        <section ref={root} {class} aria-label={t(Key::Timer)}>
            <h2 class="vh" tabindex="-1">{ t(Key::Timer) }</h2>
            <Digits key="digits" room={room.clone()} idle={length.millis().filter(|_| length.fits())} press={hush} {hint} />
            { buttons(&controls, press_go, over, goes_on) }
            if idle { { length_choice(length, &choose, &custom) } } else { { about(room) } }
            <div key="options" class="timer-options">
                <RowMenu name={t(Key::ClockOptions)} about={t(Key::Timer)} labelled=true entries={options(room, tools.clone(), *quiet, set_quiet)} glyph={Glyph::Options} />
            </div>
            <div key="set-out" class="set-out-row">
                if joined && timer.kind == BlockKind::Work || idle { { intention_field(room, &my_field, intention, intend) } }
                if let Some(results) = offered {
                    { offers(&controls, results, tools.as_ref(), &put_away) }
                } else if !idle {
                    { others(room) }
                }
            </div>
            if place_held {
                <div key="came-of-it" class="report-row">
                    if let Some(question) = &report.question {
                        { report_form(room, question, &report.done, results.map_or_else(Html::default, |results| reported_lines(room, &results))) }
                    } else if let Some(results) = results.as_ref() {
                        { lines(room, results) }
                    }
                </div>
            }
            { clock::left(room) }
        </section>
    }
}

/// The menu of the clock.
fn options(
    room: &Room,
    tools: Option<Tools>,
    quiet: bool,
    set_quiet: &Callback<bool>,
) -> Callback<(), Vec<RowMenuEntry>> {
    let (set_quiet, act) = (set_quiet.clone(), room.act.clone());
    Callback::from(move |()| {
        let leads_to = |words: Key, dialog: &'static RoomDialog| {
            RowMenuEntry::new(
                words,
                tools.as_ref().map(|tools| tools.open.reform(move |()| dialog)).unwrap_or_default(),
            )
        };
        let mut entries = vec![
            RowMenuEntry { checked: Some(quiet), ..RowMenuEntry::new(Key::Quiet, set_quiet.reform(move |()| !quiet)) },
            leads_to(Key::History, &HISTORY),
            leads_to(Key::SoundAndBreaks, &SOUND),
        ];
        if pop_out::is_possible() {
            entries.push(leads_to(Key::PopOutClock, &POP_OUT));
        } else if page::is_framed() {
            // Where the browser opens none, the entry of the same name in the room's menu says what to do.
            entries.push(RowMenuEntry::new(
                Key::OpenFullWindow,
                act.reform(|()| RoomAction::OpenWindow(Callback::noop())),
            ));
        }
        entries
    })
}

/// How the block stands. What is talked about is named in the agenda and in Now, and not a third time here.
fn about(room: &Room) -> Html {
    let view = &room.view;
    let timer = &view.timer;
    let now = room.now();
    let mine = timer.with.iter().any(|member| room.is_mine(*member));
    let name = |member| names::name(view, member);
    let starter = timer.with.first().copied().unwrap_or(timer.by);
    let left = timer.remaining(now);
    let (head, sub) = if !mine {
        let time = calendar::time_of(timer.started);
        let mut sub = fill(Key::StartedAt, &[("name", &name(starter)), ("time", &time)]);
        if let Some(left) = left.filter(|left| *left > 0) {
            sub.push_str(" · ");
            sub.push_str(&fill(Key::LeftSuffix, &[("time", &format::clock(left))]));
        }
        (fill(Key::InABlock, &[("name", &name(starter))]), sub)
    } else if let TimerState::Paused { since } = timer.state {
        (fill(Key::PausedBy, &[("name", &name(timer.by))]), fill(Key::PausedAt, &[("time", &calendar::time_of(since))]))
    } else if left.is_some_and(|left| left <= 0) {
        let set_out = timer.intentions.iter().find(|(member, text)| room.is_mine(*member) && !text.is_empty());
        let set_out = set_out.map(|(_, text)| fill(Key::SetOut, &[("text", text)]));
        (t(Key::TimeIsUp).to_owned(), set_out.or_else(|| item_left(room)).unwrap_or_default())
    } else {
        let ends = timer.ends().map(|ends| fill(Key::Ends, &[("time", &calendar::time_of(ends))]));
        let kind = if timer.kind == BlockKind::Break { Key::Break } else { Key::Focus };
        let head = item_left(room).unwrap_or_else(|| t(kind).to_owned());
        (head, ends.unwrap_or_else(|| t(Key::CountingUp).to_owned()))
    };
    html! {
        <div key="about" class="about"><b title={head.clone()}>{ head }</b><span title={sub.clone()}>{ sub }</span></div>
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
