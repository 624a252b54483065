//! The lines about one thing: a field each, and what shares it.

use alongside_room::{AgendaEdit, LineAbout, LineId, Moment, Place, PrivateLine};
use yew::prelude::*;

use crate::{
    browser::{dom, entropy},
    calendar,
    members::names,
    only_mine::field::LineField,
    open_room::{one_act::OneAct, private::PrivateAct, store::Room, tools::use_say},
    parts::button::button,
    strings::{Key, fill, t, use_language},
};

/// Whether something was written about this.
pub fn has_line(room: &Room, about: LineAbout) -> bool {
    room.private.about(about).any(|line| !line.text.is_empty())
}

/// Properties of [`Lines`].
#[derive(PartialEq, Properties)]
pub struct LinesProps {
    pub room: Room,
    pub about: LineAbout,
    /// What its fields are called.
    pub name: AttrValue,
}

/// A field for each line about this: one as a rule, more where two devices began one each. A line is begun by writing, the first and the
/// one after those that were shared.
#[component]
pub fn Lines(props: &LinesProps) -> Html {
    use_language();
    let LinesProps { room, about, name } = props;
    let lines: Vec<PrivateLine> = room.private.about(*about).cloned().collect();
    let fresh = use_memo((*about, lines.len()), |_| entropy::id().map(LineId).ok());
    let asked = use_state_eq(|| None::<LineId>);
    let node = use_node_ref();
    let blank = fresh.filter(|_| lines.iter().all(|line| line.shared.is_some()));
    let field = |line: LineId| {
        html! { <LineField key="field" private={room.private.clone()} {line} about={*about} name={name.clone()} /> }
    };
    // One list, so that the field of a line that is being begun stays where it is.
    let row = |id: LineId, content: Html| html! { <div key={id.to_string()} class="private-line">{ content }</div> };
    let begun = lines.iter().map(|line| {
        let content = match line.shared {
            Some(at) => shared(line, at),
            None => html! { <>{ shares(room, line, &asked, &node) }{ field(line.id) }{ asks(room, line, &asked, &node) }</> },
        };
        row(line.id, content)
    });
    let blank = blank.into_iter().map(|id| row(id, html! { <>{ Html::default() }{ field(id) }{ Html::default() }</> }));
    html! {
        <div ref={node.clone()} class="private-lines" tabindex="-1">
            <span class="private-name" aria-hidden="true"><bdi>{ name }</bdi></span>
            <div class="private-rows">{ for begun.chain(blank) }</div>
        </div>
    }
}

/// A line that was shared.
fn shared(line: &PrivateLine, at: Moment) -> Html {
    html! {
        <p class="shared-line">
            <bdi translate="no">{ &*line.text }</bdi>
            <small>{ fill(Key::SharedOn, &[("day", &calendar::day_of(at))]) }</small>
        </p>
    }
}

/// "Share", beside what the line is called: it moves nothing when the first letter brings it.
fn shares(room: &Room, line: &PrivateLine, asked: &UseStateHandle<Option<LineId>>, node: &NodeRef) -> Html {
    if line.text.trim().is_empty() || room.is_only_read() || **asked == Some(line.id) {
        return html! {};
    }
    let ask = {
        let (asked, node, id) = (asked.setter(), node.clone(), line.id);
        Callback::from(move |_: MouseEvent| {
            // This button goes.
            dom::focus(&node);
            asked.set(Some(id));
        })
    };
    let said = fill(Key::ShareOf, &[("text", &line.text)]);
    html! { <button type="button" class="link" aria-label={said} onclick={ask}>{ t(Key::ShareLine) }</button> }
}

/// What sharing means, once "Share" was pressed: what was shared cannot be taken back from who has read it.
fn asks(room: &Room, line: &PrivateLine, asked: &UseStateHandle<Option<LineId>>, node: &NodeRef) -> Html {
    if **asked != Some(line.id) || room.is_only_read() {
        return html! {};
    }
    html! { <Asks room={room.clone()} line={line.clone()} asked={asked.clone()} node={node.clone()} /> }
}

/// Properties of [`Asks`].
#[derive(PartialEq, Properties)]
struct AsksProps {
    room: Room,
    line: PrivateLine,
    asked: UseStateHandle<Option<LineId>>,
    /// What keeps the focus when the buttons go.
    node: NodeRef,
}

/// "Ben will see it as a point on the agenda": yes or no.
#[component]
fn Asks(props: &AsksProps) -> Html {
    use_language();
    let AsksProps { room, line, asked, node } = props;
    let (first, say) = (use_node_ref(), use_say());
    use_effect_with(first.clone(), dom::focus);
    let words = match names::others(room).next() {
        Some(other) => fill(Key::ShareAsks, &[("name", &other.name)]),
        None => t(Key::ShareAsksAlone).to_owned(),
    };
    let answer = |is_yes: bool| {
        let (room, line, asked, node, say) = (room.clone(), line.clone(), asked.setter(), node.clone(), say.clone());
        Callback::from(move |_: MouseEvent| {
            dom::focus(&node);
            asked.set(None);
            if is_yes && share(&room, &line) {
                say.emit(t(Key::SayShared).to_owned());
            }
        })
    };
    html! {
        <div class="share-asks">
            <span>{ words }</span>
            <button ref={first} type="button" onclick={answer(true)}>{ t(Key::ShareIt) }</button>
            { button("quiet", t(Key::KeepToMyself), answer(false)) }
        </div>
    }
}

/// Makes a talking point of the line, beside the point that it stood at where that is still to come; true if it is one now. Shared
/// from another device at the same time it is the same point: its id follows from the line's.
fn share(room: &Room, line: &PrivateLine) -> bool {
    let place = match line.about {
        LineAbout::Item(item) if room.view.agenda.iter().any(|other| other.id == item) => Place::After(item),
        _ => Place::Last,
    };
    let title = room.private.now.emit(line.id).unwrap_or_else(|| line.text.clone()).to_string();
    let add = AgendaEdit::Add { item: line.id.shared_item(), title, place };
    OneAct::new(room).edit(add).is_none() && room.private.act.emit(PrivateAct::MarkShared(line.id))
}
