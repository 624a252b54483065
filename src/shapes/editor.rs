//! The steps of this session, to be changed by both.

use alongside_room::{NewStep, Place, ShapeId, ShapesEdit, StepId};
use yew::prelude::*;

use crate::{
    browser::{dom, entropy},
    open_room::{one_act::OneAct, store::Room},
    parts::{
        button::button,
        field::Field,
        row_menu::{RowMenu, RowMenuEntry},
    },
    shapes::{shown::ShownShape, text_form},
    strings::{Key, fill, t, titled},
};

/// The rows, and what can be done with all of them.
pub fn editor(room: &Room, shape: &ShownShape, copy: &Callback<String>, node: &NodeRef) -> Html {
    let text = text_form::write(&shape.name, &shape.steps);
    let add = {
        let (room, shape) = (room.clone(), shape.clone());
        Callback::from(move |_: MouseEvent| {
            let Ok(id) = entropy::id().map(StepId) else { return };
            let step = NewStep { id, name: t(Key::NewStep).to_owned(), minutes: 5, prompt: String::new() };
            shape.change(&room, |shape| ShapesEdit::SetStep { shape, step });
        })
    };
    let keep = {
        let (room, shape) = (room.clone(), shape.clone());
        Callback::from(move |_: MouseEvent| keep(&room, &shape))
    };
    let none = {
        let (room, node) = (room.clone(), node.clone());
        Callback::from(move |_: MouseEvent| {
            // The rows go.
            dom::focus_around(&node, "dialog", "h2");
            room.edit(ShapesEdit::Follow { session: room.view.session.id, shape: None, step: None });
        })
    };
    let file = text.clone();
    html! {
        <fieldset class="part" disabled={room.is_only_read()}>
            <h3><bdi>{ &shape.name }</bdi><small>{ shape.length() }</small></h3>
            <ol class="step-rows" role="list" aria-label={t(Key::StepsOfSession)}>
                { for (0..shape.steps.len()).map(|at| row(room, shape, at)) }
            </ol>
            <div class="dialog-actions">
                { button("", t(Key::AddStep), add) }
                if !shape.is_kept { { button("", t(Key::KeepShape), keep) } }
            </div>
            <div class="dialog-actions links">
                { button("link", t(Key::CopyAsText), copy.reform(move |_: MouseEvent| text.clone())) }
                { button("link", t(Key::SaveAsFile), Callback::from(move |_: MouseEvent| text_form::save(&file))) }
                { button("link", t(Key::NoStepsToday), none) }
            </div>
        </fieldset>
    }
}

/// Keeps a copy of the shape, which the session follows from now on.
fn keep(room: &Room, shape: &ShownShape) {
    let Ok(id) = entropy::id().map(ShapeId) else { return };
    let name = fill(Key::OurShape, &[("name", &shape.name)]);
    room.edit(ShapesEdit::Add { shape: id, name: name.clone(), steps: shape.steps.clone() });
    let act = OneAct::new(room);
    act.edit(ShapesEdit::Keep { shape: id, name: Some(name) });
    let step = room.view.followed.and_then(|followed| followed.step);
    act.edit(ShapesEdit::Follow { session: room.view.session.id, shape: Some(id), step });
}

/// One step.
fn row(room: &Room, shape: &ShownShape, at: usize) -> Html {
    let step = &shape.steps[at];
    let named = |key| fill(key, &[("title", titled(&step.name))]);
    let set = |with: fn(NewStep, String) -> NewStep| {
        let (room, shape, step) = (room.clone(), shape.clone(), step.clone());
        Callback::from(move |text: String| {
            let step = with(step.clone(), text);
            shape.change(&room, |shape| ShapesEdit::SetStep { shape, step });
        })
    };
    let name = |text: &str| format!("step-{text}-{}", step.id);
    html! {
        <li key={step.id.to_string()}>
            <Field field={name("minutes")} kind="number" min="0" max="999" name={named(Key::StepMinutes)} value={step.minutes.to_string()}
                change={set(|step, text| NewStep { minutes: text.parse().unwrap_or_default(), ..step })} />
            <Field field={name("name")} name={named(Key::StepName)} value={step.name.clone()} change={set(|step, name| NewStep { name, ..step })} />
            <Field field={name("prompt")} class="prompt" name={named(Key::PromptOf)} hint={t(Key::PromptHint)} value={step.prompt.clone()}
                change={set(|step, prompt| NewStep { prompt, ..step })} />
            { row_menu(room, shape, at) }
        </li>
    }
}

/// What can be done with a step.
fn row_menu(room: &Room, shape: &ShownShape, at: usize) -> Html {
    let step = &shape.steps[at];
    let (id, title) = (step.id, titled(&step.name).to_owned());
    let ids: Vec<StepId> = shape.steps.iter().map(|step| step.id).collect();
    let (room, shape) = (room.clone(), shape.clone());
    let entries = Callback::from(move |()| {
        let entry = |words: Key, edit: fn(ShapeId, StepId, Place<StepId>) -> ShapesEdit, place: Place<StepId>| {
            let (room, shape) = (room.clone(), shape.clone());
            RowMenuEntry::new(words, Callback::from(move |()| shape.change(&room, |shape| edit(shape, id, place))))
        };
        let move_to = |shape, step, place| ShapesEdit::Reorder { shape, step, place };
        let up = at.checked_sub(1).map(|before| match before.checked_sub(1) {
            Some(before) => Place::After(ids[before]),
            None => Place::First,
        });
        let down = ids.get(at + 1).map(|after| Place::After(*after));
        let mut entries = Vec::new();
        entries.extend(up.map(|place| entry(Key::MoveUp, move_to, place)));
        entries.extend(down.map(|place| entry(Key::MoveDown, move_to, place)));
        entries.push(entry(Key::RemoveStep, |shape, step, _| ShapesEdit::RemoveStep { shape, step }, Place::Last));
        entries
    });
    let with = [("title", &*title)];
    html! { <RowMenu name={fill(Key::MoreActions, &with)} about={fill(Key::Actions, &with)} {entries} /> }
}
