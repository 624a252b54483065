//! Which folder of the widget may use which: `open_room` and `parts` are below the concepts, the screens that place
//! the concepts are above them, and no concept uses another. And which file of the room may use which: the ground
//! floor is below the concepts, the list of concepts above them, and no concept uses another there either.

use std::collections::{BTreeMap, BTreeSet};

use crate::{circles, crates::Target};

#[test]
fn folders_of_the_widget_see_only_what_lies_below_them() {
    let (mut strays, mut seen) = (BTreeSet::new(), BTreeMap::<_, BTreeSet<_>>::new());
    for (file, needs) in circles::needs(&Target::all()) {
        let Some(from) = folder(&file) else { continue };
        for to in needs.iter().filter_map(|file| folder(file)).filter(|to| *to != from) {
            seen.entry(from.to_owned()).or_default().insert(to.to_owned());
            let line = |name| ARROWS.iter().find(|(folder, _)| *folder == name);
            let allowed = line(from).map_or(EVERY_CONCEPT, |(_, allowed)| allowed);
            let shows = line(to).is_none() && MAY_USE_CONCEPTS.contains(&from);
            if !allowed.contains(&to) && !shows {
                strays.insert(format!("{from} → {to} ({file})"));
            }
        }
    }
    assert!(strays.is_empty(), "arrows that are not in the table: {strays:#?}");
    let unused: Vec<_> = ARROWS
        .iter()
        .flat_map(|(from, allowed)| allowed.iter().map(move |to| (*from, *to)))
        .filter(|(from, to)| !seen.get(*from).is_some_and(|seen| seen.contains(*to)))
        .collect();
    assert!(unused.is_empty(), "unused arrows, to be removed from the table: {unused:?}");
}

#[test]
fn files_of_the_room_see_only_floors_below_theirs() {
    let (mut strays, mut seen) = (Vec::new(), BTreeSet::new());
    let name = |file: &str| file.strip_prefix("crates/room/src/").and_then(first_name).map(str::to_owned);
    // A file that is on no other floor is a concept.
    let floor = |name: &str| FLOORS.iter().position(|(_, _, names)| names.contains(&name)).unwrap_or(CONCEPTS);
    for (file, needs) in circles::needs(&Target::all()) {
        let Some(from) = name(&file) else { continue };
        for to in needs.iter().filter_map(|file| name(file)).filter(|to| *to != from) {
            let (above, below) = (floor(&from), floor(&to));
            let is_allowed = below < above || (below == above && FLOORS[above].1 == Beside::MaySee);
            if !is_allowed {
                strays.push(format!("{from} → {to} ({file})"));
            }
        }
        seen.insert(from);
    }
    assert!(strays.is_empty(), "arrows that do not go down: {strays:#?}");
    let gone: Vec<_> = FLOORS.iter().flat_map(|(_, _, names)| *names).filter(|name| !seen.contains(**name)).collect();
    assert!(gone.is_empty(), "no such files: {gone:?}");
}

/// Whether files of one floor may use each other (without a circle).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    MaySee,
    MayNotSee,
}

/// The floor of every file that [`FLOORS`] does not name.
const CONCEPTS: usize = 2;

/// The floors of `crates/room/src`, the lowest first.
const FLOORS: &[(&str, Beside, &[&str])] = &[
    ("what guards against yrs", Beside::MayNotSee, &["yrs_guard"]),
    (
        "ground",
        Beside::MaySee,
        &[
            "concept",
            "context",
            "dates",
            "digest",
            "id",
            "keys",
            "late_kind",
            "map_of",
            "order",
            "register",
            "rows",
            "schema",
            "text",
            "values",
            "writer",
        ],
    ),
    ("concepts", Beside::MayNotSee, &[]),
    ("what screens get", Beside::MayNotSee, &["view"]),
    ("what changed between two views", Beside::MayNotSee, &["since"]),
    ("concepts behind pointers", Beside::MayNotSee, &["late"]),
    ("the list of concepts", Beside::MayNotSee, &["edit"]),
    ("all facts", Beside::MayNotSee, &["model"]),
    ("undo and observers", Beside::MayNotSee, &["undo", "watch"]),
    ("replica", Beside::MayNotSee, &["replica"]),
    ("the crate", Beside::MayNotSee, &["lib"]),
];

/// `src/agenda.rs` and all of `src/agenda/` are `agenda`.
fn folder(file: &str) -> Option<&str> {
    file.strip_prefix("src/").and_then(first_name)
}

fn first_name(path: &str) -> Option<&str> {
    path.split('/').next().map(|name| name.trim_end_matches(".rs"))
}

/// What a concept without a line of its own in [`ARROWS`] may use.
const EVERY_CONCEPT: &[&str] = &["announcer", "browser", "members", "open_room", "parts", "strings"];

/// What may use such a concept: the list of concepts, and the agenda, whose rows show what the concept says of a
/// point.
const MAY_USE_CONCEPTS: &[&str] = &["agenda", "concepts"];

/// The folders that each folder may use; a file beside the folders counts as one. Every concept shows people by the names
/// and initials of `members`, and its fields name their shortcuts by `keyboard`.
const ARROWS: &[(&str, &[&str])] = &[
    ("agenda", &["announcer", "browser", "open_room", "parts", "strings"]),
    ("announcer", &["strings"]),
    ("app", &["browser", "lazy", "parts", "rooms"]),
    ("calendar", &["browser", "strings"]),
    (
        "concepts",
        &[
            "agenda",
            "agreement",
            "announcer",
            "deleted",
            "devices",
            "guest",
            "handoffs",
            "keyboard",
            "leaving",
            "members",
            "now",
            "only_mine",
            "open_room",
            "printout",
            "commands",
            "commitments",
            "session",
            "shapes",
            "strings",
            "sync",
            "tasks",
            "timer",
            "what_changed",
        ],
    ),
    // Loaded when they are first wanted.
    (
        "commitments",
        &["announcer", "browser", "calendar", "entrance", "members", "open_room", "parts", "strings", "styles"],
    ),
    ("deleted", &["browser", "calendar", "members", "open_room", "strings"]),
    ("devices", &["browser", "calendar", "members", "open_room", "parts", "strings"]),
    ("element", &["app", "browser", "strings", "styles"]),
    ("entrance", &["browser"]),
    ("format", &[]),
    // It knows which of the others' dialogs give a room away.
    ("guest", &["browser", "devices", "leaving", "members", "open_room", "parts", "printout", "strings"]),
    // A module of their own. What a task's row says of its hand-off is from here.
    (
        "handoffs",
        &["announcer", "browser", "calendar", "entrance", "members", "open_room", "parts", "strings", "styles"],
    ),
    ("keyboard", &["browser", "open_room", "parts", "strings"]),
    ("leaving", &["announcer", "browser", "calendar", "members", "open_room", "parts", "strings"]),
    ("lazy", &["browser", "entrance", "open_room", "room_screen", "rooms", "strings", "styles"]),
    ("calendar", &["browser", "strings"]),
    ("lib", &["element"]),
    // Who is invited by a link or by a code is one dialog.
    ("members", &["announcer", "browser", "calendar", "open_room", "pairing", "parts", "strings"]),
    ("now", &["browser", "calendar", "format", "keyboard", "members", "open_room", "parts", "strings"]),
    ("only_mine", &["browser", "calendar", "members", "open_room", "parts", "strings"]),
    ("open_room", &["browser", "entrance", "strings"]),
    // Below the concepts, and loaded by itself: both a room and the screens outside one lead to it.
    ("pairing", &["browser", "entrance", "parts", "strings", "styles"]),
    ("parts", &["browser", "calendar", "format", "open_room", "strings"]),
    ("printout", &["agreement", "browser", "calendar", "members", "open_room", "session", "strings"]),
    (
        "room_screen",
        &[
            "agenda",
            "announcer",
            "concepts",
            "browser",
            "calendar",
            "entrance",
            "guest",
            "keyboard",
            "members",
            "now",
            "open_room",
            "parts",
            "printout",
            "session",
            "strings",
            // The sheets of what is in the dialogs come with these.
            "styles",
            "sync",
            "tasks",
            "timer",
            "what_changed",
        ],
    ),
    ("rooms", &["browser", "calendar", "devices", "open_room", "pairing", "parts", "strings", "sync"]),
    ("commands", &["browser", "keyboard", "open_room", "strings"]),
    ("session", &["agenda", "announcer", "browser", "calendar", "format", "members", "open_room", "parts", "strings"]),
    // A module of its own.
    (
        "agreement",
        &["announcer", "browser", "calendar", "entrance", "members", "open_room", "parts", "strings", "styles"],
    ),
    // The steps are a module of their own, and offer the clock their minutes.
    ("shapes", &["announcer", "browser", "entrance", "members", "open_room", "parts", "strings", "styles", "timer"]),
    ("strings", &["browser"]),
    ("sync", &["browser", "calendar", "members", "open_room", "parts", "strings"]),
    ("tasks", &["announcer", "browser", "calendar", "format", "handoffs", "members", "open_room", "parts", "strings"]),
    ("timer", &["announcer", "browser", "calendar", "format", "keyboard", "members", "open_room", "parts", "strings"]),
];
