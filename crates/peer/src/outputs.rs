//! What the shell is to do, in order; and the facts as they were last told.

use std::{collections::VecDeque, rc::Rc};

use crate::{
    facts::{Facts, Notice},
    io::Output,
};

/// The queue that [`Peer::poll`](crate::Peer::poll) drains.
pub(crate) struct Outputs {
    queue: VecDeque<Output>,
    facts: Rc<Facts>,
    facts_due: bool,
}

impl Outputs {
    /// An empty queue, with facts that are still to be shown.
    pub fn new() -> Self {
        Self { queue: VecDeque::new(), facts: Rc::new(Facts::unknown()), facts_due: true }
    }

    /// One more output. To draw again is asked for once until the queue is drained.
    pub fn push(&mut self, output: Output) {
        let is_repeated = matches!(output, Output::View | Output::Facts) && self.queue.contains(&output);
        if !is_repeated {
            self.queue.push_back(output);
        }
    }

    /// Tells the person.
    pub fn notice(&mut self, notice: Notice) {
        self.push(Output::Notice(notice));
    }

    /// The next output.
    pub fn pop(&mut self) -> Option<Output> {
        self.queue.pop_front()
    }

    /// Something that facts are made of changed.
    pub fn facts_changed(&mut self) {
        self.facts_due = true;
    }

    /// The facts as they were last told.
    pub fn facts(&self) -> &Rc<Facts> {
        &self.facts
    }

    /// The facts are these now; the same `Rc` while nothing changed.
    pub fn put_facts(&mut self, facts: Facts) -> &Rc<Facts> {
        if *self.facts != facts {
            self.facts = Rc::new(facts);
            self.facts_due = true;
        }
        &self.facts
    }

    /// Tells that the facts changed, if they did since the last time.
    pub fn tell_facts(&mut self) {
        if std::mem::take(&mut self.facts_due) {
            self.push(Output::Facts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn to_draw_again_is_asked_for_once_until_it_is_done() {
        let mut outputs = Outputs::new();
        outputs.tell_facts();
        outputs.facts_changed();
        outputs.tell_facts();
        assert_eq!((outputs.pop(), outputs.pop()), (Some(Output::Facts), None));
        outputs.facts_changed();
        outputs.tell_facts();
        assert_eq!(outputs.pop(), Some(Output::Facts));
    }
}
