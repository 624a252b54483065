//! Two who are talking to each other meet in a room by a code that one of them reads out.

use alongside_testkit::story::{
    browser::Site,
    element::{Element, Finds},
    patience::until,
    person::{Person, Story},
};

use crate::host::HostStory;

const COMPARE: &str = "Say these four to each other";

trait Pairs {
    /// Opens the Invite dialog and has a code made; returns it.
    fn reads_out_a_code(&self) -> String;
    /// The code that the dialog shows now, without dots.
    fn code(&self) -> Option<String>;
    /// Goes from the first screen to the field for a code.
    fn has_a_code(&self) -> Element<'_>;
    /// The names of the four emoji.
    fn emoji(&self) -> String;
}

impl Pairs for Person {
    #[track_caller]
    fn reads_out_a_code(&self) -> String {
        self.opens_invite();
        self.dialog("Invite").button("Show a pairing code").click();
        until("a code is shown", || self.code().ok_or_else(|| "none".to_owned()))
    }

    fn code(&self) -> Option<String> {
        let shown = self.ask_page("return deep('.code')[0]?.textContent ?? null");
        shown.as_str().map(|code| code.replace(" · ", " "))
    }

    #[track_caller]
    fn has_a_code(&self) -> Element<'_> {
        self.opens("/");
        self.button("I have a code").click();
        self.textbox("Pairing code").is_there();
        self.textbox("Pairing code")
    }

    #[track_caller]
    fn emoji(&self) -> String {
        self.list(COMPARE).is_there();
        self.list(COMPARE).rows().join(" ")
    }
}

/// A code of the same number with other words.
fn with_other_words(code: &str) -> String {
    let number = code.split(' ').next().expect("a number");
    let words = if code.contains("koala") || code.contains("yogurt") { "violin zebra" } else { "koala yogurt" };
    format!("{number} {words}")
}

/// `[P 120, 121, 126–128]`
#[test]
fn two_pair_by_a_code_that_is_read_out_with_the_keyboard_alone_in_a_narrow_and_a_wide_window() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.resize(1280, 800);
    ana.opens_invite();
    ana.dialog("Invite").textbox("Who is it for?").retype("Ben");
    ana.press("Tab");
    ana.tabs_to("button “Show a pairing code”");
    ana.press("Enter");
    let code = until("a code is shown", || ana.code().ok_or_else(|| "none".to_owned()));
    let invite = ana.dialog("Invite");
    invite.mentions("Read this to Ben");
    invite.mentions("Good for 4:5");
    let words: Vec<&str> = code.split(' ').collect();
    assert!(words.len() == 3 && words[0].len() == 1, "{code}");

    let ben = story.person("Ben");
    ben.resize(320, 640);
    ben.opens("/");
    ben.button("Start a room").is_there();
    ben.tabs_to("button “I have a code”");
    ben.press("Enter");
    ben.textbox("Pairing code").is_focused();
    // In capitals, without a space, and with the beginning of a word that is then chosen.
    ben.types(&format!("{}{}", words[0], words[1].to_ascii_uppercase()));
    ben.types(&format!("-{}", &words[2][..2]));
    let group = ben.find("group", "Words that begin so");
    let is_read = format!("return deep('[role=status]').some((e) => e.textContent.includes({:?}))", words[2]);
    until("words are offered, or the one that begins so is read", || {
        (group.is_here_now() || ben.ask_page(&is_read) == true).then_some(()).ok_or_else(|| "nothing".to_owned())
    });
    // Of many words that begin so, not all are offered: one more letter tells them apart.
    if group.button(words[2]).is_here_now() {
        ben.tabs_to(&format!("button “{}”", words[2]));
        ben.press("Enter");
    } else if group.is_here_now() {
        ben.types(&words[2][2..3]);
    }
    ben.textbox("Pairing code").is_focused();
    ben.status("").reads(&format!("{} · {} · {}", words[0], words[1], words[2]));
    ben.press("Enter");

    assert_eq!(ana.emoji(), ben.emoji());
    ana.list(COMPARE).has_so_many_rows(4);
    ana.tabs_to("button “They match”");
    ana.press("Enter");
    ben.heading("Ana invites you").is_there();
    invite.mentions("They are in");
    assert!(!ben.address().contains("#1."), "no secret stays in the address: {}", ben.address());
    ben.tabs_to("textbox “Your name”");
    ben.types("Ben");
    ben.press("Enter");
    ben.region("Agenda").is_there();
    ben.sees("Ana");
    ana.press("Escape");
    ana.sees("Ben");
    ben.adds_point("By voice");
    ana.agenda().has_rows(&["By voice"]);

    // The relay has seen the number and none of the words, in what it keeps, what it says and what it remembers.
    let secret: Vec<&[u8]> = words[1..].iter().map(|word| word.as_bytes()).collect();
    let said = story.relay.said();
    assert!(secret.iter().all(|word| !story.relay.keeps(word)), "a word is on the disk");
    assert!(words[1..].iter().all(|word| !said.contains(word)), "{said}");
}

/// `[P 121, 124]`
#[test]
fn a_wrong_code_is_said_at_once_or_to_both_and_three_times_are_the_end_of_it() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let code = ana.reads_out_a_code();
    let number = code.split(' ').next().expect("a number").to_owned();
    let ben = story.person("Ben");
    let field = ben.has_a_code();
    field.retype(&format!("{number} xylo"));
    ben.find("alert", "").mentions("‘xylo’ is not one of the words.");
    field.retype("koala");
    ben.button("Join").click();
    ben.find("alert", "").mentions("A code begins with a number.");
    field.retype(&format!("{number} koala"));
    ben.button("Join").click();
    ben.find("alert", "").mentions("One more word.");
    ana.dialog("Invite").mentions("They choose “I have a code”");

    let wrong = with_other_words(&code);
    for told in ["2 tries are left", "One try is left", "Wrong words were typed three times"] {
        field.retype(&wrong);
        ben.button("Join").click();
        ben.find("alert", "").mentions("These are not the words that were read out");
        ana.dialog("Invite").mentions(told);
    }
    field.retype(&code);
    ben.button("Join").click();
    ben.find("alert", "").mentions("This code was typed wrongly three times");
    // A new code is another one, and works.
    ana.dialog("Invite").button("New code").click();
    let new = until("another code is shown", || match ana.code() {
        Some(new) if new != code => Ok(new),
        other => Err(format!("{other:?}")),
    });
    assert_ne!(new.split(' ').next(), Some(&*number), "and has another number");
    field.retype(&new);
    ben.button("Join").click();
    assert_eq!(ana.emoji(), ben.emoji());
}

/// `[P 121, 129]`
#[test]
fn a_second_person_a_reload_and_a_code_that_was_used_each_say_what_is_so() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let code = ana.reads_out_a_code();
    let (ben, eva) = (story.person("Ben"), story.person("Eva"));
    ben.has_a_code().enter(&code);
    ben.list(COMPARE).is_there();
    eva.has_a_code().enter(&code);
    eva.find("alert", "").mentions("Somebody else is typing this code");
    // Ben loads his page anew, and types the code once more.
    ben.reload();
    ana.dialog("Invite").mentions("They were gone before it was done. 2 tries are left.");
    ben.has_a_code().enter(&code);
    assert_eq!(ana.emoji(), ben.emoji());
    ana.button("They match").click();
    ben.says_name();
    ana.dialog("Invite").mentions("In the room: Ana and Ben.");
    eva.textbox("Pairing code").retype(&code);
    eva.button("Join").click();
    eva.find("alert", "").mentions("This code was used. Ask for a new one.");
    // Pasted as if it were a link, it is a code as well.
    eva.button("I have an invite link").click();
    eva.textbox("Invite link").enter("999 koala yogurt");
    eva.button("Join").click();
    eva.find("alert", "").mentions("Nobody is reading out a code with this number.");

    // Who closes the dialog, or loads the page anew, has closed the code.
    ana.press("Escape");
    ana.dialog("Invite").is_gone();
    let code = ana.reads_out_a_code();
    ana.reload();
    ana.region("Agenda").is_there();
    eva.textbox("Pairing code").retype(&code);
    eva.button("Join").click();
    eva.find("alert", "").mentions("Whoever read out this code has closed it.");
}

/// `[P 121, 127]`
#[test]
fn a_relay_that_is_gone_and_emoji_that_differ_end_a_code_in_words_and_lose_nothing() {
    let mut story = Story::begin();
    let ana = story.ana_alone();
    let code = ana.reads_out_a_code();
    let ben = story.person("Ben");
    let field = ben.has_a_code();
    story.relay.kill();
    ana.dialog("Invite").mentions("The connection broke, and the code with it.");
    field.enter(&code);
    ben.find("alert", "").mentions("The relay cannot be reached.");
    ana.dialog("Invite").button("New code").click();
    ana.dialog("Invite").mentions("The relay cannot be reached.");
    story.relay.start_again();
    let code = until("a code is shown again", || {
        if ana.code().is_none() {
            ana.dialog("Invite").button("New code").click();
        }
        ana.code().ok_or_else(|| "none".to_owned())
    });
    field.retype(&code);
    ben.button("Join").click();
    ana.emoji();
    ana.button("They differ").click();
    ana.dialog("Invite").mentions("Somebody was in between. Nothing was handed over.");
    ben.find("alert", "").mentions("Whoever read out this code has closed it.");
    ben.textbox("Pairing code").is_there();
}

/// `[P 120]`
#[test]
fn in_a_frame_of_somebody_elses_page_a_code_leads_into_the_room_like_a_link() {
    let host = HostStory::begin();
    let ana = host.story.ana_alone();
    let code = ana.reads_out_a_code();
    let ben = host.story.person_whose("Ben", Site::Usual);
    ben.goto(&host.page_with_frame("wiki", "", ""));
    ben.look_into_frame(0);
    ben.button("I have a code").click();
    ben.textbox("Pairing code").enter(&code);
    assert_eq!(ana.emoji(), ben.emoji());
    ana.button("They match").click();
    ben.says_name();
    ana.press("Escape");
    ana.sees("Ben");
}
