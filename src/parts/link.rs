//! A link out of the widget.

use yew::prelude::*;

use crate::{
    browser::page,
    open_room::tools::use_tools,
    parts::copy::CopyLink,
    strings::{Key, t, use_language},
};

/// Properties of [`ExternalLink`].
#[derive(PartialEq, Properties)]
pub struct ExternalLinkProps {
    pub href: AttrValue,
    pub words: AttrValue,
    #[prop_or_default]
    pub class: Classes,
    #[prop_or_default]
    pub tabindex: Option<AttrValue>,
}

/// A link that opens a tab. Where the page around the widget lets it open none, it shows its address, to be copied.
#[component]
pub fn ExternalLink(props: &ExternalLinkProps) -> Html {
    use_language();
    let ExternalLinkProps { href, words, class, tabindex } = props;
    let blocked = use_state_eq(|| false);
    let tools = use_tools();
    let open = {
        let (blocked, href) = (blocked.setter(), href.clone());
        Callback::from(move |event: MouseEvent| {
            // Only a frame can be forbidden to, and a link that goes nowhere reports nothing.
            if !page::is_framed() {
                return;
            }
            event.prevent_default();
            let opened = page::open_tab(&href);
            blocked.set(!opened);
            if let Some(tools) = tools.as_ref().filter(|_| !opened) {
                tools.say.emit(t(Key::LinkBlocked).into());
            }
        })
    };
    html! {
        <>
            <a class={class.clone()} {href} {tabindex} title={href.clone()} target="_blank" rel="noopener noreferrer" onclick={open}>{ words }</a>
            if *blocked { <CopyLink link={href.clone()} name={t(Key::LinkBlocked)} /> }
        </>
    }
}
