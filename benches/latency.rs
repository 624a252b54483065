//! A key pressed in one browser, until the other browser draws it.

fn main() {}
