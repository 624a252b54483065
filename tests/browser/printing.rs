//! The open session on paper: whole, black on white, without anything that only a screen has.

use alongside_testkit::story::{
    browser::PrintedPages,
    element::Finds,
    person::{Person, Story},
};

use crate::host::{HostStory, room_of};

/// What people wrote is found on paper by these names, from `#1` to the last one, each followed by a dot.
const POINTS: usize = 100;
const TASKS: usize = 25;
/// Where the number does not matter.
const FEW: usize = 3;

/// Controls that the screen has at this moment, and words that are only about the screen.
const ONLY_ON_SCREEN: &[&str] = &[
    "Undo",
    "Redo",
    "Menu",
    "Start",
    "Custom",
    "Talk about this",
    "Add to the agenda",
    "Add a task",
    "Show done",
    "Clock options",
    "Ben has it",
    "Whose",
    "Next point",
];

#[test]
fn the_open_session_is_printed_whole_from_a_window_of_any_size_in_light_and_dark() {
    let story = Story::begin();
    let (ana, ben) = with_a_session(&story, POINTS, TASKS);
    for (width, height, scheme) in [(1280, 900, "light"), (1280, 900, "dark"), (760, 340, "dark"), (320, 568, "light")]
    {
        ana.resize(width, height);
        ana.prefers(&[("prefers-color-scheme", scheme)]);
        ana.page_becomes("the layout has followed", &format!("return innerWidth === {width} || innerWidth"));
        let printed = ana.prints();
        printed.save(&format!("print/{width}-{scheme}"));
        is_whole(&printed, POINTS, TASKS, &format!("{width} px, {scheme}"));
        no_heading_is_alone(&printed);
    }
    // The other's is the same, and no screen keeps anything of it.
    let printed = ben.prints();
    is_whole(&printed, POINTS, TASKS, "at Ben's");
    for person in [&ana, &ben] {
        person.page_becomes(
            "the screen is as before",
            "return deep('.printout').length === 0 && deep('main').length === 1",
        );
    }
    ana.resize(1280, 900);
    ana.agenda().has_so_many_rows(POINTS);
}

#[test]
fn what_is_printed_is_black_on_white_whatever_the_screens_colours() {
    let story = Story::begin();
    let (ana, _ben) = with_a_session(&story, FEW, FEW);
    for scheme in ["dark", "light"] {
        ana.prefers(&[("prefers-color-scheme", scheme)]);
        let colours = ana.prints().colours();
        let odd: Vec<_> = colours.iter().filter(|colour| !["black", "white"].contains(&colour.as_str())).collect();
        assert!(odd.is_empty(), "where the screen is {scheme}, these colours are printed: {odd:?}");
    }
}

#[test]
fn what_people_wrote_is_printed_in_its_own_direction() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("שלום, מה שלומך?");
    ana.notes().type_text("مرحبا بك\nand in English\nשלום");
    ben.notes().mentions("English");
    ana.ask_page("dispatchEvent(new Event('beforeprint'))");
    ana.page_becomes(
        "titles and notes have a direction of their own",
        "const [title] = deep('.printout h3 > span');
         const directions = deep('.printout [dir]').filter((e) => e.dir !== 'auto');
         return title.matches(':dir(rtl)') && title.translate === false && directions.length === 0 || title.outerHTML",
    );
    ana.ask_page("dispatchEvent(new Event('afterprint'))");
    assert_eq!(ana.prints().how_often("and in English"), 1);
}

#[test]
fn an_element_in_a_low_box_of_its_host_is_printed_whole() {
    let story = Story::begin();
    let (ana, _ben) = with_a_session(&story, FEW, FEW);
    ana.ask_page(
        "const [element] = deep('alongside-room');
         element.style.cssText = 'display: block; height: 300px; max-height: 300px; overflow: hidden';",
    );
    is_whole(&ana.prints(), FEW, FEW, "in a low box");
}

#[test]
fn the_session_prints() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.ask_page("self.__printed = 0; self.print = () => { self.__printed += 1; }");
    ana.button("Session 1").click();
    ana.dialog("Session").button("Print").click();
    ana.page_becomes("printed once", "return self.__printed === 1 || self.__printed");
}

/// The page around it prints no more of the frame than it shows, so the button in the frame prints the frame's own page.
#[test]
fn in_a_frame_the_button_prints_the_session_whole_and_nothing_of_the_page_around() {
    let host = HostStory::begin();
    let (ana, _ben) = with_a_session(&host.story, FEW, FEW);
    let room = room_of(&ana);
    ana.goto(&host.page_with_frame("printed", &format!("#r.{room}"), ""));
    ana.look_into_frame(0);
    ana.agenda().has_so_many_rows(FEW);
    // A driver opens no dialog. What the frame's page would print is read where the browser takes it.
    ana.ask_page(
        "self.__printed = [];
         self.print = () => {
             dispatchEvent(new Event('beforeprint'));
             __printed.push(deep('.printout')[0].textContent);
             dispatchEvent(new Event('afterprint'));
         }",
    );
    // By keys: Firefox's driver clicks nothing in a frame of another origin.
    ana.button("Session …").focus();
    ana.press("Enter");
    ana.dialog("Session").button("Print").focus();
    ana.press("Enter");
    ana.page_becomes("printed once", "return __printed.length === 1 || __printed.length");
    let printed = ana.ask_page("return __printed[0]");
    let printed = printed.as_str().unwrap_or_default();
    for n in 1..=FEW {
        for written in [format!("Point #{n}. End"), format!("Task #{n}. End")] {
            assert_eq!(printed.matches(&written).count(), 1, "{written} in {printed}");
        }
    }
    assert!(printed.contains("Notes #2. of it") && printed.contains("We wait until spring"), "{printed}");
    ana.page_becomes("the screen is back", "return deep('.printout').length === 0");
}

/// Ana and Ben with so many points that have notes, of which the first has a decision and long notes, and so many tasks.
fn with_a_session(story: &Story, points: usize, tasks: usize) -> (Person, Person) {
    let (ana, ben) = story.ana_and_ben();
    let titles: Vec<String> = (1..=points).map(|n| format!("Point #{n}. End")).collect();
    ana.textbox("Add to the agenda").paste(&titles.join("\n"));
    let titles: Vec<String> = (1..=tasks).map(|n| format!("Task #{n}. End")).collect();
    ben.textbox("Add a task").paste(&titles.join("\n"));
    ana.tasks().has_so_many_rows(tasks);
    for n in (1..=points).filter(|n| has_notes(*n)) {
        ana.opens_point(&format!("Point #{n}. End"));
        let notes = if n == 1 { long_notes() } else { format!("Notes #{n}. of it") };
        ana.notes().paste(&notes);
    }
    ana.chooses("Point #1. End", "Write down the decision");
    ana.textbox("Decision: Point #1. End").enter("We wait until spring");
    ana.checkbox("Discussed: Point #2. End").click();
    ben.chooses("Task #1. End", "Due");
    ben.field("Due: …").set("2031-05-12");
    ben.press("Escape");
    for person in [&ana, &ben] {
        person.agenda().has_so_many_rows(points);
        person.looks_away();
    }
    ana.knows_that_has_it("Ben");
    ben.knows_that_has_it("Ana");
    (ana, ben)
}

/// The first ones do, and then every tenth.
fn has_notes(point: usize) -> bool {
    point < 10 || point.is_multiple_of(10)
}

/// More than a page of them.
fn long_notes() -> String {
    let lines: Vec<String> = (1..=90).map(|n| format!("line {n}; of long notes")).collect();
    format!("Notes #1. of it\n{}", lines.join("\n"))
}

#[track_caller]
fn is_whole(printed: &PrintedPages, points: usize, tasks: usize, where_: &str) {
    for n in 1..=points {
        assert_eq!(printed.how_often(&format!("Point #{n}. End")), 1, "point {n}, {where_}:\n{}", printed.letters());
        assert_eq!(printed.how_often(&format!("Notes #{n}. of it")), usize::from(has_notes(n)), "notes {n}, {where_}");
    }
    for n in 1..=tasks {
        assert_eq!(printed.how_often(&format!("Task #{n}. End")), 1, "task {n}, {where_}");
    }
    for n in 1..=90 {
        assert_eq!(printed.how_often(&format!("line {n}; of")), 1, "line {n} of the long notes, {where_}");
    }
    assert_eq!(printed.how_often("Decided: We wait until spring"), 1, "{where_}");
    assert_eq!(printed.how_often("Owner: Ben"), tasks, "{where_}");
    assert_eq!(printed.how_often("Raised by: Ana"), points, "{where_}");
    assert_eq!(printed.how_often("Due: Mon, May 12, 2031"), 1, "{where_}");
    assert_eq!(printed.how_often("Ana and Ben"), 1, "{where_}");
    for words in ONLY_ON_SCREEN {
        assert_eq!(printed.how_often(words), 0, "“{words}” is printed, {where_}");
    }
}

/// No page ends with a heading, or with a title without whose it is.
#[track_caller]
fn no_heading_is_alone(printed: &PrintedPages) {
    assert!(printed.count() > 2, "{} pages", printed.count());
    for page in 0..printed.count() - 1 {
        let letters = printed.letters_on(page);
        assert!(
            !letters.ends_with("Tasks") && !letters.ends_with("Agenda"),
            "page {page} ends with a heading: {letters}"
        );
        let end = letters.rfind(".End").map_or("", |at| &letters[at..]);
        assert!(
            end.is_empty() || end.contains("Raisedby") || end.contains("Owner"),
            "page {page} ends with a title: {end}"
        );
    }
}
