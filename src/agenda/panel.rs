//! The section of talking points.

use std::rc::Rc;

use alongside_room::{Item, ItemId};
use yew::prelude::*;

use crate::{
    agenda::{minutes::MinutesSum, question::Question, row::ItemRow, waiting::waiting},
    open_room::store::Room,
    open_room::tools::{draft, use_say},
    parts::{
        badge::Face,
        list::{row::RowSlot, use_list},
        steady::use_steady,
    },
    strings::{Key, t},
};

/// What [`Agenda`] shows.
#[derive(PartialEq, Properties)]
pub struct AgendaProps {
    /// The room.
    pub room: Room,
    /// The point I am looking at.
    pub open: Option<ItemId>,
    /// I want to look at this one; `true`: go there.
    pub look: Callback<(ItemId, bool)>,
    /// What came while I was away.
    pub new: Rc<[ItemId]>,
    /// What this section is called by, for the focus.
    pub heading: NodeRef,
}

/// The agenda's points, a question where there is none yet, and the points that wait for the next session.
#[component]
pub fn Agenda(props: &AgendaProps) -> Html {
    let AgendaProps { room, open, look, new, heading } = props;
    let say = use_say();
    let look = use_steady(look);
    let view = &room.view;
    let list = use_list(room, view.agenda.to_vec(), &say);

    let current = view.current.map(|current| current.item);
    let draw = |slot: RowSlot<ItemId>, item: &Rc<Item>| {
        html! {
            <ItemRow key={item.id.to_string()} item={item.clone()} {slot} current={current == Some(item.id)}
                open={*open == Some(item.id)} new={new.contains(&item.id)} face={view.member(item.raised_by).map(Face::from)} decision={view.decision(item.id).cloned()}
                texts={room.texts.clone()} act={room.act.clone()} look={look.clone()} say={say.clone()} />
        }
    };
    html! {
        <section class="agenda" aria-label={t(Key::Agenda)}>
            <div class="head">
                <h2 ref={heading.clone()} tabindex="-1">{ t(Key::Agenda) }</h2>
                <MinutesSum room={room.clone()} />
            </div>
            { list.rows(t(Key::AgendaItems), draw) }
            { list.undelete() }
            if !room.is_only_read() {
                if view.agenda.is_empty() && !list.offers_undelete() { <Question add={list.add_and_leave()} /> }
                { list.add_field(t(Key::AddToAgenda), draft::POINT, heading) }
            }
            { waiting(room, heading, &say) }
        </section>
    }
}
