//! What whoever types a code is shown.

use std::{cell::RefCell, rc::Rc};

use alongside_peer::pairing::{self, Code, JoinTries, Joined, Joiner, NotACode, NotJoined};
use yew::prelude::*;

use crate::{
    browser::{clock, dom, entropy},
    pairing::{connection::Connected, emoji::emoji, ends::JoinProps},
    parts::form::form,
    strings::{Key, count, fill, t, use_language},
};

thread_local! {
    /// The tries of this page, whichever screen they were made on.
    static TRIES: RefCell<JoinTries> = RefCell::default();
}

/// A try at a code, as the screen uses it.
struct Trying {
    /// How far it is, if one is under way.
    joined: Option<Joined>,
    begin: Callback<Code>,
}

/// A try at a code at this relay. `ended` is called once with what became of each.
#[hook]
fn use_try(relay: &Rc<str>, ended: Callback<Joined>) -> Trying {
    let again = use_force_update();
    let joiner = use_mut_ref(|| None::<Rc<Connected<Joiner>>>);
    use_effect_with((), {
        let joiner = joiner.clone();
        move |()| move || drop(joiner.take())
    });
    let joined = joiner.borrow().as_ref().map(|connected| connected.read(Joiner::joined));
    let changed = {
        let joiner = joiner.clone();
        Callback::from(move |()| {
            let joined = joiner.borrow().as_ref().map(|connected| connected.read(Joiner::joined));
            if let Some(joined @ (Joined::Received(_) | Joined::Not(_))) = joined
                && let Some(connected) = joiner.take()
            {
                connected.read(|joiner| TRIES.with_borrow_mut(|tries| tries.give_back(joiner)));
                ended.emit(joined);
            }
            again.force_update();
        })
    };
    let relay = Rc::clone(relay);
    let begin = Callback::from(move |code: Code| {
        let Ok(seed) = entropy::seed() else { return };
        let begun = Connected::begin(Joiner::begin(code, clock::now(), seed), &relay, changed.clone());
        joiner.replace(Some(begun));
        changed.emit(());
    });
    Trying { joined, begin }
}

/// A field for the code, how it is read, and what becomes of it.
#[component]
pub(super) fn Join(props: &JoinProps) -> Html {
    use_language();
    let typed = use_state_eq(|| props.typed.to_string());
    // What became of the last try, or why nothing was tried.
    let told = use_state_eq(|| None::<String>);
    let field = props.field.clone();
    let ended = {
        let (told, open) = (told.setter(), props.open.clone());
        Callback::from(move |joined: Joined| {
            let key = match joined {
                Joined::Received(link) => (!open.emit((*link).clone())).then_some(Key::NotALink),
                Joined::Not(why) => Some(why_not(why)),
                _ => None,
            };
            told.set(key.map(|key| t(key).to_owned()));
        })
    };
    let Trying { joined, begin } = use_try(&props.relay, ended);
    // The field is another one after the emoji: what was typed stands in it again.
    use_effect_with(matches!(joined, Some(Joined::Comparing(_))), {
        let (field, typed) = (field.clone(), typed.clone());
        move |is_comparing| {
            if !is_comparing {
                dom::set_input_value(&field, &typed);
                dom::focus_if_nowhere(&field);
            }
        }
    });
    let submit = {
        let (field, told, is_trying) = (field.clone(), told.setter(), joined.is_some());
        Callback::from(move |()| match Code::read(&dom::input_value(&field)) {
            _ if is_trying => {}
            Ok(code) if TRIES.with_borrow_mut(|tries| tries.take(&code)) => {
                told.set(None);
                begin.emit(code);
            }
            Ok(_) => told.set(Some(t(Key::NotSpent).to_owned())),
            Err(problem) => {
                dom::focus(&field);
                told.set(Some(problem_words(&problem)));
            }
        })
    };
    let input = {
        let (typed, told, field) = (typed.setter(), told.setter(), field.clone());
        Callback::from(move |_: InputEvent| {
            typed.set(dom::input_value(&field));
            told.set(None);
        })
    };
    let choose = {
        let (typed, field) = (typed.clone(), field.clone());
        Callback::from(move |word: &'static str| {
            let text = completed(&typed, word);
            dom::set_input_value(&field, &text);
            dom::focus(&field);
            typed.set(text);
        })
    };
    match joined {
        Some(Joined::Comparing(four)) => html! {
            <div class="pairing" role="status">
                <p><b>{ t(Key::JoinCompare) }</b></p>
                { emoji(four, t(Key::JoinCompare)) }
                <p>{ t(Key::JoinCompareText) }</p>
            </div>
        },
        joined => code_form(&field, &typed, told.as_deref(), joined.is_some(), input, &choose, submit),
    }
}

/// The field with what is read in it, words that go on from what was typed, and the button.
fn code_form(
    field: &NodeRef,
    typed: &str,
    told: Option<&str>,
    is_meeting: bool,
    oninput: Callback<InputEvent>,
    choose: &Callback<&'static str>,
    submit: Callback<()>,
) -> Html {
    let (reading, problem) = reading(typed);
    let problem = told.map(ToOwned::to_owned).or(problem);
    let words = pairing::completions(last_part(typed));
    let completions = words.into_iter().map(|word| {
        let press = choose.reform(move |_: MouseEvent| word);
        html! { <button type="button" onclick={press}>{ word }</button> }
    });
    let is_wrong = problem.is_some();
    let described = if is_wrong { "code-problem" } else { "code-read" };
    let fields = html! {
        <>
            <label class="labelled">{ t(Key::PairingCode) }
                <input ref={field.clone()} class="field" type="text" aria-label={t(Key::PairingCode)} spellcheck="false" autocapitalize="off" autocorrect="off"
                    translate="no" enterkeyhint="go" maxlength="80" aria-invalid={is_wrong.then_some("true")} aria-describedby={described} {oninput} />
            </label>
            <div class="completions" role="group" aria-label={t(Key::CodeWords)}>{ for completions }</div>
            <p id="code-read" class="read" role="status">{ if is_meeting { t(Key::Meeting).to_owned() } else { reading } }</p>
            if let Some(problem) = problem { <p id="code-problem" class="warned" role="alert">{ problem }</p> }
            <button type="submit" class="primary" aria-disabled={is_meeting.then_some("true")}>{ t(Key::Join) }</button>
        </>
    };
    html! { <div class="pairing"><p>{ t(Key::EnterCodeText) }</p>{ form("", submit, fields) }</div> }
}

/// How what was typed so far is read, and what is wrong with it for certain, however it goes on.
fn reading(typed: &str) -> (String, Option<String>) {
    match Code::read(typed) {
        Ok(code) => (code.to_string(), None),
        Err(problem @ (NotACode::Unknown(_) | NotACode::TooLong)) => (String::new(), Some(problem_words(&problem))),
        Err(_) => (String::new(), None),
    }
}

fn problem_words(problem: &NotACode) -> String {
    match problem {
        NotACode::NoNumber => t(Key::CodeNoNumber).to_owned(),
        NotACode::Unknown(word) => fill(Key::CodeUnknownWord, &[("word", word)]),
        NotACode::Ambiguous(word) => fill(Key::CodeAmbiguous, &[("word", word)]),
        NotACode::Missing(missing) => count(Key::CodeMissing, *missing as u32, &[]),
        _ => t(Key::CodeTooLong).to_owned(),
    }
}

/// The letters at the end of what was typed.
fn last_part(typed: &str) -> &str {
    let before = typed.trim_end_matches(char::is_alphabetic);
    &typed[before.len()..]
}

/// What was typed, its last word completed, with a space behind it where another follows.
fn completed(typed: &str, word: &str) -> String {
    let before = &typed[..typed.len() - last_part(typed).len()];
    let text = format!("{before}{word}");
    if matches!(Code::read(&text), Err(NotACode::Missing(_))) { format!("{text} ") } else { text }
}

fn why_not(why: NotJoined) -> Key {
    match why {
        NotJoined::Wrong => Key::NotWrong,
        NotJoined::Unknown => Key::NotUnknown,
        NotJoined::Used => Key::NotUsed,
        NotJoined::Spent => Key::NotSpent,
        NotJoined::Expired => Key::NotExpired,
        NotJoined::Closed => Key::NotClosed,
        NotJoined::Busy => Key::NotBusy,
        NotJoined::Offline => Key::NotOffline,
        NotJoined::Lost => Key::NotLost,
        NotJoined::TooMany => Key::NotTooMany,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[P 124]`
    #[test]
    fn a_word_that_is_in_no_list_is_said_while_it_is_typed_and_one_that_may_still_become_one_is_not() {
        for fine in ["", "7", "7 ", "7 g", "7 gl", "7 glove", "7 glove ti"] {
            assert_eq!(reading(fine).1, None, "{fine:?}");
        }
        assert_eq!(reading("7 glove tiger").0, "7 · glove · tiger");
        for wrong in ["7 glx", "7 glx ti", "7 glove xq"] {
            assert!(reading(wrong).1.is_some(), "{wrong:?}");
        }
    }

    /// `[P 124]`
    #[test]
    fn a_word_that_is_chosen_takes_the_place_of_its_beginning() {
        assert_eq!(completed("7 gl", "glove"), "7 glove ");
        assert_eq!(completed("7-glove-ti", "tiger"), "7-glove-tiger");
        assert_eq!(last_part("7 glove "), "");
    }
}
