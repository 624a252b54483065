//! Which tasks are shown.

use std::rc::Rc;

use alongside_room::{MemberId, Status, Task};
use yew::prelude::*;

use crate::{
    browser::dom,
    members::names,
    open_room::store::Room,
    parts::list::model::ListRow,
    strings::{Key, fill, shown, t},
    tasks::{
        lingering::Lingering,
        list::{LAST_GROUP, OPEN_GROUPS},
        person::PossibleOwner,
    },
};

/// Whose tasks are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Whose {
    #[default]
    All,
    Mine,
    Theirs(MemberId),
}

/// The person's choice of tasks to see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    whose: Whose,
    closed_too: bool,
}

/// A change of that choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilterChange(Changed);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Changed {
    Whose(Whose),
    ClosedToo(bool),
}

impl Reducible for Filter {
    type Action = FilterChange;

    fn reduce(self: Rc<Self>, FilterChange(change): FilterChange) -> Rc<Self> {
        Rc::new(match change {
            Changed::Whose(whose) => Self { whose, ..*self },
            Changed::ClosedToo(closed_too) => Self { closed_too, ..*self },
        })
    }
}

impl Filter {
    /// The tasks to show: group by group, in each group in the room's order. One that lingers stands among the open ones.
    pub fn shown(self, room: &Room, lingering: &Lingering) -> Vec<Rc<Task>> {
        let mut groups = vec![Vec::new(); usize::from(LAST_GROUP) + 1];
        let lets_through = |task: &Task| self.lets_through(task, lingering, |owner| room.is_mine(owner));
        for task in room.view.tasks.iter().filter(|task| lets_through(task)) {
            let group = task.group(room) | if lingering.has(task.id) { OPEN_GROUPS } else { 0 };
            if let Some(group) = groups.get_mut(usize::from(group)) {
                group.push(task.clone());
            }
        }
        groups.into_iter().rev().flatten().collect()
    }

    fn lets_through(self, task: &Task, lingering: &Lingering, is_mine: impl Fn(MemberId) -> bool) -> bool {
        let whose = match self.whose {
            Whose::All => true,
            Whose::Mine => task.owner.is_some_and(is_mine),
            Whose::Theirs(member) => task.owner == Some(member),
        };
        whose && (self.closed_too || task.status == Status::Open || lingering.has(task.id))
    }
}

/// The controls of the filter: whose tasks, if there is more than one person, and whether to show done tasks, if
/// there are any.
pub fn filter_bar(filter: &UseReducerHandle<Filter>, people: &[PossibleOwner], any_settled: bool) -> Html {
    let with_closed = {
        let filter = filter.dispatcher();
        Callback::from(move |event: Event| filter.dispatch(FilterChange(Changed::ClosedToo(dom::checked(&event)))))
    };
    html! {
        <div class="filter">
            if people.len() > 1 { { whose_choice(filter, people) } }
            if any_settled {
                <label class="check">
                    <input type="checkbox" checked={filter.closed_too} onchange={with_closed} />
                    { t(Key::ShowDone) }
                </label>
            }
        </div>
    }
}

/// Radio buttons that look like one control.
fn whose_choice(filter: &UseReducerHandle<Filter>, people: &[PossibleOwner]) -> Html {
    let choice = |whose: Whose, words: Html, whole: Option<String>| {
        let dispatcher = filter.dispatcher();
        let choose = Callback::from(move |_: Event| dispatcher.dispatch(FilterChange(Changed::Whose(whose))));
        html! {
            <label class="segment">
                // Its name is whole, and without a space that the name's own box would bring.
                <input type="radio" name="whose" aria-label={whole.clone()} checked={filter.whose == whose} onchange={choose} />
                <span title={whole}>{ words }</span>
            </label>
        }
    };
    html! {
        <div class="segments small" role="radiogroup" aria-label={t(Key::Whose)}>
            { choice(Whose::All, t(Key::WhoseAll).into(), None) }
            { choice(Whose::Mine, t(Key::WhoseMine).into(), None) }
            { for people.iter().filter(|person| !person.me).map(|person| {
                let name = &person.face.name;
                choice(Whose::Theirs(person.id), shown(Key::WhoseTheirs, &[("name", &names::first(name))]), Some(fill(Key::WhoseTheirs, &[("name", name)])))
            }) }
        </div>
    }
}
