//! The form below a task for one of its details.

use std::rc::Rc;

use alongside_room::{Edit, Task, TaskId, TasksEdit};
use yew::prelude::*;

use crate::{
    browser::dom,
    format,
    open_room::store::RoomAction,
    parts::{
        choice::Choice,
        field::Field,
        icon::{Glyph, icon},
        link::ExternalLink,
    },
    strings::{Key, fill, t, titled, use_language},
    tasks::{comments::Comments, person::PossibleOwner},
};

/// A detail of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    Owner,
    FirstStep,
    Link,
    Comment,
}

/// Properties of [`TaskDetail`].
#[derive(PartialEq, Properties)]
pub struct TaskDetailProps {
    /// Today, in the format of the document: what is said of days is drawn again when it is another.
    pub today: AttrValue,
    pub which: Detail,
    pub task: Rc<Task>,
    /// Everyone in the room.
    pub people: Rc<[PossibleOwner]>,
    /// Performs an action.
    pub act: Callback<RoomAction>,
    /// Called when the person has finished.
    pub close: Callback<()>,
}

/// The field for the detail, focused at once. Changes apply at once; Enter and Escape close.
#[component]
pub fn TaskDetail(props: &TaskDetailProps) -> Html {
    use_language();
    let TaskDetailProps { which, task, people, act, close, .. } = props;
    let which = *which;
    let field = use_node_ref();
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
            if done && !dom::is_composed(&event) {
                event.prevent_default();
                event.stop_propagation();
                close.emit(());
            }
        })
    };
    let content = match which {
        Detail::Owner => owner(props, field, keys),
        Detail::FirstStep => first_step(props, field),
        Detail::Link => link(props, field),
        Detail::Comment => html! {
            <Comments today={props.today.clone()} task={task.clone()} people={people.clone()} act={act.clone()} node={field} {keys} />
        },
    };
    let shut = close.reform(|_: MouseEvent| ());
    html! {
        <div class="detail">
            { content }
            <button type="button" class="icon-button" aria-label={t(Key::Close)} onclick={shut}>{ icon(Glyph::Cross) }</button>
        </div>
    }
}

fn owner(props: &TaskDetailProps, node: NodeRef, keys: Callback<KeyboardEvent>) -> Html {
    let people = props.people.iter();
    let people = people.map(|person| (person.id.to_string().into(), AttrValue::from(&*person.face.name)));
    let options: Vec<_> = [(AttrValue::default(), t(Key::Nobody).into())].into_iter().chain(people).collect();
    let chosen = props.task.owner.map(|owner| owner.to_string()).unwrap_or_default();
    let change = edit(props, |task, owner| Edit::Tasks(TasksEdit::SetOwner { task, owner: owner.parse().ok() }));
    let change = change.reform(|event: Event| dom::value(&event));
    html! { <Choice {node} class="field" name={named(props, Key::OwnerField)} {options} {chosen} {change} {keys} /> }
}

fn first_step(props: &TaskDetailProps, node: NodeRef) -> Html {
    html! {
        <Field {node} field={format!("first-step-{}", props.task.id)} name={named(props, Key::FirstStepField)} hint={t(Key::FirstStep)} value={props.task.first_step.to_string()}
            change={edit(props, |task, step| Edit::Tasks(TasksEdit::SetFirstStep { task, step }))} done={props.close.clone()} />
    }
}

fn link(props: &TaskDetailProps, node: NodeRef) -> Html {
    let task = &props.task;
    let no_link = format::is_no_link(&task.link).then(|| AttrValue::from(format!("no-link-{}", task.id)));
    html! {
        <>
            <span class="labelled">
                <Field {node} field={format!("link-{}", task.id)} kind="url" name={named(props, Key::LinkField)} hint="https://" value={task.link.to_string()}
                    change={edit(props, |task, link| Edit::Tasks(TasksEdit::SetLink { task, link }))} done={props.close.clone()} problem={no_link.clone()} />
                if let Some(id) = no_link { <span {id}>{ t(Key::NoLink) }</span> }
            </span>
            if let Some(link) = format::safe_link(&task.link) {
                <ExternalLink class="button" href={link} words={t(Key::OpenLink)} />
            }
        </>
    }
}

fn named(props: &TaskDetailProps, key: Key) -> String {
    fill(key, &[("title", titled(&props.task.title))])
}

fn edit(props: &TaskDetailProps, make: fn(TaskId, String) -> Edit) -> Callback<String> {
    let (act, id) = (props.act.clone(), props.task.id);
    Callback::from(move |text: String| act.emit(RoomAction::Edit(make(id, text))))
}
