//! Reads the script. A line is `mm:ss`, who, what they do, and to what; free text follows after ` | `.

use alongside_room::{
    AboutEdit, AgendaEdit, BlockId, BlockKind, CommentId, Edit, ItemId, MembersEdit, Outcome, Place, Role, SessionId,
    SessionsEdit, Status, TaskId, TasksEdit, TextField, TimerEdit,
};

use super::line::{Action, Keystroke, MINUTE, Player, Start};

/// The rest of a line.
pub(super) struct LineReader<'l> {
    rest: &'l str,
    free: Option<&'l str>,
    round: u32,
}

impl<'l> LineReader<'l> {
    pub(super) fn of(line: &'l str, round: u32) -> Self {
        let (rest, free) = match line.split_once(" | ") {
            Some((rest, free)) => (rest, Some(free)),
            None => (line, None),
        };
        Self { rest, free, round }
    }

    pub(super) fn line(mut self) -> Option<(u64, Player, Action)> {
        let (minutes, seconds) = self.word()?.split_once(':')?;
        let at = (minutes.parse::<u64>().ok()? * 60 + seconds.parse::<u64>().ok()?) * 1_000;
        let who = self.player()?;
        let action = action(&mut self, who)?;
        self.rest.is_empty().then_some((at, who, action))
    }

    fn word(&mut self) -> Option<&'l str> {
        let (word, rest) = self.rest.split_once(' ').unwrap_or((self.rest, ""));
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// Whether the next word is this one; consumes it.
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

    /// The title of a new thing, in this round.
    fn title(&self) -> Option<String> {
        let title = self.free?;
        Some(if self.round == 0 { title.to_owned() } else { format!("{title} ({})", self.round + 1) })
    }

    /// The id behind a label: the same in every run, another in every round.
    fn id(&mut self, kind: &str) -> Option<[u8; 8]> {
        let label = self.word()?;
        let of = format!("{kind} {label} {}", self.round);
        // FNV-1a: unique for a few thousand labels, not a secret.
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

/// The session of a round.
pub fn session(round: u32) -> SessionId {
    (0..round).fold(SessionId::FIRST, |session, _| session.next())
}

/// Reads the action of a line: an arm for each kind.
fn action(words: &mut LineReader<'_>, who: Player) -> Option<Action> {
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
            place: words.place(LineReader::item)?,
            title: words.title()?,
        }),
        "tick" => Edit::Agenda(AgendaEdit::SetDiscussed { item: words.item()?, discussed: true }),
        "untick" => Edit::Agenda(AgendaEdit::SetDiscussed { item: words.item()?, discussed: false }),
        "minutes" => {
            let item = words.item()?;
            Edit::Agenda(AgendaEdit::SetMinutes { item, minutes: words.maybe()?.map(str::parse).transpose().ok()? })
        }
        "raised" => Edit::Agenda(AgendaEdit::SetRaisedBy { item: words.item()?, member: words.player()?.id() }),
        "move" => Edit::Agenda(AgendaEdit::Reorder { item: words.item()?, place: words.place(LineReader::item)? }),
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
        "order" => Edit::Tasks(TasksEdit::Reorder { task: words.task()?, place: words.place(LineReader::task)? }),
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
            return Some(Action::Type { field, start: words.start()?, keys: words.keys()? });
        }
        "undo" => return Some(Action::Undo),
        "redo" => return Some(Action::Redo),
        _ => return None,
    };
    Some(Action::Edit(edit))
}
