//! The whole coaching session of `tests/data/engagement`, played in two browsers: every letter is a key press,
//! everything else uses the buttons and fields that a person would use. `after.txt` is what both have in the end.

use std::collections::BTreeMap;

use alongside_room::{
    AboutEdit, AgendaEdit, BlockKind, Edit, ItemId, MembersEdit, Outcome, Place, SessionsEdit, Status, TaskId,
    TasksEdit, TextField, TimerEdit,
};

use alongside_testkit::{
    engagement::{Action, Engagement, Keystroke, Player, ScriptLine, Start},
    story::{
        element::{Element, Finds},
        patience::{together, until},
        person::{Person, Story},
    },
};

const AFTER: &str = include_str!("../data/engagement/after.txt");

#[test]
fn a_session_of_seventy_five_minutes_is_the_same_for_both() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let mut screens = TwoScreens { ana, ben, items: BTreeMap::new(), tasks: BTreeMap::new() };
    let engagement = Engagement::first();
    let mut lines = engagement.lines.iter().peekable();
    while let Some(line) = lines.next() {
        // Lines that the script has two people type at once are typed at once.
        match lines.peek() {
            Some(next) if line.who != next.who && types(line) && types(next) && next.at < line.ends() => {
                screens.type_together(line, next);
                lines.next();
            }
            _ => screens.play(line),
        }
    }

    let TwoScreens { ana, ben, .. } = &screens;
    for person in [ana, ben] {
        person.looks_away();
        person.sync().shows("is well".into(), |words| words.ends_with("has it"));
        person.button("Session 2 of 5").is_there();
        person.checkbox("Show done").click();
        person.looks_away();
    }
    let agenda = ana.agenda().rows();
    ben.agenda().has_rows(&words(&agenda));
    assert_eq!(agenda, ["Dates over the holidays", "Conference talk – dare I propose one?"]);

    let (mut hers, mut his, mut wanted) = (ana.tasks().rows(), ben.tasks().rows(), after_tasks());
    for tasks in [&mut hers, &mut his, &mut wanted] {
        tasks.sort();
    }
    assert_eq!(hers, his);
    assert_eq!(hers, wanted);

    for person in [ana, ben] {
        person.button("Session 2 of 5").click();
        let earlier = person.dialog("Session").list("Earlier sessions");
        earlier.ask("e.querySelector('summary, button').click()").expect("it opens");
        for note in
            AFTER.lines().filter_map(|line| line.trim_start().strip_prefix("│ ")).filter(|note| !note.is_empty())
        {
            earlier.mentions(note.trim());
        }
        person.press("Escape");
    }
}

fn types(line: &ScriptLine) -> bool {
    matches!(line.action, Action::Type { .. })
}

fn words(rows: &[String]) -> Vec<&str> {
    rows.iter().map(String::as_str).collect()
}

/// The titles of the tasks of `after.txt`.
fn after_tasks() -> Vec<String> {
    let lines = AFTER.lines().skip_while(|line| !line.starts_with("Tasks ("));
    let tasks = lines.skip(1).take_while(|line| line.starts_with(' '));
    let titles = tasks.filter_map(|line| line.strip_prefix("  ["));
    titles.filter_map(|line| Some(line.split_once("] ")?.1.split(" · ").next()?.to_owned())).collect()
}

/// The two people, and the present titles of things.
struct TwoScreens {
    ana: Person,
    ben: Person,
    items: BTreeMap<ItemId, String>,
    tasks: BTreeMap<TaskId, String>,
}

impl TwoScreens {
    fn person(&self, who: Player) -> &Person {
        match who {
            Player::Ana => &self.ana,
            Player::Ben => &self.ben,
        }
    }

    fn type_together(&mut self, one: &ScriptLine, other: &ScriptLine) {
        self.agree();
        together(|| self.type_line(one), || self.type_line(other));
        self.follow(one);
        self.follow(other);
    }

    fn play(&mut self, line: &ScriptLine) {
        let person = self.person(line.who);
        match &line.action {
            Action::Type { .. } => {
                self.agree();
                self.type_line(line);
            }
            Action::Undo => person.button("Undo").click(),
            Action::Redo => person.button("Redo").click(),
            Action::Edit(edit) => self.edit(person, line.who, edit),
        }
        self.follow(line);
    }

    /// Waits until each sees what the other has done so far: a caret is placed by the words before it.
    fn agree(&self) {
        for person in [&self.ana, &self.ben] {
            person.sync().shows("is well".into(), |words| words.ends_with("has it"));
        }
    }

    /// Places the caret, then presses the keys one after the other.
    fn type_line(&self, line: &ScriptLine) {
        let Action::Type { field, start, keys } = &line.action else { return };
        let person = self.person(line.who);
        let element = self.field(person, *field);
        match start {
            Start::Beginning => element.select("", true),
            Start::End => element.caret_to_end(),
            Start::After(words) => element.select(words, true),
            Start::Over(words) => element.select(words, false),
        }
        let mut text = String::new();
        for key in keys {
            match key {
                Keystroke::Letter(letter) => text.push_str(letter),
                Keystroke::Backspace => text.push('\u{e003}'),
            }
        }
        person.types(&text);
    }

    fn field<'p>(&self, person: &'p Person, field: TextField) -> Element<'p> {
        match field {
            TextField::ItemTitle(item) => person.agenda().textbox(&format!("Title: {}", self.items[&item])),
            TextField::ItemNotes(item) => {
                self.open(person, item);
                person.notes()
            }
            TextField::TaskTitle(task) => person.tasks().textbox(&format!("Title: {}", self.tasks[&task])),
            TextField::Wording(_) => unreachable!("no line of the engagement types in its agreement"),
        }
    }

    fn open(&self, person: &Person, item: ItemId) {
        let title = &self.items[&item];
        if !person.region("Now").heading(title).is_here_now() {
            person.opens_point(title);
        }
    }

    fn edit(&self, person: &Person, who: Player, edit: &Edit) {
        let item = |item: &ItemId| self.items[item].as_str();
        let task = |task: &TaskId| self.tasks[task].as_str();
        match edit {
            // Both have joined already.
            Edit::Members(MembersEdit::Join { .. }) | Edit::About(AboutEdit::SetExpected { .. }) => {}
            Edit::About(AboutEdit::SetPlanned(planned)) => self.in_session(person, |session| {
                session.spinbutton("Planned sessions").retype(&planned.map(|n| n.to_string()).unwrap_or_default());
            }),
            Edit::Sessions(SessionsEdit::SetDate { date, .. }) => self.in_session(person, |session| {
                let date = date.clone().unwrap_or_default();
                let (day, time) = date.split_once('T').unwrap_or((&date, ""));
                session.field("Date").set(day);
                session.field("Time").set(time);
            }),
            Edit::Sessions(SessionsEdit::SetCallLink { link, .. }) => {
                self.in_session(person, |session| session.textbox("Call link").retype(link));
            }
            Edit::Sessions(SessionsEdit::Close { .. }) => {
                self.in_session(person, |session| session.button("Close session").click());
            }
            Edit::Sessions(SessionsEdit::Reopen { .. }) => {
                self.in_session(person, |session| session.button("Reopen").click())
            }

            Edit::Agenda(AgendaEdit::Add { title, .. }) => person.adds_point(title),
            Edit::Agenda(AgendaEdit::SetDiscussed { item: id, discussed }) => {
                let tick = person.agenda().checkbox(&format!("Discussed: {}", item(id)));
                tick.is_ticked(!discussed);
                tick.click();
                tick.is_ticked(*discussed);
            }
            Edit::Agenda(AgendaEdit::SetMinutes { item: id, minutes }) => {
                self.open(person, *id);
                let field = person.region("Now").spinbutton("Minutes");
                field.retype(&minutes.map(|minutes| minutes.to_string()).unwrap_or_default());
            }
            Edit::Agenda(AgendaEdit::SetRaisedBy { item: id, member }) => {
                self.open(person, *id);
                let name = Player::BOTH.iter().find(|who| who.id() == *member).expect("one of the two").name();
                person.region("Now").combobox("Raised by").choose(name);
            }
            Edit::Agenda(AgendaEdit::Reorder { item: id, place }) => {
                let after = match place {
                    Place::After(other) => Some(item(other)),
                    Place::First => None,
                    Place::Last => panic!("no line moves to the end"),
                };
                carry(person, &person.agenda(), item(id), after);
            }
            Edit::Agenda(AgendaEdit::Postpone { item: id }) => person.chooses(item(id), "Move to next session"),
            Edit::Agenda(AgendaEdit::MakeTask { item: id, .. }) => {
                person.chooses(item(id), "Make it a task");
                person.tasks().row(item(id)).is_there();
            }
            Edit::Agenda(AgendaEdit::Answer { item: id, answer }) => {
                person.chooses(item(id), "Settle in writing");
                person.textbox(&format!("Answer: {}", item(id))).enter(answer);
            }
            Edit::Agenda(AgendaEdit::Delete { item: id }) => person.chooses(item(id), "Delete"),
            // There is no button for "nothing more to talk about": the end of the session means that.
            Edit::Agenda(AgendaEdit::SetCurrent { item: None, .. }) => {}
            Edit::Agenda(AgendaEdit::SetCurrent { item: Some(id), .. }) => {
                self.open(person, *id);
                person.button("Talk about this").click();
                person.agenda().row(item(id)).has("aria-current", Some("true"));
            }

            Edit::Tasks(TasksEdit::Add { title, owner, done, .. }) => {
                person.adds_task(title);
                if *owner != Some(who.id()) {
                    let name = owner.map_or("Nobody yet", |_| who.other().name());
                    person.chooses(title, "Owner");
                    person.combobox(&format!("Owner: {title}")).choose(name);
                    person.press("Escape");
                }
                if *done {
                    person.tasks().checkbox(&format!("Done: {title}")).click();
                }
            }
            Edit::Tasks(TasksEdit::SetStatus { task: id, status }) => self.settle(person, task(id), *status),
            Edit::Tasks(TasksEdit::SetOwner { task: id, owner }) => {
                assert_eq!(*owner, Some(who.id()), "each takes their own");
                // The other has just changed the row.
                person.lets_controls_settle();
                person.chooses(task(id), "Take it");
            }
            Edit::Tasks(TasksEdit::SetDue { task: id, due }) => {
                person.chooses(task(id), "Due");
                person.field(&format!("Due: {}", task(id))).set(due.as_deref().unwrap_or_default());
                person.press("Escape");
            }
            Edit::Tasks(TasksEdit::SetLink { task: id, link }) => {
                self.showing_done(person, task(id), |person| {
                    person.chooses(task(id), "Link");
                    person.textbox(&format!("Link: {}", task(id))).enter(link);
                });
            }
            Edit::Tasks(TasksEdit::SetFirstStep { task: id, step }) => {
                person.chooses(task(id), "First step");
                person.textbox(&format!("First step: {}", task(id))).enter(step);
            }
            Edit::Tasks(TasksEdit::AddComment { task: id, text, .. }) => {
                self.showing_done(person, task(id), |person| {
                    person.chooses(task(id), "Comment");
                    person.textbox(&format!("Comment: {}", task(id))).enter(text);
                    person.tasks().row(task(id)).mentions(text);
                    person.press("Escape");
                })
            }
            Edit::Tasks(TasksEdit::DeleteComment { task: id, .. }) => {
                person.chooses(task(id), "Comment");
                person.tasks().row(task(id)).button("Delete comment: …").click();
                person.press("Escape");
            }
            Edit::Tasks(TasksEdit::Reorder { task: id, place }) => {
                let after = match place {
                    Place::After(other) => Some(task(other)),
                    Place::First => None,
                    Place::Last => panic!("no line moves to the end"),
                };
                carry(person, &person.tasks(), task(id), after);
            }
            Edit::Tasks(TasksEdit::Delete { task: id }) => person.chooses(task(id), "Delete"),

            Edit::Timer(TimerEdit::Start { budget, kind, .. }) => {
                // A break that a person starts is a block like any other.
                let _: &BlockKind = kind;
                person.radio("Custom").is_there();
                match budget.map(|budget| budget / 60_000) {
                    None => person.radio("Open-ended").click(),
                    Some(minutes) => match person.radio(&format!("{minutes} minutes")) {
                        fixed if fixed.is_here_now() => fixed.click(),
                        _ => {
                            person.radio("Custom").click();
                            person.spinbutton("Custom minutes").retype(&minutes.to_string());
                        }
                    },
                }
                press_until(person, "Start", "Pause");
            }
            // Everybody who is present at the start has joined: nothing to press.
            Edit::Timer(TimerEdit::Join { .. }) => {
                let join = person.button("Join");
                if join.is_here_now() {
                    join.click();
                }
            }
            Edit::Timer(TimerEdit::Pause { .. }) => press_until(person, "Pause", "Resume"),
            Edit::Timer(TimerEdit::Resume { .. }) => press_until(person, "Resume", "Pause"),
            Edit::Timer(TimerEdit::Stop { .. }) => press_until(person, "Stop", "Start"),
            Edit::Timer(TimerEdit::AddTime { by, .. }) => {
                assert_eq!(*by, 5 * 60_000);
                let before = minutes(&person.time().text());
                until("five minutes more", || {
                    if minutes(&person.time().text()) >= before + 4 {
                        return Ok(());
                    }
                    person.button("Add 5 minutes").click();
                    Err("no more time".to_owned())
                });
            }
            Edit::Timer(TimerEdit::SetIntention { text, .. }) => person.textbox("My intention").retype(text),
            Edit::Timer(TimerEdit::Report { outcome, line, .. }) => {
                let answer = match outcome {
                    Outcome::Done => "Done",
                    Outcome::Partly => "Partly",
                    Outcome::NotDone => "Not done",
                    Outcome::Skipped => return person.button("Skip").click(),
                };
                person.radiogroup("How did it go?").radio(answer).click();
                if line.is_empty() {
                    person.region("Timer").button("Close").click();
                } else {
                    person.textbox("What happened").enter(line);
                }
                person.radiogroup("How did it go?").is_gone();
            }
            other => panic!("no screen is known for {other:?}"),
        }
    }

    fn settle(&self, person: &Person, title: &str, status: Status) {
        self.showing_done(person, title, |person| match status {
            Status::Done => {
                let tick = person.tasks().checkbox(&format!("Done: {title}"));
                tick.click();
                tick.is_ticked(true);
            }
            Status::LetGo => person.chooses(title, "Let it go"),
            Status::Open => person.chooses(title, "Open again"),
        });
    }

    /// Done tasks are hidden until they are asked for.
    fn showing_done(&self, person: &Person, title: &str, act: impl Fn(&Person)) {
        let hidden = !person.tasks().row(title).is_here_now();
        if hidden {
            person.checkbox("Show done").click();
        }
        act(person);
        if hidden {
            person.checkbox("Show done").click();
        }
        person.looks_away();
    }

    fn in_session(&self, person: &Person, act: impl Fn(&Element<'_>)) {
        // What the other has just changed takes no press for a moment.
        person.lets_controls_settle();
        person.button("Session …").click();
        let session = person.dialog("Session");
        session.is_there();
        act(&session);
        person.press("Escape");
        session.is_gone();
    }

    /// Notes the titles after this line.
    fn follow(&mut self, line: &ScriptLine) {
        match &line.action {
            Action::Edit(Edit::Agenda(AgendaEdit::Add { item, title, .. })) => {
                drop(self.items.insert(*item, title.clone()))
            }
            Action::Edit(Edit::Tasks(TasksEdit::Add { task, title, .. })) => {
                drop(self.tasks.insert(*task, title.clone()))
            }
            Action::Edit(Edit::Agenda(AgendaEdit::MakeTask { item, task })) => {
                drop(self.tasks.insert(*task, self.items[item].clone()))
            }
            Action::Type { field: TextField::ItemTitle(item), start, keys } => {
                typed(self.items.get_mut(item).expect("a title"), start, keys);
            }
            Action::Type { field: TextField::TaskTitle(task), start, keys } => {
                typed(self.tasks.get_mut(task).expect("a title"), start, keys);
            }
            _ => {}
        }
    }
}

/// The title after typing.
fn typed(title: &mut String, start: &Start, keys: &[Keystroke]) {
    let (at, over) = match start {
        Start::Beginning => (0, 0),
        Start::End => (title.len(), 0),
        Start::After(words) => (title.find(words).expect("the words") + words.len(), 0),
        Start::Over(words) => (title.find(words).expect("the words"), words.len()),
    };
    let mut new = String::new();
    for key in keys {
        match key {
            Keystroke::Letter(letter) => new.push_str(letter),
            Keystroke::Backspace => drop(new.pop()),
        }
    }
    title.replace_range(at..at + over, &new);
}

/// Moves a row by keys, one place at a time, until it is behind another row, or first.
fn carry(person: &Person, list: &Element<'_>, title: &str, after: Option<&str>) {
    list.row(title).is_there();
    list.textbox(&format!("Title: {title}")).focus();
    // From which place to which, as the list is now.
    let way = || {
        let rows = list.rows();
        let at =
            |title: &str| rows.iter().position(|row| row == title).ok_or_else(|| format!("{title} is not in {rows:?}"));
        let from = at(title)?;
        let to = match after {
            None => 0,
            Some(after) => at(after)? + usize::from(at(after)? < from),
        };
        Ok((from, to))
    };
    loop {
        let (from, to) = until(format!("{title} has a place to go"), way);
        if from == to {
            break;
        }
        let key = if from > to { "Alt+ArrowUp" } else { "Alt+ArrowDown" };
        until(format!("{title} is carried from {from} towards {to}"), || {
            if way()?.0 != from {
                return Ok(());
            }
            person.press(key);
            Err("it stands still".to_owned())
        });
    }
    person.looks_away();
}

/// Presses a button of the clock until it takes effect: after the other's click it ignores clicks for a moment.
fn press_until(person: &Person, button: &str, then: &str) {
    until(format!("{button} leads to {then}"), || {
        if person.region("Timer").button(then).is_here_now() {
            return Ok(());
        }
        if person.region("Timer").button(button).is_here_now() {
            person.region("Timer").button(button).click();
        }
        Err(person.time().text())
    });
}

fn minutes(time: &str) -> i64 {
    let parts: Vec<i64> = time.trim_start_matches('+').split(':').filter_map(|part| part.parse().ok()).collect();
    match parts.as_slice() {
        [hours, minutes, _] => hours * 60 + minutes,
        [minutes, _] => *minutes,
        _ => panic!("{time} is no time"),
    }
}
