//! A name, and go.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    browser::dom,
    parts::form::form,
    strings::{Key, fill, t, use_language},
};

/// What [`NameForm`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct NameFormProps {
    pub node: NodeRef,
    /// The name last used here, to begin with.
    pub name: Rc<str>,
    /// Who is to know by it who this is.
    #[prop_or_default]
    pub for_whom: Option<Rc<str>>,
    /// Whether a name is asked for.
    #[prop_or(true)]
    pub asks: bool,
    pub button: Key,
    /// Given the name, or nothing where none is asked for.
    pub submit: Callback<String>,
    /// What stands before the name.
    #[prop_or_default]
    pub children: Html,
}

/// "Your name" and a button. Where the name is missing, a line below the field asks for it.
#[component]
pub(super) fn NameForm(props: &NameFormProps) -> Html {
    use_language();
    let NameFormProps { node, name, for_whom, asks, button, submit, children } = props;
    let is_missing = use_state_eq(|| false);
    use_effect_with((name.clone(), *asks), {
        let node = node.clone();
        move |(name, _)| {
            if dom::input_value(&node).is_empty() {
                dom::set_input_value(&node, name);
            }
        }
    });
    let act = {
        let (node, submit, asks, is_missing) = (node.clone(), submit.clone(), *asks, is_missing.setter());
        Callback::from(move |()| {
            let name = dom::input_value(&node).trim().to_owned();
            is_missing.set(asks && name.is_empty());
            if asks && name.is_empty() { dom::focus(&node) } else { submit.emit(name) }
        })
    };
    let typed = {
        let is_missing = is_missing.setter();
        Callback::from(move |_: InputEvent| is_missing.set(false))
    };
    let wanted = is_missing.then(|| match for_whom {
        Some(name) => fill(Key::NameWantedBy, &[("name", name)]),
        None => t(Key::NameWanted).to_owned(),
    });
    let described = wanted.is_some().then_some("name-wanted");
    let fields = html! {
        <>
            { children.clone() }
            if *asks {
                <label class="labelled">{ t(Key::YourName) }
                    <input ref={node.clone()} class="field" dir="auto" aria-label={t(Key::YourName)} autocomplete="given-name" maxlength="80" enterkeyhint="go"
                        aria-invalid={described.map(|_| "true")} aria-describedby={described} oninput={typed} />
                </label>
                if let Some(wanted) = wanted { <p id="name-wanted" class="warned" role="alert">{ wanted }</p> }
            }
            <button type="submit" class="primary">{ t(*button) }</button>
        </>
    };
    form("", act, fields)
}
