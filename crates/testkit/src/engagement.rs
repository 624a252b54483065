//! A real coaching session of 75 minutes, as Ana and Ben had it, from the files in `tests/data/engagement`.
//!
//! A line is `mm:ss`, who, what they do, and with what; free text stands behind ` | `. The acts are those of
//! `act`. Where a line types, every character is a key: `⌫` is Backspace, `⏎` is Enter, and each comes when a hand at
//! a keyboard would press it. Things have labels instead of ids; their ids follow from them and from the round.
//!
//! [`Engagement::round`] reads the files, [`Engagement::strokes`] is everything that the two do in order of time, and a
//! [`Hand`] turns a stroke into what its player's copy of the room is told. [`Engagement::acts`] plays it all against one
//! copy's texts, as two people with a perfect line would. Browser tests play [`Line`]s instead: what a person does, not
//! which edit comes of it.

use std::{collections::BTreeMap, rc::Rc};

use alongside_room::{
    AboutEdit, AgendaEdit, BlockId, BlockKind, CommentId, Edit, Edited, ItemId, MemberId, MembersEdit, Moment, Outcome,
    Place, Refused, Role, Room, SessionId, SessionsEdit, Status, TaskId, TasksEdit, TextEdit, TextField, TimerEdit,
    Who,
};

/// The five parts, by name.
pub const PARTS: [(&str, &str); 5] = [
    ("1-arrive.txt", include_str!("../../../tests/data/engagement/1-arrive.txt")),
    ("2-look-back.txt", include_str!("../../../tests/data/engagement/2-look-back.txt")),
    ("3-talk.txt", include_str!("../../../tests/data/engagement/3-talk.txt")),
    ("4-commit.txt", include_str!("../../../tests/data/engagement/4-commit.txt")),
    ("5-close.txt", include_str!("../../../tests/data/engagement/5-close.txt")),
];

/// When the first round begins: 25 November 2026, 15:00 UTC.
pub const START: Moment = Moment(1_795_618_800_000);
/// From one round to the next: two weeks.
const ROUND: u64 = 14 * 24 * 60 * MINUTE;
const MINUTE: u64 = 60_000;

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Player {
    /// The coach.
    Ana,
    /// The coachee.
    Ben,
}

/// One session of it.
#[derive(Debug)]
pub struct Engagement {
    /// In order of time.
    pub lines: Vec<Line>,
    /// From 0.
    round: u32,
}

/// A line of the files.
#[derive(Debug)]
pub struct Line {
    /// Milliseconds since the session began.
    pub at: u64,
    /// Who does it.
    pub who: Player,
    /// What they do.
    pub act: Act,
    /// File and line.
    pub source: String,
}

/// What a person does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// It is one edit.
    Edit(Edit),
    /// They type in a field.
    Type {
        /// Which field.
        field: TextField,
        /// Where they put the caret first.
        start: Start,
        /// One after the other.
        keys: Vec<Keystroke>,
    },
    /// They take their last act back.
    Undo,
    /// They do again what they took back.
    Redo,
}

/// Where typing begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// Before everything.
    Beginning,
    /// After everything that they have read there.
    End,
    /// Behind these words.
    After(String),
    /// Over these words, which they select.
    Over(String),
}

/// A key, or what an emoji picker puts in at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keystroke {
    /// What the eye sees as one character.
    Letter(String),
    /// The last one goes.
    Backspace,
}

/// The smallest thing that happens: an act, or one key of typing.
#[derive(Debug, Clone, Copy)]
pub struct Stroke<'e> {
    /// Room time.
    pub at: Moment,
    /// The line it is of.
    pub line: &'e Line,
    /// Which key, where it is typing.
    pub key: usize,
}

/// What a copy of the room is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonInput {
    /// An edit.
    Edit(Edit),
    /// Take the last one back.
    Undo,
    /// Do it again.
    Redo,
}

impl Player {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Ana, Self::Ben];

    /// Their id in every room.
    pub fn id(self) -> MemberId {
        MemberId(match self {
            Self::Ana => *b"ana-ana-",
            Self::Ben => *b"ben-ben-",
        })
    }

    /// What they are called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ana => "Ana",
            Self::Ben => "Ben",
        }
    }

    /// The one across the table.
    pub fn other(self) -> Self {
        match self {
            Self::Ana => Self::Ben,
            Self::Ben => Self::Ana,
        }
    }
}

impl Engagement {
    /// The session as it stands in the files.
    pub fn first() -> Self {
        Self::round(0)
    }

    /// The same again some weeks later: other ids, other titles, the next session of the series. Who they are and how
    /// they call stays.
    pub fn round(round: u32) -> Self {
        let mut lines = Vec::new();
        for (file, text) in PARTS {
            for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            {
                let source = format!("{file}:{number}");
                let (at, who, act) = Words::of(line, round).line().unwrap_or_else(|| panic!("{source} says: {line}"));
                let is_known = matches!(
                    act,
                    Act::Edit(
                        Edit::Members(MembersEdit::Join { .. })
                            | Edit::About(AboutEdit::SetExpected { .. })
                            | Edit::About(AboutEdit::SetPlanned(_))
                            | Edit::Sessions(SessionsEdit::SetCallLink { .. })
                    )
                );
                if round == 0 || !is_known {
                    lines.push(Line { at, who, act, source });
                }
            }
        }
        lines.sort_by_key(|line| line.at);
        Self { lines, round }
    }

    /// When it begins.
    pub fn begins(&self) -> Moment {
        Moment(START.0 + u64::from(self.round) * ROUND)
    }

    /// When the last of it was done.
    pub fn ends(&self) -> Moment {
        Moment(self.begins().0 + 75 * MINUTE)
    }

    /// Everything that the two do, in order of time.
    pub fn strokes(&self) -> Vec<Stroke<'_>> {
        let mut strokes = Vec::new();
        for line in &self.lines {
            let begins = self.begins().0 + line.at;
            match &line.act {
                Act::Type { keys, .. } => {
                    let keys = (0..).zip(line.rhythm(keys));
                    strokes.extend(keys.map(|(key, pressed)| Stroke { at: Moment(begins + pressed), line, key }));
                }
                _ => strokes.push(Stroke { at: Moment(begins), line, key: 0 }),
            }
        }
        strokes.sort_by_key(|stroke| stroke.at);
        strokes
    }

    /// The whole as what rooms are told, with who and when: as if each saw at once what the other typed.
    pub fn acts(&self) -> Vec<(Player, Moment, PersonInput)> {
        let mut texts = Texts::default();
        let mut hands = BTreeMap::from(Player::BOTH.map(|who| (who, Hand::default())));
        let mut acts = Vec::new();
        for Stroke { at, line, key } in self.strokes() {
            let hand = hands.entry(line.who).or_default();
            let told =
                hand.does(line, key, |field| texts.of(field)).unwrap_or_else(|gone| panic!("{}: {gone}", line.source));
            texts.follow(&told);
            acts.push((line.who, at, told));
        }
        acts
    }
}

impl Line {
    /// When each key goes down, from when the line begins, and how a hand goes about it: letters flow, a new word takes a
    /// breath, a mistake is noticed late and taken back fast.
    fn rhythm<'l>(&self, keys: &'l [Keystroke]) -> impl Iterator<Item = u64> + use<'l> {
        let seed = self.at;
        let (mut at, mut before): (_, Option<&Keystroke>) = (0, None);
        keys.iter().enumerate().map(move |(number, key)| {
            let swing = (seed / 7 + number as u64 * 37) % 60;
            at += swing
                + match (before, key) {
                    (None, _) => 0,
                    (Some(Keystroke::Letter(_)), Keystroke::Backspace) => 280,
                    (Some(Keystroke::Backspace), Keystroke::Backspace) => 70,
                    (Some(Keystroke::Backspace), Keystroke::Letter(_)) => 160,
                    (Some(Keystroke::Letter(letter)), _) if letter == " " => 110,
                    (Some(Keystroke::Letter(letter)), _) if letter == "\n" => 300,
                    (Some(Keystroke::Letter(_)), _) => 80,
                };
            before = Some(key);
            at
        })
    }

    /// When its last key goes down, in milliseconds since the session began.
    pub fn ends(&self) -> u64 {
        match &self.act {
            Act::Type { keys, .. } => self.at + self.rhythm(keys).last().unwrap_or(0),
            _ => self.at,
        }
    }
}

/// A person's hand at one copy of the room: it remembers where it is typing.
#[derive(Debug, Default)]
pub struct Hand {
    typing: Typing,
}

/// What stands before the caret, as far as it takes to find the caret again when the other's words push it about.
#[derive(Debug, Default)]
struct Typing {
    before: String,
    typed: String,
}

/// What the line wants to do is not to be seen in this copy (yet).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no «{0}» here")]
pub struct NotHere(String);

impl Hand {
    /// Whether a person first reads what is there before they do this: who writes below the other's words has seen them.
    pub fn reads_first(stroke: &Stroke<'_>) -> bool {
        matches!(&stroke.line.act, Act::Type { start: Start::End, .. }) && stroke.key == 0
    }

    /// What a copy is told for a stroke; `text` is what its fields show.
    pub fn does(
        &mut self,
        line: &Line,
        number: usize,
        text: impl Fn(TextField) -> Option<Rc<str>>,
    ) -> Result<PersonInput, NotHere> {
        let (field, start, keys) = match &line.act {
            Act::Edit(edit) => return Ok(PersonInput::Edit(edit.clone())),
            Act::Undo => return Ok(PersonInput::Undo),
            Act::Redo => return Ok(PersonInput::Redo),
            Act::Type { field, start, keys } => (*field, start, keys),
        };
        let base = text(field).ok_or_else(|| NotHere(format!("{field:?}")))?;
        let (caret, selected) = match number {
            0 => self.begin(start, &base)?,
            _ => (self.typing.caret(&base)?, 0),
        };
        let mut text = base.to_string();
        match &keys[number] {
            Keystroke::Letter(letter) => {
                text.replace_range(caret..caret + selected, letter);
                self.typing.typed.push_str(letter);
            }
            Keystroke::Backspace => {
                let last = self.typing.typed.pop().ok_or_else(|| NotHere("a letter to take back".to_owned()))?;
                text.replace_range(caret - last.len_utf8()..caret, "");
            }
        }
        Ok(PersonInput::Edit(Edit::Text(TextEdit::Retype { field, base: base.to_string(), text, caret: None })))
    }

    /// Puts the caret, and maybe a selection behind it.
    fn begin(&mut self, start: &Start, base: &str) -> Result<(usize, usize), NotHere> {
        let not_here = |words: &str| NotHere(words.to_owned());
        let (caret, selected) = match start {
            Start::Beginning => (0, 0),
            Start::End => (base.len(), 0),
            Start::After(words) => (base.find(words).ok_or_else(|| not_here(words))? + words.len(), 0),
            Start::Over(words) => (base.find(words).ok_or_else(|| not_here(words))?, words.len()),
        };
        let line = base[..caret].trim_end_matches('\n').rfind('\n').unwrap_or(0);
        self.typing = Typing { before: base[line..caret].to_owned(), typed: String::new() };
        Ok((caret, selected))
    }
}

impl Typing {
    fn caret(&self, base: &str) -> Result<usize, NotHere> {
        let anchor = format!("{}{}", self.before, self.typed);
        base.find(&anchor).map(|at| at + anchor.len()).ok_or(NotHere(anchor))
    }
}

/// What the fields show to somebody who sees everything at once.
#[derive(Debug, Default)]
struct Texts {
    now: BTreeMap<TextField, Rc<str>>,
}

impl Texts {
    fn of(&self, field: TextField) -> Option<Rc<str>> {
        self.now.get(&field).cloned()
    }

    fn follow(&mut self, told: &PersonInput) {
        let PersonInput::Edit(edit) = told else { return };
        match edit {
            Edit::Agenda(AgendaEdit::Add { item, title, .. }) => {
                self.now.insert(TextField::ItemTitle(*item), title.as_str().into());
                self.now.insert(TextField::ItemNotes(*item), "".into());
            }
            Edit::Tasks(TasksEdit::Add { task, title, .. }) => {
                drop(self.now.insert(TextField::TaskTitle(*task), title.as_str().into()))
            }
            Edit::Agenda(AgendaEdit::MakeTask { item, task }) => {
                if let Some(title) = self.of(TextField::ItemTitle(*item)) {
                    self.now.insert(TextField::TaskTitle(*task), title);
                }
            }
            Edit::Text(TextEdit::Retype { field, text, .. }) => drop(self.now.insert(*field, text.as_str().into())),
            _ => {}
        }
    }
}

/// Tells a copy of the room.
pub fn tell(room: &mut Room, who: Player, now: Moment, told: PersonInput) -> Result<Option<Edited>, Refused> {
    let who = Who { me: who.id(), now };
    match told {
        PersonInput::Edit(edit) => room.edit(who, edit).map(|()| None),
        PersonInput::Undo => room.undo(who).map(Some),
        PersonInput::Redo => room.redo(who).map(Some),
    }
}

/// What is left to read of a line.
struct Words<'l> {
    rest: &'l str,
    free: Option<&'l str>,
    round: u32,
}

impl<'l> Words<'l> {
    fn of(line: &'l str, round: u32) -> Self {
        let (rest, free) = match line.split_once(" | ") {
            Some((rest, free)) => (rest, Some(free)),
            None => (line, None),
        };
        Self { rest, free, round }
    }

    fn line(mut self) -> Option<(u64, Player, Act)> {
        let (minutes, seconds) = self.word()?.split_once(':')?;
        let at = (minutes.parse::<u64>().ok()? * 60 + seconds.parse::<u64>().ok()?) * 1_000;
        let who = self.player()?;
        let act = act(&mut self, who)?;
        self.rest.is_empty().then_some((at, who, act))
    }

    fn word(&mut self) -> Option<&'l str> {
        let (word, rest) = self.rest.split_once(' ').unwrap_or((self.rest, ""));
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// The next word, if it is this one.
    fn has(&mut self, word: &str) -> bool {
        let mut ahead = Self { ..*self };
        let is_it = ahead.word() == Some(word);
        if is_it {
            self.rest = ahead.rest;
        }
        is_it
    }

    fn player(&mut self) -> Option<Player> {
        let word = self.word()?;
        Player::BOTH.into_iter().find(|who| who.name() == word)
    }

    fn free(&self) -> Option<String> {
        self.free.map(str::to_owned)
    }

    /// What a new thing is called, in this round.
    fn title(&self) -> Option<String> {
        let title = self.free?;
        Some(if self.round == 0 { title.to_owned() } else { format!("{title} ({})", self.round + 1) })
    }

    /// The id behind a label: alike in every run, another in every round.
    fn id(&mut self, kind: &str) -> Option<[u8; 8]> {
        let label = self.word()?;
        let of = format!("{kind} {label} {}", self.round);
        // FNV-1a: a name for a few thousand things, not a secret.
        let hash =
            of.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
        Some(hash.to_be_bytes())
    }

    fn item(&mut self) -> Option<ItemId> {
        self.id("item").map(ItemId)
    }

    fn task(&mut self) -> Option<TaskId> {
        self.id("task").map(TaskId)
    }

    fn block(&mut self) -> Option<BlockId> {
        self.id("block").map(BlockId)
    }

    fn session(&mut self) -> Option<SessionId> {
        match self.word()? {
            "this" => Some(session(self.round)),
            "next" => Some(session(self.round + 1)),
            _ => None,
        }
    }

    fn place<Id>(&mut self, id: impl Fn(&mut Self) -> Option<Id>) -> Option<Place<Id>> {
        match self.word()? {
            "first" => Some(Place::First),
            "last" => Some(Place::Last),
            "after" => id(self).map(Place::After),
            _ => None,
        }
    }

    /// A word, or `none`.
    fn maybe(&mut self) -> Option<Option<&'l str>> {
        self.word().map(|word| (word != "none").then_some(word))
    }

    fn start(&mut self) -> Option<Start> {
        let start = match self.word()? {
            "start" => return Some(Start::Beginning),
            "end" => return Some(Start::End),
            "after" => Start::After,
            "over" => Start::Over,
            _ => return None,
        };
        let words = self.rest.strip_prefix('«')?.strip_suffix('»')?;
        self.rest = "";
        Some(start(words.replace('⏎', "\n")))
    }

    fn keys(&self) -> Option<Vec<Keystroke>> {
        let mut keys: Vec<Keystroke> = Vec::new();
        let mut joins = false;
        for letter in self.free?.chars() {
            let clings = joins || matches!(letter, '\u{fe0f}' | '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}');
            joins = letter == '\u{200d}';
            match (letter, keys.last_mut()) {
                ('⌫', _) => keys.push(Keystroke::Backspace),
                ('⏎', _) => keys.push(Keystroke::Letter("\n".to_owned())),
                (_, Some(Keystroke::Letter(last))) if clings => last.push(letter),
                _ => keys.push(Keystroke::Letter(letter.to_string())),
            }
        }
        Some(keys)
    }
}

/// A round's session.
pub fn session(round: u32) -> SessionId {
    (0..round).fold(SessionId::FIRST, |session, _| session.next())
}

/// One line for each thing that a line can say.
fn act(words: &mut Words<'_>, who: Player) -> Option<Act> {
    let verb = words.word()?;
    let edit = match verb {
        "join" => {
            let role = match words.word()? {
                "coach" => Role::Coach,
                "coachee" => Role::Coachee,
                _ => return None,
            };
            Edit::Members(MembersEdit::Join { member: who.id(), name: who.name().to_owned(), role })
        }
        "expects" => Edit::About(AboutEdit::SetExpected { name: words.free()? }),
        "plans" => Edit::About(AboutEdit::SetPlanned(Some(words.word()?.parse().ok()?))),
        "date" => {
            Edit::Sessions(SessionsEdit::SetDate { session: words.session()?, date: words.maybe()?.map(str::to_owned) })
        }
        "call" => Edit::Sessions(SessionsEdit::SetCallLink { session: words.session()?, link: words.free()? }),
        "close" => Edit::Sessions(SessionsEdit::Close { session: session(words.round) }),
        "reopen" => Edit::Sessions(SessionsEdit::Reopen { session: session(words.round) }),

        "add" => Edit::Agenda(AgendaEdit::Add {
            item: words.item()?,
            place: words.place(Words::item)?,
            title: words.title()?,
        }),
        "tick" => Edit::Agenda(AgendaEdit::SetDiscussed { item: words.item()?, discussed: true }),
        "untick" => Edit::Agenda(AgendaEdit::SetDiscussed { item: words.item()?, discussed: false }),
        "minutes" => {
            let item = words.item()?;
            Edit::Agenda(AgendaEdit::SetMinutes { item, minutes: words.maybe()?.map(str::parse).transpose().ok()? })
        }
        "raised" => Edit::Agenda(AgendaEdit::SetRaisedBy { item: words.item()?, member: words.player()?.id() }),
        "move" => Edit::Agenda(AgendaEdit::Reorder { item: words.item()?, place: words.place(Words::item)? }),
        "later" => Edit::Agenda(AgendaEdit::Postpone { item: words.item()? }),
        "make" => Edit::Agenda(AgendaEdit::MakeTask { task: words.task()?, item: words.item()? }),
        "settle" => Edit::Agenda(AgendaEdit::Answer { item: words.item()?, answer: words.free()? }),
        "bin" => Edit::Agenda(AgendaEdit::Delete { item: words.item()? }),
        "unbin" => Edit::Agenda(AgendaEdit::Restore { item: words.item()? }),
        "talk" => {
            let item = if words.has("nothing") { None } else { Some(words.item()?) };
            Edit::Agenda(AgendaEdit::SetCurrent { session: session(words.round), item })
        }

        "todo" => {
            let task = words.task()?;
            let owner = match words.has("for") {
                true if words.has("nobody") => None,
                true => Some(words.player()?.id()),
                false => return None,
            };
            Edit::Tasks(TasksEdit::Add { task, title: words.title()?, owner, done: words.has("done") })
        }
        "done" => Edit::Tasks(TasksEdit::SetStatus { task: words.task()?, status: Status::Done }),
        "drop" => Edit::Tasks(TasksEdit::SetStatus { task: words.task()?, status: Status::LetGo }),
        "open" => Edit::Tasks(TasksEdit::SetStatus { task: words.task()?, status: Status::Open }),
        "owner" => Edit::Tasks(TasksEdit::SetOwner { task: words.task()?, owner: Some(words.player()?.id()) }),
        "due" => Edit::Tasks(TasksEdit::SetDue { task: words.task()?, due: words.maybe()?.map(str::to_owned) }),
        "link" => Edit::Tasks(TasksEdit::SetLink { task: words.task()?, link: words.free()? }),
        "step" => Edit::Tasks(TasksEdit::SetFirstStep { task: words.task()?, step: words.free()? }),
        "comment" => Edit::Tasks(TasksEdit::AddComment {
            task: words.task()?,
            comment: words.id("comment").map(CommentId)?,
            text: words.free()?,
        }),
        "uncomment" => {
            Edit::Tasks(TasksEdit::DeleteComment { task: words.task()?, comment: words.id("comment").map(CommentId)? })
        }
        "order" => Edit::Tasks(TasksEdit::Reorder { task: words.task()?, place: words.place(Words::task)? }),
        "scrap" => Edit::Tasks(TasksEdit::Delete { task: words.task()? }),
        "unscrap" => Edit::Tasks(TasksEdit::Restore { task: words.task()? }),

        "start" => {
            let block = words.block()?;
            let budget = match words.word()? {
                "open" => None,
                minutes => Some(minutes.parse::<u64>().ok()? * MINUTE),
            };
            let kind = if words.has("break") { BlockKind::Break } else { BlockKind::Work };
            let with = match words.word()? {
                "both" => vec![who.id(), who.other().id()],
                "alone" => vec![who.id()],
                _ => return None,
            };
            Edit::Timer(TimerEdit::Start { block, kind, budget, with })
        }
        "pause" => Edit::Timer(TimerEdit::Pause { block: words.block()? }),
        "resume" => Edit::Timer(TimerEdit::Resume { block: words.block()? }),
        "stop" => Edit::Timer(TimerEdit::Stop { block: words.block()? }),
        "more" => Edit::Timer(TimerEdit::AddTime {
            block: words.block()?,
            by: words.word()?.parse::<i64>().ok()? * MINUTE as i64,
        }),
        "enter" => Edit::Timer(TimerEdit::Join { block: words.block()? }),
        "intend" => Edit::Timer(TimerEdit::SetIntention { block: words.block()?, text: words.free()? }),
        "report" => {
            let block = words.block()?;
            let outcome = match words.word()? {
                "done" => Outcome::Done,
                "partly" => Outcome::Partly,
                "not" => Outcome::NotDone,
                "skip" => Outcome::Skipped,
                _ => return None,
            };
            Edit::Timer(TimerEdit::Report { block, outcome, line: words.free().unwrap_or_default() })
        }

        "type" => {
            let field = match words.word()? {
                "title" => TextField::ItemTitle(words.item()?),
                "notes" => TextField::ItemNotes(words.item()?),
                "task" => TextField::TaskTitle(words.task()?),
                _ => return None,
            };
            return Some(Act::Type { field, start: words.start()?, keys: words.keys()? });
        }
        "undo" => return Some(Act::Undo),
        "redo" => return Some(Act::Redo),
        _ => return None,
    };
    Some(Act::Edit(edit))
}
