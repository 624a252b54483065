//! Searches points, notes and tasks.

use alongside_room::{Item, ItemId};
use yew::prelude::*;

use crate::{
    browser::{dom, language},
    keyboard::Shortcut,
    open_room::{
        dialog::{DialogContext, Go, RoomDialog},
        store::Room,
    },
    strings::{Key, fill, t, titled},
};

/// The dialog of the search.
pub static SEARCH: RoomDialog = RoomDialog { name: Key::Search };

/// What is in the dialog.
pub fn search(with: &DialogContext) -> Html {
    html! { <Search room={with.room.clone()} go={with.go.clone()} look={with.look.clone()} /> }
}

/// The shortcut that opens it.
pub const KEYS: &[Shortcut] = &[Shortcut::new(&["/"], Key::KeySearch, |_, scene| scene.open.emit(&SEARCH))];

/// The most results that are listed.
const MOST: usize = 30;

/// The part with the rows of tasks.
const TASKS: &str = ".tasks";

/// Properties of [`Search`].
#[derive(PartialEq, Properties)]
pub struct SearchProps {
    pub room: Room,
    /// Opens another dialog, or closes this one.
    pub go: Go,
    /// Opens a point.
    pub look: Callback<ItemId>,
}

/// A field, and the results.
#[component]
pub fn Search(props: &SearchProps) -> Html {
    let SearchProps { room, go, look } = props;
    let words = use_state_eq(String::new);
    let typed = {
        let words = words.clone();
        Callback::from(move |event: InputEvent| words.set(language::lower(dom::value(&event).trim())))
    };
    let (field, opens) = (use_node_ref(), use_node_ref());
    let view = &room.view;
    let has = |text: &str| language::lower(text).contains(&**words);
    let item_has = |item: &Item| view.texts(item).any(has);
    // Results that can be opened from here, and results that can only be read.
    let (mut openable, mut plain): (Vec<Html>, Vec<Html>) = (Vec::new(), Vec::new());
    let hit = |title: &str, place: &str, open: Callback<()>| {
        let (field, go) = (field.clone(), go.clone());
        let open = Callback::from(move |_: MouseEvent| {
            go.emit(None);
            // At once: a closing dialog returns the focus, and only then can it be moved on.
            dom::close_around(&field);
            open.emit(());
        });
        html! { <li><button type="button" onclick={open}><span dir="auto" translate="no">{ titled(title) }</span><small>{ place.to_owned() }</small></button></li> }
    };
    let only_read = |title: &str, place: &str| {
        html! { <li><span dir="auto">{ titled(title) }<small>{ place.to_owned() }</small></span></li> }
    };
    if !words.is_empty() {
        for item in view.agenda.iter().chain(view.postponed.iter()).filter(|item| item_has(item)) {
            let id = item.id;
            openable.push(hit(&item.title, t(Key::Agenda), look.reform(move |()| id)));
        }
        for task in view.tasks.iter() {
            if !has(&task.title) && !task.comments.iter().any(|comment| has(&comment.text)) {
                continue;
            }
            let title = titled(&task.title).to_owned();
            // A task that is done or let go, or in a section that is not open on a narrow screen, has no row to go
            // to.
            if dom::has_row(&field, TASKS, &title) {
                let field = field.clone();
                let open = Callback::from(move |()| dom::focus_row(&field, TASKS, &title));
                openable.push(hit(&task.title, t(Key::Tasks), open));
            } else {
                plain.push(only_read(&task.title, t(Key::Tasks)));
            }
        }
        for session in view.earlier.iter() {
            let place = fill(Key::SessionN, &[("number", &session.number.to_string())]);
            let items = session.items.iter().filter(|item| item_has(item));
            plain.extend(items.map(|item| only_read(&item.title, &place)));
        }
        openable.truncate(MOST);
        plain.truncate(MOST - openable.len());
    }
    let keys = {
        let opens = opens.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !dom::is_composed(&event) {
                event.prevent_default();
                dom::press(&opens, "button");
            }
        })
    };
    html! {
        <>
            // Escape would clear a field of type "search" and leave the dialog open.
            <input ref={field} autofocus=true type="text" role="searchbox" enterkeyhint="search" class="field" dir="auto" aria-label={t(Key::Search)} placeholder={t(Key::SearchPlaceholder)} oninput={typed} onkeydown={keys} />
            if !words.is_empty() && openable.is_empty() && plain.is_empty() { <p>{ t(Key::SearchNone) }</p> }
            <ul ref={opens} class="menu-list found-list" role="list" aria-label={t(Key::SearchIn)}>{ openable }</ul>
            if !plain.is_empty() {
                <ul class="bin-list found-list" role="list" aria-label={t(Key::SearchElsewhere)}>{ plain }</ul>
            }
        </>
    }
}
