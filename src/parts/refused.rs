//! A field whose text the room has refused: it keeps the person's text, marked, with the reason below, and the room's
//! text does not replace it.

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

/// Why an edit was refused, if the reason names nobody; `None` if nothing need be said.
pub fn reason(refused: &Refused) -> Option<String> {
    Some(match refused {
        Refused::Text { length: 0, .. } => t(Key::RefusedEmpty).to_owned(),
        Refused::Text { length, most } => count(Key::RefusedLong, length.saturating_sub(*most) as u32, &[]),
        Refused::Over => t(Key::RefusedOver).to_owned(),
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

/// The refused text of a field, if there is one. `field` is the field's name in the room, the same on every visit.
#[hook]
pub fn use_refused(field: impl Into<String>) -> RefusedText {
    let field = field.into();
    let unsaved = use_unsaved();
    let why = unsaved.as_ref().and_then(|unsaved| unsaved.of(&field)).map(|text| text.why);
    RefusedText { field, unsaved, why, again: use_force_update(), say: use_say() }
}

/// The unsaved texts of the room around this component.
#[hook]
pub fn use_unsaved() -> Option<Unsaved> {
    use_tools().map(|tools| tools.unsaved)
}

/// Runs `act`, which may make an edit; returns whether the room refused it, so that the control must show the room's
/// value again. All news report refusals.
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
    /// The text that the field shows instead of the room's.
    pub fn stands(&self) -> Option<UnsavedText> {
        self.unsaved.as_ref()?.of(&self.field)
    }

    /// Runs `act`, which replaces `base` by this text; returns whether the room accepted it. Otherwise the text stays
    /// in the field.
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

    /// Keeps a text in the field that the room cannot accept there.
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

    /// Lets the field show the room's text again.
    pub fn let_go(&self) {
        if let Some(unsaved) = self.unsaved.as_ref().filter(|_| self.stands().is_some()) {
            unsaved.let_go(&self.field);
            self.again.force_update();
        }
    }

    /// For the `oninput` of a field whose text is sent as a whole: its content is still unsaved, unless it is empty.
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

    /// The id of the reason for `aria-describedby`, if there is a reason.
    pub fn id(&self) -> Option<AttrValue> {
        self.why.as_ref().map(|_| format!("refused-{}", self.field).into())
    }

    /// The reason, to be shown after the field.
    pub fn reason(&self) -> Html {
        html! { if let Some(reason) = self.keyed_reason() { { reason } } }
    }

    /// The reason for a field with a key: only elements with keys may appear and disappear beside such a field, or it
    /// would be mounted anew.
    pub fn keyed_reason(&self) -> Option<Html> {
        self.why.as_ref().map(|why| html! { <span key="refused" id={self.id()} class="refused">{ why }</span> })
    }
}
