//! The menu behind a row's three dots.

use yew::prelude::*;

use crate::{
    browser::dom::{self, Step},
    parts::icon::{Glyph, icon},
    strings::{Key, fill},
};

/// An entry of a menu.
pub struct Entry {
    /// What it says.
    pub words: &'static str,
    /// It was chosen.
    pub chosen: Callback<()>,
    /// For a switch: whether it is on.
    pub checked: Option<bool>,
}

/// What [`RowMenu`] shows.
#[derive(PartialEq, Properties)]
pub struct RowMenuProps {
    /// Its button's name.
    pub name: AttrValue,
    /// What the menu is about: its own name.
    pub about: AttrValue,
    /// Its entries; asked for when it opens.
    pub entries: Callback<(), Vec<Entry>>,
    /// The button's picture.
    #[prop_or(Glyph::More)]
    pub glyph: Glyph,
}

/// A button and its menu: arrows move, Enter chooses, Escape closes, and the focus goes back to the button.
#[component]
pub fn RowMenu(props: &RowMenuProps) -> Html {
    let open = use_state_eq(|| None::<Step>);
    let button = use_node_ref();
    let menu = use_node_ref();

    use_effect_with(*open, {
        let (button, menu) = (button.clone(), menu.clone());
        move |open| {
            if let Some(first) = open {
                dom::show_beside(&menu, &button);
                dom::step_item(&menu, ITEM, *first);
            }
        }
    });

    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(if open.is_some() { None } else { Some(Step::First) }))
    };
    let button_keys = {
        let open = open.clone();
        Callback::from(move |event: KeyboardEvent| {
            let first = match &*event.key() {
                "ArrowDown" if !event.alt_key() => Step::First,
                "ArrowUp" if !event.alt_key() => Step::Last,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            open.set(Some(first));
        })
    };
    let keys = {
        let (open, button, menu) = (open.clone(), button.clone(), menu.clone());
        Callback::from(move |event: KeyboardEvent| {
            let step = match &*event.key() {
                "ArrowDown" => Step::Next,
                "ArrowUp" => Step::Before,
                "Home" => Step::First,
                "End" => Step::Last,
                "Escape" => {
                    event.prevent_default();
                    event.stop_propagation();
                    open.set(None);
                    dom::focus(&button);
                    return;
                }
                "Tab" => {
                    open.set(None);
                    dom::focus(&button);
                    return;
                }
                // Letters in a menu are not the room's single keys.
                _ => {
                    event.stop_propagation();
                    return;
                }
            };
            event.prevent_default();
            event.stop_propagation();
            dom::step_item(&menu, ITEM, step);
        })
    };
    let left = {
        let (open, menu) = (open.clone(), menu.clone());
        Callback::from(move |event: FocusEvent| {
            if open.is_some() && !dom::goes_into(&event, &menu) {
                open.set(None);
            }
        })
    };

    html! {
        <>
            <button ref={button.clone()} type="button" class="icon-button more" aria-label={props.name.clone()} aria-haspopup="menu"
                aria-expanded={if open.is_some() { "true" } else { "false" }} onclick={toggle} onkeydown={button_keys}>
                { icon(props.glyph) }
            </button>
            if open.is_some() {
                <div ref={menu} class="menu" popover="manual" role="menu" tabindex="-1"
                    aria-label={fill(Key::Actions, &[("title", &props.about)])} onkeydown={keys} onfocusout={left}>
                    { for props.entries.emit(()).into_iter().map(|entry| {
                        let (open, button, chosen) = (open.clone(), button.clone(), entry.chosen);
                        let choose = Callback::from(move |_: MouseEvent| {
                            open.set(None);
                            dom::focus(&button);
                            chosen.emit(());
                        });
                        let role = if entry.checked.is_some() { "menuitemcheckbox" } else { "menuitem" };
                        html! {
                            <button type="button" {role} tabindex="-1" onclick={choose}
                                aria-checked={entry.checked.map(|on| if on { "true" } else { "false" })}>
                                { entry.words }
                            </button>
                        }
                    }) }
                </div>
            }
        </>
    }
}

const ITEM: &str = "[role^=menuitem]";
