//! The widget in pages of real programs: a DokuWiki, a MediaWiki and a WordPress behind nginx, and a portal that lets no script of others run.

use alongside_testkit::story::{
    element::Finds,
    intranet::Intranet,
    person::{Person, Story},
};
use serde_json::json;

use crate::embed::look_inside;

#[test]
fn two_people_in_two_wikis_share_one_room_and_find_it_again_in_a_blog_and_in_a_portal_with_a_strict_policy() {
    let mut intranet = Intranet::begin();
    let element = |hint: &str| {
        format!(
            "<script type='module' src='{}alongside.js'></script><alongside-room room-hint='{hint}'></alongside-room>",
            intranet.relay()
        )
    };
    let [handbook, team, blog] = ["handbook", "team", "blog"].map(element);
    let (handbook, team, blog) = (intranet.dokuwiki(&handbook), intranet.mediawiki(&team), intranet.wordpress(&blog));
    let frame = format!(
        "<iframe src='{}embed' title='Alongside' width='760' height='560' sandbox='allow-scripts allow-same-origin allow-forms allow-popups'></iframe>",
        intranet.relay()
    );
    let portal = intranet.portal(&frame);
    let story = Story::begin_with(&intranet.options());
    intranet.leads_to(story.relay.address());
    let (ana, ben) = (story.person("Ana"), story.person("Ben"));

    ana.goto(&handbook);
    ana.heading("Our team").is_there();
    look_inside(&ana);
    ana.textbox("Your name").is_there();
    rests(&ana);
    look_inside(&ana);
    ana.textbox("Your name").enter("Ana");
    ana.region("Agenda").is_there();
    ana.screenshot("hosts/dokuwiki");
    let link = ana.invite_link();

    ben.goto(&team);
    ben.heading("Team").is_there();
    look_inside(&ben);
    ben.button("I have an invite link").click();
    ben.textbox("Invite link").enter(&link);
    ben.says_name();
    ana.sees("Ben");

    // Both wikis have keys of their own for the page around; what is typed here is typed here.
    ana.adds_point("Say no to ops /s?");
    ben.opens_point("Say no to ops /s?");
    ben.notes().type_text("Eva asked twice.");
    ana.opens_point("Say no to ops /s?");
    ana.notes().reads("Eva asked twice.");
    ana.lets_controls_settle();
    ana.button("Start").click();
    ben.button("Pause").is_there();
    ben.screenshot("hosts/mediawiki");

    // No word of theirs is in the pages, and the wikis look as they did.
    for person in [&ana, &ben] {
        person.look_at_whole_page();
        let page = person.ask_page("return document.documentElement.outerHTML");
        let page = page.as_str().unwrap_or_default();
        assert!(
            page.contains("After the room.") && !page.contains("Say no") && !page.contains(&link[link.len() - 43..])
        );
    }

    // Each finds the room again, in each place; where no script of others runs, in a plain frame.
    ana.goto(&handbook);
    look_inside(&ana);
    ana.agenda().has_rows(&["Say no to ops /s?"]);
    ben.goto(&blog);
    ben.heading("Our team").is_there();
    look_inside(&ben);
    ben.agenda().has_rows(&["Say no to ops /s?"]);
    ben.look_at_whole_page();
    ben.screenshot("hosts/wordpress");
    ben.goto(&portal);
    ben.heading("Portal").is_there();
    ben.look_into_frame(0);
    ben.agenda().has_rows(&["Say no to ops /s?"]);
    ben.adds_point("Growth plan");
    ana.agenda().has_rows(&["Say no to ops /s?", "Growth plan"]);
    ben.look_at_whole_page();
    ben.screenshot("hosts/portal");
    // The policy is one: the script of the relay's is refused there.
    let refused = ben
        .ask_page(&format!("return import('{}alongside.js').then(() => 'it ran', () => 'refused')", intranet.relay()));
    assert_eq!(refused, json!("refused"));
}

/// Nothing in the page was touched: no focus, no scrolling, and no more of it moved than the place of the room.
#[track_caller]
fn rests(person: &Person) {
    person.look_at_whole_page();
    let seen = person.ask_page("return [Math.round(scrollY), document.activeElement?.localName]");
    assert_eq!(seen, json!([0, "body"]), "how far it scrolled, and what has the focus");
}
