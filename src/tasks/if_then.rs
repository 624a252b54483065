//! The form for a plan: "If …, then I will …".

use yew::prelude::*;

use crate::{
    browser::dom,
    parts::{button::button, form::form, list::line_field::Add, refused::use_refused, typed::TypedLine},
    strings::{Key, fill, t, use_language},
};

/// The two halves of a task that reads as this form writes it.
pub fn halves(title: &str) -> Option<(&str, &str)> {
    let (before, rest) = t(Key::IfThenText).split_once("{when}")?;
    let (between, behind) = rest.split_once("{act}")?;
    let (when, act) = title.strip_prefix(before)?.strip_suffix(behind)?.split_once(between)?;
    (!when.trim().is_empty() && !act.trim().is_empty()).then_some((when, act))
}

/// A plan as its row shows it while nobody writes in it: the case small above what is to be done. The title below says the same.
pub fn plan(title: &str) -> Html {
    let Some((when, act)) = halves(title) else { return html! {} };
    html! {
        <span key="plan" class="plan" aria-hidden="true" dir="auto" translate="no"><small>{ fill(Key::IfCase, &[("when", when)]) }</small><span>{ act.to_owned() }</span></span>
    }
}

/// Properties of [`IfThen`].
#[derive(PartialEq, Properties)]
pub struct IfThenProps {
    /// Adds the plan as a task.
    pub add: Add,
}

/// The form that turns a wish into a plan; it is optional.
#[component]
pub fn IfThen(props: &IfThenProps) -> Html {
    use_language();
    let open = use_state_eq(|| false);
    let refused = use_refused("if-then");
    let (when, act) = (use_node_ref(), use_node_ref());
    let opener = use_node_ref();
    // The form disappears while it has the focus, so the focus goes back to the opener.
    let was_open = use_mut_ref(|| false);
    use_effect_with(*open, {
        let (when, opener) = (when.clone(), opener.clone());
        move |open| {
            let before = was_open.replace(*open);
            if *open {
                dom::focus(&when);
            } else if before {
                dom::focus(&opener);
            }
        }
    });
    let submit = {
        let (open, when, act, add) = (open.clone(), when.clone(), act.clone(), props.add.clone());
        let refused = refused.clone();
        Callback::from(move |()| {
            let (case, plan) = (dom::input_value(&when), dom::input_value(&act));
            if case.trim().is_empty() {
                dom::focus(&when);
            } else if plan.trim().is_empty() {
                dom::focus(&act);
            } else {
                // A title, which has a direction of its own: no marks of isolation in it.
                let text = fill(Key::IfThenText, &[("when", case.trim()), ("act", plan.trim())])
                    .replace(['\u{2068}', '\u{2069}'], "");
                let left = add.emit(vec![TypedLine::plain(text)]);
                open.set(left.is_some());
                match left {
                    Some(left) => refused.keep("", &left.text, &left.why),
                    None => refused.let_go(),
                }
            }
        })
    };
    let give_up = {
        let (open, refused) = (open.clone(), refused.clone());
        Callback::from(move |()| {
            refused.let_go();
            open.set(false);
        })
    };
    let keys = {
        let give_up = give_up.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !dom::is_composed(&event) {
                event.stop_propagation();
                give_up.emit(());
            }
        })
    };
    let show = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    if !*open {
        return html! { <button ref={opener} type="button" class="link offer" onclick={show}>{ t(Key::IfThen) }</button> };
    }
    let content = html! {
        <>
            <label><span>{ t(Key::If) }</span><input ref={when} onkeydown={keys.clone()} class="field" dir="auto" aria-invalid={refused.id().map(|_| "true")} aria-describedby={refused.id()} oninput={refused.typed()} /></label>
            <label><span>{ t(Key::ThenIWill) }</span><input ref={act} onkeydown={keys} class="field" dir="auto" aria-invalid={refused.id().map(|_| "true")} aria-describedby={refused.id()} oninput={refused.typed()} /></label>
            <div class="if-then-acts">
                <button type="submit">{ t(Key::AddIt) }</button>
                { button("quiet", t(Key::Cancel), give_up.reform(|_: MouseEvent| ())) }
            </div>
            { refused.reason() }
        </>
    };
    form("if-then", submit, content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_read_in_its_two_halves_and_nothing_else_is() {
        assert_eq!(halves("If ops calls, then I will say no, then rest"), Some(("ops calls", "say no, then rest")));
        for other in ["Say no", "If ops calls, say no", "If , then I will say no", "If ops calls, then I will "] {
            assert_eq!(halves(other), None, "{other}");
        }
    }
}
