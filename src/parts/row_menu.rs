//! The menu behind the three dots of a row.

use yew::prelude::*;

use crate::{
    browser::dom::{self, ItemStep},
    open_room::{
        command::{Chosen, Command},
        menus::Menus,
        room_dialog::RoomDialog,
        tools::{Tools, use_tools},
    },
    parts::icon::{Glyph, icon},
    strings::{Key, fill, t, use_language},
};

/// An entry of a menu.
pub struct RowMenuEntry {
    pub words: AttrValue,
    pub chosen: Callback<()>,
    /// For a switch: whether it is on.
    pub checked: Option<bool>,
    /// The key that does it without the menu; empty if there is none.
    pub key: &'static str,
    /// The dialog that opens when it is done.
    pub opens: Option<&'static RoomDialog>,
}

impl RowMenuEntry {
    /// An entry without a switch.
    pub fn new(words: Key, chosen: Callback<()>) -> Self {
        Self::saying(t(words), chosen)
    }

    /// The same with words of its own.
    pub fn saying(words: impl Into<AttrValue>, chosen: Callback<()>) -> Self {
        Self { words: words.into(), chosen, checked: None, key: "", opens: None }
    }

    /// The same, and then this dialog opens.
    #[must_use]
    pub fn opening(self, dialog: &'static RoomDialog) -> Self {
        Self { opens: Some(dialog), ..self }
    }

    /// The same, with its key.
    #[must_use]
    pub fn by(self, key: &'static str) -> Self {
        Self { key, ..self }
    }
}

/// Properties of [`RowMenu`].
#[derive(PartialEq, Properties)]
pub struct RowMenuProps {
    /// The accessible name of the button.
    pub name: AttrValue,
    /// The accessible name of the menu: what it is about.
    pub about: AttrValue,
    /// The entries, asked for when the menu opens.
    pub entries: Callback<(), Vec<RowMenuEntry>>,
    /// The icon of the button.
    #[prop_or(Glyph::More)]
    pub glyph: Glyph,
    /// Whether the name stands above the entries, too: where the button is an icon that says little.
    #[prop_or_default]
    pub labelled: bool,
    /// Whether the button shows its name beside the icon.
    #[prop_or_default]
    pub worded: bool,
}

/// A button and its menu: arrows move, Enter chooses, Escape closes, and the focus returns to the button.
#[component]
pub fn RowMenu(props: &RowMenuProps) -> Html {
    use_language();
    // While the menu is open: which entry had the focus first.
    let open = use_state_eq(|| None::<ItemStep>);
    let button = use_node_ref();
    let menu = use_node_ref();
    let tools = use_tools();
    use_in_commands(props, &tools);

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
        Callback::from(move |_: MouseEvent| open.set(if open.is_some() { None } else { Some(ItemStep::First) }))
    };
    let close = {
        let (open, button) = (open.setter(), button.clone());
        Callback::from(move |()| {
            open.set(None);
            dom::focus(&button);
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
            <button ref={button} type="button" class={if props.worded { "worded" } else { "icon-button more" }} aria-label={props.name.clone()} aria-haspopup="menu"
                aria-expanded={if open.is_some() { "true" } else { "false" }} onclick={toggle} onkeydown={button_keys(open.setter())}>
                if props.worded { { &props.name } }
                { icon(props.glyph) }
            </button>
            if open.is_some() {
                <div ref={menu.clone()} class="menu" popover="manual" role="menu" tabindex="-1"
                    aria-label={fill(Key::Actions, &[("title", &props.about)])} onkeydown={menu_keys(menu, close.clone())} onfocusout={left}>
                    if props.labelled { <span class="menu-label" aria-hidden="true">{ &props.name }</span> }
                    { for props.entries.emit(()).into_iter().map(|entry| entry_button(entry, &close, &tools)) }
                </div>
            }
        </>
    }
}

/// Has the entries listed among the commands for as long as the button is on the screen.
#[hook]
fn use_in_commands(props: &RowMenuProps, tools: &Option<Tools>) {
    let menu = use_memo(tools.as_ref().map(|tools| tools.menus.clone()), |menus| menus.as_ref().map(Menus::add));
    if let Some(menu) = &*menu {
        let (about, entries) = (props.about.clone(), props.entries.clone());
        menu.is_now(Callback::from(move |()| {
            let command = |entry: RowMenuEntry| {
                let RowMenuEntry { words, chosen, opens, key, .. } = entry;
                let command = Command::act(words, chosen.clone()).about(about.clone()).by(key);
                match opens {
                    Some(dialog) => Command { chosen: Chosen::ActThenOpens(chosen, dialog), ..command },
                    None => command,
                }
            };
            entries.emit(()).into_iter().map(command).collect()
        }));
    }
}

/// The button's arrow keys open the menu at its first or its last entry.
fn button_keys(open: UseStateSetter<Option<ItemStep>>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        let first = match &*event.key() {
            "ArrowDown" if !event.alt_key() => ItemStep::First,
            "ArrowUp" if !event.alt_key() => ItemStep::Last,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        open.set(Some(first));
    })
}

fn menu_keys(menu: NodeRef, close: Callback<()>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        let key = event.key();
        // The browser then moves the focus on from the button.
        if key == "Tab" {
            return close.emit(());
        }
        // Letters in a menu are not the room's single-key commands.
        event.stop_propagation();
        if key == "Escape" {
            event.prevent_default();
            close.emit(());
        } else if let Some(step) = ItemStep::of(&key, event.ctrl_key() || event.meta_key() || event.alt_key()) {
            event.prevent_default();
            dom::step_item(&menu, ITEM, step);
        }
    })
}

fn entry_button(entry: RowMenuEntry, close: &Callback<()>, tools: &Option<Tools>) -> Html {
    let RowMenuEntry { words, chosen, checked, opens, .. } = entry;
    let choose = {
        let (close, open) = (close.clone(), opens.zip(tools.as_ref().map(|tools| tools.open.clone())));
        Callback::from(move |_: MouseEvent| {
            close.emit(());
            chosen.emit(());
            if let Some((dialog, open)) = &open {
                open.emit(dialog);
            }
        })
    };
    let role = if checked.is_some() { "menuitemcheckbox" } else { "menuitem" };
    html! {
        <button type="button" {role} tabindex="-1" onclick={choose}
            aria-checked={checked.map(|on| if on { "true" } else { "false" })}>
            { words }
        </button>
    }
}

const ITEM: &str = "[role^=menuitem]";
