//! The two clocks of a device, and room time. No other file reads a clock.
#![expect(clippy::disallowed_methods, reason = "this is the place that the ban points to")]

use alongside_peer::Now;
use alongside_room::Moment;

/// Both clocks, now.
pub fn now() -> Now {
    Now { mono: mono(), wall: wall() }
}

/// Milliseconds since the page was opened, on a monotonic clock.
pub fn mono() -> u64 {
    gloo::utils::window().performance().map_or(0, |clock| clock.now() as u64)
}

/// Milliseconds since 1970, on the device's wall clock.
pub fn wall() -> u64 {
    js_sys::Date::now() as u64
}

/// Room time: the device's wall clock plus `offset` milliseconds.
pub fn room_time(offset: i64) -> Moment {
    Moment(wall().saturating_add_signed(offset))
}
