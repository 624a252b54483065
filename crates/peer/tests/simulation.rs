//! Simulates years of faults in seconds. A failing seed prints the command that replays it. A failure that was found
//! is kept as a plan in `plans.json`, shrunk by `cargo xtask simulate --shrink`.
#![cfg(not(target_arch = "wasm32"))]

use alongside_testkit::effort::usual_or_long;
use alongside_testkit::simulation::{
    Checks, Plan, Simulation,
    action::Action,
    lies::Field,
    plan::{Event, Happening},
    play, play_all,
    shrink::{kind, shrink},
};

#[test]
fn two_people_without_faults_come_to_the_same_room() {
    play(&Plan::quiet(1));
}

#[test]
fn whatever_happens_to_networks_pages_and_relays_all_copies_end_equal_and_no_chip_lied() {
    let seeds = usual_or_long(2_000, 10_000);
    let (checks, failed) = play_all(0..seeds);
    assert!(failed.is_empty(), "{} of {seeds} seeds failed: {failed:#?}", failed.len());
    assert_everything_was_tried(&checks);
}

/// A fault that never happens would prove nothing.
fn assert_everything_was_tried(checks: &Checks) {
    assert!(checks.sent > 100 && checks.saved > 100 && checks.has_it > 100, "the promises were tested: {checks:?}");
    assert!(checks.has_it_directly > 100, "pages met without the relay: {checks:?}");
    assert!(checks.trims > 100 && checks.erased > 10, "logs were trimmed, rooms erased: {checks:?}");
    for (action, _) in Action::all() {
        assert!(checks.actions.contains_key(&action), "nobody ever did {action}: {checks:?}");
    }
    for field in Field::ALL {
        assert!(checks.lies.contains_key(field), "no relay ever lied about {field:?}: {checks:?}");
    }
    for event in (0..20).flat_map(|seed| Plan::of_seed(seed).events) {
        let name = event.what.name();
        assert!(checks.happened.contains_key(name), "{name} never happened: {checks:?}");
    }
}

/// Each is a plan in `plans.json` that once failed, named after the promise that it broke.
macro_rules! kept_plans {
    ($($name:ident)*) => {
        const KEPT: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                play(&Plan::read_all(PLANS).unwrap()[stringify!($name)]);
            }
        )*
    };
}

const PLANS: &str = include_str!("plans.json");

kept_plans! {
    a_relay_that_lost_its_disk_is_given_everything_again
    what_another_tab_kept_and_a_lost_disk_had_is_pushed_by_the_next_page
    what_is_read_from_a_snapshot_is_kept_on_the_device
    what_only_a_lost_disk_had_of_a_page_is_pushed_to_the_next_one
    what_shows_the_same_without_its_blocks_is_pushed_all_the_same
    what_was_true_before_a_restore_may_be_said_until_the_relays_log_is_read
}

#[test]
fn every_plan_that_is_kept_is_played() {
    assert!(Plan::read_all(PLANS).unwrap().keys().eq(KEPT));
}

#[test]
fn a_plan_is_the_same_after_it_was_written_down_and_read() {
    for seed in 0..20 {
        let plan = Plan::of_seed(seed);
        assert_eq!(Plan::read(&plan.write()).unwrap(), plan);
    }
    assert!(Plan::read("{}").is_err());
}

#[test]
fn a_plan_plays_the_same_each_time() {
    let end = || {
        let mut simulation = Simulation::new(Plan::of_seed(7));
        simulation.run();
        (simulation.digests(), simulation.checks)
    };
    assert_eq!(end(), end());
}

#[test]
fn a_plan_that_fails_is_shrunk_to_what_makes_it_fail() {
    let deletes = "Agenda::Delete".parse::<Action>().unwrap();
    // For this test, a room in which something was deleted fails when its relay dies.
    let fails = |plan: &Plan| {
        let mut simulation = Simulation::new(plan.clone());
        simulation.run();
        let happened = |name| simulation.checks.happened.contains_key(name);
        simulation.checks.actions.contains_key(&deletes) && happened("relay_dies")
    };
    let whole = (0..).map(|seed| Plan { faults_until: 30_000, ..Plan::of_seed(4 * seed) }).find(fails).unwrap();
    let mut left = Vec::new();
    let small = shrink(&whole, fails, |events| left.push(events));
    assert!(left.is_sorted_by(|more, fewer| more > fewer), "{left:?}");
    assert_eq!(
        (small.events.len(), left.last()),
        (3, Some(&3)),
        "an add, a delete and the relay's death are left: {small:?}"
    );
    let names: Vec<_> = small.events.iter().map(|Event { what, .. }| what.name()).collect();
    assert_eq!(names.iter().filter(|name| **name == "does").count(), 2);
    assert!(small.events.iter().any(|event| matches!(event.what, Happening::RelayDies { .. })));
    assert_eq!((small.pages.len(), small.refused_dials), (2, 0));
    assert!(fails(&Plan::read(&small.write()).unwrap()), "the saved plan still fails");
}

#[test]
fn two_failures_are_of_a_kind_when_only_their_particulars_differ() {
    assert_eq!(kind("something is lost: page 3's ItemId(0a)"), kind("something is lost: page 1's ItemId(7f)"));
    assert_ne!(kind("something is lost: page 3's ItemId(0a)"), kind("the copies differ: []"));
}
