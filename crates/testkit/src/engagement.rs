//! A real coaching session of 75 minutes between Ana and Ben, from the files in `tests/data/engagement`.
//!
//! `script` reads them. Where a line types, every character is a key (`⌫` is Backspace, `⏎` is Enter), pressed at the
//! pace of a person who types. Things have labels instead of ids; their ids are derived from the label and the round.
//!
//! [`Engagement::round`] reads the files and [`Engagement::events`] lists everything that the two do in order of
//! time. A [`Typist`] turns an event into an input for that person's copy of the room. [`Engagement::inputs`] does so
//! for all events against one copy's texts, like two people with a perfect connection. Browser tests play the
//! [`ScriptLine`]s instead: what a person does, not the resulting edits.

mod line;
mod script;
mod typist;

use std::{collections::BTreeMap, rc::Rc};

use alongside_room::{
    AboutEdit, AgendaEdit, Edit, Edited, MembersEdit, Moment, Refused, Room, SessionsEdit, TasksEdit, TextEdit,
    TextField, Who,
};

use self::{line::MINUTE, script::LineReader};
pub use self::{
    line::{Action, Keystroke, Player, ScriptEvent, ScriptLine, Start},
    script::session,
    typist::{NotFound, PersonInput, Typist},
};

/// The five files, by name.
pub const PARTS: [(&str, &str); 5] = [
    ("1-arrive.txt", include_str!("../../../tests/data/engagement/1-arrive.txt")),
    ("2-look-back.txt", include_str!("../../../tests/data/engagement/2-look-back.txt")),
    ("3-talk.txt", include_str!("../../../tests/data/engagement/3-talk.txt")),
    ("4-commit.txt", include_str!("../../../tests/data/engagement/4-commit.txt")),
    ("5-close.txt", include_str!("../../../tests/data/engagement/5-close.txt")),
];

/// When the first round begins: 25 November 2026, 15:00 UTC.
pub const START: Moment = Moment(1_795_618_800_000);
/// The time from one round to the next: two weeks.
const ROUND: u64 = 14 * 24 * 60 * MINUTE;

/// One session of the engagement.
#[derive(Debug)]
pub struct Engagement {
    /// In order of time.
    pub lines: Vec<ScriptLine>,
    /// From 0.
    round: u32,
}

impl Engagement {
    /// The session as the files have it.
    pub fn first() -> Self {
        Self::round(0)
    }

    /// The session of a later round: other ids, other titles, the next session of the series. The people and the call
    /// link stay.
    pub fn round(round: u32) -> Self {
        let mut lines = Vec::new();
        for (file, text) in PARTS {
            for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            {
                let source = format!("{file}:{number}");
                let (at, who, action) =
                    LineReader::of(line, round).line().unwrap_or_else(|| panic!("{source} says: {line}"));
                let is_known = matches!(
                    action,
                    Action::Edit(
                        Edit::Members(MembersEdit::Join { .. })
                            | Edit::About(AboutEdit::SetExpected { .. })
                            | Edit::About(AboutEdit::SetPlanned(_))
                            | Edit::Sessions(SessionsEdit::SetCallLink { .. })
                    )
                );
                if round == 0 || !is_known {
                    lines.push(ScriptLine { at, who, action, source });
                }
            }
        }
        lines.sort_by_key(|line| line.at);
        Self { lines, round }
    }

    /// When the session begins.
    pub fn begins(&self) -> Moment {
        Moment(START.0 + u64::from(self.round) * ROUND)
    }

    /// When the last event is over.
    pub fn ends(&self) -> Moment {
        Moment(self.begins().0 + 75 * MINUTE)
    }

    /// Everything that the two do, in order of time.
    pub fn events(&self) -> Vec<ScriptEvent<'_>> {
        let mut events = Vec::new();
        for line in &self.lines {
            let begins = self.begins().0 + line.at;
            match &line.action {
                Action::Type { keys, .. } => {
                    let keys = (0..).zip(line.rhythm(keys));
                    events.extend(keys.map(|(key, pressed)| ScriptEvent { at: Moment(begins + pressed), line, key }));
                }
                _ => events.push(ScriptEvent { at: Moment(begins), line, key: 0 }),
            }
        }
        events.sort_by_key(|event| event.at);
        events
    }

    /// All inputs, with who and when: as if each saw at once what the other typed.
    pub fn inputs(&self) -> Vec<(Player, Moment, PersonInput)> {
        let mut texts = ShownTexts::default();
        let mut typists = BTreeMap::from(Player::BOTH.map(|who| (who, Typist::default())));
        let mut inputs = Vec::new();
        for ScriptEvent { at, line, key } in self.events() {
            let typist = typists.entry(line.who).or_default();
            let input = typist
                .input(line, key, |field| texts.of(field))
                .unwrap_or_else(|gone| panic!("{}: {gone}", line.source));
            texts.follow(&input);
            inputs.push((line.who, at, input));
        }
        inputs
    }
}

/// The texts of the fields, for somebody who sees every edit at once.
#[derive(Debug, Default)]
struct ShownTexts {
    now: BTreeMap<TextField, Rc<str>>,
}

impl ShownTexts {
    fn of(&self, field: TextField) -> Option<Rc<str>> {
        self.now.get(&field).cloned()
    }

    fn follow(&mut self, input: &PersonInput) {
        let PersonInput::Edit(edit) = input else { return };
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

/// Performs an input on a copy of the room.
pub fn perform(room: &mut Room, who: Player, now: Moment, input: PersonInput) -> Result<Option<Edited>, Refused> {
    let who = Who { me: who.id(), now };
    match input {
        PersonInput::Edit(edit) => room.edit(who, edit).map(|()| None),
        PersonInput::Undo => room.undo(who).map(Some),
        PersonInput::Redo => room.redo(who).map(Some),
    }
}
