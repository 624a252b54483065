//! How far the random tests go: what every run can afford, or, with `cargo xtask test --long`, more.

/// The first on every run, the second where `ALONGSIDE_LONG` is set.
pub fn usual_or_long<T>(usual: T, long: T) -> T {
    if is_long() { long } else { usual }
}

/// Whether the person who runs the tests has time.
pub fn is_long() -> bool {
    std::env::var_os("ALONGSIDE_LONG").is_some()
}
