//! A browser process that dies in the middle of a word, again and again: only the device can remember what was typed.

use alongside_testkit::{effort::usual_or_long, story::person::Story};

use crate::sync::is_kept_for_offline;

#[test]
fn a_browser_killed_while_typing_loses_at_most_the_last_moment() {
    let mut story = Story::begin_alone();
    let ana = story.ana_alone();
    ana.adds_point("one");
    ana.opens_point("one");
    ana.notes().type_text("Begins. ");
    ana.sync().reads("Sent");
    is_kept_for_offline(&ana);
    story.relay.kill();
    ana.sync().reads("Offline");

    let mut kept = "Begins. ".to_owned();
    for trial in 0..usual_or_long(4, 20) {
        let word = format!("Word {trial}. ");
        ana.notes().type_text(&word);
        // What was typed in the last tenth of a second may be lost, and nothing before that.
        ana.ask_page("return new Promise((passed) => setTimeout(passed, 100))");
        ana.types("and the last");
        ana.crash();
        kept.push_str(&word);
        ana.open_again();
        ana.opens("/");
        ana.opens_point("one");
        ana.notes().shows(format!("still has “{kept}”"), |text| text.starts_with(kept.trim_end()));
        // Without the last blank, which nobody sees.
        let text = ana.ask_page("return deep('textarea').find((e) => e.ariaLabel === 'Notes').value");
        let text = text.as_str().unwrap_or_default().to_owned();
        let more = text.strip_prefix(&kept).unwrap_or_else(|| panic!("“{text}” does not begin with “{kept}”"));
        assert!("and the last".starts_with(more), "nobody typed “{more}” after “{kept}”");
        kept = text;
    }

    story.relay.start_again();
    ana.sync().reads("Sent");
    let ben = story.person("Ben");
    ben.joins_by(&ana.invite_link());
    ben.opens_point("one");
    ben.notes().reads(kept.trim_end());
}

#[test]
fn a_page_that_is_left_within_a_key_keeps_the_key() {
    let mut story = Story::begin_alone();
    let ana = story.ana_alone();
    ana.adds_point("one");
    ana.opens_point("one");
    ana.notes().type_text("Begins.");
    ana.sync().reads("Sent");
    is_kept_for_offline(&ana);
    story.relay.kill();
    ana.sync().shows("is offline".to_owned(), |text| text.starts_with("Offline"));

    let mut kept = "Begins.".to_owned();
    for trial in 0..usual_or_long(4, 20) {
        let word = format!(" Word {trial}.");
        // In the task of the key itself: no frame is drawn, and nothing of it is stored yet.
        ana.ask_page(&format!(
            "const notes = deep('textarea').find((e) => e.ariaLabel === 'Notes');
             notes.focus();
             notes.value += '{word}';
             notes.dispatchEvent(new InputEvent('input', {{ bubbles: true, composed: true, inputType: 'insertText', data: '{word}' }}));
             location.href = 'about:blank';"
        ));
        kept.push_str(&word);
        ana.opens("/");
        ana.opens_point("one");
        ana.notes().reads(&kept);
    }
}
