//! The form for a plan: "If …, then I will …".

use yew::prelude::*;

use crate::{
    browser::dom,
    parts::paste::PastedLine,
    strings::{Key, fill, t},
};

/// Properties of [`IfThen`].
#[derive(PartialEq, Properties)]
pub struct IfThenProps {
    /// Adds the plan as a task.
    pub add: Callback<Vec<PastedLine>>,
}

/// The form that turns a wish into a plan; it is optional.
#[component]
pub fn IfThen(props: &IfThenProps) -> Html {
    let open = use_state_eq(|| false);
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
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (case, plan) = (dom::input_value(&when), dom::input_value(&act));
            if case.trim().is_empty() {
                dom::focus(&when);
            } else if plan.trim().is_empty() {
                dom::focus(&act);
            } else {
                let text = fill(Key::IfThenText, &[("when", case.trim()), ("act", plan.trim())]);
                add.emit(vec![PastedLine { text, task: Some(false) }]);
                open.set(false);
            }
        })
    };
    let keys = {
        let open = open.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !dom::is_composed(&event) {
                open.set(false);
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
    html! {
        <form class="if-then" onsubmit={submit} onkeydown={keys} autocomplete="off">
            <label><span>{ t(Key::If) }</span><input ref={when} class="field" dir="auto" /></label>
            <label><span>{ t(Key::ThenIWill) }</span><input ref={act} class="field" dir="auto" /></label>
            <button type="submit">{ t(Key::AddIt) }</button>
        </form>
    }
}
