//! How much space the widget has.

use yew::prelude::*;

use crate::browser::size::{Size, SizeWatch};

/// What fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    pub width: Width,
    pub height: Height,
}

/// How much fits side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Width {
    /// Below 600 pixels: one section at a time.
    Narrow,
    /// The agenda beside the rest.
    Medium,
    /// From 1080 pixels: three columns.
    Wide,
}

/// How much fits one below the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Height {
    /// At most 120 pixels: one row.
    Strip,
    /// At most 360 pixels: the clock first.
    Short,
    /// Enough for everything.
    Tall,
}

impl Layout {
    fn of(size: Size) -> Self {
        let width = match size.width {
            width if width < 600.0 => Width::Narrow,
            width if width < 1080.0 => Width::Medium,
            _ => Width::Wide,
        };
        let height = match size.height {
            height if height <= 120.0 => Height::Strip,
            height if height <= 360.0 => Height::Short,
            _ => Height::Tall,
        };
        Self { width, height }
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

/// The layout for an element of this size; `None` before it was measured.
#[hook]
pub fn use_layout(node: NodeRef) -> Option<Layout> {
    let layout = use_state_eq(|| None);
    {
        let layout = layout.setter();
        use_effect_with(node, move |node| {
            let watch =
                node.cast().map(|element| SizeWatch::new(&element, move |size| layout.set(Some(Layout::of(size)))));
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
            let layout = Layout::of(Size { width, height });
            (layout.width, layout.height)
        };
        assert_eq!(of(320.0, 64.0), (Width::Narrow, Height::Strip));
        assert_eq!(of(600.0, 121.0), (Width::Medium, Height::Short));
        assert_eq!(of(1080.0, 361.0), (Width::Wide, Height::Tall));
    }
}
