//! The agenda's section.

use std::rc::Rc;

use alongside_room::{Item, ItemId};
use yew::prelude::*;

use crate::{
    agenda::{minutes::MinutesSum, postponed::postponed, question::Question, row::ItemRow},
    open_room::store::Room,
    open_room::tools::{draft, use_say},
    parts::{
        badge::Face,
        field::use_steady,
        list::{row::RowSlot, use_list},
    },
    strings::{Key, t, use_language},
};

/// Properties of [`Agenda`].
#[derive(PartialEq, Properties)]
pub struct AgendaProps {
    pub room: Room,
    /// The open point.
    pub open: Option<ItemId>,
    /// Opens a point; with `true`, also goes to it.
    pub look: Callback<(ItemId, bool)>,
    /// Points that were added while I was away.
    pub new: Rc<[ItemId]>,
    /// The section's heading, for the focus.
    pub heading: NodeRef,
    /// Whether the open point is in another section than this list: then a press on a title goes there.
    pub narrow: bool,
}

/// The agenda's points, a question while there are none, and the postponed points.
#[component]
pub fn Agenda(props: &AgendaProps) -> Html {
    use_language();
    let AgendaProps { room, open, look, new, heading, narrow } = props;
    let say = use_say();
    let look = use_steady(look);
    let view = &room.view;
    let list = use_list(room, view.agenda.to_vec(), &say);

    let current = view.current.map(|current| current.item);
    let draw = |slot: RowSlot<ItemId>, item: &Rc<Item>| {
        html! {
            <ItemRow key={item.id.to_string()} item={item.clone()} {slot} current={current == Some(item.id)}
                open={*open == Some(item.id)} new={new.contains(&item.id)} face={view.member(item.raised_by).map(Face::from)} decision={view.decision(item.id).cloned()}
                texts={room.texts.clone()} act={room.act.clone()} look={look.clone()} say={say.clone()} narrow={*narrow} />
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
                if view.agenda.is_empty() && !list.offers_undelete() { <Question mode={view.mode} add={list.add_and_leave()} /> }
                { list.add_field(t(Key::AddToAgenda), draft::POINT, heading) }
            }
            { postponed(room, heading, &say) }
        </section>
    }
}
