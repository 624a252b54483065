//! A field that shows what the room did not take: it keeps the person's text, marked, with the reason below it for as long as
//! that stands, and no text of the room comes over it.

use alongside_room::Refused;
use yew::prelude::*;

use crate::{
    browser::dom,
    open_room::{
        tools::{use_say, use_tools},
        unsaved::{Unsaved, UnsavedText},
    },
    strings::{Key, count, t},
};

/// Why an edit was refused, where the reason names nobody; none where it goes without saying.
pub fn reason(refused: &Refused) -> Option<String> {
    Some(match refused {
        Refused::Text { length: 0, .. } => t(Key::RefusedEmpty).to_owned(),
        Refused::Text { length, most } => count(Key::RefusedLong, length.saturating_sub(*most) as u32, &[]),
        Refused::Gone => t(Key::RefusedGone).to_owned(),
        Refused::ReadOnly => t(Key::RefusedReadOnly).to_owned(),
        Refused::Moved => t(Key::HasMoved).to_owned(),
        Refused::Ended => t(Key::RefusedEnded).to_owned(),
        _ => return None,
    })
}

/// The unsaved text of one field.
#[derive(Clone)]
pub struct RefusedText {
    field: String,
    unsaved: Option<Unsaved>,
    why: Option<String>,
    again: UseForceUpdateHandle,
    say: Callback<String>,
}

/// What of this field the room did not take. The name is the field's own in the room, and stays the same from one visit to
/// the next.
#[hook]
pub fn use_refused(field: impl Into<String>) -> RefusedText {
    let field = field.into();
    let unsaved = use_unsaved();
    let why = unsaved.as_ref().and_then(|unsaved| unsaved.of(&field)).map(|text| text.why);
    RefusedText { field, unsaved, why, again: use_force_update(), say: use_say() }
}

/// What stands in fields and not in the room around this component.
#[hook]
pub fn use_unsaved() -> Option<Unsaved> {
    use_tools().map(|tools| tools.unsaved)
}

/// Does something that may come to an edit of the room: whether that was refused, and so the control at hand is to show again
/// what the room has. All news tell of it.
pub fn was_refused(unsaved: &Option<Unsaved>, act: impl FnOnce()) -> bool {
    match unsaved {
        Some(unsaved) => unsaved.was_refused(act),
        None => {
            act();
            false
        }
    }
}

impl RefusedText {
    /// The text that the field shows in place of the room's.
    pub fn stands(&self) -> Option<UnsavedText> {
        self.unsaved.as_ref()?.of(&self.field)
    }

    /// Does the edit that puts this text in the place of `base`: true if the room took it. Else the text stays in the field.
    pub fn attempt(&self, base: &str, text: &str, act: impl FnOnce()) -> bool {
        let Some(unsaved) = &self.unsaved else {
            act();
            return true;
        };
        match unsaved.refusal_of(act) {
            Some(refused) => {
                self.keep(base, text, &reason(&refused).unwrap_or_else(|| t(Key::NotSaved).to_owned()));
                false
            }
            None => {
                self.let_go();
                true
            }
        }
    }

    /// This text stays in the field: it is none of what the room takes there.
    pub fn keep(&self, base: &str, text: &str, why: &str) {
        let Some(unsaved) = &self.unsaved else { return };
        let before = self.stands();
        unsaved.keep(&self.field, UnsavedText { base: base.into(), text: text.into(), why: why.into() });
        if before.is_none() {
            self.say.emit(why.to_owned());
        }
        if before.is_none_or(|before| before.why != why) {
            self.again.force_update();
        }
    }

    /// The field shows what the room has.
    pub fn let_go(&self) {
        if let Some(unsaved) = self.unsaved.as_ref().filter(|_| self.stands().is_some()) {
            unsaved.let_go(&self.field);
            self.again.force_update();
        }
    }

    /// For the `oninput` of a field whose text is sent whole: what stands there is still not saved, unless nothing does.
    pub fn typed(&self) -> Callback<InputEvent> {
        let this = self.clone();
        Callback::from(move |event: InputEvent| {
            let text = dom::value(&event);
            match this.stands() {
                Some(_) if text.trim().is_empty() => this.let_go(),
                Some(unsaved) => this.keep(&unsaved.base, &text, &unsaved.why),
                None => {}
            }
        })
    }

    /// The id of the reason, for the field's `aria-describedby`, while there is one.
    pub fn id(&self) -> Option<AttrValue> {
        self.why.as_ref().map(|_| format!("refused-{}", self.field).into())
    }

    /// The reason, to be shown after the field.
    pub fn reason(&self) -> Html {
        html! { if let Some(reason) = self.keyed_reason() { { reason } } }
    }

    /// The same for a field with a key: beside it only what has a key may come and go, or the field would be made anew.
    pub fn keyed_reason(&self) -> Option<Html> {
        self.why.as_ref().map(|why| html! { <span key="refused" id={self.id()} class="refused">{ why }</span> })
    }
}
