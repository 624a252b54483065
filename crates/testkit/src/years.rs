//! Rooms of the size that years of use make: the engagement again and again, every two weeks, by two people who open
//! the page anew now and then. The rooms are kept under `target/bench-data` until the room's code or the engagement
//! changes.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use alongside_room::{AgendaEdit, Edit, ItemId, Moment, Place, Room, Status, TasksEdit, View, Who};

use crate::engagement::{Engagement, PersonInput, Player, START, perform};

/// A room, as a device and a relay store it.
pub struct Years {
    /// A v2 snapshot.
    pub snapshot: Vec<u8>,
    /// Every update, v1, in order; each after its length in four bytes.
    pub log: Vec<u8>,
}

impl Years {
    /// The edits of one engagement.
    pub const ENGAGEMENT: usize = 2_700;

    /// A room of so many edits: whole sessions, and the beginning of another.
    pub fn of(edits: usize) -> Self {
        let file = folder().join(format!("{edits}-{:016x}", fingerprint()));
        if let Some(years) = Self::read(&file) {
            return years;
        }
        let years = Self::play(edits);
        years.write(&file);
        years
    }

    /// A room of so many edits, made now.
    pub fn play(edits: usize) -> Self {
        let mut replicas = TwoReplicas::new(edits);
        let mut round = 0;
        while !replicas.is_full() {
            replicas.session(round);
            round += 1;
        }
        Self { snapshot: replicas.rooms[0].snapshot(), log: replicas.log }
    }

    fn read(file: &Path) -> Option<Self> {
        let snapshot = fs::read(file.with_extension("snapshot")).ok()?;
        let log = fs::read(file.with_extension("log")).ok()?;
        Some(Self { snapshot, log })
    }

    fn write(&self, file: &Path) {
        let kept = fs::create_dir_all(folder())
            .and_then(|()| fs::write(file.with_extension("log"), &self.log))
            .and_then(|()| fs::write(file.with_extension("snapshot"), &self.snapshot));
        if let Err(error) = kept {
            eprintln!("{} is not kept: {error}", file.display());
        }
    }
}

/// A room with so many items on one agenda, as a snapshot.
pub fn crowded(items: u64) -> Vec<u8> {
    let mut room = Room::new(1);
    let titles: Vec<_> = titles().collect();
    for number in 0..items {
        let title = format!("{} ({number})", titles[number as usize % titles.len()]);
        let edit = Edit::Agenda(AgendaEdit::Add { item: ItemId(number.to_be_bytes()), title, place: Place::Last });
        let who = Who { me: Player::Ana.id(), now: Moment(START.0 + number) };
        room.edit(who, edit).expect("an item can be added");
    }
    room.snapshot()
}

fn titles() -> impl Iterator<Item = String> {
    Engagement::first().inputs().into_iter().filter_map(|(_, _, input)| match input {
        PersonInput::Edit(Edit::Agenda(AgendaEdit::Add { title, .. })) => Some(title),
        _ => None,
    })
}

/// Two replicas that receive each other's updates at once.
struct TwoReplicas {
    rooms: [Room; 2],
    log: Vec<u8>,
    left: usize,
    dice: fastrand::Rng,
}

impl TwoReplicas {
    fn new(edits: usize) -> Self {
        let mut dice = fastrand::Rng::with_seed(1);
        let rooms = [(); 2].map(|()| Room::new(client(&mut dice)));
        Self { rooms, log: Vec::new(), left: edits, dice }
    }

    fn is_full(&self) -> bool {
        self.left == 0
    }

    fn session(&mut self, round: u32) {
        let engagement = Engagement::round(round);
        if round > 0 {
            self.open_anew(round as usize % 2);
            self.look_back(engagement.begins());
        }
        for (who, at, input) in engagement.inputs() {
            self.does(who, at, input);
        }
    }

    /// One of the two opens the page again.
    fn open_anew(&mut self, own: usize) {
        let mut room = Room::new(client(&mut self.dice));
        room.load(&self.rooms[1 - own].snapshot()).expect("a room's own snapshot");
        self.rooms[own] = room;
    }

    /// Marks what was left open last time as discussed, done or let go.
    fn look_back(&mut self, at: Moment) {
        let view = self.rooms[0].view(at);
        let View { agenda, tasks, .. } = &*view;
        for item in agenda.iter().filter(|item| item.discussed.is_none()) {
            self.does(
                Player::Ana,
                at,
                PersonInput::Edit(Edit::Agenda(AgendaEdit::SetDiscussed { item: item.id, discussed: true })),
            );
        }
        let open = tasks.iter().filter(|task| task.status == Status::Open).enumerate();
        for (number, task) in open {
            let status = if number % 4 == 3 { Status::LetGo } else { Status::Done };
            let owner = Player::BOTH.into_iter().find(|who| task.owner == Some(who.id()));
            self.does(
                owner.unwrap_or(Player::Ana),
                at,
                PersonInput::Edit(Edit::Tasks(TasksEdit::SetStatus { task: task.id, status })),
            );
        }
    }

    fn does(&mut self, who: Player, at: Moment, input: PersonInput) {
        if self.is_full() {
            return;
        }
        let own = who as usize;
        perform(&mut self.rooms[own], who, at, input).expect("an edit that applied in the first round");
        self.left -= 1;
        for update in self.rooms[own].take_updates() {
            self.rooms[1 - own].apply(&update).expect("a room's own update");
            self.log.extend((update.len() as u32).to_le_bytes());
            self.log.extend(update);
        }
    }
}

fn client(dice: &mut fastrand::Rng) -> u64 {
    dice.u64(1..1 << 53)
}

/// The folder for the data of benchmarks.
pub fn folder() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| Path::new(WORKSPACE).join("target"), PathBuf::from);
    target.join("bench-data")
}

/// A hash of everything that such a room depends on.
fn fingerprint() -> u64 {
    let mut folders = vec![Path::new(WORKSPACE).join("crates/room/src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let sources = files.iter().flat_map(|file| fs::read(file).unwrap_or_default());
    let parts = crate::engagement::PARTS.iter().flat_map(|(_, text)| text.bytes());
    sources
        .chain(parts)
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// The workspace's folder.
const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
