//! What else can be said about a task, in a line below it.

use std::rc::Rc;

use alongside_room::{CommentId, Edit, view::Task};
use yew::prelude::*;

use crate::{
    browser::{dom, entropy},
    format,
    members::names,
    open_room::store::Act,
    parts::{
        badge::{Fill, badge},
        choice::Choice,
        field::Field,
        icon::{Glyph, icon},
    },
    strings::{Key, fill, t},
    tasks::row::Person,
};

/// What is being said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Whose it is.
    Owner,
    /// By when.
    Due,
    /// What to do first.
    FirstStep,
    /// Where more is.
    Link,
    /// Remarks.
    Comment,
}

/// What [`TaskDetail`] shows.
#[derive(PartialEq, Properties)]
pub struct TaskDetailProps {
    /// What is being said.
    pub which: Detail,
    /// About what.
    pub task: Rc<Task>,
    /// Everyone in the room.
    pub people: Rc<[Person]>,
    /// Where acts go.
    pub act: Callback<Act>,
    /// The person is done here.
    pub close: Callback<()>,
}

/// The field for it, focused at once. What is put in holds at once; Enter and Escape close.
#[component]
pub fn TaskDetail(props: &TaskDetailProps) -> Html {
    let TaskDetailProps { which, task, people, act, close } = props;
    let which = *which;
    let id = task.id;
    let field = use_node_ref();
    let named = |key| fill(key, &[("title", names::title(&task.title))]);

    use_effect_with(which, {
        let field = field.clone();
        move |_| dom::focus(&field)
    });

    let keys = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            let done = match &*event.key() {
                "Escape" => true,
                "Enter" => which != Detail::Comment,
                _ => false,
            };
            if done && !event.is_composing() {
                event.prevent_default();
                event.stop_propagation();
                close.emit(());
            }
        })
    };
    let edit = |make: fn(alongside_room::TaskId, String) -> Edit| {
        let act = act.clone();
        Callback::from(move |text: String| act.emit(Act::Edit(make(id, text))))
    };
    let due = edit(|task, due| Edit::SetDue { task, due: (!due.is_empty()).then_some(due) })
        .reform(|event: Event| dom::value(&event));
    let own = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            let owner = dom::value(&event).parse().ok();
            act.emit(Act::Edit(Edit::SetOwner { task: id, owner }));
        })
    };
    let comment = {
        let (act, field) = (act.clone(), field.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = dom::input_value(&field);
            if let (false, Ok(comment)) = (text.trim().is_empty(), entropy::id()) {
                dom::set_input_value(&field, "");
                act.emit(Act::Edit(Edit::AddComment { task: id, comment: CommentId(comment), text }));
            }
        })
    };
    let shut = close.reform(|_: MouseEvent| ());
    let no_link = format::is_no_link(&task.link).then(|| AttrValue::from(format!("no-link-{id}")));
    let content = match which {
        Detail::Owner => {
            let people =
                people.iter().map(|person| (person.id.to_string().into(), AttrValue::from(&*person.face.name)));
            let options: Vec<_> = [(AttrValue::default(), t(Key::Nobody).into())].into_iter().chain(people).collect();
            let chosen = task.owner.map(|owner| owner.to_string()).unwrap_or_default();
            html! { <Choice node={field} class="field" name={named(Key::OwnerField)} {options} {chosen} change={own} {keys} /> }
        }
        Detail::Due => html! {
            <input ref={field} type="date" class="field" aria-label={named(Key::DueField)} value={task.due.clone().unwrap_or_default()}
                onchange={due} onkeydown={keys} />
        },
        Detail::FirstStep => html! {
            <Field node={field} name={named(Key::FirstStepField)} hint={t(Key::FirstStep)} value={task.first_step.to_string()}
                change={edit(|task, step| Edit::SetFirstStep { task, step })} done={close} />
        },
        Detail::Link => html! {
            <>
                <span class="labelled">
                    <Field node={field} kind="url" name={named(Key::LinkField)} hint="https://" value={task.link.to_string()}
                        change={edit(|task, link| Edit::SetLink { task, link })} done={close} problem={no_link.clone()} />
                    if let Some(id) = no_link { <span {id}>{ t(Key::NoLink) }</span> }
                </span>
                if let Some(link) = format::safe_link(&task.link) {
                    <a class="button" href={link} target="_blank" rel="noopener noreferrer">{ t(Key::OpenLink) }</a>
                }
            </>
        },
        Detail::Comment => html! {
            <form class="comments" onsubmit={comment} autocomplete="off">
                if !task.comments.is_empty() {
                    <ul role="list">
                        { for task.comments.iter().map(|comment| {
                            let by = people.iter().find(|person| person.id == comment.by);
                            let remove = by.is_some_and(|by| by.me).then(|| {
                                let (act, comment, field) = (act.clone(), comment.id, field.clone());
                                Callback::from(move |_: MouseEvent| {
                                    act.emit(Act::Edit(Edit::DeleteComment { task: id, comment }));
                                    dom::focus(&field);
                                })
                            });
                            html! {
                                <li key={comment.id.to_string()}>
                                    if let Some(by) = by { { badge(&by.face, Fill::Full) } }
                                    <span dir="auto">{ &*comment.text }</span>
                                    <small>
                                        { names::day_of(comment.at) }
                                        if let Some(remove) = remove {
                                            <button type="button" class="link" aria-label={fill(Key::DeleteComment, &[("text", &comment.text)])} onclick={remove}>{ t(Key::Delete) }</button>
                                        }
                                    </small>
                                </li>
                            }
                        }) }
                    </ul>
                }
                <div class="detail-line">
                    <input ref={field} class="field" dir="auto" aria-label={named(Key::CommentField)} placeholder={t(Key::Comment)} onkeydown={keys} />
                    <button type="submit">{ t(Key::AddComment) }</button>
                </div>
            </form>
        },
    };
    html! {
        <div class="detail">
            { content }
            <button type="button" class="icon-button" aria-label={t(Key::Close)} onclick={shut}>{ icon(Glyph::Cross) }</button>
        </div>
    }
}
