//! The dialog "Commands": everything that a person can do, and everything that is written in the room, found by a few letters.

mod matching;

use yew::prelude::*;

use crate::{
    browser::{
        dom::{self, ItemStep},
        language,
    },
    commands::matching::{Match, found},
    keyboard::{COMMANDS as KEY, Shortcut, dialog::print_key},
    open_room::{
        command::{Chosen, Command},
        dialog::{DialogContext, Go, RoomDialog},
    },
    strings::{Key, t, use_language},
};

/// The dialog of the commands.
pub static COMMANDS: RoomDialog = RoomDialog { name: Key::Commands };

/// The shortcuts that open it.
pub const KEYS: &[Shortcut] = &[
    Shortcut::new(&[KEY], Key::KeyCommands, |_, scene| {
        scene.menus.take_in_hand(dom::row_in_hand(&scene.root));
        scene.open.emit(&COMMANDS);
    }),
    Shortcut::listed(&["Ctrl K"], Key::KeyCommandsAnywhere),
];

/// The most commands that are listed at once.
const MOST: usize = 60;

/// Everything that can be done, and what is in the room, for the words that were typed (in lower case).
pub type AllCommands = fn(&DialogContext, &str) -> Vec<Command>;

/// What is in the dialog.
pub fn dialog(with: &DialogContext, all: AllCommands) -> Html {
    let commands = {
        let with = with.clone();
        Callback::from(move |typed: String| all(&with, &typed))
    };
    html! { <Commands {commands} go={with.go.clone()} in_hand={with.menus.in_hand()} /> }
}

/// Properties of [`Commands`].
#[derive(Properties)]
pub struct CommandsProps {
    /// Everything that can be done, for the letters that were typed.
    pub commands: Callback<String, Vec<Command>>,
    /// Opens another dialog, or closes this one.
    pub go: Go,
    /// The row that was in hand: what can be done with it comes first.
    pub in_hand: Option<String>,
}

/// The list is asked for anew whenever it is drawn: what can be done changes with the room.
impl PartialEq for CommandsProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// A field, and what its letters are found in.
#[component]
pub fn Commands(props: &CommandsProps) -> Html {
    use_language();
    let typed = use_state_eq(String::new);
    let at = use_state_eq(|| 0_usize);
    let field = use_node_ref();
    let list = use_node_ref();
    let words = language::lower(typed.trim());
    let mut all = found(props.commands.emit(words.clone()), &words, props.in_hand.as_deref());
    all.truncate(MOST);
    let at_now = (*at).min(all.len().saturating_sub(1));
    use_effect_with((at_now, words.clone()), {
        let list = list.clone();
        move |_| dom::show_chosen_option(&list)
    });
    let type_in = {
        let (typed, at) = (typed.setter(), at.setter());
        Callback::from(move |event: InputEvent| {
            typed.set(dom::value(&event));
            at.set(0);
        })
    };
    let choose = choose(&field, &props.go);
    let keys = keys(&all, at_now, at.setter(), &choose);
    let active = (!all.is_empty()).then(|| option_id(at_now));
    html! {
        <>
            <input ref={field} autofocus=true type="text" role="combobox" enterkeyhint="go" class="field" dir="auto" autocomplete="off" spellcheck="false"
                aria-label={t(Key::Command)} placeholder={t(Key::CommandsPlaceholder)} aria-expanded="true" aria-autocomplete="list"
                aria-controls="commands" aria-activedescendant={active} oninput={type_in} onkeydown={keys} />
            <div ref={list} id="commands" class="commands" role="listbox" aria-label={t(Key::Commands)}>
                { for all.iter().enumerate().map(|(number, found)| option(found, number, number == at_now, &choose)) }
            </div>
            <p class="aside" role="status">{ if all.is_empty() { t(Key::CommandsNone) } else { "" } }</p>
        </>
    }
}

/// Does what a command says, when the dialog is closed.
fn choose(field: &NodeRef, go: &Go) -> Callback<Chosen> {
    let (field, go) = (field.clone(), go.clone());
    Callback::from(move |chosen: Chosen| match chosen {
        Chosen::Opens(dialog) => go.emit(Some(dialog)),
        Chosen::ActThenOpens(act, dialog) => {
            act.emit(());
            go.emit(Some(dialog));
        }
        Chosen::Act(act) => {
            go.emit(None);
            // At once: a closing dialog returns the focus, and only then can it be moved on.
            dom::close_around(&field);
            act.emit(());
        }
    })
}

/// Arrows move through the list, Enter chooses.
fn keys(all: &[Match], at: usize, set: UseStateSetter<usize>, choose: &Callback<Chosen>) -> Callback<KeyboardEvent> {
    let chosen: Vec<Chosen> = all.iter().map(|found| found.command.chosen.clone()).collect();
    let choose = choose.clone();
    Callback::from(move |event: KeyboardEvent| {
        if dom::is_composed(&event) {
            return;
        }
        let step = match &*event.key() {
            "ArrowDown" => ItemStep::Next,
            "ArrowUp" => ItemStep::Before,
            "Enter" => {
                event.prevent_default();
                if let Some(chosen) = chosen.get(at).filter(|_| !event.repeat()) {
                    choose.emit(chosen.clone());
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        let last = chosen.len().saturating_sub(1);
        set.set(match step {
            ItemStep::Next if at < last => at + 1,
            ItemStep::Next | ItemStep::First => 0,
            ItemStep::Before if at > 0 => at - 1,
            ItemStep::Before | ItemStep::Last => last,
            ItemStep::Letter(_) => at,
        });
    })
}

fn option(found: &Match, number: usize, is_chosen: bool, choose: &Callback<Chosen>) -> Html {
    let Match { command, marked, about } = found;
    let chosen = choose.reform({
        let chosen = command.chosen.clone();
        move |_: MouseEvent| chosen.clone()
    });
    html! {
        // The field keeps the focus.
        <div id={option_id(number)} role="option" aria-selected={if is_chosen { "true" } else { "false" }}
            onmousedown={Callback::from(|event: MouseEvent| event.prevent_default())} onclick={chosen}>
            <span class="command" dir="auto" translate="no">{ marks(marked) }</span>
            if !about.is_empty() { <span class="about" dir="auto" translate="no" title={&command.about}>{ marks(about) }</span> }
            if !command.key.is_empty() { <kbd aria-hidden="true">{ print_key(command.key) }</kbd> }
        </div>
    }
}

/// The pieces of a text, with those that were found marked.
fn marks(pieces: &[(String, bool)]) -> Html {
    let piece = |(piece, is_found): &(String, bool)| match is_found {
        true => html! { <mark>{ piece.clone() }</mark> },
        false => html! { { piece.clone() } },
    };
    pieces.iter().map(piece).collect()
}

fn option_id(number: usize) -> String {
    format!("command-{number}")
}
