//! What each set out to do in a block.

use alongside_room::{BlockId, BlockKind, TimerEdit, TimerState};
use yew::prelude::*;

use crate::{
    open_room::{store::Room, tools::use_draft},
    parts::{
        badge::{Face, Fill, badge},
        field::Field,
        refused::use_refused,
    },
    strings::{Key, t},
    timer::prefs,
};

/// What the field for my intention is called in the room.
const INTENTION: &str = "intention";

/// My intention, and what takes it as it is typed. What I write before a start goes into the block that then starts,
/// whoever starts it.
#[hook]
pub fn use_intention(room: &Room, joined: bool) -> (String, Callback<String>) {
    let timer = &room.view.timer;
    let (draft, write) = use_draft(room.id, prefs::DRAFT_INTENTION);
    let refused = use_refused(INTENTION);
    let block = timer.block.filter(|_| timer.state != TimerState::Idle && joined);
    use_effect_with(block, {
        let (room, draft, write) = (room.clone(), draft.clone(), write.clone());
        move |block| {
            if let Some(block) = *block
                && room.view.timer.kind == BlockKind::Work
                && let Some(text) =
                    Some(draft.clone()).filter(|draft| !draft.is_empty()).or_else(|| goes_on(&room, block))
                && refused.attempt("", &text, || room.edit(TimerEdit::SetIntention { block, text: text.clone() }))
                && !draft.is_empty()
            {
                write.emit(String::new());
            }
        }
    });
    let mine = timer.intentions.iter().find(|(member, _)| block.is_some() && room.is_mine(*member));
    let intention = mine.map_or(draft, |(_, text)| text.to_string());
    let room = room.clone();
    let intend = Callback::from(move |text: String| match block {
        Some(block) => room.edit(TimerEdit::SetIntention { block, text }),
        None => write.emit(text),
    });
    (intention, intend)
}

/// What I set out to do in the block that this one goes on with, as long as I have not said how it went.
fn goes_on(room: &Room, block: BlockId) -> Option<String> {
    let before =
        room.view.blocks.first().filter(|before| before.id.next() == block && before.kind == BlockKind::Work)?;
    let is_open = !before.reports.iter().any(|report| room.is_mine(report.by));
    let mine = before.intentions.iter().find(|(member, _)| is_open && room.is_mine(*member));
    let is_new = !room.view.timer.intentions.iter().any(|(member, _)| room.is_mine(*member));
    mine.filter(|_| is_new).map(|(_, text)| text.to_string())
}

/// The field for it.
pub fn intention_field(room: &Room, node: &NodeRef, intention: String, intend: Callback<String>) -> Html {
    html! {
        <label key="mine" class="intention">
            if let Some(me) = room.my_entry() { { badge(&Face::from(me), Fill::Full) } }
            <Field node={node.clone()} field={INTENTION} name={t(Key::MyIntention)} hint={t(Key::IntentionHint)} value={intention} change={intend} />
        </label>
    }
}

/// What the others set out to do, if they said.
pub fn others(room: &Room) -> Html {
    let said = room.view.timer.intentions.iter().filter(|(_, text)| !text.is_empty());
    let others = said.filter_map(|(member, text)| {
        let member = room.view.member(*member).filter(|member| !room.is_me(member))?;
        Some(html! {
            <li key={member.id.to_string()}>{ badge(&Face::from(member), Fill::Full) }<span class="vh">{ &*member.name }{ ": " }</span><span dir="auto" translate="no" title={text.to_string()}>{ &**text }</span></li>
        })
    });
    let others: Vec<Html> = others.collect();
    html! {
        if !others.is_empty() { <ul key="others" class="intentions" role="list" aria-label={t(Key::Intentions)}>{ others }</ul> }
    }
}
