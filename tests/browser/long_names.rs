//! Large letters, long names, names in other scripts, long titles, and many points: nothing is cut, crowded or turned around, at any width,
//! in letters of the usual size and twice as large.

use serde_json::json;

use alongside_testkit::story::{
    browser::Site,
    element::Finds,
    person::{Person, Story},
};

use crate::looks::HANGS_OVER;

/// Two people's names of 52 letters, of which the first word alone fills a line.
pub const LONG: [&str; 2] =
    ["Alexandrina-Konstantinopolitana Papadimitrakopoulous", "Benedikt-Maximilian-Ferdinand von Schwarzenberger-Au"];

/// Names that are written from right to left.
const FROM_THE_RIGHT: [&str; 2] = ["נתנאל־אליהו בן־אברהם־הלוי", "عبد الرحمن بن عبد العزيز"];

const WIDTHS: [u32; 6] = [320, 480, 640, 760, 1280, 1920];

#[test]
fn nothing_is_cut_or_crowded_by_long_names_titles_and_agendas() {
    fits_everywhere(Site::Usual, LONG);
}

#[test]
fn nothing_is_cut_or_crowded_by_long_names_titles_and_agendas_in_letters_twice_as_large() {
    fits_everywhere(Site::LargeText, LONG);
}

#[test]
fn nothing_is_turned_around_by_names_in_hebrew_and_arabic() {
    fits_everywhere(Site::Usual, FROM_THE_RIGHT);
}

/// Two people with these names, and more in their room than anybody wants.
pub fn overfull(story: &Story, site: Site, names: [&str; 2]) -> (Person, Person) {
    let (ana, ben) = (story.person_whose(names[0], site), story.person_whose(names[1], site));
    for person in [&ana, &ben] {
        person.resize(1280, 900);
    }
    ana.starts_a_room();
    ben.joins_by(&ana.invite_link());
    ana.list("Members").has_so_many_rows(2);
    let first = "Say no to ops 15m";
    let long = "A title that somebody pasted out of a letter, and that goes on and on. ".repeat(9);
    let many = (1..=96).map(|n| format!("Point {n}"));
    let lines = [first.to_owned(), long.trim().to_owned(), "שלום, מה שלומך? 5m".to_owned(), "W".repeat(90)];
    ana.textbox("Add to the agenda").paste(&lines.into_iter().chain(many).collect::<Vec<_>>().join("\n"));
    ana.agenda().has_so_many_rows(100);
    ana.adds_task("Bring the numbers");
    ana.adds_task("Call Eva");
    ben.adds_task("Write it down");
    ana.tasks().has_so_many_rows(3);
    let other = ana.combobox("Owner: Bring the numbers");
    ana.chooses("Bring the numbers", "Owner");
    other.choose(names[1]);
    ana.press("Escape");
    ben.button("Take it: Bring the numbers").is_there();
    ana.chooses("Call Eva", "Due");
    ana.field("Due: …").set("2031-05-12");
    ana.press("Escape");
    ben.chooses("Call Eva", "Comment");
    ben.textbox("Comment: …").enter("She is away until Monday.");
    ben.press("Escape");
    for person in [&ana, &ben] {
        person.opens_point("Say no to ops");
        person.looks_away();
    }
    ben.notes().paste(
        "Eva asked twice.\n- [ ] next time I wait\nhttps://example.org/a/very/long/address/that/goes/on/and/on/and/on",
    );
    (ana, ben)
}

fn fits_everywhere(site: Site, names: [&str; 2]) {
    let story = Story::begin();
    let (ana, ben) = overfull(&story, site, names);
    let mut misfits = Misfits::default();
    everywhere(&mut misfits, &ana, &ben, "before a block");
    ana.button("Talk about this").click();
    for (person, words) in [(&ana, "Listen first, then two options, and whatever there may be to say"), (&ben, "Write")]
    {
        person.textbox("My intention").type_text(words);
    }
    ana.button("Start").click();
    ben.button("Pause").is_there();
    everywhere(&mut misfits, &ana, &ben, "in a block");
    ben.lets_controls_settle();
    ben.button("Pause").click();
    ana.button("Resume").is_there();
    everywhere(&mut misfits, &ana, &ben, "paused");
    deleted_under_the_hand(&mut misfits, &ana, &ben);
    ana.lets_controls_settle();
    ana.button("Stop").click();
    for person in [&ana, &ben] {
        person.radiogroup("How did it go?").is_there();
    }
    everywhere(&mut misfits, &ana, &ben, "asked how it went");
    for person in [&ana, &ben] {
        person.radiogroup("How did it go?").radio("Done").click();
        person.textbox("What happened").enter("two options agreed, and a third that nobody had thought of before");
    }
    ben.button("Break 5").is_there();
    ben.button("Session …").click();
    ben.dialog("Session").button("Close session").click();
    ben.press("Escape");
    ana.button("Session 2").is_there();
    everywhere(&mut misfits, &ana, &ben, "closed");
    for (dialog, pressed) in DIALOGS {
        for width in WIDTHS {
            ana.resize(width, 800);
            ana.opens_by_commands(dialog);
            for press in *pressed {
                ana.dialog(dialog).button(press).click();
            }
            misfits.look_at(&ana, &format!("{dialog}, {width} px"));
            ana.press("Escape");
        }
    }
    misfits.are_none();
}

/// The other deletes what I write in. It stays as long as I do: on the widths that show it beside the agenda.
fn deleted_under_the_hand(misfits: &mut Misfits, ana: &Person, ben: &Person) {
    ana.notes().type_text("half a sentence");
    ben.chooses("Say no to ops", "Delete");
    ana.button("Put it back").is_there();
    for width in WIDTHS.into_iter().rev() {
        ana.resize(width, 800);
        ana.page_becomes("the layout has followed", &format!("return innerWidth === {width} || innerWidth"));
        if ana.tab("Agenda").is_here_now() {
            break;
        }
        misfits.look_at(ana, &format!("{width} px, with a point that was deleted"));
    }
    ana.resize(1280, 800);
    ana.looks_away();
    ben.button("Undo").click();
    ana.agenda().row("Say no to ops").is_there();
    ana.opens_point("Say no to ops");
    ana.looks_away();
}

/// Dialogs with names in them, and what is pressed there.
const DIALOGS: &[(&str, &[&str])] =
    &[("Invite", &[]), ("Members", &[]), ("Devices", &[]), ("Sync details", &[]), ("End this together", &[])];

fn everywhere(misfits: &mut Misfits, ana: &Person, ben: &Person, when: &str) {
    for person in [ana, ben] {
        person.looks_away();
        for width in WIDTHS {
            person.resize(width, 800);
            person.page_becomes("the layout has followed", &format!("return innerWidth === {width} || innerWidth"));
            let tabs: &[&str] =
                if person.tab("Agenda").is_here_now() { &["Agenda", "Now", "Tasks", "More"] } else { &[""] };
            for tab in tabs {
                if !tab.is_empty() {
                    person.tab(tab).click();
                    person.looks_away();
                }
                misfits.look_at(person, &format!("{width} px, {tab} {when}, {}", person.name));
            }
        }
        person.resize(1280, 800);
    }
}

/// Whatever does not fit, wherever somebody looked.
#[derive(Default)]
pub struct Misfits(Vec<String>);

impl Misfits {
    pub fn look_at(&mut self, person: &Person, where_: &str) {
        let look = format!(
            "{FITS} const hangs = (() => {{ {HANGS_OVER} }})();
             return [...(hangs === true ? [] : [hangs].flat()), ...cut(), ...crowded(), ...turned()]"
        );
        let seen = || {
            person.is_still();
            let seen = person.ask_page(&look);
            seen.as_array()
                .into_iter()
                .flatten()
                .map(|one| format!("{where_}: {}", one.as_str().unwrap_or_default()))
                .collect::<Vec<_>>()
        };
        // What follows the width a moment later has followed at the second look.
        if !seen().is_empty() {
            person.lets_controls_settle();
            for one in seen() {
                eprintln!("does not fit: {one}");
                self.0.push(one);
            }
        }
    }

    #[track_caller]
    pub fn are_none(self) {
        assert!(self.0.is_empty(), "{} things do not fit:\n{}", self.0.len(), self.0.join("\n"));
    }
}

/// What is seen is whole (or its tooltip is), no control lies over another or beyond what it is in, and what is written from right to
/// left stands apart from the words around it.
const FITS: &str = r#"
const front = () => { const open = deep('dialog[open], .menu:popover-open'); return open.length ? open : deep('.room, .lobby'); };
const shown = (selector) => front().flatMap((from) => [...from.querySelectorAll(selector)]).filter((e) =>
    e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !e.closest('.vh, [aria-hidden=true], .chip-width')
    // What is told lies over the rest, and goes.
    && !e.closest('.toast'));
const told = (e) => `${e.localName}.${e.className} “${(e.ariaLabel ?? e.textContent).trim().slice(0, 50)}”`;
const isOnlyForEars = (e) => { for (let up = e; up; up = up.parentElement) if (getComputedStyle(up).clipPath !== 'none') return true; return false; };
const cut = () => shown('*').filter((e) => {
    if (e.matches('textarea, input, select, svg, svg *, progress, option') || isOnlyForEars(e)) return false;
    const style = getComputedStyle(e);
    const hasText = [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!e.clientWidth || !hasText) return false;
    const beyond = e.scrollWidth > e.clientWidth + 1 || style.overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 3;
    if (!beyond || ['auto', 'scroll'].includes(style.overflowY) && e.scrollWidth <= e.clientWidth + 1) return false;
    const whole = e.closest('[title]')?.title ?? '';
    // What is shortened by its letters, too, ends in an ellipsis of its own.
    const text = e.textContent.trim().replace(/…$/, '');
    const isMeant = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
    return !(isMeant && whole.includes(text));
}).map((e) => `cut: ${told(e)} ${e.scrollWidth} × ${e.scrollHeight} in ${e.clientWidth} × ${e.clientHeight}`);
const seen = (e) => {
    let { left, top, right, bottom } = (e.closest('label.segment') ?? e).getBoundingClientRect();
    for (let up = e.parentElement ?? e.getRootNode().host; up; up = up.parentElement ?? up.getRootNode().host) {
        if (getComputedStyle(up).overflowY === 'visible') continue;
        const box = up.getBoundingClientRect();
        [left, top, right, bottom] = [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    return { left, top, right, bottom };
};
const sticks = (e) => { for (let up = e; up; up = up.parentElement) if (getComputedStyle(up).position === 'sticky') return up; return null; };
const crowded = () => {
    const controls = shown('button, a[href], input, select, textarea, summary, [role=tab], [role=timer], .chip, .about b, .about > span')
        .filter((e) => !isOnlyForEars(e) && getComputedStyle(e).opacity !== '0' || e.closest('.segment')).map((e) => ({ e, box: seen(e), stuck: sticks(e) }))
        .filter(({ box }) => box.right - box.left > 1 && box.bottom - box.top > 1);
    const wrong = [];
    for (const { e, box } of controls) {
        const holder = e.closest('dialog, .menu, .bar, header, .timer, .tabs, .row, section')?.getBoundingClientRect();
        const whole = e.getBoundingClientRect();
        if (holder && (whole.left < holder.left - 4 || whole.right > holder.right + 4)) wrong.push(`beyond: ${told(e)} ${Math.round(whole.left)}–${Math.round(whole.right)} in ${Math.round(holder.left)}–${Math.round(holder.right)}`);
    }
    controls.forEach((one, at) => controls.slice(at + 1).forEach((other) => {
        if (one.e.contains(other.e) || other.e.contains(one.e) || one.stuck !== other.stuck) return;
        if (one.e.closest('label') && one.e.closest('label') === other.e.closest('label')) return;
        const over = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (over > 2 && down > 2) wrong.push(`over each other: ${told(one.e)} and ${told(other.e)} ${Math.round(over)} × ${Math.round(down)}`);
    }));
    return wrong;
};
const RTL = /[\u0590-\u08ff\ufb1d-\ufefc]/, LTR = /[A-Za-z]/;
const turned = () => {
    const wrong = [];
    for (const e of shown('*')) for (const node of e.childNodes) {
        // Within their own marks of isolation names are apart in any text.
        const text = node.nodeType === 3 ? node.data.replace(/\u2068[^\u2069]*\u2069/g, '') : '';
        if (!RTL.test(text) || e.matches('textarea, option, title')) continue;
        let apart = e;
        while (apart && !apart.matches('bdi, [dir]') && !['isolate', 'isolate-override', 'plaintext'].includes(getComputedStyle(apart).unicodeBidi)) apart = apart.parentElement;
        const around = (apart?.textContent ?? '').replace(/\u2068[^\u2069]*\u2069/g, '');
        if (LTR.test(around)) wrong.push(`not apart: ${told(apart)}`);
    }
    return wrong;
};
"#;

/// The name is told whole wherever it is shortened.
#[test]
fn a_name_that_is_shortened_is_whole_in_its_tooltip() {
    let story = Story::begin();
    let (ana, ben) = overfull(&story, Site::Usual, LONG);
    for (person, other) in [(&ana, LONG[1]), (&ben, LONG[0])] {
        person.page_becomes(
            "the other’s name is in the header’s tooltip",
            &format!(
                "return deep('.people button').some((e) => e.title === {0}) || deep('.people')[0].innerHTML",
                json!(other)
            ),
        );
    }
}
