//! What the fuzzers run stands in the testkit, beside what runs it over the corpora: here it is only gathered.

pub use alongside_testkit::decoders::{peer, relay, room, wire};
