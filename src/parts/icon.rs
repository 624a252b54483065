//! The icons, drawn in lines of one width.

use yew::prelude::*;

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// Three dots.
    More,
    Undo,
    Redo,
    Tick,
    Ticks,
    /// A device with a tick.
    Here,
    /// A cloud, crossed out.
    Offline,
    /// A dotted circle.
    Calling,
    /// A triangle with an exclamation mark.
    Warning,
    Cross,
    /// An angle that points to the left.
    Chevron,
    Plus,
    /// A column of dots.
    Grip,
    /// An arrowhead down.
    Down,
    /// Sliders.
    Options,
    /// An arrow to another.
    Give,
    /// A lifebuoy.
    Help,
    /// What somebody says.
    Talk,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
            Self::Undo => "M5.5 3L2.5 6l3 3M2.5 6h7a3.75 3.75 0 010 7.5H6",
            Self::Redo => "M10.5 3l3 3-3 3M13.5 6h-7a3.75 3.75 0 000 7.5H10",
            Self::Tick => "M3 8.5l3 3 7-7.5",
            Self::Ticks => "M1.5 8.5l3 3 6-7M8 11.5l6.5-7",
            Self::Here => "M3 3.5h10v7H3zM6 13.5h4M5.8 7l1.6 1.5 2.8-3",
            Self::Offline => "M2 2l12 12M4.5 6.5A3.5 3.5 0 004 13h7M7 4a4 4 0 015 4 2.5 2.5 0 011.5 4",
            Self::Calling => "M8 2.5a5.5 5.5 0 11-5.5 5.5",
            Self::Warning => "M8 2l6.5 11.5h-13zM8 6.5v3.2M8 11.8v.1",
            Self::Chevron => "M10 3.5L5.5 8l4.5 4.5",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Grip => "M8 3.5h.01M8 8h.01M8 12.5h.01",
            Self::Down => "M4.5 6.5L8 10l3.5-3.5",
            Self::Give => "M2.5 8h10.5M9 4l4 4-4 4",
            Self::Help => {
                "M8 2.5a5.5 5.5 0 110 11 5.5 5.5 0 010-11M8 6a2 2 0 110 4 2 2 0 010-4M4.1 4.1l2.5 2.5M9.4 9.4l2.5 2.5M11.9 4.1L9.4 6.6M6.6 9.4l-2.5 2.5"
            }
            Self::Talk => "M2.5 3h11v7.5H8L5 13.5v-3H2.5z",
            Self::Options => "M2.5 5h7M12.5 5h1M2.5 11h1M6.5 11h7M11 3.4v3.2M5 9.4v3.2",
        }
    }
}

/// An icon beside a text, or in a control that has a name. Hidden from assistive technology.
pub fn icon(glyph: Glyph) -> Html {
    let dots = matches!(glyph, Glyph::More | Glyph::Grip).then_some("dots");
    // Back is where one has come from, which is the other side where one reads from right to left.
    let turns = matches!(glyph, Glyph::Undo | Glyph::Redo | Glyph::Give).then_some("turns");
    html! {
        <svg class={classes!("icon", dots, turns)} viewBox="0 0 16 16" aria-hidden="true">
            <path d={glyph.path()} />
        </svg>
    }
}
