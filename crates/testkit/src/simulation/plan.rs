//! A plan: everything that happens in a simulation, as data, in virtual time. It is drawn from a seed before anything
//! is played, so that it can be saved, replayed exactly, and shrunk.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    action::Action,
    lies::{Field, Lie},
};
use crate::{
    chance::{Chance, Choices},
    network::Direction,
};

/// Everything that happens in one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Keys, ids and latencies are drawn from it.
    pub seed: u64,
    /// Milliseconds after which all faults end.
    pub faults_until: u64,
    /// How many of a hundred attempts to connect are refused until then.
    pub refused_dials: u64,
    /// The pages, and who is at each.
    pub pages: Vec<PageSetup>,
    /// In order of time.
    pub events: Vec<Event>,
}

/// A page of one person on one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSetup {
    /// Ana is 0, Ben is 1.
    pub person: usize,
    /// Pages on the same device are tabs of one browser.
    pub device: usize,
    /// Milliseconds until it is opened for the first time.
    pub opens: u64,
    /// Milliseconds by which its wall clock is wrong.
    pub skew: i64,
}

/// Something that happens at some time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Milliseconds from the beginning.
    pub at: u64,
    #[serde(flatten)]
    pub what: Happening,
}

/// What can happen. Pages and devices are numbered as in the plan; times are in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// A person does something. Its details follow from `draw` and from what the screen shows.
    Does { page: usize, action: Action, draw: u32 },
    /// A person erases the room for both.
    Erases { page: usize },

    /// A page crashes between two of its outputs, after this many more, and is opened again later. `commits` says
    /// whether its device completes its running transactions.
    Crashes { page: usize, after: u32, commits: bool, back_in: u64 },
    /// A person closes a page, and opens it again later.
    Leaves { page: usize, back_in: u64 },
    /// A tab is suspended; inputs for it wait.
    IsSuspended { page: usize, millis: u64 },
    /// The device sleeps: its connections die, and monotonic clocks stand still.
    Sleeps { page: usize, millis: u64 },
    /// A page is hidden, and shown again later.
    IsHidden { page: usize, millis: u64 },
    /// The device's wall clock is set.
    ClockJumps { page: usize, by: i64 },
    /// A device refuses to store, for a while.
    StorageRefuses { device: usize, millis: u64 },
    /// A page does not hear other tabs, for a while.
    TabIsDeaf { page: usize, millis: u64 },

    /// A person allows direct connections to their page, or no longer.
    Agrees { page: usize, willing: bool },
    /// A page's direct connections break, with everything on its way.
    DirectConnectionsBreak { page: usize },
    /// The connection breaks, with everything on its way; both ends are told.
    ConnectionBreaks { page: usize },
    /// Nothing gets through the connection any more; neither end is told.
    ConnectionFallsSilent { page: usize },
    /// Nothing gets through in one direction any more; neither end is told.
    ConnectionIsOneWay { page: usize, way: Direction },
    /// The network is down: an open connection falls silent, and attempts to connect are never answered.
    IsCutOff { page: usize, millis: u64 },
    /// Frames take seconds, for a while.
    ConnectionIsSlow { page: usize, millis: u64 },

    /// The relay's process dies before or after the running commit reaches the disk, and is restarted later.
    RelayDies { commits: bool, back_in: u64 },
    /// The relay loses its disk with everything on it.
    RelayLosesDisk,
    /// The relay's disk is copied while the relay runs.
    RelayIsBackedUp,
    /// The last copy replaces the relay's disk; `notices` says whether the relay notices that.
    RelayIsRestored { notices: bool },
    /// The relay changes a number in what it tells a page, for a while.
    RelayLies { page: usize, field: Field, lie: Lie, millis: u64 },
}

/// Why a plan cannot be read.
#[derive(Debug)]
pub struct Unreadable(serde_json::Error);

impl Plan {
    /// Two people who do nothing, without faults.
    pub fn quiet(seed: u64) -> Self {
        let pages = (0..2).map(|person| PageSetup { person, device: person, opens: 0, skew: 0 }).collect();
        Self { seed, faults_until: 0, refused_dials: 0, pages, events: Vec::new() }
    }

    /// The plan that a seed stands for.
    pub fn of_seed(seed: u64) -> Self {
        let mut chance = Chance::of(seed, "plan");
        let pages = 2 + (seed % 4) as usize;
        let faults_until = FAULTY;
        let setups: Vec<_> = (0..pages)
            .map(|page| PageSetup {
                person: page % 2,
                // Ana, Ben, then a second device of each, then a second tab of Ana's first device.
                device: if page == 4 { 0 } else { page },
                opens: if page >= 2 && chance.one_in(2) { chance.below(faults_until) } else { 0 },
                skew: chance.below(600_000) as i64 - 300_000,
            })
            .collect();
        let mut plan = Self { seed, faults_until, refused_dials: 25, pages: setups, events: Vec::new() };
        for page in 0..pages {
            for _ in 0..ACTIONS {
                let (action, draw) = (Action::drawn(&mut chance), chance.below(1 << 32) as u32);
                plan.add(&mut chance, Happening::Does { page, action, draw });
            }
        }
        // Half of all pairs allow direct connections, from some moment on.
        if chance.one_in(2) {
            for page in 0..pages {
                plan.add(&mut chance, Happening::Agrees { page, willing: true });
            }
        }
        let erased = chance.one_in(16);
        for _ in 0..FAULTS {
            let fault = plan.fault(&mut chance, !erased);
            plan.add(&mut chance, fault);
        }
        // A third of all relays lie about numbers, a third are restored from a backup.
        match chance.below(3) {
            0 => {
                for _ in 0..LIES {
                    let lie = plan.lie(&mut chance);
                    plan.add(&mut chance, lie);
                }
            }
            1 if !erased => {
                for _ in 0..RESTORES {
                    plan.add(&mut chance, Happening::RelayIsBackedUp);
                    let notices = chance.one_in(2);
                    plan.add(&mut chance, Happening::RelayIsRestored { notices });
                }
            }
            _ => {}
        }
        if erased {
            let page = chance.below(pages as u64) as usize;
            let at = faults_until / 2 + chance.below(faults_until / 2);
            plan.events.push(Event { at, what: Happening::Erases { page } });
        }
        plan.events.sort_by_key(|event| event.at);
        plan
    }

    fn add(&mut self, chance: &mut Chance, what: Happening) {
        self.events.push(Event { at: chance.below(self.faults_until), what });
    }

    /// A fault. Where the room is erased, the disk may not be lost: the room would not stay erased.
    fn fault(&self, chance: &mut Chance, may_lose_disk: bool) -> Happening {
        let page = chance.below(self.pages.len() as u64) as usize;
        let device = self.pages[page].device;
        let yes = chance.one_in(2);
        let millis = 500 + chance.below(20_000);
        let back_in = chance.below(5_000);
        match chance.below(29) {
            0..4 => Happening::ConnectionBreaks { page },
            4..6 => Happening::ConnectionFallsSilent { page },
            6..8 => Happening::ConnectionIsOneWay { page, way: if yes { Direction::Up } else { Direction::Down } },
            8 => Happening::IsCutOff { page, millis },
            9 => Happening::ConnectionIsSlow { page, millis },
            10..14 => Happening::RelayDies { commits: yes, back_in },
            14 | 15 if may_lose_disk => Happening::RelayLosesDisk,
            14..18 => Happening::Crashes { page, after: chance.below(12) as u32, commits: yes, back_in },
            18 => Happening::Leaves { page, back_in: millis },
            19 => Happening::IsSuspended { page, millis },
            20 => Happening::Sleeps { page, millis },
            21 => Happening::IsHidden { page, millis },
            22 => Happening::ClockJumps { page, by: chance.below(7_200_000) as i64 - 3_600_000 },
            23 | 24 => Happening::StorageRefuses { device, millis },
            25 => Happening::TabIsDeaf { page, millis },
            26 => Happening::Agrees { page, willing: yes },
            _ => Happening::DirectConnectionsBreak { page },
        }
    }

    /// A number that the relay lies about. A clock is wrong by hours at most: pages bear no more.
    fn lie(&self, chance: &mut Chance) -> Happening {
        let page = chance.below(self.pages.len() as u64) as usize;
        let field = Field::ALL[chance.below(Field::ALL.len() as u64) as usize];
        let lie = match chance.below(6) {
            0 if !field.is_a_time() => Lie::Be(1 << 50),
            1 if !field.is_a_time() => Lie::Be(0),
            0 | 1 => Lie::Add(3_600_000),
            2 => Lie::Add(1),
            3 => Lie::Subtract(1),
            4 => Lie::Add(1_000),
            _ => Lie::Add(1 << 24),
        };
        Happening::RelayLies { page, field, lie, millis: 500 + chance.below(20_000) }
    }

    /// The plan as text: its settings first, then one line for each event.
    pub fn write(&self) -> String {
        let line = |event: &Event| format!("  {}", json(event));
        let events = self.events.iter().map(line).collect::<Vec<_>>().join(",\n");
        let bare = json(&Self { events: Vec::new(), ..self.clone() });
        format!("{}[\n{events}\n]}}\n", bare.trim_end_matches("[]}"))
    }

    /// Reads a plan from text.
    ///
    /// # Errors
    /// [`Unreadable`] when the text is no plan.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        serde_json::from_str(text).map_err(Unreadable)
    }

    /// Reads plans by their names.
    ///
    /// # Errors
    /// [`Unreadable`] when one is no plan.
    pub fn read_all(text: &str) -> Result<BTreeMap<String, Self>, Unreadable> {
        serde_json::from_str(text).map_err(Unreadable)
    }
}

impl Happening {
    /// The name of this kind of event.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Does { .. } => "does",
            Self::Erases { .. } => "erases",
            Self::Crashes { .. } => "crashes",
            Self::Leaves { .. } => "leaves",
            Self::IsSuspended { .. } => "is_suspended",
            Self::Sleeps { .. } => "sleeps",
            Self::IsHidden { .. } => "is_hidden",
            Self::ClockJumps { .. } => "clock_jumps",
            Self::StorageRefuses { .. } => "storage_refuses",
            Self::TabIsDeaf { .. } => "tab_is_deaf",
            Self::Agrees { .. } => "agrees",
            Self::DirectConnectionsBreak { .. } => "direct_connections_break",
            Self::ConnectionBreaks { .. } => "connection_breaks",
            Self::ConnectionFallsSilent { .. } => "connection_falls_silent",
            Self::ConnectionIsOneWay { .. } => "connection_is_one_way",
            Self::IsCutOff { .. } => "is_cut_off",
            Self::ConnectionIsSlow { .. } => "connection_is_slow",
            Self::RelayDies { .. } => "relay_dies",
            Self::RelayLosesDisk => "relay_loses_disk",
            Self::RelayIsBackedUp => "relay_is_backed_up",
            Self::RelayIsRestored { notices: true } => "relay_is_restored_and_notices",
            Self::RelayIsRestored { notices: false } => "relay_is_restored",
            Self::RelayLies { .. } => "relay_lies",
        }
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "this is no plan: {}", self.0)
    }
}

impl std::error::Error for Unreadable {}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data")
}

/// Milliseconds in which a seed's plan has faults.
const FAULTY: u64 = 90_000;
/// The actions of each page's person.
const ACTIONS: usize = 30;
/// The lies of a relay that lies.
const LIES: usize = 16;
/// The restores of a relay that is restored.
const RESTORES: usize = 3;
/// The other faults.
const FAULTS: usize = 24;
