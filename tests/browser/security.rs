//! What the page may do, and what it tells.

use crate::common::{element::Finds, person::Story};

#[test]
fn the_page_runs_under_a_strict_policy_and_breaks_none_of_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Say no to ops");
    ana.opens_point("Say no to ops");
    ben.opens_point("Say no to ops");
    ana.notes().type_text("a caret is drawn by style, and styles are watched by the policy");
    ben.notes().type_text(" too");
    ana.adds_task("Call Eva");
    ana.button("Start").click();
    ana.chooses_in_menu("Keyboard");
    ana.press("Escape");
    ana.prefers(&[("prefers-color-scheme", "dark")]);
    ana.knows_that_has_it("Ben");

    let policy = ana.ask_page(
        "return (async () => { const page = await fetch(location.pathname);
             const headers = Object.fromEntries([...page.headers]);
             return { headers, html: await page.text() }; })()",
    );
    let headers = &policy["headers"];
    let csp = headers["content-security-policy"].as_str().expect("a policy");
    for part in ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'none'"] {
        let implied = part.starts_with("object-src") && csp.contains("default-src 'none'");
        assert!(csp.contains(part) || implied, "{part} in {csp}");
    }
    for loose in ["'unsafe-inline'", "'unsafe-eval'", "http://*", "https://*"] {
        assert!(!csp.contains(loose), "{loose} in {csp}");
    }
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["referrer-policy"], "no-referrer");
    let inline = "return [...document.scripts].filter((e) => !e.src).length
        + [...document.querySelectorAll('[style], style')].length + deep('[style]').filter((e) => e.getAttribute('style') === null).length";
    assert_eq!(ana.ask_page(inline), 0, "nothing inline");

    for person in [&ana, &ben] {
        // A warning may be of what a browser does not do before the first gesture; the policy's breaches are errors.
        let complaints: Vec<String> = person.console().into_iter().filter(|line| line.starts_with("SEVERE")).collect();
        assert!(complaints.is_empty(), "{}’s console: {complaints:#?}", person.name);
    }
}

#[test]
fn the_widget_calls_nothing_but_its_relay() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("Say no to ops");
    ana.sync().reads("Sent");
    let elsewhere = ana.ask_page(
        "return performance.getEntriesByType('resource').map((e) => e.name).filter((name) => new URL(name).host !== location.host)",
    );
    assert_eq!(elsewhere, serde_json::json!([]));
}

#[test]
fn words_and_keys_never_reach_the_relays_log_or_its_files_in_the_clear() {
    let mut story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let canary = "Kanarienvogel";
    ana.adds_point(canary);
    ana.adds_task(canary);
    ana.opens_point(canary);
    ana.notes().type_text(canary);
    ben.agenda().has_rows(&[canary]);
    ana.knows_that_has_it("Ben");
    let link = ana.invite_link();
    let (_, secret) = link.split_once("#1.").expect("a secret");
    story.relay.kill();
    for word in [canary, "Ana", secret] {
        assert!(!story.relay.said().contains(word), "{word} stands in the relay’s log");
    }
    for word in [canary, secret] {
        assert!(!story.relay.keeps(word), "{word} stands in the relay’s files");
    }
}
