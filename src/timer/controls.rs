//! The buttons of the clock: start, pause, resume or join; stop, five minutes more, go on.

use alongside_room::{TimerEdit, TimerState};
use yew::prelude::*;

use crate::{
    browser::dom,
    open_room::{store::Room, tools::Tools},
    parts::cooldown::{Cooldown, use_cooldown, use_cooldown_by},
    strings::{Key, t},
    timer::{
        clock::MINUTE,
        go::{BudgetCooldown, Go, press},
        length::BlockLength,
    },
};

/// The buttons of the clock, and what makes each of them wait.
pub struct Controls {
    pub room: Room,
    root: NodeRef,
    go: Go,
    pub cooldown: Cooldown<Go>,
    /// Five more were not meant on top of the other time, or for the other block, that the other gave. Mine add up.
    budget: BudgetCooldown,
}

/// The buttons as they stand now, in the region of the clock that `root` is.
#[hook]
pub fn use_controls(room: &Room, go: Go, root: &NodeRef) -> Controls {
    let timer = &room.view.timer;
    let cooldown = use_cooldown(go);
    let budget = use_cooldown_by((timer.block, timer.budget), !room.is_mine(timer.by));
    Controls { room: room.clone(), root: root.clone(), go, cooldown, budget }
}

/// Does what the button says; a length that no block has leads to its field instead.
pub fn press_go(
    controls: &Controls,
    length: BlockLength,
    custom: &NodeRef,
    tools: Option<&Tools>,
) -> Callback<MouseEvent> {
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

/// Start, pause, resume or join; while a block runs that I am in, its end and five minutes more; after its end, going on.
pub fn buttons(controls: &Controls, press_go: Callback<MouseEvent>, over: bool, goes_on: Option<TimerEdit>) -> Html {
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
    let go_on = {
        let (room, cooldown, edit) = (room.clone(), cooldown.clone(), goes_on.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(edit) = edit.clone().filter(|_| cooldown.take(Go::Pause)) {
                room.edit(edit);
            }
        })
    };
    let is_in = *go != Go::Join;
    // One primary a screen: while alone that is Invite, while a point is talked about "Next", past the end Stop.
    let (steps_back, stop_leads) = (room.view.members.len() < 2 || room.next_leads(), over && is_in);
    let primary = |leads: bool| (leads && !steps_back).then_some("primary");
    html! {
        <div key="controls" class="controls">
            <button key="go" type="button" class={classes!("go", primary(!stop_leads))} data-go="" data-widest={Go::widest()} onclick={press_go}>{ go.words() }</button>
            if timer.state != TimerState::Idle && is_in {
                <button key="stop" type="button" class={classes!("stop", primary(stop_leads))} onclick={stop}>{ t(Key::Stop) }</button>
                if timer.budget.is_some() {
                    <button key="add" type="button" class="add5" aria-label={t(Key::AddFive)} onclick={add}>{ t(Key::Add5) }</button>
                }
            }
            if goes_on.is_some() { <button key="go-on" type="button" class="go-on" onclick={go_on}>{ t(Key::GoOn) }</button> }
        </div>
    }
}
