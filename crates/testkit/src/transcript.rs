//! A room in plain words, line by line: everything that a screen shows, to be compared with a text that a person can
//! read.

use std::fmt::Write;

use alongside_room::{Block, Item, MemberId, Moment, Outcome, Session, Status, Task, TimerState, View};

/// The whole view. Moments are in minutes since `since`.
pub fn transcript(view: &View, since: Moment) -> String {
    let mut teller = Teller { view, since, words: String::new() };
    teller.tell();
    teller.words
}

struct Teller<'v> {
    view: &'v View,
    since: Moment,
    words: String,
}

impl Teller<'_> {
    fn tell(&mut self) {
        let view = self.view;
        for member in view.members.iter() {
            let (name, initial, joined) = (&member.name, &member.initial, self.time(member.joined));
            self.line(0, &format!("{name} ({initial}, {:?}) since {joined}", member.role));
        }
        self.session(&view.session);
        self.heading("Agenda", view.agenda.len());
        view.agenda.iter().for_each(|item| self.item(item));
        self.heading("Next session", view.postponed.len());
        view.postponed.iter().for_each(|item| self.item(item));
        self.heading("Tasks", view.tasks.len());
        view.tasks.iter().for_each(|task| self.task(task));
        let state = match view.timer.state {
            TimerState::Idle => "idle".to_owned(),
            TimerState::Running => "running".to_owned(),
            TimerState::Paused { since } => format!("paused since {}", self.time(since)),
        };
        let (by, at) = (self.name(view.timer.by), self.time(view.timer.at));
        self.line(0, &format!("Clock {state}, by {by} at {at}"));
        self.heading("Blocks", view.blocks.len());
        view.blocks.iter().for_each(|block| self.block(block));
        self.heading("Bin", view.bin.len());
        for binned in view.bin.iter() {
            let (by, at) = (self.name(binned.by), self.time(binned.at));
            self.line(1, &format!("{}, by {by} at {at}", binned.title));
        }
        for session in view.earlier.iter() {
            self.session(session);
            session.items.iter().for_each(|item| self.item(item));
        }
    }

    fn session(&mut self, session: &Session) {
        let mut words = format!("Session {}", session.number);
        if let Some(planned) = self.view.planned {
            let _ = write!(words, " of {planned}");
        }
        if let Some(date) = &session.date {
            let _ = write!(words, " on {date}");
        }
        if !session.call_link.is_empty() {
            let _ = write!(words, " at {}", session.call_link);
        }
        if let Some((by, at)) = session.closed {
            let _ = write!(words, ", closed by {} at {}", self.name(by), self.time(at));
        }
        self.line(0, &words);
    }

    fn item(&mut self, item: &Item) {
        let tick = if item.discussed.is_some() { 'x' } else { ' ' };
        let (by, at) = (self.name(item.raised_by), self.time(item.added));
        let mut words = format!("[{tick}] {} · {by}, {at}", item.title);
        if let Some(minutes) = item.minutes {
            let _ = write!(words, " · {minutes} min");
        }
        if item.carried {
            words.push_str(" · from before");
        }
        if self.view.current.is_some_and(|current| current.item == item.id) {
            words.push_str(" · now");
        }
        self.line(1, &words);
        item.notes.lines().for_each(|line| self.line(2, &format!("│ {line}")));
    }

    fn task(&mut self, task: &Task) {
        let tick = match task.status {
            Status::Open => ' ',
            Status::Done => 'x',
            Status::LetGo => '~',
        };
        let mut words = format!("[{tick}] {} · {}", task.title, self.time(task.added));
        if let Some(owner) = task.owner {
            let _ = write!(words, " · {}", self.name(owner));
        }
        if task.is_ask() {
            let _ = write!(words, ", {} asks", self.name(task.given_by));
        }
        if let Some(due) = &task.due {
            let _ = write!(words, " · by {due}");
        }
        if let Some(since) = task.status_since {
            let _ = write!(words, " · settled {}", self.time(since));
        }
        self.line(1, &words);
        for more in [&task.first_step, &task.link] {
            if !more.is_empty() {
                self.line(2, &format!("→ {more}"));
            }
        }
        for comment in task.comments.iter() {
            let (by, at) = (self.name(comment.by), self.time(comment.at));
            self.line(2, &format!("{by}, {at}: {}", comment.text));
        }
    }

    fn block(&mut self, block: &Block) {
        let with: Vec<_> = block.with.iter().map(|member| self.name(*member)).collect();
        let (started, ended) = (self.time(block.started), self.time(block.ended));
        let over = if block.over > 0 { format!(", over {}", clock(block.over)) } else { String::new() };
        let ran = clock(block.ran);
        self.line(1, &format!("{:?} {started}–{ended}, ran {ran}{over}, with {}", block.kind, with.join(" and ")));
        for (by, intention) in block.intentions.iter() {
            self.line(2, &format!("{} meant: {intention}", self.name(*by)));
        }
        for report in block.reports.iter() {
            let outcome = match report.outcome {
                Outcome::Done => "done",
                Outcome::Partly => "partly",
                Outcome::NotDone => "not done",
                Outcome::Skipped => "skipped",
            };
            let line = if report.line.is_empty() { String::new() } else { format!(": {}", report.line) };
            self.line(2, &format!("{} said {outcome}{line}", self.name(report.by)));
        }
    }

    fn heading(&mut self, words: &str, count: usize) {
        self.line(0, &format!("{words} ({count})"));
    }

    fn line(&mut self, depth: usize, words: &str) {
        let _ = writeln!(self.words, "{:1$}{words}", "", depth * 2);
    }

    fn name(&self, id: MemberId) -> String {
        self.view.member(id).map_or_else(|| format!("{id:?}"), |member| member.name.to_string())
    }

    fn time(&self, moment: Moment) -> String {
        clock(moment.0.saturating_sub(self.since.0))
    }
}

fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1_000;
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}
