//! Dates between two people: saved when the typing rests, one moment in both zones, and right all day long.

use alongside_testkit::story::{
    browser::{Make, Site},
    element::Finds,
    person::{Person, Story},
};

#[test]
fn while_a_date_is_typed_the_other_reads_none_of_its_parts_and_it_is_one_step_to_undo() {
    // A browser that waits for a core takes that for a rest.
    let story = Story::begin_alone();
    let (ana, ben) = story.ana_and_ben();
    opens_session(&ana);
    ana.dialog("Session").field("Date").set("2026-12-02");
    opens_session(&ben);
    ben.dialog("Session").field("Date").reads("2026-12-02");
    ben.ask_page(
        "self.__read = [];
         const look = () => {
             const date = deep('dialog[open] input[type=date]')[0]?.value;
             if (date !== self.__read.at(-1)) self.__read.push(date);
             requestAnimationFrame(look);
         };
         look();",
    );
    ana.dialog("Session").field("Date").focus();
    ana.types_with_pauses("11252027", 150);
    ben.dialog("Session").field("Date").reads("2027-11-25");
    assert_eq!(ben.ask_page("return self.__read"), serde_json::json!(["2026-12-02", "2027-11-25"]));

    ana.press("Escape");
    ana.dialog("Session").is_gone();
    ana.button("Undo").click();
    ben.dialog("Session").field("Date").reads("2026-12-02");
    ana.button("Redo").click();
    ben.dialog("Session").field("Date").reads("2027-11-25");
}

#[test]
fn a_year_of_two_digits_is_one_of_this_century_and_one_that_nobody_means_is_not_saved() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    opens_session(&ana);
    let date = ana.dialog("Session").field("Date");
    date.focus();
    ana.types("1125");
    ana.types("26");
    ana.dialog("Session").textbox("Call link").focus();
    date.reads("2026-11-25");
    opens_session(&ben);
    ben.dialog("Session").field("Date").reads("2026-11-25");
    date.focus();
    ana.types("11251026");
    ana.dialog("Session").textbox("Call link").focus();
    ana.dialog("Session").mentions("Which year?");
    ben.dialog("Session").field("Date").reads("2026-11-25");
}

#[test]
fn a_day_that_is_cleared_leaves_its_time_for_the_next_one_wherever_it_is_set() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    opens_session(&ana);
    let session = ana.dialog("Session");
    session.field("Date").set("2031-05-12");
    session.field("Time").is_usable(true);
    session.field("Time").set("15:00");
    opens_session(&ben);
    ben.dialog("Session").field("Time").reads("15:00");
    session.field("Date").set("");
    ben.dialog("Session").field("Date").reads("");
    session.field("Date").set("2031-05-13");
    ben.dialog("Session").field("Date").reads("2031-05-13");
    ben.dialog("Session").field("Time").reads("15:00");

    // In the line about a closed session, too.
    session.button("Close session").click();
    session.heading("Session 2").is_there();
    session.field("Date").set("2031-06-02");
    session.field("Time").is_usable(true);
    session.field("Time").set("09:30");
    ben.dialog("Session").field("Time").reads("09:30");
    ana.press("Escape");
    ana.field("Next date").reads("2031-06-02");
    ana.field("Next date").set("");
    ben.dialog("Session").field("Date").reads("");
    ana.field("Next date").set("2031-06-03");
    ben.dialog("Session").field("Date").reads("2031-06-03");
    ben.dialog("Session").field("Time").reads("09:30");
}

#[test]
fn a_sessions_time_is_one_moment_in_both_zones_also_across_a_change_of_clocks() {
    let story = Story::begin();
    let (ana, ben) = in_zones(&story, "Europe/Berlin", "America/New_York");
    opens_session(&ana);
    let (hers, his) = (ana.dialog("Session"), ben.dialog("Session"));
    hers.field("Date").set("2027-01-20");
    hers.field("Time").is_usable(true);
    hers.field("Time").set("15:00");
    opens_session(&ben);
    his.mentions("3:00 PM Berlin · 9:00 AM here");
    his.field("Time").reads("15:00");
    hers.no_longer_mentions("Berlin");
    // His clocks change two weeks before hers.
    hers.field("Date").set("2027-03-17");
    his.mentions("3:00 PM Berlin · 10:00 AM here");
    hers.field("Date").set("2027-03-31");
    his.mentions("3:00 PM Berlin · 9:00 AM here");
    // What he changes stays on her wall.
    his.field("Time").set("23:30");
    hers.field("Time").reads("23:30");
    hers.no_longer_mentions("New York");
    his.mentions("11:30 PM Berlin · 5:30 PM here");
    // A field that somebody is in follows nothing.
    hers.textbox("Call link").focus();
    his.button("Postpone").click();
    ben.menuitem("A week …").click();
    hers.field("Date").reads("2027-04-07");
    hers.field("Time").reads("23:30");
    // And a time that he sets where there was none is on his.
    his.field("Time").set("");
    hers.field("Time").reads("");
    his.field("Time").set("20:00");
    hers.mentions("8:00 PM New York · Thu 2:00 AM here");
}

#[test]
fn a_due_day_is_the_same_day_everywhere() {
    let story = Story::begin();
    let (ana, ben) = in_zones(&story, "Pacific/Kiritimati", "Pacific/Honolulu");
    ana.adds_task("Call Eva");
    ana.chooses("Call Eva", "Due");
    ana.field("Due: Call Eva").set("2031-05-12");
    ana.press("Escape");
    for person in [&ana, &ben] {
        person.tasks().row("Call Eva").mentions("May 12, 2031");
    }
}

#[test]
fn what_says_today_follows_midnight_and_the_zone_of_who_travels() {
    let Some(story) = Story::only_in(Make::Chromium, "no other browser travels while its page is open") else { return };
    // Neither changes its clocks.
    let (ana, ben) = in_zones(&story, "Africa/Lagos", "Pacific/Honolulu");
    let today = ben.ask_page("const now = new Date(); return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-')");
    let today = today.as_str().expect("a day").to_owned();
    ben.adds_task("Call Eva");
    ben.chooses("Call Eva", "Due");
    ben.field("Due: Call Eva").set(&today);
    ben.press("Escape");
    ben.tasks().row("Call Eva").mentions("today");
    opens_session(&ana);
    ana.dialog("Session").field("Date").set(&today);
    ana.dialog("Session").field("Time").is_usable(true);
    ana.dialog("Session").field("Time").set("15:00");
    ben.region("More").mentions("today, 3:00 PM Lagos · 4:00 AM here");
    // A day later on the same wall.
    ben.travels_to("Pacific/Kiritimati");
    ben.tasks().row("Call Eva").mentions("overdue: yesterday");
    // There it is the next day already, when it is 15:00 in Lagos: neither day is called today.
    ben.region("More").no_longer_mentions("today,");
    ben.region("More").mentions("4:00 AM here");
    ben.travels_to("Africa/Lagos");
    ben.region("More").no_longer_mentions("here");
    ben.region("More").mentions("3:00 PM");
}

#[test]
fn days_and_times_are_written_as_where_one_lives() {
    let Some(story) = Story::only_in(Make::Chromium, "no other browser is taken to another country") else { return };
    let (ana, ben) = (story.person("Ana"), story.person("Ben"));
    ana.lives_in("de-DE");
    ben.lives_in("en-US");
    ana.starts_a_room();
    ben.joins_by(&ana.invite_link());
    opens_session(&ana);
    let session = ana.dialog("Session");
    session.field("Date").set("2031-05-12");
    session.field("Time").is_usable(true);
    session.field("Time").set("15:05");
    ana.press("Escape");
    ana.button("Start").click();
    ana.region("Timer")
        .shows("a time of twenty-four hours".to_owned(), |words| words.contains("ends") && !words.contains('M'));
    ben.region("Timer")
        .shows("a time of twelve hours".to_owned(), |words| words.contains("AM") || words.contains("PM"));
    for (person, written) in [(&ana, "12 May 2031, 15:05"), (&ben, "Mon, May 12, 2031, 3:05 PM")] {
        person.region("More").mentions(written);
        opens_session(person);
        person.dialog("Session").heading("Session 1 · …").mentions(written);
        person
            .dialog("Session")
            .shows("how far it is".to_owned(), |words| words.contains("in ") && words.contains(" days"));
        person.dialog("Session").button("Tomorrow").click();
        person.dialog("Session").mentions("tomorrow");
        person.dialog("Session").field("Date").set("2031-05-12");
        person.press("Escape");
    }
}

fn opens_session(person: &Person) {
    person.button("Session …").click();
    person.dialog("Session").is_there();
}

/// Ana and Ben, each in a zone.
fn in_zones(story: &Story, hers: &'static str, his: &'static str) -> (Person, Person) {
    let ana = story.person_whose("Ana", Site::InZone(hers));
    let ben = story.person_whose("Ben", Site::InZone(his));
    ana.starts_a_room();
    ben.joins_by(&ana.invite_link());
    ana.sees("Ben");
    (ana, ben)
}
