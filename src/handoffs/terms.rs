//! The terms of an offer: how close the giver stays, and the day to check back.

use std::rc::Rc;

use alongside_room::{Handed, HandoffId, HandoffState, HandoffsEdit, Level, MemberId, Task};
use yew::prelude::*;

use crate::{
    browser::{dates, dom, entropy},
    handoffs::act::{in_a_week, on},
    open_room::{store::Room, tools::use_say},
    parts::{date_field::DateField, form::form},
    strings::{Key, fill, t, titled, use_language},
};

const LEVELS: [(Level, Key); 3] =
    [(Level::Shadow, Key::LevelShadow), (Level::Pair, Key::LevelPair), (Level::Solo, Key::LevelSolo)];

/// What a level means, as the one or the other reads it.
pub fn level_text(level: Level, name: &str, is_receiver: bool) -> String {
    let key = match (level, is_receiver) {
        (Level::Shadow, false) => Key::LevelShadowText,
        (Level::Shadow, true) => Key::LevelShadowMine,
        (Level::Pair, _) => Key::LevelPairText,
        (Level::Solo, false) => Key::LevelSoloText,
        (Level::Solo, true) => Key::LevelSoloMine,
    };
    fill(key, &[("name", name)])
}

/// Properties of [`TermsForm`].
#[derive(PartialEq, Properties)]
pub struct TermsProps {
    pub room: Room,
    pub task: Rc<Task>,
    pub handed: Option<Handed>,
    /// To whom.
    pub to: MemberId,
    pub name: AttrValue,
}

/// The form. Given back, it begins one level closer.
#[component]
pub fn TermsForm(props: &TermsProps) -> Html {
    use_language();
    let TermsProps { room, task, handed, to, name } = props;
    let say = use_say();
    let before = handed.as_ref().map(|handed| (handed.state, handed.terms.clone()));
    let level = use_state_eq(|| match &before {
        Some((HandoffState::GivenBack, terms)) => terms.level.closer(),
        Some((_, terms)) => terms.level,
        None => Level::Solo,
    });
    let day = use_state_eq(|| match &before {
        Some((HandoffState::Offered, terms)) => terms.until.day.clone(),
        _ => task.due.clone().filter(|due| **due > *dates::today()).unwrap_or_else(in_a_week),
    });
    let node = use_node_ref();
    let offer = {
        let (room, task, to, name, node) = (room.clone(), task.clone(), *to, name.clone(), node.clone());
        let (level, day) = (*level, (*day).clone());
        Callback::from(move |()| {
            let Ok(handoff) = entropy::id().map(HandoffId) else { return };
            dom::focus_around(&node, "dialog", "h2");
            room.edit(HandoffsEdit::Offer { task: task.id, handoff, to, level, until: on(&day) });
            say.emit(fill(Key::SayOffered, &[("name", &name), ("title", titled(&task.title))]));
        })
    };
    let words = match &before {
        Some((HandoffState::GivenBack, _)) => fill(Key::OfferAgain, &[("name", name)]),
        Some(_) => fill(Key::OfferAnew, &[("name", name)]),
        None => fill(Key::OfferTo, &[("name", name)]),
    };
    let class =
        if matches!(before, Some((HandoffState::Offered | HandoffState::LetsTalk, _))) { "" } else { "primary" };
    let radio = |(this, words): (Level, Key)| {
        let choose = Callback::from({
            let level = level.setter();
            move |_: Event| level.set(this)
        });
        html! {
            <label class="segment">
                <input type="radio" name="level" checked={*level == this} onchange={choose} />
                <span>{ t(words) }</span>
            </label>
        }
    };
    let set_day = Callback::from({
        let day = day.setter();
        move |new: String| day.set(new)
    });
    let content = html! {
        <>
            <div ref={node} class="level">
                <span class="labelled" aria-hidden="true">{ t(Key::LevelName) }</span>
                <div class="segments small" role="radiogroup" aria-label={t(Key::LevelName)}>{ for LEVELS.into_iter().map(radio) }</div>
                <p class="aside">{ level_text(*level, name, false) }</p>
            </div>
            <span class="labelled"><span aria-hidden="true">{ t(Key::CheckBackOn) }</span>
                <DateField field={format!("check-back-{}", task.id)} class="field" name={t(Key::CheckBackOn)} value={(*day).clone()} change={set_day} />
            </span>
            <p class="aside">{ t(Key::WhichDay) }</p>
            <div class="dialog-actions"><button type="submit" {class}>{ words }</button></div>
        </>
    };
    form("terms", offer, content)
}
