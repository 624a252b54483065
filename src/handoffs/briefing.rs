//! What the receiver should know, line by line: what the giver knows, and what the receiver misses, which is the giver's to fill.

use alongside_room::{BriefingId, BriefingLine, HandoffsEdit, TaskId};
use yew::prelude::*;

use crate::{
    browser::{dom, entropy},
    handoffs::seen::Seen,
    open_room::store::Room,
    parts::{
        badge::{Face, Fill, badge},
        field::Field,
        form::form,
        icon::{Glyph, icon},
        refused::use_refused,
    },
    strings::{Key, fill, t, use_language},
};

/// Draws the list, and the field for another line.
pub fn briefing(seen: &Seen<'_>) -> Html {
    let lines = seen.handoff.map(|handoff| &handoff.briefing[..]).unwrap_or_default();
    let only_read = seen.room.is_only_read();
    if lines.is_empty() && only_read {
        return html! {};
    }
    html! {
        <section class="briefing" aria-label={t(Key::Briefing)}>
            <h3>{ t(Key::Briefing) }</h3>
            if !lines.is_empty() {
                <ul role="list" aria-label={t(Key::Briefing)}>{ for lines.iter().map(|line| row(seen, line, only_read)) }</ul>
            }
            if !only_read { <AddLine room={seen.room.clone()} task={seen.task.id} is_missing={seen.is_receiver} name={seen.name.clone()} /> }
        </section>
    }
}

/// One line. What somebody misses is filled in its place by the other.
fn row(seen: &Seen<'_>, line: &BriefingLine, only_read: bool) -> Html {
    let (task, id, is_own) = (seen.task.id, line.id, seen.room.is_mine(line.by));
    let face = seen.room.view.member(line.by).map(Face::from);
    let is_gap = line.is_missing && line.filled.is_none();
    let fills = {
        let room = seen.room.clone();
        Callback::from(move |text: String| room.edit(HandoffsEdit::Fill { task, line: id, text }))
    };
    let remove = {
        let room = seen.room.clone();
        Callback::from(move |_: MouseEvent| room.edit(HandoffsEdit::RemoveLine { task, line: id }))
    };
    let with = [("text", &*line.text)];
    html! {
        <li key={id.to_string()} class={is_gap.then_some("gap")}>
            { for face.map(|face| badge(&face, Fill::Full)) }
            <span class="said"><span dir="auto" translate="no">{ &*line.text }</span>
                if is_gap { <small>{ icon(Glyph::Calling) }{ t(Key::Missing) }</small> }
            </span>
            if is_own && !only_read {
                <button type="button" class="icon-button" aria-label={fill(Key::RemoveLine, &with)} onclick={remove}>{ icon(Glyph::Cross) }</button>
            }
            if line.is_missing && !is_own && !only_read {
                <Field field={format!("fill-{id}")} class="filled" name={fill(Key::FillGap, &with)} hint={t(Key::FillHint)}
                    value={line.filled.as_deref().unwrap_or_default().to_owned()} change={fills} />
            } else if let Some(filled) = &line.filled {
                <span class="filled" dir="auto" translate="no">{ &**filled }</span>
            }
        </li>
    }
}

/// Properties of [`AddLine`].
#[derive(PartialEq, Properties)]
struct AddLineProps {
    room: Room,
    task: TaskId,
    /// The person writes what they miss, not what they know.
    is_missing: bool,
    name: AttrValue,
}

/// The field for another line. The focus stays in it.
#[component]
fn AddLine(props: &AddLineProps) -> Html {
    use_language();
    let AddLineProps { room, task, is_missing, name } = props;
    let (node, field) = (use_node_ref(), format!("briefing-{task}"));
    let refused = use_refused(&*field);
    let words = if *is_missing { t(Key::BriefingAsk).to_owned() } else { fill(Key::BriefingGive, &[("name", name)]) };
    let add = {
        let (room, task, is_missing, node, refused) = (room.clone(), *task, *is_missing, node.clone(), refused.clone());
        Callback::from(move |()| {
            let text = dom::input_value(&node);
            let Ok(line) = entropy::id().map(BriefingId) else { return };
            let edit = HandoffsEdit::Brief { task, line, is_missing, text: text.clone() };
            if !text.trim().is_empty() && refused.attempt("", &text, || room.edit(edit)) {
                dom::set_input_value(&node, "");
            }
        })
    };
    let hint = if *is_missing { Key::BriefingAskHint } else { Key::BriefingGiveHint };
    form(
        "hand-line",
        add,
        html! {
            <>
                <label class="labelled">{ &words }
                    <input ref={node} class="field" dir="auto" aria-label={words.clone()} placeholder={t(hint)} aria-invalid={refused.id().map(|_| "true")}
                        aria-describedby={refused.id()} oninput={refused.typed()} />
                </label>
                <button type="submit">{ t(Key::AddComment) }</button>
                { refused.reason() }
            </>
        },
    )
}
