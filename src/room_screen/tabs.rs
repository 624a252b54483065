//! The tabs of the sections, where only one section fits.

use yew::prelude::*;

use crate::{
    browser::dom::{self, ItemStep},
    strings::{Key, t},
};

/// A section of the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Agenda,
    /// The open point.
    Now,
    Tasks,
    More,
}

impl Tab {
    /// In order.
    pub const ALL: [Self; 4] = [Self::Agenda, Self::Now, Self::Tasks, Self::More];

    /// The label.
    pub fn words(self) -> &'static str {
        t(match self {
            Self::Agenda => Key::Agenda,
            Self::Now => Key::Now,
            Self::Tasks => Key::Tasks,
            Self::More => Key::More,
        })
    }

    /// The id of its tab, which labels its panel.
    pub fn id(self) -> &'static str {
        match self {
            Self::Agenda => "tab-agenda",
            Self::Now => "tab-now",
            Self::Tasks => "tab-tasks",
            Self::More => "tab-more",
        }
    }
}

/// A tab list: one tab stop, arrow keys within, and choosing a tab goes to the section's heading.
pub fn tabs(list: &NodeRef, all: &[Tab], open: Tab, choose: &Callback<Tab>) -> Html {
    let keys = {
        let list = list.clone();
        Callback::from(move |event: KeyboardEvent| {
            let step = match (&*event.key(), dom::is_mirrored(&list)) {
                ("ArrowRight", false) | ("ArrowLeft", true) => ItemStep::Next,
                ("ArrowLeft", false) | ("ArrowRight", true) => ItemStep::Before,
                ("Home", _) => ItemStep::First,
                ("End", _) => ItemStep::Last,
                _ => return,
            };
            event.prevent_default();
            dom::step_item(&list, "[role=tab]", step);
        })
    };
    html! {
        <div ref={list.clone()} class="tabs" role="tablist" aria-label={t(Key::Sections)} onkeydown={keys}>
            { for all.iter().map(|tab| {
                let tab = *tab;
                let selected = tab == open;
                let choose = choose.reform(move |_: MouseEvent| tab);
                html! {
                    <button id={tab.id()} type="button" role="tab" aria-selected={if selected { "true" } else { "false" }}
                        tabindex={if selected { "0" } else { "-1" }} onclick={choose}>{ tab.words() }</button>
                }
            }) }
        </div>
    }
}
