//! What is in the dialog: the steps of this session, the shapes to choose from, and the way in from another room or a file.

use alongside_room::{ShapeId, ShapesEdit};
use yew::prelude::*;

use crate::{
    browser::{entropy, field, read_file},
    open_room::{store::Room, tools::use_say},
    parts::{
        button::button,
        copy::use_copy,
        row_menu::{RowMenu, RowMenuEntry},
    },
    shapes::{
        built_in,
        editor::editor,
        shown::ShownShape,
        text_form::{self, Unreadable},
    },
    strings::{Key, fill, t, use_language},
};

/// Draws the dialog.
pub fn content(room: &Room) -> Html {
    html! { <StepsContent room={room.clone()} /> }
}

/// Properties of [`StepsContent`].
#[derive(PartialEq, Properties)]
pub struct ContentProps {
    pub room: Room,
}

/// The three parts.
#[component]
fn StepsContent(props: &ContentProps) -> Html {
    use_language();
    let ContentProps { room } = props;
    let view = &room.view;
    let node = use_node_ref();
    let (_, copy) = use_copy(Callback::noop());
    let followed = view.followed.and_then(|followed| ShownShape::of(view, followed.shape));
    let all = ShownShape::all(view);
    let best = built_in::suggested(view);
    let now = view.followed.map(|followed| followed.shape);
    html! {
        <div ref={node.clone()} class="shapes">
            <p class="lead">{ t(Key::StepsText) }</p>
            if let Some(shape) = followed { { editor(room, &shape, &copy, &node) } }
            <fieldset class="part" disabled={room.is_only_read()}>
                <h3>{ t(Key::Shapes) }</h3>
                <ul class="shape-list" role="list" aria-label={t(Key::Shapes)}>
                    { for all.iter().map(|shape| choice(room, shape, shape.id == best, now == Some(shape.id), &copy)) }
                </ul>
            </fieldset>
            if !room.is_only_read() { <FromText room={room.clone()} /> }
        </div>
    }
}

/// A shape to choose.
fn choice(room: &Room, shape: &ShownShape, is_best: bool, is_followed: bool, copy: &Callback<String>) -> Html {
    let take = {
        let (room, id) = (room.clone(), shape.id);
        Callback::from(move |_: MouseEvent| {
            let session = room.view.session.id;
            room.edit(ShapesEdit::Follow { session, shape: Some(id), step: None });
        })
    };
    let about = [shape.length(), is_best.then(|| t(Key::Suggested).to_owned())];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    html! {
        <li key={shape.id.to_string()}>
            <span>
                <b><bdi translate={shape.is_kept.then_some("no")}>{ &shape.name }</bdi></b><small>{ about }</small>
                <small class="line"><bdi>{ shape.in_a_line() }</bdi></small>
            </span>
            if shape.is_kept { { kept_menu(room, shape, copy) } }
            <button type="button" aria-label={fill(Key::UseShape, &[("name", &shape.name)])} aria-pressed={if is_followed { "true" } else { "false" }} onclick={take}>{ t(if is_followed { Key::InUse } else { Key::Use }) }</button>
        </li>
    }
}

/// What else can be done with a shape that is kept.
fn kept_menu(room: &Room, shape: &ShownShape, copy: &Callback<String>) -> Html {
    let (room, shape, copy) = (room.clone(), shape.clone(), copy.clone());
    let name = fill(Key::MoreActions, &[("title", &shape.name)]);
    let about = fill(Key::Actions, &[("title", &shape.name)]);
    let entries = Callback::from(move |()| {
        let text = text_form::write(&shape.name, &shape.steps);
        let forget = ShapesEdit::Keep { shape: shape.id, name: None };
        let (copy, room, file) = (copy.clone(), room.clone(), text.clone());
        vec![
            RowMenuEntry::new(Key::CopyAsText, Callback::from(move |()| copy.emit(text.clone()))),
            RowMenuEntry::new(Key::SaveAsFile, Callback::from(move |()| text_form::save(&file))),
            RowMenuEntry::new(Key::ForgetShape, Callback::from(move |()| room.edit(forget.clone()))),
        ]
    });
    html! { <RowMenu {name} {about} {entries} /> }
}

/// The way in: from a text that was copied in another room, or from a file.
#[component]
fn FromText(props: &ContentProps) -> Html {
    use_language();
    let ContentProps { room } = props;
    let (text, wrong) = (use_node_ref(), use_state_eq(|| None::<String>));
    let say = use_say();
    let take = {
        let (room, wrong, say, field) = (room.clone(), wrong.setter(), say.clone(), text.clone());
        Callback::from(move |text: String| match add(&room, &text) {
            Ok(name) => {
                wrong.set(None);
                field::become_text(&field, "", None);
                say.emit(fill(Key::ShapeAdded, &[("name", &name)]));
            }
            Err(why) => wrong.set(Some(why.words())),
        })
    };
    let press = {
        let (text, take) = (text.clone(), take.clone());
        Callback::from(move |_: MouseEvent| take.emit(field::text(&text).unwrap_or_default()))
    };
    let chosen = {
        let (take, wrong) = (take.clone(), wrong.setter());
        Callback::from(move |event: Event| {
            let (take, wrong) = (take.clone(), wrong.clone());
            read_file::read(&event, move |text| match text {
                Some(text) => take.emit(text),
                None => wrong.set(Some(t(Key::TextNotSteps).to_owned())),
            });
        })
    };
    let problem = wrong.is_some().then_some("no-shape");
    html! {
        <details class="part from-text">
            <summary>{ t(Key::FromElsewhere) }</summary>
            <label class="labelled">{ t(Key::StepsAsText) }
                <textarea ref={text} class="field" rows="4" dir="auto" aria-label={t(Key::StepsAsText)} aria-invalid={problem.map(|_| "true")} aria-describedby={problem} />
            </label>
            if let Some(wrong) = &*wrong { <p id="no-shape" class="warned" role="alert">{ wrong }</p> }
            <div class="dialog-actions">
                { button("", t(Key::AddShape), press) }
                <label class="labelled">{ t(Key::FromFile) }<input type="file" accept=".txt,text/plain" aria-label={t(Key::FromFile)} onchange={chosen} /></label>
            </div>
        </details>
    }
}

/// Adds the shape of a text to those that are kept; returns its name.
fn add(room: &Room, text: &str) -> Result<String, Unreadable> {
    let (name, steps) = text_form::read(text)?;
    if let Ok(shape) = entropy::id().map(ShapeId) {
        room.edit(ShapesEdit::Add { shape, name: name.clone(), steps });
        room.edit(ShapesEdit::Keep { shape, name: Some(name.clone()) });
    }
    Ok(name)
}
