//! Shrinks a plan while it still fails in the same way.

use super::plan::{Happening, Plan};

/// The kind of a failure, by which a smaller plan's failure is recognised as the same.
pub fn kind(words: &str) -> &str {
    words.split([':', '\n']).next().unwrap_or(words)
}

/// Shrinks a plan by leaving things out, as long as `fails` holds. `tell` receives the number of events that are left
/// whenever there are fewer.
pub fn shrink(plan: &Plan, fails: impl Fn(&Plan) -> bool, mut tell: impl FnMut(usize)) -> Plan {
    let mut smallest = plan.clone();
    let mut chunk = smallest.events.len().div_ceil(2);
    while chunk > 0 {
        let before = smallest.events.len();
        let mut from = 0;
        while from < smallest.events.len() {
            let mut smaller = smallest.clone();
            smaller.events.drain(from..(from + chunk).min(smallest.events.len()));
            if fails(&smaller) {
                smallest = smaller;
                tell(smallest.events.len());
            } else {
                from += chunk;
            }
        }
        // An event that could not be left out before may be superfluous now that others are gone.
        let again = chunk == 1 && smallest.events.len() < before;
        chunk = if again { 1 } else { chunk / 2 };
    }
    simplify(smallest, fails)
}

/// Simplifies what is not an event: pages without events, refused dials, wrong clocks.
fn simplify(mut plan: Plan, fails: impl Fn(&Plan) -> bool) -> Plan {
    let mut attempt = |change: &dyn Fn(&mut Plan)| {
        let mut simpler = plan.clone();
        change(&mut simpler);
        if simpler != plan && fails(&simpler) {
            plan = simpler;
        }
    };
    for _ in 0..MOST_PAGES {
        attempt(&|plan| {
            let last = plan.pages.len().saturating_sub(1);
            if last > 1 && plan.events.iter().all(|event| event.what.page() != Some(last)) {
                plan.pages.pop();
            }
        });
    }
    attempt(&|plan| plan.refused_dials = 0);
    attempt(&|plan| plan.pages.iter_mut().for_each(|page| page.skew = 0));
    attempt(&|plan| plan.pages.iter_mut().for_each(|page| page.opens = 0));
    attempt(&|plan| plan.faults_until = plan.events.last().map_or(0, |event| event.at));
    plan
}

impl Happening {
    /// The page that the event happens to, if it happens to one.
    fn page(&self) -> Option<usize> {
        match *self {
            Self::Does { page, .. }
            | Self::Erases { page }
            | Self::Crashes { page, .. }
            | Self::Leaves { page, .. }
            | Self::IsSuspended { page, .. }
            | Self::Sleeps { page, .. }
            | Self::IsHidden { page, .. }
            | Self::ClockJumps { page, .. }
            | Self::TabIsDeaf { page, .. }
            | Self::Agrees { page, .. }
            | Self::DirectConnectionsBreak { page }
            | Self::ConnectionBreaks { page }
            | Self::ConnectionFallsSilent { page }
            | Self::ConnectionIsOneWay { page, .. }
            | Self::IsCutOff { page, .. }
            | Self::ConnectionIsSlow { page, .. }
            | Self::RelayLies { page, .. } => Some(page),
            // A device belongs to the first page on it, which has the same number.
            Self::StorageRefuses { device, .. } => Some(device),
            Self::RelayDies { .. } | Self::RelayLosesDisk | Self::RelayIsBackedUp | Self::RelayIsRestored { .. } => {
                None
            }
        }
    }
}

const MOST_PAGES: usize = 5;
