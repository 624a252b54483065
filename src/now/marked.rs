//! The marks of the notes, drawn over the plain text: every letter keeps its place and its width, so that the caret stands where
//! the letters are. They say nothing that the text does not say, and so are hidden from screen readers.

use alongside_room::{ItemId, TextEdit, TextField};
use yew::prelude::*;

use crate::{
    browser::field,
    now::marks::{Mark, Marked, marks},
    open_room::store::Room,
};

/// What the marks are drawn from.
pub struct MarkedText<'a> {
    pub room: &'a Room,
    pub item: ItemId,
    pub text: &'a str,
    /// The text area below.
    pub area: &'a NodeRef,
    /// The byte in front of which my caret is. The mark that it stands in is shown as its letters.
    pub caret: Option<usize>,
    pub only_read: bool,
    /// Shows the task that these words of a line became.
    pub show_task: &'a Callback<String>,
}

/// The text once more, invisible but for its marks.
pub fn marked_text(props: &MarkedText<'_>) -> Option<Html> {
    let text = props.text;
    let mut end = 0;
    let mut pieces = Vec::new();
    for marked in marks(text) {
        pieces.push(html! { { text[end..marked.at.start].to_owned() } });
        end = marked.at.end;
        pieces.push(piece(props, &marked));
    }
    if pieces.is_empty() {
        return None;
    }
    Some(html! {
        <div key="marks" class="mirror" dir="auto" translate="no" aria-hidden="true">
            { for pieces }
            // A line that ends the text has a height of its own.
            { format!("{}\u{200b}", &text[end..]) }
        </div>
    })
}

fn piece(props: &MarkedText<'_>, marked: &Marked) -> Html {
    let letters = props.text[marked.at.clone()].to_owned();
    let is_written = props.caret.is_some_and(|caret| marked.at.start < caret && caret < marked.at.end);
    let class = match marked.mark {
        Mark::Box { .. } | Mark::Bullet if is_written => return html! { { letters } },
        Mark::Box { ticked } => return tick_box(props, marked, ticked, letters),
        Mark::Sign => "mark-sign",
        Mark::Bold => "mark-bold",
        // The box says that it is an entry of a list.
        Mark::Bullet
            if ["[ ]", "[x]", "[X]"]
                .iter()
                .any(|signs| props.text[marked.at.end..].trim_start().starts_with(signs)) =>
        {
            "mark-bullet has-box"
        }
        Mark::Bullet => "mark-bullet",
        Mark::Ticked => "mark-ticked",
        Mark::Link => "mark-link",
        Mark::Task => return arrow(props, marked, letters),
    };
    html! { <span {class}>{ letters }</span> }
}

/// The arrow of a line that became a task; pressed, it shows the task. By keyboard that is Ctrl or ⌘ with Enter in the line.
fn arrow(props: &MarkedText<'_>, marked: &Marked, letters: String) -> Html {
    let line = props.text[marked.at.end..].lines().next().unwrap_or_default().trim().to_owned();
    let show = props.show_task.reform(move |_: MouseEvent| line.clone());
    // The focus stays where it is, until it goes to the task.
    let stay = Callback::from(|event: MouseEvent| event.prevent_default());
    html! { <span class="mark-task" onmousedown={stay} onclick={show}>{ letters }</span> }
}

fn tick_box(props: &MarkedText<'_>, marked: &Marked, ticked: bool, letters: String) -> Html {
    let tick = {
        let (room, item, area, at) = (props.room.clone(), props.item, props.area.clone(), marked.at.start + 1);
        let only_read = props.only_read;
        Callback::from(move |_: MouseEvent| {
            // What was typed since this was drawn may have moved the box.
            let Some(base) = field::text(&area).filter(|_| !only_read) else { return };
            if let Some(text) = with_tick(&base, at, !ticked) {
                let field = TextField::ItemNotes(item);
                room.edit(TextEdit::Retype { field, base, text, caret: None });
            }
        })
    };
    // The focus stays where it is.
    let stay = Callback::from(|event: MouseEvent| event.prevent_default());
    html! { <span class={classes!("mark-box", ticked.then_some("is-on"))} onmousedown={stay} onclick={tick}>{ letters }</span> }
}

/// The text with this in the box whose middle is at this byte, if that box is another.
fn with_tick(text: &str, at: usize, ticked: bool) -> Option<String> {
    let was = marks(text).into_iter().find(|marked| marked.at.start + 1 == at)?.mark;
    (was == Mark::Box { ticked: !ticked }).then(|| {
        let (before, behind) = (&text[..at], &text[at + 1..]);
        format!("{before}{}{behind}", if ticked { "x" } else { " " })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_ticked_where_it_stands_and_nothing_else_is() {
        assert_eq!(with_tick("é\n- [ ] a", 6, true).as_deref(), Some("é\n- [x] a"));
        assert_eq!(with_tick("[X] a", 1, false).as_deref(), Some("[ ] a"));
        assert_eq!(with_tick("[x] a", 1, true), None, "it is ticked already");
        assert_eq!(with_tick("new [ ] a", 1, true), None, "it is somewhere else now");
    }
}
