//! The open session as it is printed: every point with its notes and its decision, every task with its owner and its due day.
//! The screen shows one point at a time, and on a narrow one a section at a time; this is the whole, in black on white. It says
//! no day as "today", since paper stays.

use alongside_room::{AgreementPart, Item, MemberId, Moment, Status, Task};
use yew::prelude::*;

use crate::{
    agreement,
    browser::{
        dates,
        printout::{self, PrintedBlock, PrintedText, PrintoutWatch},
    },
    calendar,
    members::names,
    open_room::store::Room,
    session::session_words,
    strings::{Key, count, fill, t, titled},
};

/// Prints: a page around the widget's frame prints no more of it than the frame shows, and phones have no key for it.
pub fn print() {
    printout::print();
}

/// Prints the open session whenever the page that `within` is in is printed.
#[hook]
pub fn use_printout(room: &Room, within: &NodeRef) {
    let latest = use_mut_ref(|| room.clone());
    latest.replace(room.clone());
    use_effect_with(within.clone(), move |within| {
        let watch = PrintoutWatch::new(within, move || blocks(&latest.borrow()));
        move || drop(watch)
    });
}

/// The whole, in order; nothing while the room is still loaded.
pub fn blocks(room: &Room) -> Vec<PrintedBlock> {
    if !room.facts.loaded {
        return Vec::new();
    }
    let view = &room.view;
    let session = &view.session;
    let date = session.date.as_deref().map_or_else(|| t(Key::NoDate).to_owned(), calendar::full_date);
    let head = vec![("", session_words(room)), ("", date), (t(Key::Printed), calendar::full_day(&dates::today()))];
    let mut blocks = vec![written("h1", "", &names::room_name(room)), facts("p", head)];
    blocks.extend(said("", &session.call_link));

    blocks.push(heading(t(Key::Agenda).to_owned()));
    if view.agenda.is_empty() {
        blocks.push(facts("p", vec![(t(Key::NoPoints), String::new())]));
    }
    view.agenda.iter().for_each(|item| add_point(&mut blocks, room, item));
    if !view.postponed.is_empty() {
        blocks.push(heading(count(Key::PutOff, view.postponed.len() as u32, &[])));
        view.postponed.iter().for_each(|item| add_point(&mut blocks, room, item));
    }

    let (open, settled): (Vec<_>, Vec<_>) = view.tasks.iter().partition(|task| task.status == Status::Open);
    let since = view.earlier.first().and_then(|session| session.closed).map_or(Moment(0), |(_, at)| at);
    let of_this_session = settled.into_iter().filter(|task| task.status_since.unwrap_or_default() >= since);
    let tasks: Vec<_> = open.into_iter().chain(of_this_session).collect();
    if !tasks.is_empty() {
        blocks.push(heading(t(Key::Tasks).to_owned()));
    }
    tasks.into_iter().for_each(|task| add_task(&mut blocks, room, task));
    add_agreement(&mut blocks, room);
    blocks
}

/// What was agreed to last, and who signed it.
fn add_agreement(blocks: &mut Vec<PrintedBlock>, room: &Room) {
    let Some(version) = room.view.agreement.versions.first() else { return };
    blocks.push(heading(t(Key::Agreement).to_owned()));
    for part in AgreementPart::ALL {
        let words = version.text.part(part);
        if !words.trim().is_empty() {
            blocks.push(facts("h3", vec![("", agreement::part_name(part).to_owned())]));
            blocks.extend(said("", words));
        }
    }
    blocks.extend(version.text.planned.map(|planned| facts("p", vec![(t(Key::SessionsPlanned), planned.to_string())])));
    for acceptance in version.acceptances.iter().filter(|acceptance| room.is_genuine(version, acceptance)) {
        let day = calendar::full_day(&dates::written(acceptance.at));
        blocks.push(facts("p", vec![(t(Key::AgreedBy), name(room, acceptance.by)), ("", day)]));
    }
}

fn add_point(blocks: &mut Vec<PrintedBlock>, room: &Room, item: &Item) {
    let is_discussed = item.discussed.is_some();
    blocks.push(written("h3", if is_discussed { "ticked" } else { "" }, titled(&item.title)));
    let mut about = vec![(t(Key::RaisedBy), name(room, item.raised_by))];
    about.extend(item.minutes.map(|minutes| (t(Key::Minutes), minutes.to_string())));
    about.extend(is_discussed.then(|| (t(Key::WasDiscussed), String::new())));
    blocks.push(facts("p", about));
    if let Some(decision) = room.view.decision(item.id) {
        blocks.push(written("p", "decision", &fill(Key::Decided, &[("outcome", &decision.outcome)])));
    }
    blocks.extend(said("", &item.notes));
}

fn add_task(blocks: &mut Vec<PrintedBlock>, room: &Room, task: &Task) {
    let is_done = task.status == Status::Done;
    blocks.push(written("h3", if is_done { "ticked" } else { "" }, titled(&task.title)));
    let owner = task.owner.map_or_else(|| t(Key::Nobody).to_owned(), |owner| name(room, owner));
    let mut about = vec![(t(Key::Owner), owner)];
    about.extend(task.due.as_deref().map(|due| (t(Key::Due), calendar::full_day(due))));
    match task.status {
        Status::Done => about.push((t(Key::IsDone), String::new())),
        Status::LetGo => about.push((t(Key::LetGo), String::new())),
        Status::Open if task.is_ask() => about.push(("", fill(Key::Asks, &[("name", &name(room, task.given_by))]))),
        Status::Open => {}
    }
    blocks.push(facts("p", about));
    if !task.first_step.is_empty() {
        blocks.push(written("p", "", &fill(Key::FirstStepLine, &[("step", &task.first_step)])));
    }
    blocks.extend(said("", &task.link));
    for comment in task.comments.iter() {
        let day = calendar::full_day(&dates::written(comment.at));
        blocks.push(facts("p", vec![("", name(room, comment.by)), ("", day)]));
        blocks.extend(said("", &comment.text));
    }
}

fn name(room: &Room, member: MemberId) -> String {
    names::name(&room.view, member).to_string()
}

fn heading(words: String) -> PrintedBlock {
    PrintedBlock { tag: "h2", class: "", text: PrintedText::Facts(vec![("", words)]) }
}

fn facts(tag: &'static str, facts: Vec<(&'static str, String)>) -> PrintedBlock {
    PrintedBlock { tag, class: "facts", text: PrintedText::Facts(facts) }
}

fn written(tag: &'static str, class: &'static str, text: &str) -> PrintedBlock {
    PrintedBlock { tag, class, text: PrintedText::Written(text.to_owned()) }
}

/// A paragraph, if anything was written there.
fn said(class: &'static str, text: &str) -> Option<PrintedBlock> {
    (!text.trim().is_empty()).then(|| written("p", class, text))
}
