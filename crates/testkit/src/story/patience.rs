//! Waiting for a condition with a deadline, never for a fixed time.

use std::{
    fmt::Display,
    sync::LazyLock,
    thread,
    time::{Duration, Instant},
};

/// How long a condition may take. `ALONGSIDE_PATIENCE`, in seconds, is for a slow machine.
pub static PATIENCE: LazyLock<Duration> = LazyLock::new(|| {
    let seconds = std::env::var("ALONGSIDE_PATIENCE").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(15))
});

/// The time between two looks.
const GLANCE: Duration = Duration::from_millis(25);

/// Looks until the condition holds; panics with what it saw last.
#[track_caller]
#[allow(
    clippy::disallowed_methods,
    reason = "a test cannot be told when another process is done: this is where it looks again"
)]
pub fn until<T>(what: impl Display, mut look: impl FnMut() -> Result<T, String>) -> T {
    let deadline = Instant::now() + *PATIENCE;
    loop {
        match look() {
            Ok(seen) => return seen,
            Err(last) if Instant::now() > deadline => panic!("{what}: not within {:?}.\nLast seen: {last}", *PATIENCE),
            Err(_) => thread::sleep(GLANCE),
        }
    }
}

/// Two people act at the same time.
pub fn together<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|scope| {
        let other = scope.spawn(other);
        let one = one();
        match other.join() {
            Ok(other) => (one, other),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}
