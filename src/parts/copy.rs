//! A link with a button that copies it, and what all buttons that copy do.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{clipboard, dom},
    open_room::tools::use_tools,
    strings::{Key, t, use_language},
};

/// Copies a text to the clipboard, and reports whether the browser allowed it.
pub fn copy(text: String, done: Callback<bool>) {
    spawn_local(async move { done.emit(clipboard::copy(&text).await.is_ok()) });
}

/// A callback that copies a text, and whether it has just done so. Copying is announced; if the browser refuses,
/// `refused` is called.
#[hook]
pub fn use_copy(refused: Callback<()>) -> (bool, Callback<String>) {
    let copied = use_state_eq(|| false);
    let tools = use_tools();
    let done = {
        let copied = copied.setter();
        Callback::from(move |is_copied: bool| {
            if !is_copied {
                return refused.emit(());
            }
            copied.set(true);
            if let Some(tools) = &tools {
                tools.say.emit(t(Key::Copied).into());
            }
        })
    };
    (*copied, Callback::from(move |text| copy(text, done.clone())))
}

/// Properties of [`CopyLink`].
#[derive(PartialEq, Properties)]
pub struct CopyLinkProps {
    pub link: AttrValue,
    pub name: AttrValue,
    /// What is copied in place of the bare link: words around it.
    #[prop_or_default]
    pub message: Option<AttrValue>,
    /// Other ways to send it.
    #[prop_or_default]
    pub children: Html,
}

/// A link to read, and a button that copies it; if the browser refuses that, the link is selected for copying by
/// hand.
#[component]
pub fn CopyLink(props: &CopyLinkProps) -> Html {
    use_language();
    let CopyLinkProps { link, name, message, children } = props;
    let field = use_node_ref();
    let select = {
        let field = field.clone();
        Callback::from(move |()| dom::select_all(&field))
    };
    let (copied, copy) = use_copy({
        let (field, select) = (field.clone(), select.clone());
        Callback::from(move |()| {
            dom::focus(&field);
            select.emit(());
        })
    });
    let press = {
        let (text, select) = (message.as_ref().unwrap_or(link).to_string(), select.clone());
        Callback::from(move |_: MouseEvent| {
            select.emit(());
            copy.emit(text.clone());
        })
    };
    let onfocus = select.reform(|_: FocusEvent| ());
    html! {
        <div class="copy">
            <label class="labelled">{ name }
                <input ref={field} class="field" readonly=true value={link.clone()} aria-label={name.clone()} {onfocus} />
            </label>
            { children.clone() }
            <button type="button" class="primary" aria-label={t(Key::CopyLink)} onclick={press}>{ t(if copied { Key::Copied } else { Key::CopyLink }) }</button>
        </div>
    }
}
