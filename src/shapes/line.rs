//! The line under the clock: the steps, the one that both are at, who led there, and the way to the next.

use alongside_room::{BlockKind, Followed, NewStep, ShapesEdit, StepId, TimerState};
use yew::prelude::*;

use crate::{
    browser::dom,
    members::names,
    open_room::{store::Room, tools::use_say},
    parts::{
        badge::{Face, Fill, badge},
        cooldown::use_cooldown_by,
    },
    shapes::shown::ShownShape,
    strings::{Key, count, fill, t, titled, use_language},
    timer::go::start,
};

/// Draws the line.
pub fn line(room: &Room) -> Html {
    html! { <StepsLine room={room.clone()} /> }
}

/// The step after the one that both are at: its name, and what goes there.
pub fn next(room: &Room) -> Option<(String, ShapesEdit)> {
    let followed = room.view.followed?;
    let shape = ShownShape::of(&room.view, followed.shape)?;
    let next = shape.after(followed.step)?;
    Some((titled(&next.name).to_owned(), go_to(room, followed, next.id)))
}

fn go_to(room: &Room, followed: Followed, to: StepId) -> ShapesEdit {
    ShapesEdit::GoTo { session: room.view.session.id, shape: followed.shape, from: followed.step, to }
}

/// Properties of [`StepsLine`].
#[derive(PartialEq, Properties)]
struct LineProps {
    room: Room,
}

/// The line. Nothing in it leads on by itself, and the clock is only offered a step's minutes.
#[component]
fn StepsLine(props: &LineProps) -> Html {
    use_language();
    let LineProps { room } = props;
    let node = use_node_ref();
    let view = &room.view;
    let at = view.followed.map(|followed| (followed.shape, followed.step));
    let by_other = view.followed.is_some_and(|followed| !room.is_mine(followed.by));
    let cooldown = use_cooldown_by(at, by_other);
    use_told(room);
    let Some((followed, shape)) = view.followed.and_then(|one| Some((one, ShownShape::of(view, one.shape)?))) else {
        return html! {};
    };
    let led = |edit: ShapesEdit| {
        let (room, cooldown) = (room.clone(), cooldown.clone());
        let meant = match edit {
            ShapesEdit::GoTo { shape, to, .. } => Some((shape, Some(to))),
            _ => None,
        };
        Callback::from(move |_: MouseEvent| {
            if cooldown.take(meant) {
                room.edit(edit.clone());
            }
        })
    };
    let only_read = room.is_only_read();
    let author = followed.step.and_then(|_| view.member(followed.by)).map(Face::from);
    let step = |step: &NewStep| {
        let is_current = followed.step == Some(step.id);
        let go = led(go_to(room, followed, step.id));
        html! { <li key={step.id.to_string()}>{ one_step(step, is_current, author.as_ref().filter(|_| is_current), go, only_read) }</li> }
    };
    let current = shape.steps.iter().find(|step| followed.step == Some(step.id));
    let prompt = current.map(|step| &*step.prompt).filter(|prompt| !prompt.is_empty());
    html! {
        <div ref={node.clone()} class="steps-line">
            <ol class="steps" role="list" aria-label={t(Key::Steps)}>{ for shape.steps.iter().map(step) }</ol>
            <p class="aside prompt" dir="auto" title={prompt.map(str::to_owned)}>{ prompt }</p>
            if !only_read {
                { clock_offer(room, current, &node) }
                { way_on(room, &shape, followed, &led, &node) }
            }
        </div>
    }
}

/// A step, which leads there; the current one with the badge of who led to it.
fn one_step(
    step: &NewStep,
    is_current: bool,
    author: Option<&Face>,
    go: Callback<MouseEvent>,
    only_read: bool,
) -> Html {
    let minutes = (step.minutes > 0).then(|| count(Key::ShortMin, step.minutes.into(), &[]));
    let said = [Some(titled(&step.name)), minutes.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let by = author.map(|face| fill(Key::StepBy, &[("name", &face.name)]));
    html! {
        <button type="button" class="quiet step" aria-label={said} aria-current={is_current.then_some("step")} aria-description={by}
            aria-disabled={only_read.then_some("true")} onclick={if is_current || only_read { Callback::noop() } else { go }}>
            if let Some(face) = author { { badge(face, Fill::Full) } }
            <bdi translate="no">{ titled(&step.name) }</bdi>
            // What is seen is a part of the name: speech control finds a button by it.
            { " " }
            if step.minutes > 0 { <small aria-hidden="true">{ step.minutes }</small> }
        </button>
    }
}

/// "Next step", or, after the last, what puts the steps away: one button, so that the focus stays.
fn way_on(
    room: &Room,
    shape: &ShownShape,
    followed: Followed,
    led: &impl Fn(ShapesEdit) -> Callback<MouseEvent>,
    node: &NodeRef,
) -> Html {
    let (words, press) = match shape.after(followed.step) {
        Some(next) => (Key::NextStep, led(go_to(room, followed, next.id))),
        None => {
            let away = led(ShapesEdit::Follow { session: room.view.session.id, shape: None, step: None });
            let node = node.clone();
            let press = Callback::from(move |event: MouseEvent| {
                // The line goes.
                dom::focus_around(&node, ".room", ".timer h2");
                away.emit(event);
            });
            (Key::ThatsIt, press)
        }
    };
    html! { <button key="on" type="button" class="next-step" onclick={press}>{ t(words) }</button> }
}

/// "Start 8 min", while no clock runs.
fn clock_offer(room: &Room, current: Option<&NewStep>, node: &NodeRef) -> Html {
    let is_idle = room.view.timer.state == TimerState::Idle;
    let Some(minutes) = current.map(|step| step.minutes).filter(|minutes| *minutes > 0 && is_idle) else {
        return html! {};
    };
    let press = {
        let (room, node) = (room.clone(), node.clone());
        Callback::from(move |_: MouseEvent| {
            // This button goes.
            dom::focus_first(&node, ".next-step");
            start(&room, BlockKind::Work, Some(u64::from(minutes) * 60_000));
        })
    };
    html! { <button type="button" class="link" onclick={press}>{ fill(Key::StartStep, &[("n", &minutes.to_string())]) }</button> }
}

/// Tells that the other led to another step, under its name.
#[hook]
fn use_told(room: &Room) {
    let say = use_say();
    let first = use_mut_ref(|| true);
    let told = room.view.followed.and_then(|followed| {
        let shape = ShownShape::of(&room.view, followed.shape)?;
        let step = shape.steps.iter().find(|step| Some(step.id) == followed.step)?;
        let words = [("name", &*names::name(&room.view, followed.by)), ("step", titled(&step.name))];
        Some((step.id, fill(Key::StepTold, &words), room.is_mine(followed.by)))
    });
    use_effect_with(told.as_ref().map(|(step, ..)| *step), move |_| {
        if !first.replace(false)
            && let Some((_, words, false)) = told
        {
            say.emit(words);
        }
    });
}
