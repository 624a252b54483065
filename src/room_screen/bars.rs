//! The bars below the columns: those of the concepts, and that the other has moved on.

use yew::prelude::*;

use crate::{
    concepts,
    open_room::store::Room,
    parts::{bar::bar, button::button},
    strings::{Key, shown, t, titled, use_language},
};

/// Properties of [`Bars`].
#[derive(PartialEq, Properties)]
pub struct BarsProps {
    pub room: Room,
}

/// The bars of the concepts, in their order. Rendered only when the room has changed.
#[component]
pub fn Bars(props: &BarsProps) -> Html {
    use_language();
    html! { { for concepts::BARS.iter().map(|bar| bar(&props.room)) } }
}

/// "Ana moved on to Growth plan · Go there".
pub fn moved(name: &str, title: &str, go: &Callback<()>, dismiss: &Callback<()>) -> Html {
    let words = html! {
        <>
            <span>{ shown(Key::MovedOn, &[("name", name)]) }{ " " }<b dir="auto" translate="no">{ titled(title) }</b></span>
            { button("", t(Key::GoThere), go.reform(|_: MouseEvent| ())) }
        </>
    };
    bar(words, dismiss)
}
