//! The shared clock and what is set out to do while it runs.

use alongside_room::{BlockId, BlockKind, MemberId, TimerEdit, TimerState};
use yew::prelude::*;

use crate::{
    browser::{dates, dom, entropy},
    format,
    members::names,
    open_room::{
        dialog::RoomDialog,
        store::Room,
        tools::{use_draft, use_tools},
    },
    parts::{
        badge::{Face, Fill, badge},
        click_guard::use_click_guard,
        cooldown::{Cooldown, use_cooldown, use_cooldown_by},
        field::Field,
        icon::Glyph,
        row_menu::{Entry, RowMenu},
        tick::use_tick,
    },
    strings::{Key, count, fill, t},
    timer::{
        clock::{self, Digits, MINUTE},
        history::HISTORY,
        length::{Choice, length as length_choice},
        prefs,
        report::{asked, report_form},
        sound::SOUND,
    },
};

/// What the one button of the clock does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// A new block.
    Start,
    /// The clock stands.
    Pause,
    /// It goes on.
    Resume,
    /// I come into a block that runs.
    Join,
    /// The block ends.
    Stop,
}

impl Go {
    /// What applies now. Stop has a button of its own where there is room for it, so it is never this.
    pub fn of(room: &Room) -> Self {
        let timer = &room.view.timer;
        let mine = timer.with.iter().any(|member| names::is_mine(room, *member));
        match timer.state {
            TimerState::Idle => Self::Start,
            _ if !mine => Self::Join,
            TimerState::Running => Self::Pause,
            TimerState::Paused { .. } => Self::Resume,
        }
    }

    /// What the button says.
    pub fn words(self) -> &'static str {
        t(match self {
            Self::Start => Key::Start,
            Self::Pause => Key::Pause,
            Self::Resume => Key::Resume,
            Self::Join => Key::Join,
            Self::Stop => Key::Stop,
        })
    }

    fn leads_to(self) -> Self {
        match self {
            Self::Pause => Self::Resume,
            Self::Stop => Self::Start,
            _ => Self::Pause,
        }
    }
}

/// Does what the clock's button says, if it may be used now.
pub fn press(room: &Room, go: Go, settled: &Cooldown<Go>, length: Option<u64>) {
    if !settled.take(go.leads_to()) {
        return;
    }
    match (go, room.view.timer.block) {
        (Go::Start, _) => start(room, length),
        (Go::Pause, Some(block)) => room.edit(TimerEdit::Pause { block }),
        (Go::Resume, Some(block)) => room.edit(TimerEdit::Resume { block }),
        (Go::Join, Some(block)) => room.edit(TimerEdit::Join { block }),
        (Go::Stop, Some(block)) => room.edit(TimerEdit::Stop { block }),
        _ => {}
    }
}

fn start(room: &Room, budget: Option<u64>) {
    let Ok(id) = entropy::id() else { return };
    let mut with: Vec<MemberId> = vec![room.me];
    with.extend(room.facts.present.iter().map(|present| present.member).filter(|member| *member != room.me));
    room.edit(TimerEdit::Start { block: BlockId(id), kind: BlockKind::Work, budget, with });
}

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
    let running = timer.state == TimerState::Running;
    let go = Go::of(room);
    let settled = use_cooldown(go);
    let root = use_node_ref();
    use_click_guard(root.clone(), ".go, .stop");
    // Five more were not meant on top of the other time, or for the other block, that the other gave. Mine add up.
    let timed = use_cooldown_by((timer.block, timer.budget), !names::is_mine(room, timer.by));
    // The line under the clock, what is left, and the edge of overtime.
    use_tick(running.then_some(1_000));
    let over = clock::is_over(timer, room.now());
    let joined = go != Go::Join;
    let alone = room.view.members.len() < 2;

    let length =
        use_state_eq(|| Choice::read(tools.as_ref().and_then(|tools| tools.prefs.text(prefs::LENGTH)).as_deref()));
    let custom = use_node_ref();
    let chosen = {
        let (length, tools) = (length.clone(), tools.clone());
        Callback::from(move |choice: Choice| {
            length.set(choice);
            if let Some(tools) = tools.as_ref().filter(|_| choice.fits()) {
                tools.prefs.set(prefs::LENGTH, &choice.kept());
            }
        })
    };

    // What I write before a start goes into the block that then starts, whoever starts it.
    let (draft, write) = use_draft(room.id, prefs::DRAFT_INTENTION);
    use_effect_with((timer.block, idle, joined), {
        let (room, draft, write) = (room.clone(), draft.clone(), write.clone());
        move |(block, idle, joined)| {
            if let (Some(block), false, true) = (*block, *idle, *joined)
                && !draft.is_empty()
                && room.view.timer.kind == BlockKind::Work
            {
                room.edit(TimerEdit::SetIntention { block, text: draft.clone() });
                write.emit(String::new());
            }
        }
    });
    let mine = timer.intentions.iter().find(|(member, _)| names::is_mine(room, *member)).map(|(_, text)| text.clone());
    let intend = {
        let (room, block) = (room.clone(), timer.block.filter(|_| !idle && joined));
        Callback::from(move |text: String| match block {
            Some(block) => room.edit(TimerEdit::SetIntention { block, text }),
            None => write.emit(text),
        })
    };
    let intention = mine.as_deref().filter(|_| !idle && joined).map_or(draft, str::to_owned);

    let press_go = {
        let (room, settled, length, custom) = (room.clone(), settled.clone(), *length, custom.clone());
        let say = tools.as_ref().map(|tools| tools.say.clone());
        Callback::from(move |_: MouseEvent| {
            if go == Go::Start && !length.fits() {
                return dom::focus(&custom);
            }
            press(&room, go, &settled, length.millis());
            if let (Go::Start, Some(say)) = (go, &say) {
                say.emit(t(Key::SayStarted).into());
            }
        })
    };
    let stop = {
        let (room, settled, root) = (room.clone(), settled.clone(), root.clone());
        Callback::from(move |_: MouseEvent| {
            press(&room, Go::Stop, &settled, None);
            // This button goes.
            dom::focus_first(&root, "[data-go]");
        })
    };
    let add = {
        let (room, block) = (room.clone(), timer.block);
        Callback::from(move |_: MouseEvent| {
            if let (Some(block), true) = (block, settled.ready() && timed.ready()) {
                room.edit(TimerEdit::AddTime { block, by: 5 * MINUTE as i64 });
            }
        })
    };

    let reporting = use_state_eq(|| None::<BlockId>);
    // A new block takes the question away, but not from under my hands.
    let answering = use_memo((timer.block, idle), {
        let root = root.clone();
        move |_| dom::focus_is_in(&root, ".report")
    });
    let report = asked(room).filter(|asked| {
        let here = *reporting == Some(asked.block);
        if asked.due { asked.report.is_none() || here } else { here && *answering }
    });
    use_effect_with(report.as_ref().map(|asked| asked.block), {
        let reporting = reporting.clone();
        move |asked| {
            if let Some(asked) = asked {
                reporting.set(Some(*asked));
            }
        }
    });
    let reported = {
        let reporting = reporting.clone();
        Callback::from(move |()| reporting.set(None))
    };
    // The question takes the place of the intentions, and leaves a field that I am in.
    let my_field = use_node_ref();
    let writing = use_memo(report.as_ref().map(|asked| asked.block), {
        let my_field = my_field.clone();
        move |_| dom::has_focus(&my_field)
    });
    let intentions = report.is_none() || *writing;

    let entries = {
        let (tools, set_quiet, quiet) = (tools.clone(), set_quiet.clone(), *quiet);
        Callback::from(move |()| {
            let leads_to = |words: Key, dialog: &'static RoomDialog| Entry {
                words: t(words),
                chosen: tools.as_ref().map(|tools| tools.open.reform(move |()| dialog)).unwrap_or_default(),
                checked: None,
            };
            vec![
                Entry { words: t(Key::Quiet), chosen: set_quiet.reform(move |()| !quiet), checked: Some(quiet) },
                leads_to(Key::History, &HISTORY),
                leads_to(Key::SoundAndBreaks, &SOUND),
            ]
        })
    };

    let others = timer.intentions.iter().filter(|(_, text)| !text.is_empty()).filter_map(|(member, text)| {
        let member = room.view.member(*member)?;
        let own = names::is_me(room, member);
        (!own).then(|| html! {
            <li key={member.id.to_string()}>{ badge(&Face::from(member), Fill::Full) }<span class="vh">{ &*member.name }{ ": " }</span><span dir="auto">{ &**text }</span></li>
        })
    });
    let others: Vec<Html> = others.collect();
    // One primary a screen: while alone that is Invite, past the end it is Stop.
    let stop_leads = over && joined;
    let primary = |leads: bool| (leads && !alone).then_some("primary");
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
            if idle { { length_choice(*length, &chosen, &custom) } }
            <div key="controls" class="controls">
                <button key="go" type="button" class={classes!("go", primary(!stop_leads))} data-go="" onclick={press_go}>{ go.words() }</button>
                if !idle && joined {
                    <button key="stop" type="button" class={classes!("stop", primary(stop_leads))} onclick={stop}>{ t(Key::Stop) }</button>
                    if timer.budget.is_some() {
                        <button key="add" type="button" class="add5" aria-label={t(Key::AddFive)} onclick={add}>{ t(Key::Add5) }</button>
                    }
                }
            </div>
            if !idle { { about(room) } }
            if intentions && (joined && timer.kind == BlockKind::Work || idle) {
                <label key="mine" class="intention">
                    if let Some(me) = names::me(room) { { badge(&Face::from(me), Fill::Full) } }
                    <Field node={my_field} name={t(Key::MyIntention)} hint={t(Key::IntentionHint)} value={intention} change={intend} />
                </label>
            }
            if intentions && !idle && !others.is_empty() {
                <ul key="others" class="intentions" role="list" aria-label={t(Key::Intentions)}>{ others }</ul>
            }
            <div key="options" class="timer-options">
                <RowMenu name={t(Key::ClockOptions)} about={t(Key::Timer)} {entries} glyph={Glyph::Options} />
            </div>
            if let Some(asked) = report { { report_form(room, &asked, &reported) } }
            { clock::left(room) }
        </section>
    }
}

/// What the block is about, and how it stands.
fn about(room: &Room) -> Html {
    let view = &room.view;
    let timer = &view.timer;
    let now = room.now();
    let what = clock::about(room);
    let mine = timer.with.iter().any(|member| names::is_mine(room, *member));
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
        let set_out = timer.intentions.iter().find(|(member, text)| names::is_mine(room, *member) && !text.is_empty());
        (t(Key::TimeIsUp).to_owned(), set_out.map_or(what, |(_, text)| fill(Key::SetOut, &[("text", text)])))
    } else {
        let ends = timer.ends().map(|ends| fill(Key::Ends, &[("time", &dates::time_of(ends))]));
        let parts: Vec<String> = item_left(room).into_iter().chain(ends).collect();
        let sub = if parts.is_empty() { t(Key::CountingUp).to_owned() } else { parts.join(" · ") };
        (what, sub)
    };
    html! {
        <div key="about" class="about"><b dir="auto">{ head }</b><span dir="auto">{ sub }</span></div>
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
