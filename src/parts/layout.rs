//! How much space the widget has.

use std::{cell::Cell, rc::Rc};

use yew::prelude::*;

use crate::browser::{
    host::{Host, View},
    size::{Size, SizeWatch},
};

/// What fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    pub width: Width,
    pub height: Height,
    /// How much of the room the page around wants to show.
    pub view: View,
}

/// How much fits side by side. Larger text needs more space, so it is measured by the text, as the sheets' container queries are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Width {
    /// Below 40 em, 600 pixels with usual text: one section at a time.
    Narrow,
    /// The agenda beside the rest.
    Medium,
    /// From 72 em, 1080 pixels with usual text: three columns.
    Wide,
}

/// How much fits one below the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Height {
    /// At most 160 pixels: one row.
    Strip,
    /// At most 360 pixels: the clock first.
    Short,
    /// Enough for everything.
    Tall,
}

/// The size of text where nobody has chosen another, in CSS pixels.
const USUAL_TEXT: f64 = 15.0;

impl Layout {
    fn of(size: Size, view: View) -> Self {
        let text = if size.text > 0.0 { size.text } else { USUAL_TEXT };
        let width = match size.width / text {
            em if em < 40.0 => Width::Narrow,
            em if em < 72.0 => Width::Medium,
            _ => Width::Wide,
        };
        let height = match size.height {
            height if height <= 160.0 || view == View::Strip => Height::Strip,
            height if height <= 360.0 => Height::Short,
            _ => Height::Tall,
        };
        Self { width, height, view }
    }
}

impl Height {
    /// The name for `data-height`, by which style sheets select.
    pub fn name(self) -> &'static str {
        match self {
            Self::Strip => "strip",
            Self::Short => "short",
            Self::Tall => "tall",
        }
    }
}

/// The layout for an element of this size, in this page; `None` before it was measured.
#[hook]
pub fn use_layout(node: NodeRef, host: &Host) -> Option<Layout> {
    let layout = use_state_eq(|| None);
    {
        let layout = layout.setter();
        use_effect_with((node, host.clone()), move |(node, host)| {
            let watch = node.cast().map(|element| {
                let measured = Rc::new(Cell::new(Size::default()));
                let set = {
                    let (measured, host) = (Rc::clone(&measured), host.clone());
                    move || layout.set(Some(Layout::of(measured.get(), host.view())))
                };
                host.on_view(Callback::from({
                    let set = set.clone();
                    move |()| set()
                }));
                SizeWatch::new(&element, move |size| {
                    measured.set(size);
                    set();
                })
            });
            move || drop(watch)
        });
    }
    *layout
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layout_follows_the_widgets_own_size() {
        let of = |width, height| {
            let layout = Layout::of(Size { width, height, text: USUAL_TEXT }, View::All);
            (layout.width, layout.height)
        };
        assert_eq!(of(320.0, 64.0), (Width::Narrow, Height::Strip));
        assert_eq!(of(600.0, 161.0), (Width::Medium, Height::Short));
        assert_eq!(of(1080.0, 361.0), (Width::Wide, Height::Tall));
    }

    #[test]
    fn a_page_that_wants_a_strip_gets_one_at_any_height() {
        let size = Size { width: 900.0, height: 480.0, text: USUAL_TEXT };
        assert_eq!(Layout::of(size, View::Strip).height, Height::Strip);
        assert_eq!(Layout::of(size, View::Tasks).height, Height::Tall);
    }

    #[test]
    fn larger_text_gets_the_layout_of_a_narrower_widget() {
        let of = |width, text| Layout::of(Size { width, height: 900.0, text }, View::All).width;
        assert_eq!(
            [599.0, 600.0, 1079.0, 1080.0].map(|width| of(width, 15.0)),
            [599.0, 600.0, 1079.0, 1080.0].map(|width| of(width * 2.0, 30.0))
        );
        assert_eq!((of(1280.0, 30.0), of(760.0, 30.0)), (Width::Medium, Width::Narrow));
        assert_eq!(of(600.0, 0.0), Width::Medium, "where the browser does not say");
    }
}
