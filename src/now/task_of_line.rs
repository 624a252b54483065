//! From a line of the notes that became a task to that task. Nothing in the document links the two: the task is the one whose title the
//! line still says.

use yew::prelude::*;

use crate::{
    browser::dom,
    open_room::{store::Room, tools::use_say},
    strings::{Key, t},
};

/// Shows the task that these words of a line became: its row, or the section of the tasks where that is not on the screen. `within`
/// is an element of the room.
#[hook]
pub fn use_show_task(room: &Room, within: &NodeRef) -> Callback<String> {
    let (room, within, say) = (room.clone(), within.clone(), use_say());
    Callback::from(move |words: String| {
        let titles = room.view.tasks.iter().map(|task| &*task.title);
        match said_in(&words, titles) {
            Some(title) if dom::has_row(&within, ROWS, title) => dom::focus_row(&within, ROWS, title),
            Some(_) => dom::press_around(&within, ".room", SECTION),
            None => say.emit(t(Key::SayNoTaskOfLine).to_owned()),
        }
    })
}

/// The longest of the titles that stands in these words.
fn said_in<'a>(words: &str, titles: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let said = titles.filter(|title| !title.trim().is_empty() && words.contains(title.trim()));
    said.max_by_key(|title| title.len())
}

/// The part with the rows of tasks.
const ROWS: &str = ".tasks";
/// What leads to it where one section is shown at a time.
const SECTION: &str = "#tab-tasks";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_task_of_a_line_is_the_one_whose_title_it_says() {
        let titles = ["Ask", "Ask Eva", "", "Ask Eva and Dan"];
        // What the line said of the day is no part of the title.
        assert_eq!(said_in("Ask Eva fri", titles.into_iter()), Some("Ask Eva"));
        assert_eq!(said_in("Call Dan", titles.into_iter()), None);
    }
}
