//! What the two ends of a pairing are given.

use std::rc::Rc;

use yew::prelude::*;

/// What the end is given that reads a code out.
#[derive(Clone, PartialEq, Properties)]
pub struct OfferProps {
    /// The other's name, if it is known.
    pub name: Rc<str>,
    /// Makes the link that is handed over, when it is.
    pub link: Callback<(), String>,
}

/// What the end is given that types one.
#[derive(Clone, PartialEq, Properties)]
pub struct JoinProps {
    /// The relay's address.
    pub relay: Rc<str>,
    /// What was typed elsewhere already.
    pub typed: Rc<str>,
    /// Where the focus begins.
    pub field: NodeRef,
    /// The link came: answers whether it is one.
    pub open: Callback<String, bool>,
}
