//! "Next": what comes after the current item, and the button that leads there, ticks what it leaves, and wraps the session up at
//! the last point.

use alongside_room::{AgendaEdit, BlockKind, Edit, Edited, ItemId, SessionId, Target, TimerState, Verb, View, Way};
use yew::prelude::*;

use crate::{
    browser::{clock, dom},
    open_room::{
        store::{Room, RoomAction},
        tools::use_tools,
    },
    parts::{button::button, cooldown::Cooldown, tick::use_tick},
    strings::{Key, fill, shown, t, titled, use_language},
};

/// The cooldown of the current item, for all buttons and keys that change it: after the other has changed it, my
/// press was meant for the item before and would skip one.
pub type CurrentCooldown = Cooldown<(SessionId, Option<ItemId>)>;

/// What comes after the current item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ahead {
    /// The first item after the current one that was not discussed, starting again at the top after the last.
    Item(ItemId),
    /// Nothing is left to talk about: the session can be closed.
    End,
    /// There is no agenda.
    Nothing,
}

impl Ahead {
    /// What the agenda leaves to talk about.
    pub fn of(view: &View) -> Self {
        let current = view.current.map(|current| current.item);
        let at = view.agenda.iter().position(|item| Some(item.id) == current).map_or(0, |at| at + 1);
        let (before, after) = view.agenda.split_at(at.min(view.agenda.len()));
        let next = after.iter().chain(before).find(|item| item.discussed.is_none() && Some(item.id) != current);
        match next {
            Some(item) => Self::Item(item.id),
            None if view.agenda.is_empty() => Self::Nothing,
            None => Self::End,
        }
    }

    /// The one edit that goes there. It ticks what it leaves, unless that is left open.
    pub fn edit(self, view: &View, leaves_open: bool) -> Option<Edit> {
        let session = view.session.id;
        let left = view.current.map(|current| current.item).filter(|_| !leaves_open);
        match self {
            Self::Item(item) => Some(AgendaEdit::MoveOn { session, left, item }.into()),
            Self::End => Some(AgendaEdit::WrapUp { session, left }.into()),
            Self::Nothing => None,
        }
    }
}

/// Goes on to the next point, which opens for me; nothing happens at the last one.
pub fn to_next(room: &Room, leaves_open: bool, cooldown: &CurrentCooldown, look: &Callback<ItemId>) {
    let ahead = Ahead::of(&room.view);
    if let (Ahead::Item(item), Some(edit), true) = (ahead, ahead.edit(&room.view, leaves_open), cooldown.ready()) {
        room.edit(edit);
        look.emit(item);
    }
}

/// Properties of [`NextButton`].
#[derive(PartialEq, Properties)]
pub struct NextProps {
    pub room: Room,
    /// The open point.
    pub open: ItemId,
    /// Opens a point for me.
    pub look: Callback<ItemId>,
    pub cooldown: CurrentCooldown,
}

/// A second press within so many milliseconds was meant for the point before.
const DOUBLE_PRESS: u64 = 400;

/// The button that names what comes; "Leave it open" or "Talk about this" beside it; and, after a press, what was ticked and the
/// way back.
#[component]
pub fn NextButton(props: &NextProps) -> Html {
    use_language();
    let NextProps { room, open, look, cooldown } = props;
    let tools = use_tools();
    let view = &room.view;
    let left = use_state_eq(|| None::<(ItemId, ItemId)>);
    let (node, pressed) = (use_node_ref(), use_mut_ref(|| 0_u64));
    let current = view.current.map(|current| current.item);
    let ahead = Ahead::of(view);
    let go = |leaves_open: bool| {
        let (room, look, cooldown, left) = (room.clone(), look.clone(), cooldown.clone(), left.setter());
        let (say, pressed) = (tools.as_ref().map(|tools| tools.say.clone()), pressed.clone());
        Callback::from(move |event: MouseEvent| {
            let now = clock::mono();
            if !cooldown.ready() || now < *pressed.borrow() + DOUBLE_PRESS {
                return;
            }
            pressed.replace(now);
            let leaves_open = leaves_open || event.alt_key();
            let Some(edit) = ahead.edit(&room.view, leaves_open) else { return };
            room.edit(edit);
            if let Ahead::Item(item) = ahead {
                left.set(current.filter(|_| !leaves_open).map(|current| (current, item)));
                look.emit(item);
                if let (Some(say), Some(item)) = (&say, room.view.item(item)) {
                    say.emit(fill(Key::SayNext, &[("title", titled(&item.title))]).into());
                }
            }
        })
    };
    let is_open = |item: ItemId| view.item(item).is_some_and(|item| item.discussed.is_none());
    // Before the first point is talked about, "Talk about this" is all there is to do about it.
    let is_offered = match ahead {
        Ahead::Item(item) => current.is_some() || item != *open,
        Ahead::End => true,
        Ahead::Nothing => false,
    };
    let talk = use_talk(props, ahead, &node);
    if room.is_only_read() {
        return html! {};
    }
    let (name, words) = match ahead {
        Ahead::Item(item) => {
            let title = view.item(item).map(|item| item.title.clone()).unwrap_or_default();
            let title = [("title", titled(&title))];
            (fill(Key::NextTo, &title), shown(Key::NextTo, &title))
        }
        _ => (t(Key::WrapUp).to_owned(), t(Key::WrapUp).into()),
    };
    html! {
        <>
            // With keys: the button keeps the focus while what is beside it comes and goes.
            if is_offered { <span key="next" ref={node.clone()} class="next">
                <button type="button" class={classes!(room.next_leads().then_some("primary"))} aria-label={name.clone()} title={name} data-next="" onclick={go(false)}><span>{ words }</span></button>
                <Spent room={room.clone()} />
            </span> }
            if current != Some(*open) { <button key="talk" type="button" onclick={talk}>{ t(Key::TalkAbout) }</button> }
            if is_offered && current.is_some_and(is_open) { <button key="leave" type="button" class="link leave-open" onclick={go(true)}>{ t(Key::LeaveOpen) }</button> }
            if let Some(line) = undo_line(room, *left, look, &node) { <span key="ticked" class="ticked">{ line }</span> }
        </>
    }
}

/// "Talk about this", which goes when it is pressed. What comes next, in `node`, takes the focus, but not what closes the session.
#[hook]
fn use_talk(props: &NextProps, ahead: Ahead, node: &NodeRef) -> Callback<MouseEvent> {
    let NextProps { room, open, look, cooldown } = props;
    let talks = use_mut_ref(|| false);
    let is_current = room.view.current.is_some_and(|current| current.item == *open);
    use_effect({
        let (node, talks, leads) = (node.clone(), talks.clone(), matches!(ahead, Ahead::Item(_)) && is_current);
        move || {
            if leads && talks.take() {
                dom::focus_first(&node, "button");
            }
        }
    });
    let (room, open, look, cooldown) = (room.clone(), *open, look.clone(), cooldown.clone());
    Callback::from(move |_: MouseEvent| {
        if cooldown.ready() {
            talks.replace(true);
            room.edit(AgendaEdit::SetCurrent { session: room.view.session.id, item: Some(open) });
            look.emit(open);
        }
    })
}

/// "Say no to ops is ticked · Undo", as long as that is what undo takes back.
fn undo_line(room: &Room, left: Option<(ItemId, ItemId)>, look: &Callback<ItemId>, next: &NodeRef) -> Option<Html> {
    let (left, item) = left?;
    let moved_on = Edited { way: Way::Undone, verb: Verb::SetCurrent, target: Target::Item(item) };
    let title = room.next_undo.filter(|next| *next == moved_on).and_then(|_| room.view.item(left))?.title.clone();
    let (act, look, next) = (room.act.clone(), look.clone(), next.clone());
    let undo = Callback::from(move |_: MouseEvent| {
        // This button goes.
        dom::focus_first(&next, "button");
        act.emit(RoomAction::Undo);
        look.emit(left);
    });
    Some(
        html! { <><span>{ shown(Key::Ticked, &[("title", titled(&title))]) }</span>{ button("link", t(Key::Undo), undo) }</> },
    )
}

/// Properties of [`Spent`].
#[derive(PartialEq, Properties)]
struct SpentProps {
    room: Room,
}

/// A thin line: how much of the current item's minutes is spent.
#[component]
fn Spent(props: &SpentProps) -> Html {
    let view = &props.room.view;
    let runs = view.timer.state == TimerState::Running && view.timer.kind == BlockKind::Work;
    let minutes = view.current.and_then(|current| view.item(current.item)?.minutes);
    use_tick((runs && minutes.is_some()).then_some(1_000));
    let Some(minutes) = minutes else { return html! {} };
    let (most, spent) = (u64::from(minutes) * 60_000, view.spent_on_current(props.room.now()));
    html! {
        <progress class={classes!("spent", (spent > most).then_some("over"))} max={most.to_string()} value={spent.min(most).to_string()} aria-hidden="true" />
    }
}

#[cfg(test)]
mod tests {
    use alongside_room::{MemberId, Moment, Place, Room as Document, SessionsEdit, Who};

    use super::*;

    const WHO: Who = Who { me: MemberId([1; 8]), now: Moment(1_000) };

    fn item(n: u8) -> ItemId {
        ItemId([n; 8])
    }

    /// A room with three points.
    fn room() -> Document {
        let mut room = Document::new(7);
        for n in 1..=3 {
            does(&mut room, AgendaEdit::Add { item: item(n), title: format!("Point {n}"), place: Place::Last });
        }
        room
    }

    fn does(room: &mut Document, edit: impl Into<Edit>) {
        room.edit(WHO, edit).expect("it can be done");
    }

    fn goes_on(room: &mut Document, leaves_open: bool) -> Ahead {
        let view = room.view(WHO.now);
        let ahead = Ahead::of(&view);
        does(room, ahead.edit(&view, leaves_open).expect("there is something ahead"));
        ahead
    }

    #[test]
    fn next_ticks_what_it_leaves_and_ends_in_wrapping_up() {
        let mut room = room();
        let went: Vec<_> = (0..4).map(|_| goes_on(&mut room, false)).collect();
        assert_eq!(went, [Ahead::Item(item(1)), Ahead::Item(item(2)), Ahead::Item(item(3)), Ahead::End]);
        let view = room.view(WHO.now);
        assert_eq!((view.session.number, view.agenda.len(), view.earlier[0].items.len()), (2, 0, 3));
        assert_eq!(Ahead::of(&view), Ahead::Nothing);
        room.undo(WHO).expect("one step");
        let view = room.view(WHO.now);
        assert_eq!((view.session.number, view.current.map(|current| current.item)), (1, Some(item(3))));
        assert_eq!(view.agenda[2].discussed, None);
    }

    #[test]
    fn a_point_that_is_left_open_comes_again_after_the_last() {
        let mut room = room();
        goes_on(&mut room, false);
        goes_on(&mut room, true);
        goes_on(&mut room, false);
        assert_eq!(goes_on(&mut room, false), Ahead::Item(item(1)));
        assert_eq!(Ahead::of(&room.view(WHO.now)), Ahead::End);
    }

    #[test]
    fn points_that_were_ticked_by_hand_are_passed_over() {
        let mut room = room();
        goes_on(&mut room, false);
        does(&mut room, AgendaEdit::SetDiscussed { item: item(2), discussed: true });
        assert_eq!(Ahead::of(&room.view(WHO.now)), Ahead::Item(item(3)));
        does(&mut room, AgendaEdit::SetDiscussed { item: item(3), discussed: true });
        assert_eq!(Ahead::of(&room.view(WHO.now)), Ahead::End);
    }

    #[test]
    fn two_who_wrap_up_at_once_close_one_session() {
        let mut room = room();
        let view = room.view(WHO.now);
        goes_on(&mut room, false);
        does(&mut room, SessionsEdit::Close { session: view.session.id });
        does(&mut room, AgendaEdit::WrapUp { session: view.session.id, left: Some(item(1)) });
        let view = room.view(WHO.now);
        assert_eq!((view.session.number, view.agenda[0].discussed), (2, None), "nothing is ticked in the next session");
    }
}
