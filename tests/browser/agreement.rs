//! The agreement of a pair.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
    second_client::SecondClient,
};

const PARTS: [&str; 8] = [
    "Purpose",
    "What brings you here now?",
    "Confidentiality",
    "Commitment",
    "Limits",
    "Place and time",
    "Feedback",
    "You own your learning",
];

fn opens_agreement(person: &Person) {
    person.opens_by_commands("Agreement");
    person.dialog("Agreement").textbox("Purpose").is_there();
}

/// `[P 130-135]`
#[test]
fn two_agree_to_the_very_same_words_and_see_what_changed_since() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let link = ana.invite_link();
    // Offered in More, and all of it in the dialog of the same name: proposals, as long as nobody changes one.
    ana.region("More").button("Agreement").click();
    opens_agreement(&ben);
    let (hers, his) = (ana.dialog("Agreement"), ben.dialog("Agreement"));
    for part in PARTS {
        hers.textbox(part).has("aria-description", Some("A proposal, until one of you changes it"));
    }
    // Both write; letters come in around the caret, and the field stays the same.
    his.textbox("Purpose").retype("Lead one project");
    hers.textbox("Purpose").reads("Lead one project");
    his.textbox("Purpose").has("aria-description", None);
    hers.textbox("Purpose").caret_to_end();
    ana.types(" of my own");
    his.textbox("Purpose").reads("Lead one project of my own");
    // By the keyboard, within the text alone.
    hers.textbox("Purpose").is_focused();
    hers.spinbutton("Planned sessions").retype("5");
    his.spinbutton("Planned sessions").reads("5");

    ben.lets_controls_settle();
    his.button("I agree to this").click();
    his.list("Who agreed").mentions("You agreed to exactly these words");
    his.button("I agree to this").has("aria-disabled", Some("true"));
    hers.list("Who agreed").mentions("Ben agreed to exactly these words");
    hers.list("Who agreed").mentions("You have not agreed yet");
    ana.hears("Ben agreed to your agreement as it reads");
    // What Ben read was written down: Ana reads it, too, and can agree to it.
    hers.textbox("Feedback").has("aria-description", None);
    hers.textbox("Limits").retype("Five times, then we end well.");
    for dialog in [&hers, &his] {
        dialog.list("Who agreed").mentions("Changed since");
    }
    hers.button("See what").click();
    hers.list("Versions").mentions("Five times, then we end well.");
    hers.list("Versions").mentions("75 minutes each");
    ana.lets_controls_settle();
    hers.button("I agree to this").click();
    hers.list("Who agreed").mentions("Changed since Ben agreed");
    his.list("Who agreed").mentions("Ana agreed to exactly these words");
    ben.lets_controls_settle();
    his.button("I agree to this").click();
    his.list("Versions").has_so_many_rows(2);
    his.list("Versions").no_longer_mentions("not genuine");

    // Another client, which follows the protocol, reads the same and finds every signature genuine.
    ana.press("Escape");
    ana.knows_that_has_it("Ben");
    let agreement = SecondClient::ready().agreement(&link);
    assert_eq!(agreement["now"][4], "Five times, then we end well.", "{agreement}");
    let versions = agreement["versions"].as_array().expect("versions").clone();
    assert_eq!(versions.len(), 2);
    for version in &versions {
        assert_eq!(version["planned"], 5);
        assert!(
            version["signed"].as_array().is_some_and(|all| all.iter().all(|one| one["genuine"] == true)),
            "{version}"
        );
    }

    // It stands in More and above the agenda; undo takes the agreeing back, and nothing else.
    ana.region("Agreement").mentions("You both agreed to exactly these words.");
    ana.region("Agreement").mentions("Lead one project of my own");
    ben.press("Escape");
    ben.button("Undo").click();
    ana.region("Agreement").mentions("Changed since Ben agreed");
    ben.button("Redo").click();
    ana.region("Agreement").mentions("You both agreed to exactly these words.");
}

/// `[P 133]`
#[test]
fn the_purpose_is_asked_about_once_a_session_and_the_agreement_offered_again_never_twice() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    opens_agreement(&ben);
    ben.dialog("Agreement").textbox("Purpose").retype("Lead one project");
    ben.press("Escape");
    ana.button("Purpose Lead one project").is_there();
    ana.find("group", "Still right?").is_gone();
    let close = |person: &Person, number: u8| {
        person.button(&format!("Session {number}")).click();
        person.dialog("Session").button("Close session").click();
        person.press("Escape");
    };
    close(&ana, 1);
    // After the first session: the agreement as a whole, one question.
    let fits = "Does your agreement still fit?";
    ben.find("group", fits).button("Look at it").click();
    ben.dialog("Agreement").textbox("Purpose").is_there();
    ben.press("Escape");
    ben.find("group", fits).is_gone();
    ana.find("group", fits).button("Yes").click();
    ben.hears("Ana said whether the purpose is still right");
    ben.region("Agenda").is_there();
    ana.find("group", fits).is_gone();
    ana.reload();
    ana.button("Purpose Lead one project").is_there();
    ana.find("group", fits).is_gone();
    close(&ana, 2);
    // From then on once a session; who would like to talk about it finds it on the agenda, in one act.
    ben.find("group", "Still right?").button("Let’s talk about it").click();
    for person in [&ana, &ben] {
        person.agenda().has_rows(&["Is our purpose still right?"]);
    }
    assert_ne!(ben.focus(), "", "the focus is not lost with the question");
    ben.button("Undo").click();
    ben.agenda().has_so_many_rows(0);
    ben.find("group", "Still right?").is_there();
    ana.find("group", "Still right?").button("Yes").click();
    ana.find("group", "Still right?").is_gone();
}
