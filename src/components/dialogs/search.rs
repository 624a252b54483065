//! Finds a point, a note or a task by its words.

use alongside_room::ItemId;
use yew::prelude::*;

use super::Sheet;
use crate::{
    browser::{dom, letters},
    components::names,
    store::Room,
    strings::{Key, fill, t},
};

/// No more than so many are listed.
const MOST: usize = 30;

/// What [`Search`] shows.
#[derive(PartialEq, Properties)]
pub struct SearchProps {
    /// The room.
    pub room: Room,
    /// Leads to another dialog, or out.
    pub go: Callback<Option<Sheet>>,
    /// A point is to be looked at.
    pub look: Callback<ItemId>,
}

/// A field and what it finds.
#[component]
pub fn Search(props: &SearchProps) -> Html {
    let SearchProps { room, go, look } = props;
    let words = use_state_eq(String::new);
    let typed = {
        let words = words.clone();
        Callback::from(move |event: InputEvent| words.set(letters::lower(dom::value(&event).trim())))
    };
    let view = &room.view;
    let has = |text: &str| letters::lower(text).contains(&**words);
    let mut found: Vec<Html> = Vec::new();
    if !words.is_empty() {
        for item in view.agenda.iter().chain(view.postponed.iter()).filter(|item| has(&item.title) || has(&item.notes))
        {
            let (go, look, id) = (go.clone(), look.clone(), item.id);
            let open = Callback::from(move |_: MouseEvent| {
                look.emit(id);
                go.emit(None);
            });
            found.push(html! { <li><button type="button" onclick={open}><span dir="auto">{ names::title(&item.title) }</span><small>{ t(Key::Agenda) }</small></button></li> });
        }
        let plain = |title: &str, place: String| {
            html! { <li class="found"><span dir="auto">{ names::title(title) }</span><small>{ place }</small></li> }
        };
        let tasks =
            view.tasks.iter().filter(|task| has(&task.title) || task.comments.iter().any(|comment| has(&comment.text)));
        found.extend(tasks.map(|task| plain(&task.title, t(Key::Tasks).to_owned())));
        for session in view.earlier.iter() {
            let place = fill(Key::SessionN, &[("number", &session.number.to_string())]);
            let items = session.items.iter().filter(|item| has(&item.title) || has(&item.notes));
            found.extend(items.map(|item| plain(&item.title, place.clone())));
        }
        found.truncate(MOST);
    }
    html! {
        <>
            // Escape would empty a field of type "search" and leave the dialog open.
            <input autofocus=true type="text" role="searchbox" enterkeyhint="search" class="field" dir="auto" aria-label={t(Key::Search)} placeholder={t(Key::SearchPlaceholder)} oninput={typed} />
            if !words.is_empty() && found.is_empty() { <p>{ t(Key::SearchNone) }</p> }
            <ul class="menu-list found-list" role="list" aria-label={t(Key::SearchIn)}>{ found }</ul>
        </>
    }
}
