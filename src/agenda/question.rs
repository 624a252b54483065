//! A question to begin an empty agenda with.

use alongside_room::Mode;
use yew::prelude::*;

use crate::{
    parts::{button::button, typed::TypedLine},
    strings::{Key, t, use_language},
};

/// The questions that suit what the room is for.
fn questions(mode: Mode) -> &'static [Key] {
    match mode {
        Mode::Coaching => &[Key::Question1, Key::Question2, Key::Question3, Key::Question4, Key::Question5],
        Mode::Mentoring => {
            &[Key::QuestionMentoring1, Key::QuestionMentoring2, Key::QuestionMentoring3, Key::Question1, Key::Question4]
        }
        Mode::Leading => {
            &[Key::QuestionLeading1, Key::QuestionLeading2, Key::QuestionLeading3, Key::Question4, Key::Question5]
        }
        Mode::Partners => &[Key::QuestionPartners1, Key::QuestionPartners2, Key::QuestionPartners3, Key::Question5],
    }
}

/// Properties of [`Question`].
#[derive(PartialEq, Properties)]
pub struct QuestionProps {
    /// What the room is for.
    pub mode: Mode,
    /// Adds the question as a point.
    pub add: Callback<Vec<TypedLine>>,
}

/// One question, a button that adds it as a point, and one that shows another question.
#[component]
pub fn Question(props: &QuestionProps) -> Html {
    use_language();
    let which = use_state_eq(|| 0_usize);
    let questions = questions(props.mode);
    let question = t(questions[*which % questions.len()]);
    let add = props.add.reform(move |_: MouseEvent| vec![TypedLine::plain(question)]);
    let another = {
        let which = which.clone();
        Callback::from(move |_: MouseEvent| which.set(*which + 1))
    };
    html! {
        <div class="question">
            <p>{ "“" }{ question }{ "”" }</p>
            <div class="question-acts">
                { button("link", t(Key::AddThis), add) }
                { button("link", t(Key::AnotherQuestion), another) }
            </div>
        </div>
    }
}
