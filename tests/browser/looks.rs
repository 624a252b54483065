//! What can be measured of the widget's looks: nothing overflows, every control has a name and is large enough.
//! What it looks like is for people to see: `cargo xtask gallery`.

use serde_json::Value;

use alongside_testkit::story::{
    browser::Site,
    element::Finds,
    person::{Person, Story},
};

#[test]
fn the_room_fits_at_every_width() {
    let story = Story::begin();
    let (ana, ben) = furnished(&story);
    for (width, height) in
        [(320, 568), (400, 800), (599, 900), (600, 900), (760, 900), (1080, 800), (1280, 900), (1920, 1080)]
    {
        for person in [&ana, &ben] {
            person.resize(width, height);
            person.page_becomes("the layout has followed", &format!("return innerWidth === {width} || innerWidth"));
            for section in sections(person, width) {
                nothing_hangs_over(person, &format!("{width} px, {section}"));
            }
        }
    }
}

#[test]
fn low_frames_show_a_strip_or_the_clock_first() {
    let story = Story::begin();
    let (ana, ben) = furnished(&story);
    for (person, height, name) in [(&ana, 64, "strip"), (&ben, 340, "short")] {
        person.resize(480, height);
        person.clock("Time").is_there();
        nothing_hangs_over(person, name);
    }
    for width in [240, 320, 400, 600, 760] {
        ben.resize(width, 340);
        ben.clock("Time").is_there();
        nothing_hangs_over(&ben, &format!("short, {width} px"));
        usable(&ben, &format!("short, {width} px"));
    }
    ana.button("Pause").is_there();
}

#[test]
fn text_twice_as_large_still_fits() {
    let story = Story::begin();
    let ana = story.person_whose("Ana", Site::LargeText);
    ana.resize(320, 800);
    ana.starts_a_room();
    ana.adds_point("Say no to operations more often than we did");
    for section in sections(&ana, 320) {
        nothing_hangs_over(&ana, &format!("large text, {section}"));
    }
}

#[test]
fn everything_to_use_has_a_name_and_is_big_enough() {
    let story = Story::begin();
    let first = story.person("Eva");
    first.opens("/");
    first.button("Start a room").is_there();
    usable(&first, "first screen");

    let (ana, _ben) = furnished(&story);
    usable(&ana, "room");
    for entry in
        ["Invite", "Devices", "Sync details", "Commands", "Sound", "Keyboard", "Bin", "Remove from this device"]
    {
        ana.button("Menu").click();
        ana.dialog("Menu").button(entry).is_there();
        usable(&ana, "menu");
        ana.dialog("Menu").button(entry).click();
        ana.dialog(entry).is_there();
        usable(&ana, entry);
        ana.page_becomes(
            &format!("{entry} scrolls nothing that it could show"),
            "const [dialog] = deep('dialog[open]'); return dialog.scrollHeight <= dialog.clientHeight || dialog.clientHeight > 600",
        );
        ana.press("Escape");
        ana.dialog(entry).is_gone();
    }
    ana.button("Session …").click();
    ana.dialog("Session").is_there();
    usable(&ana, "session");
    ana.press("Escape");
    ana.resize(320, 568);
    for section in sections(&ana, 320) {
        usable(&ana, &format!("320 px, {section}"));
    }
    for (width, height) in [(320, 568), (760, 900), (1280, 900)] {
        ana.resize(width, height);
        ana.button("Menu").click();
        ana.dialog("Menu").radiogroup("Connect directly").is_there();
        nothing_hangs_over(&ana, &format!("{width} px, menu"));
        ana.dialog("Menu").button("Sync details").click();
        ana.dialog("Sync details").list("Latest frames").is_there();
        nothing_hangs_over(&ana, &format!("{width} px, sync details"));
        ana.press("Escape");
        ana.dialog("Sync details").is_gone();
    }
}

#[test]
fn a_finger_gets_larger_targets_and_larger_letters() {
    let story = Story::begin();
    let (ana, _ben) = furnished(&story);
    ana.becomes_touch(360, 740);
    ana.reload();
    ana.tab("Agenda").is_there();
    ana.page_becomes(
        "fields have letters of 16 px, so that the page does not zoom",
        "const small = deep('input:not([type=checkbox], [type=radio]), textarea, select')
             .filter((e) => e.checkVisibility() && parseFloat(getComputedStyle(e).fontSize) < 16)
             .map((e) => `${e.ariaLabel} ${getComputedStyle(e).fontSize}`);
         return small.length === 0 || small",
    );
    ana.page_becomes(
        "touch targets are 44 px",
        &format!("{TARGETS} const small = targets(44); return small.length === 0 || small"),
    );
}

#[test]
fn motion_and_colours_are_as_the_person_wants_them() {
    let story = Story::begin();
    let (ana, _ben) = furnished(&story);
    ana.prefers(&[("prefers-reduced-motion", "reduce")]);
    ana.page_becomes(
        "nothing moves",
        "const moving = deep('*').filter((e) => getComputedStyle(e).animationName !== 'none'
             && parseFloat(getComputedStyle(e).animationDuration) > 0.01).map((e) => e.className);
         return moving.length === 0 || moving",
    );
    ana.prefers(&[("forced-colors", "active")]);
    ana.prefers(&[]);
}

#[test]
fn headings_name_the_room_and_its_sections() {
    let story = Story::begin();
    let (ana, _ben) = furnished(&story);
    ana.page_becomes(
        "one first heading",
        "const first = deep('h1').map((e) => e.textContent); return first.length === 1 || first",
    );
    for heading in ["Timer", "Agenda", "Say no to ops", "Tasks", "Sessions"] {
        ana.heading(heading).is_there();
    }
}

/// A room in use: points with minutes and notes, one of them current, tasks of both, a running clock.
pub fn furnished(story: &Story) -> (Person, Person) {
    let (ana, ben) = story.ana_and_ben();
    ana.textbox("Add to the agenda").paste(
        "Say no to ops\nWhat went well since October, and what did that take of you?\nGrowth plan\n\
         שלום, מה שלומך?\nHoliday cover\nAVeryLongWordThatNoLineBreakCanBeFoundInAnywhereAtAllNotEvenHere",
    );
    ana.adds_task("Call Eva about the platform team");
    ben.adds_task("Write down what “no” sounds like");
    ana.chooses("Call Eva about the platform team", "Due");
    ana.field("Due: …").set("2031-05-12");
    ana.press("Escape");
    ana.opens_point("Say no to ops");
    ana.region("Now").spinbutton("Minutes").type_text("15");
    ana.button("Talk about this").click();
    ana.checkbox("Discussed: Holiday cover").click();
    ben.region("Now").heading("Say no to ops").is_there();
    ben.notes().paste("Eva asked twice this week. I said **yes** both times.\n- [x] told her about May\n- [ ] next time I wait a day, whoever asks and however kindly\nSee https://example.org/no\n→ Write to Eva");
    ana.textbox("My intention").type_text("listen more than I talk");
    ana.button("Start").click();
    ben.button("Pause").is_there();
    ana.looks_away();
    ana.knows_that_has_it("Ben");
    (ana, ben)
}

#[test]
fn the_session_fits_at_every_width_with_its_month_and_once_it_is_closed() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Say no to ops");
    ana.notes().type_text("Eva asked twice this week.");
    ana.checkbox("Discussed: Say no to ops").click();
    ana.button("If … then …").click();
    ana.textbox("If").type_text("somebody asks for a day of mine");
    ana.textbox("then I will").type_text("say that I answer tomorrow");
    ana.press("Enter");
    ana.button("Session 1").click();
    ana.dialog("Session").button("Close session").click();
    ana.press("Escape");
    ana.adds_point("Growth plan");
    // The row that his hand was in stays until then.
    ben.looks_away();
    ben.agenda().has_rows(&["Growth plan"]);
    for person in [&ana, &ben] {
        person.looks_away();
        person.button("Session 2").click();
    }
    ana.dialog("Session").field("Date").set("2031-05-12");
    ana.dialog("Session").field("Time").is_usable(true);
    ana.dialog("Session").field("Time").set("15:00");
    ben.dialog("Session").field("Time").reads("15:00");
    looked_at(&ben, "session");
    ben.dialog("Session").button("Pick a day").click();
    looked_at(&ben, "session-month");
    ana.dialog("Session").button("Close session").click();
    for (person, name) in [(&ana, "session-closed"), (&ben, "session-closed-by-the-other")] {
        person.dialog("Session").heading("Session 2 · closed").is_there();
        looked_at(person, name);
    }
    ben.press("Escape");
    ben.button("Menu").click();
    ben.dialog("Menu").button("Keyboard").is_there();
    looked_at(&ben, "menu");
    ben.dialog("Menu").button("Remove from this device").click();
    ben.dialog("Remove from this device").is_there();
    looked_at(&ben, "ways-out");
}

/// Asserts that nothing hangs over at three widths, and takes pictures there, light and dark.
#[track_caller]
pub fn looked_at(person: &Person, name: &str) {
    for (width, height) in [(320, 568), (760, 900), (1280, 900)] {
        person.resize(width, height);
        for scheme in ["light", "dark"] {
            person.prefers(&[("prefers-color-scheme", scheme)]);
            nothing_hangs_over(person, &format!("{width} px, {name}"));
            person.screenshot(&format!("looks/{name}-{width}-{scheme}"));
        }
    }
}

/// Opens each tab, where there are tabs, and names what is shown.
fn sections(person: &Person, width: u32) -> impl Iterator<Item = &'static str> {
    let narrow = width < 600;
    let names: &[&str] = if narrow { &["Agenda", "Now", "Tasks", "More"] } else { &["all"] };
    names.iter().copied().inspect(move |name| {
        if narrow {
            person.tab(name).click();
            person.tab(name).has("aria-selected", Some("true"));
        } else {
            person.region("Agenda").is_there();
        }
    })
}

/// Asserts that nothing overflows the page.
#[track_caller]
fn nothing_hangs_over(person: &Person, where_: &str) {
    person.page_becomes(&format!("nothing hangs over at {where_}"), HANGS_OVER);
}

/// What overflows the page, or true.
pub const HANGS_OVER: &str = "
    const root = document.scrollingElement;
    if (root.scrollWidth > innerWidth) return `the page is ${root.scrollWidth} wide in ${innerWidth}`;
    const wide = deep('main *').filter((e) => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1);
    if (wide.length) return wide.map((e) => `${e.localName}.${e.className} scrolls sideways: ${e.scrollWidth} in ${e.clientWidth}`);
    const scrolls = (e) => { for (let up = e.parentNode; up; up = up.parentNode ?? up.host) {
        if (up instanceof Element && ['auto', 'scroll'].includes(getComputedStyle(up).overflowX)) return true; } return false; };
    // What is only for ears.
    const clipped = (e) => { for (let up = e; up; up = up.parentElement) if (getComputedStyle(up).clipPath !== 'none') return true; return false; };
    // Letters that an ellipsis stands for.
    const cut = (e) => { for (let up = e.parentElement; up; up = up.parentElement) {
        const { overflowX, textOverflow } = getComputedStyle(up);
        if (overflowX === 'hidden' && textOverflow === 'ellipsis') return true; } return false; };
    const over = deep('main *').filter((e) => {
        const box = e.getBoundingClientRect();
        const hidden = !e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || e.closest('.vh, [aria-hidden=true]') || clipped(e);
        return !hidden && box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(e) && !cut(e);
    });
    return over.length === 0 || over.map((e) => `${e.localName}.${e.className} “${e.textContent.slice(0, 40)}” in ${e.parentNode.className} ${Math.round(e.getBoundingClientRect().right)}`)";

#[track_caller]
fn usable(person: &Person, where_: &str) {
    let nameless = person.nameless();
    assert!(nameless.is_empty(), "without a name, {where_}: {nameless:?}");
    let small: Value = person.ask_page(&format!("{TARGETS} return targets(24)"));
    assert_eq!(small, Value::Array(Vec::new()), "too small to click, {where_}");
}

/// Controls whose clickable area is smaller than so many pixels across, however large they are drawn; except links in
/// a line of text.
const TARGETS: &str = r#"
const targets = (least) => {
  const used = deep('button, a[href], input, select, textarea, summary, [role=tab], [role^=menuitem]')
      .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('[inert], [aria-hidden=true]'))
      // What is in front covers the rest.
      .filter((e) => !deep('dialog[open], .popover').length || e.closest('dialog[open], .popover'))
      .filter((e) => !(e.localName === 'a' && getComputedStyle(e).display === 'inline'));
  const small = used.filter((e) => {
    e.scrollIntoView({ block: 'center' });
    const label = e.closest('label');
    const box = e.getBoundingClientRect();
    const hits = (x, y) => {
      const at = e.getRootNode().elementFromPoint(box.x + box.width / 2 + x, box.y + box.height / 2 + y);
      return at && (e.contains(at) || label?.contains(at));
    };
    // The clickable pixels from the middle to this side: another element may begin earlier on one side.
    const reach = (x, y) => { let far = 0; while (far < least && hits(x * (far + 1), y * (far + 1))) far += 1; return far; };
    const across = (x, y) => reach(x, y) + reach(-x, -y) + 1;
    const whole = label?.getBoundingClientRect() ?? box;
    if (whole.width >= least && whole.height >= least && label?.control === e) return false;
    return !(box.width >= least || across(1, 0) >= least) || !(box.height >= least || across(0, 1) >= least);
  });
  return small.map((e) => {
    const { width, height } = e.getBoundingClientRect();
    return `${e.localName} “${e.ariaLabel ?? e.textContent.trim()}” ${Math.round(width)} × ${Math.round(height)}`;
  });
};
"#;

/// A translator in the browser puts elements in the place of text nodes, twice over and again after each change. Here it heeds no
/// `translate="no"`, which is worse than any.
#[test]
fn what_changes_is_shown_also_on_a_page_that_a_translator_rewrote() {
    for way in [
        "text.replaceWith(outer)",
        "text.before(outer); text.remove()",
        "text.replaceWith(outer); inner.replaceChildren(text)",
    ] {
        let story = Story::begin();
        let (ana, ben) = story.ana_and_ben_at("Growth plan");
        ana.ask_page(&format!("self.__way = (text, outer, inner) => {{ {way} }}; {TRANSLATE}"));
        ana.button("Start").click();
        ana.button("Pause").is_there();
        ana.time().shows("time that passes".to_owned(), |time| time.contains("24:5") || time.contains("24:4"));
        ana.ask_page(TRANSLATE);
        ana.button("Pause").click();
        ana.button("Resume").is_there();
        ben.button("Resume").is_there();
        ana.page_becomes(
            "nothing stands twice",
            "const [main] = deep('main'); return !/\\bPause\\b/.test(main.innerText) || main.innerText",
        );
        ana.ask_page(TRANSLATE);
        ben.adds_point("Say no to ops");
        ana.agenda().has_rows(&["Growth plan", "Say no to ops"]);
        ana.ask_page(TRANSLATE);
        ana.opens_point("Say no to ops");
        ana.notes().type_text("Kindly");
        ana.knows_that_has_it("Ben");
        ana.chooses("Growth plan", "Delete");
        ana.ask_page(TRANSLATE);
        ana.button("Undo delete").click();
        ana.agenda().has_rows(&["Growth plan", "Say no to ops"]);
        ana.chooses_in_menu("Sync details");
        ana.ask_page(TRANSLATE);
        ana.press("Escape");
        ana.knows_that_has_it("Ben");
    }
}

const TRANSLATE: &str = "
    const translate = (node) => {
        for (const each of [...node.childNodes]) {
            if (each instanceof Element) {
                if (!['FONT', 'TEXTAREA', 'SCRIPT', 'STYLE'].includes(each.tagName)) translate(each.shadowRoot ?? each);
            } else if (each instanceof Text && each.data.trim()) {
                const [outer, inner] = [0, 0].map(() => document.createElement('font'));
                outer.append(inner);
                inner.textContent = each.data;
                self.__way(each, outer, inner);
            }
        }
    };
    translate(document.body);";
