//! "wiki.example asks for a summary": the one way in which words of a room get to the page around it, and only when the person here
//! gives them.

use yew::prelude::*;

use crate::{
    browser::{
        clock, dom,
        printout::{PrintedBlock, PrintedText},
    },
    open_room::{store::Room, tools::use_tools},
    parts::{bar::bar, button::button},
    printout,
    strings::{Key, shown, t, use_language},
};

/// A page that was told "not now" is not heard again for so long, in milliseconds.
const SILENCE: u64 = 60_000;

/// Properties of [`SummaryBar`].
#[derive(PartialEq, Properties)]
pub struct SummaryBarProps {
    pub room: Room,
}

/// The bar for a page that asks, until the person here has answered. It covers nothing and takes no focus.
#[component]
pub fn SummaryBar(props: &SummaryBarProps) -> Html {
    use_language();
    let host = use_tools().map(|tools| tools.host);
    let asker = use_state_eq(|| None::<String>);
    let silent_until = use_mut_ref(u64::default);
    use_effect_with(host.clone(), {
        let (asker, silent_until) = (asker.setter(), silent_until.clone());
        move |host| {
            let watch = host.as_ref().and_then(|host| {
                let answer = host.clone();
                host.on_summary_asked(Callback::from(move |origin| {
                    if clock::wall() < *silent_until.borrow() {
                        answer.give_summary(None);
                    } else {
                        asker.set(Some(origin));
                    }
                }))
            });
            let host = host.clone();
            move || {
                drop(watch);
                host.iter().for_each(|host| host.give_summary(None));
            }
        }
    });
    let (Some(host), Some(origin)) = (host, (*asker).clone()) else { return html! {} };
    let give = {
        let (host, room, asker) = (host.clone(), props.room.clone(), asker.setter());
        Callback::from(move |event: MouseEvent| {
            dom::leave_bar(&event);
            asker.set(None);
            host.give_summary(Some(&as_text(&printout::blocks(&room))));
        })
    };
    let refuse = {
        let asker = asker.setter();
        Callback::from(move |()| {
            asker.set(None);
            silent_until.replace(clock::wall() + SILENCE);
            host.give_summary(None);
        })
    };
    let words = html! {
        <>
            <span role="status">{ shown(Key::SummaryAsked, &[("page", &origin)]) }</span>
            { button("", t(Key::GiveSummary), give) }
        </>
    };
    bar(words, &refuse)
}

/// The session as Markdown.
fn as_text(blocks: &[PrintedBlock]) -> String {
    let mut text = String::new();
    for PrintedBlock { tag, class, text: printed } in blocks {
        text.push_str(match (*tag, *class) {
            ("h1", _) => "# ",
            ("h2", _) => "\n## ",
            ("h3", "ticked") => "- [x] ",
            ("h3", _) => "- [ ] ",
            _ => "  ",
        });
        match printed {
            PrintedText::Written(written) => text.push_str(&written.trim().replace('\n', "\n  ")),
            PrintedText::Facts(facts) => {
                for (at, (label, value)) in facts.iter().enumerate() {
                    let apart = if at > 0 { " · " } else { "" };
                    let between = if label.is_empty() || value.is_empty() { "" } else { " " };
                    [apart, label, between, value].into_iter().for_each(|part| text.push_str(part));
                }
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_markdown_with_a_box_for_what_can_be_done() {
        let written = |tag, class, text: &str| PrintedBlock { tag, class, text: PrintedText::Written(text.to_owned()) };
        let facts = |tag, facts| PrintedBlock { tag, class: "facts", text: PrintedText::Facts(facts) };
        let blocks = [
            written("h1", "", "Ana and Ben"),
            facts("p", vec![("", "Session 3".to_owned()), ("Printed", "2 Dec".to_owned())]),
            facts("h2", vec![("", "Agenda".to_owned())]),
            written("h3", "ticked", "Growth"),
            written("p", "", "one\ntwo"),
            written("h3", "", "Holidays"),
        ];
        let text =
            "# Ana and Ben\n  Session 3 · Printed 2 Dec\n\n## Agenda\n- [x] Growth\n  one\n  two\n- [ ] Holidays\n";
        assert_eq!(as_text(&blocks), text);
    }
}
