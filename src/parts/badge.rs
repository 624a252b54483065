//! A person's mark: an initial in their colour and shape.

use std::rc::Rc;

use alongside_peer::facts::Presence;
use alongside_room::Member;
use yew::prelude::*;

use crate::browser::letter_case;

/// What a badge shows of a member.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// One or two letters.
    pub initial: Rc<str>,
    /// Their name.
    pub name: Rc<str>,
    /// Which colour and shape.
    pub place: usize,
}

impl From<&Member> for Face {
    fn from(member: &Member) -> Self {
        Self { initial: letter_case::capital(&member.initial).into(), name: member.name.clone(), place: member.place }
    }
}

impl Face {
    /// The class that gives colour and shape: round for the first, square for the second, and so on in turn.
    pub fn class(&self) -> &'static str {
        match self.place % 4 {
            0 => "first",
            1 => "second",
            2 => "third",
            _ => "fourth",
        }
    }
}

/// How filled a badge is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fill {
    /// They are here, or their presence is not the point.
    #[default]
    Full,
    /// Outlined: away.
    Outline,
    /// Dashed: offline.
    Dashed,
}

impl From<Option<Presence>> for Fill {
    fn from(presence: Option<Presence>) -> Self {
        match presence {
            Some(Presence::Here) => Self::Full,
            Some(Presence::Away) => Self::Outline,
            None => Self::Dashed,
        }
    }
}

/// The mark. Hidden from assistive technology: a name stands near it.
pub fn badge(face: &Face, fill: Fill) -> Html {
    let fill = match fill {
        Fill::Full => None,
        Fill::Outline => Some("away"),
        Fill::Dashed => Some("offline"),
    };
    html! {
        <span class={classes!("who", face.class(), fill)} aria-hidden="true" title={face.name.to_string()}>
            { &*face.initial }
        </span>
    }
}
