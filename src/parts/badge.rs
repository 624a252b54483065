//! A person's badge: an initial in their colour and shape.

use std::rc::Rc;

use alongside_room::Member;
use yew::prelude::*;

use crate::browser::language;

/// What a badge shows of a member.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    pub initial: Rc<str>,
    pub name: Rc<str>,
    /// The member's place in order of joining, which selects colour and shape.
    pub place: usize,
}

impl From<&Member> for Face {
    fn from(member: &Member) -> Self {
        Self { initial: language::capital(&member.initial).into(), name: member.name.clone(), place: member.place }
    }
}

impl Face {
    /// The class for colour and shape: round for the first, square for the second, and so on in turn.
    pub fn class(&self) -> &'static str {
        match self.place % 4 {
            0 => "first",
            1 => "second",
            2 => "third",
            _ => "fourth",
        }
    }
}

/// How a badge is filled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fill {
    /// Present, or presence does not matter here.
    #[default]
    Full,
    /// Outlined: away.
    Outline,
    /// Dashed: offline.
    Dashed,
    /// Pale: not known.
    Faint,
}

/// The badge. Hidden from assistive technology: a name is beside it.
pub fn badge(face: &Face, fill: Fill) -> Html {
    let fill = match fill {
        Fill::Full => None,
        Fill::Outline => Some("away"),
        Fill::Dashed => Some("offline"),
        Fill::Faint => Some("unknown"),
    };
    html! {
        <span class={classes!("who", face.class(), fill)} aria-hidden="true" translate="no" title={face.name.to_string()}>
            { &*face.initial }
        </span>
    }
}
