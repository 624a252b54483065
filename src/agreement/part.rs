//! One part: its words, which both write, or a proposal that stands there until somebody does.

use alongside_room::{AgreementEdit, AgreementPart, Edit, OtherWords, TextEdit, TextField, WordingId};
use yew::prelude::*;

use crate::{
    agreement::{now::proposal, part_names::part_name},
    browser::{dom, entropy},
    members::names,
    open_room::{
        one_act::OneAct,
        store::{Room, RoomAction},
        tools::use_only_read,
    },
    parts::{button::button, shared_text::use_shared_text},
    strings::{Key, fill, t, use_language},
};

/// Properties of [`PartField`].
#[derive(PartialEq, Properties)]
pub struct PartProps {
    pub room: Room,
    pub part: AgreementPart,
}

/// A text area for the words. The first letter that is typed into a proposal writes it down, and the letter into that.
#[component]
pub fn PartField(props: &PartProps) -> Html {
    use_language();
    let PartProps { room, part } = props;
    let (part, only_read) = (*part, use_only_read());
    let words = room.view.agreement.part(part);
    let fresh = use_memo(words.wording, |_| WordingId(entropy::id().unwrap_or_default()));
    let field = TextField::Wording(words.wording.unwrap_or(*fresh));
    let text = words.wording.map_or_else(|| proposal(part).into(), |_| words.words.clone());
    let act = {
        let room = room.clone();
        Callback::from(move |action: RoomAction| {
            begin_before(&room, part, &action);
            room.act.emit(action);
        })
    };
    let shared = use_shared_text(field, text.clone(), room.texts.clone(), act);
    let moved = shared.caret_moved.clone();
    let name = part_name(part);
    html! {
        <div class="agreement-part">
            <h3>{ name }</h3>
            <div class={classes!("grow", words.wording.is_none().then_some("proposed"))} data-text={text.to_string()}>
                <textarea key="text" rows="1" ref={shared.node.clone()} dir="auto" aria-label={name} placeholder={t(Key::LeftOut)} spellcheck="true" readonly={only_read}
                    aria-description={words.wording.is_none().then(|| t(Key::Proposal))} aria-invalid={shared.refused.id().map(|_| "true")} aria-describedby={shared.refused.id()}
                    oninput={shared.typed.reform(|_| ())} onpaste={shared.pasted} onkeyup={moved.reform(|_| ())} onpointerup={moved.reform(|_| ())}
                    onfocus={moved.reform(|_| ())} onblur={shared.left.reform(|_: FocusEvent| ())} />
                { for shared.refused.keyed_reason() }
            </div>
            { for words.beside.iter().map(|other| beside(room, part, other, &shared.node)) }
        </div>
    }
}

/// Typing in a proposal writes it down first. (Each part has at most one such text at a time, and its name is drawn for it.)
fn begin_before(room: &Room, part: AgreementPart, action: &RoomAction) {
    if let RoomAction::Type(Edit::Text(TextEdit::Retype { field, base, .. }), _) = action
        && let TextField::Wording(wording) = *field
        && room.texts.now(*field).is_none()
    {
        room.edit(AgreementEdit::Begin { wording, part, words: base.clone() });
    }
}

/// What the other began at the same time, and what can be done with it.
fn beside(room: &Room, part: AgreementPart, other: &OtherWords, field: &NodeRef) -> Html {
    let name = names::name(&room.view, other.by);
    let take = {
        let (room, other, field) = (room.clone(), other.clone(), field.clone());
        Callback::from(move |_: MouseEvent| {
            // The buttons go.
            dom::focus(&field);
            let act = OneAct::new(&room);
            act.edit(AgreementEdit::Remove { wording: other.wording });
            if let Some(edit) = becomes(&room, part, &other.words) {
                act.edit(edit);
            }
        })
    };
    let drop = {
        let (room, wording, field) = (room.clone(), other.wording, field.clone());
        Callback::from(move |_: MouseEvent| {
            dom::focus(&field);
            room.edit(AgreementEdit::Remove { wording });
        })
    };
    html! {
        <div key={other.wording.to_string()} class="beside">
            <p><small>{ fill(Key::AlsoWritten, &[("name", &name)]) }</small><span dir="auto" translate="no">{ &*other.words }</span></p>
            if !room.is_only_read() {
                { button("", t(Key::UseTheseWords), take) }
                { button("quiet", t(Key::PutAway), drop) }
            }
        </div>
    }
}

/// The edit by which a part has these words, if it has others in the room.
pub fn becomes(room: &Room, part: AgreementPart, words: &str) -> Option<Edit> {
    let now = room.view.agreement.part(part);
    let field = TextField::Wording(now.wording?);
    let base = room.texts.now(field).unwrap_or_else(|| now.words.clone());
    (*base != *words)
        .then(|| TextEdit::Retype { field, base: base.to_string(), text: words.to_owned(), caret: None }.into())
}
