//! The comments on a task.

use std::rc::Rc;

use alongside_room::{Comment, CommentId, Edit, Task, TaskId, TasksEdit};
use yew::prelude::*;

use crate::{
    browser::{dom, entropy},
    calendar,
    open_room::store::RoomAction,
    parts::{
        badge::{Fill, badge},
        form::form,
        refused::use_refused,
    },
    strings::{Key, fill, t, titled, use_language},
    tasks::person::PossibleOwner,
};

/// Properties of [`Comments`].
#[derive(PartialEq, Properties)]
pub struct CommentsProps {
    /// Today, in the format of the document: what is said of days is drawn again when it is another.
    pub today: AttrValue,
    pub task: Rc<Task>,
    /// Everyone in the room.
    pub people: Rc<[PossibleOwner]>,
    /// Performs an action.
    pub act: Callback<RoomAction>,
    /// The field, for the focus.
    pub node: NodeRef,
    /// For the field's `onkeydown`.
    pub keys: Callback<KeyboardEvent>,
}

/// The comments, one's own with a button to delete it, and a field that adds one.
#[component]
pub fn Comments(props: &CommentsProps) -> Html {
    use_language();
    let CommentsProps { task, people, act, node, keys, .. } = props;
    let id = task.id;
    let refused = use_refused(format!("comment-{id}"));
    use_effect_with(node.clone(), {
        let begun = refused.stands();
        move |node| {
            if let Some(begun) = begun {
                dom::set_input_value(node, &begun.text);
            }
        }
    });
    let submit = {
        let (act, field, refused) = (act.clone(), node.clone(), refused.clone());
        Callback::from(move |()| {
            let text = dom::input_value(&field);
            if let (false, Ok(comment)) = (text.trim().is_empty(), entropy::id()) {
                let comment = CommentId(comment);
                let edit = Edit::Tasks(TasksEdit::AddComment { task: id, comment, text: text.clone() });
                if refused.attempt("", &text, || act.emit(RoomAction::Edit(edit))) {
                    dom::set_input_value(&field, "");
                }
            }
        })
    };
    let name = fill(Key::CommentField, &[("title", titled(&task.title))]);
    let content = html! {
        <>
            if !task.comments.is_empty() {
                <ul role="list">{ for task.comments.iter().map(|comment| comment_row(id, comment, people, act, node)) }</ul>
            }
            <div class="detail-line">
                <input ref={node.clone()} class="field" dir="auto" aria-label={name} placeholder={t(Key::Comment)}
                    aria-invalid={refused.id().map(|_| "true")} aria-describedby={refused.id()} oninput={refused.typed()} onkeydown={keys.clone()} />
                <button type="submit">{ t(Key::AddComment) }</button>
                { refused.reason() }
            </div>
        </>
    };
    form("comments", submit, content)
}

fn comment_row(
    task: TaskId,
    comment: &Comment,
    people: &[PossibleOwner],
    act: &Callback<RoomAction>,
    field: &NodeRef,
) -> Html {
    let by = people.iter().find(|person| person.id == comment.by);
    let remove = by.is_some_and(|by| by.me).then(|| {
        let (act, comment, field) = (act.clone(), comment.id, field.clone());
        Callback::from(move |_: MouseEvent| {
            act.emit(RoomAction::Edit(Edit::Tasks(TasksEdit::DeleteComment { task, comment })));
            dom::focus(&field);
        })
    });
    html! {
        <li key={comment.id.to_string()}>
            if let Some(by) = by { { badge(&by.face, Fill::Full) } }
            <span dir="auto" translate="no">{ &*comment.text }</span>
            <small>
                { calendar::day_of(comment.at) }
                if let Some(remove) = remove {
                    <button type="button" class="link" aria-label={fill(Key::DeleteComment, &[("text", &comment.text)])} onclick={remove}>{ t(Key::Delete) }</button>
                }
            </small>
        </li>
    }
}
