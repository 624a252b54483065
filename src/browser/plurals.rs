//! The plural form for a number, by the language's rules as the browser knows them.

/// The plural categories of Unicode's CLDR.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

/// The plural category of a number in the language with this tag.
#[cfg(target_arch = "wasm32")]
pub fn category(language: &str, number: u32) -> Category {
    use js_sys::{Array, Intl::PluralRules, Object};

    thread_local! {
        static RULES: std::cell::RefCell<Option<(String, PluralRules)>> = const { std::cell::RefCell::new(None) };
    }
    let name = RULES.with_borrow_mut(|rules| {
        if rules.as_ref().is_none_or(|(of, _)| of != language) {
            *rules = Some((language.to_owned(), PluralRules::new(&Array::of1(&language.into()), &Object::new())));
        }
        rules.as_ref().map(|(_, rules)| String::from(rules.select(number.into())))
    });
    match name.as_deref() {
        Some("zero") => Category::Zero,
        Some("one") => Category::One,
        Some("two") => Category::Two,
        Some("few") => Category::Few,
        Some("many") => Category::Many,
        _ => Category::Other,
    }
}

/// The same without a browser, for the languages of the tests.
#[cfg(not(target_arch = "wasm32"))]
pub fn category(language: &str, number: u32) -> Category {
    match (language, number, number % 10, number % 100) {
        ("en" | "pl", 1, ..) => Category::One,
        ("pl", _, 2..=4, ten) if !(12..=14).contains(&ten) => Category::Few,
        ("pl", ..) => Category::Many,
        ("ar", 0, ..) => Category::Zero,
        ("ar", 1, ..) => Category::One,
        ("ar", 2, ..) => Category::Two,
        ("ar", _, _, 3..=10) => Category::Few,
        ("ar", _, _, 11..) => Category::Many,
        _ => Category::Other,
    }
}
