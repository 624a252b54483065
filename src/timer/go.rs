//! The one button of the clock: what it does, and what comes of pressing it; and the clock's keys.

use alongside_room::{BlockId, BlockKind, MemberId, TimerEdit, TimerState};

use crate::{
    browser::{dom, entropy},
    keyboard::{Scene, Shortcut},
    open_room::store::Room,
    parts::cooldown::Cooldown,
    strings::{Key, t},
    timer::clock::MINUTE,
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
        let mine = timer.with.iter().any(|member| room.is_mine(*member));
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
pub fn press(room: &Room, go: Go, cooldown: &Cooldown<Go>, length: Option<u64>) {
    if !cooldown.take(go.leads_to()) {
        return;
    }
    match (go, room.view.timer.block) {
        (Go::Start, _) => start(room, BlockKind::Work, length),
        (Go::Pause, Some(block)) => room.edit(TimerEdit::Pause { block }),
        (Go::Resume, Some(block)) => room.edit(TimerEdit::Resume { block }),
        (Go::Join, Some(block)) => room.edit(TimerEdit::Join { block }),
        (Go::Stop, Some(block)) => room.edit(TimerEdit::Stop { block }),
        _ => {}
    }
}

/// Starts a block of this length with everybody who is here.
pub fn start(room: &Room, kind: BlockKind, budget: Option<u64>) {
    let Ok(id) = entropy::id() else { return };
    let mut with: Vec<MemberId> = vec![room.me];
    with.extend(room.facts.present.iter().map(|present| present.member).filter(|member| *member != room.me));
    room.edit(TimerEdit::Start { block: BlockId(id), kind, budget, with });
}

/// How long "Go on" is offered after a block was stopped, in milliseconds.
const GO_ON: u64 = 60_000;
/// The least that a block goes on for, in milliseconds.
const GO_ON_LEAST: u64 = 5 * MINUTE;

/// What goes on with the block that was stopped a moment ago and that I was in: a block of what was left of it. Both people's
/// "Go on" make one block.
pub fn go_on(room: &Room) -> Option<TimerEdit> {
    let timer = &room.view.timer;
    let stopped = timer.block.filter(|_| timer.state == TimerState::Idle && room.now().0 < timer.since.0 + GO_ON)?;
    let is_mine = timer.with.iter().any(|member| room.is_mine(*member));
    let budget = timer.budget.map(|budget| budget.saturating_sub(timer.ran_before).max(GO_ON_LEAST));
    let with = timer.with.to_vec();
    is_mine.then_some(TimerEdit::Start { block: stopped.next(), kind: timer.kind, budget, with })
}

/// After the other changed how long the block is.
pub type BudgetCooldown = Cooldown<(Option<BlockId>, Option<u64>)>;

/// Start or pause; five minutes more or less.
pub const KEYS: &[Shortcut] = &[
    Shortcut::new(&["p"], Key::KeyTimer, |_, scene| dom::press(&scene.root, "[data-go]")),
    Shortcut::new(&["+"], Key::KeyFiveMore, add_five),
    Shortcut::new(&["-"], Key::KeyFiveFewer, add_five),
];

fn add_five(key: &str, scene: &Scene) {
    let Scene { room, timed, .. } = scene;
    let timer = &room.view.timer;
    let joined = timer.with.iter().any(|member| room.is_mine(*member));
    let by = if key == "+" { 5 } else { -5 } * MINUTE as i64;
    if let Some(block) = timer.block.filter(|_| timer.state != TimerState::Idle && joined && timed.ready()) {
        room.edit(TimerEdit::AddTime { block, by });
    }
}
