//! One person with several tabs, none of which may be in view when time is up.

use alongside_testkit::story::{
    browser::Make,
    element::Finds,
    patience::together,
    person::{Person, Story},
};
use serde_json::json;

/// Of two hidden tabs the one that was used last rings and notifies, through the service worker and with a way to the room; of two of which
/// one is in view, none notifies and that one rings.
#[test]
fn several_tabs_of_one_person_ring_and_notify_once_and_not_while_one_is_in_view() {
    together(|| time_is_up_with_two_tabs(false), || time_is_up_with_two_tabs(true));
}

fn time_is_up_with_two_tabs(is_in_view: bool) {
    let mut story = Story::begin();
    let ana = story.person("Ana");
    ana.allows_notifications();
    ana.before_each_page(RECORD);
    ana.starts_a_room();
    ana.page_becomes("the worker serves the page", "return !!navigator.serviceWorker.controller || 'no worker'");
    ana.radio("Custom").click();
    ana.spinbutton("Custom minutes").set("1");
    ana.button("Start").click();
    ana.button("Pause").is_there();
    ana.new_tab();
    ana.before_each_page(RECORD);
    ana.opens("/");
    ana.button("Pause").is_there();
    ana.button("Menu").click();
    ana.press("Escape");
    // Without a loudspeaker Firefox lets nothing sound.
    if Make::of_the_stories() == Make::Chromium {
        ana.page_becomes(
            "the tab that is used has the bell",
            "return localStorage.strikes1 === '4' && localStorage.strikes0 === '0' || { ...localStorage }",
        );
    }
    if !is_in_view {
        ana.new_tab();
        ana.opens("/healthz");
    }
    // The relay would correct a clock that is ahead.
    story.relay.kill();
    ana.ask_page("localStorage.ahead = 40_000");
    let over = "return Number(localStorage.over ?? 0) >= 2 || {...localStorage}";
    ana.page_becomes("time is up in both", over);
    // A second notification would have come by now.
    ana.ask_page("return new Promise((later) => setTimeout(later, 2_000))");
    let notified = ana.ask_page(NOTIFIED);
    if is_in_view {
        assert_eq!(notified, json!([]));
    } else {
        assert_eq!(notified[0][0], json!("Time is up"), "{notified}");
        assert!(notified[0][1].as_str().is_some_and(|address| address.contains("/#r.")), "{notified}");
        assert_eq!(notified.as_array().map(Vec::len), Some(1), "{notified}");
        leads_to_the_room(&ana, notified[0][1].as_str().unwrap_or_default());
    }
}

/// What the worker tells the tab when the notification is pressed.
fn leads_to_the_room(ana: &Person, address: &str) {
    ana.look_at_tab(0);
    ana.chooses_in_menu("All rooms");
    ana.heading("Rooms").is_there();
    ana.ask_page(&format!(
        "navigator.serviceWorker.dispatchEvent(new MessageEvent('message', {{ data: '{address}' }}))"
    ));
    ana.region("Agenda").is_there();
}

const NOTIFIED: &str = "return navigator.serviceWorker.getRegistration('/').then((worker) => worker.getNotifications())
    .then((all) => all.map((one) => [one.title, one.data.address]))";

/// Lets all tabs have one clock that can be set ahead, and records strikes of the bell (of four tones each) that are set, by tab, and how many
/// tabs saw that time is up.
const RECORD: &str = "
    const right = Date.now.bind(Date);
    Date.now = () => right() + Number(localStorage.ahead ?? 0);
    sessionStorage.tab ??= localStorage.tabs ?? 0;
    const tab = Number(sessionStorage.tab);
    localStorage.tabs = tab + 1;
    let tones = 0;
    const count = (by) => { tones += by; localStorage[`strikes${tab}`] = tones; };
    count(0);
    const { start } = OscillatorNode.prototype, { disconnect } = AudioNode.prototype;
    OscillatorNode.prototype.start = function (...given) { count(1); return start.apply(this, given); };
    AudioNode.prototype.disconnect = function (...given) { count(-4); return disconnect.apply(this, given); };
    let over = false;
    setInterval(() => {
        const clock = document.querySelector('alongside-room')?.shadowRoot?.querySelector('[role=timer]')?.textContent ?? '';
        if (!over && clock.startsWith('+')) { over = true; localStorage.over = Number(localStorage.over ?? 0) + 1; }
    }, 200);";
