//! What can be asked of `cargo xtask`. Whatever is not named here is refused.

#![allow(missing_docs, reason = "the words here are the help that is printed, and the fields follow from them")]

use std::{ffi::OsString, path::PathBuf};

xflags::xflags! {
    /// What the README and the CI call.
    cmd xtask {
        /// Build the widget and the relay, install what is missing, and start. What follows a `--` is for the relay
        /// (`cargo xtask run -- --help` shows it).
        cmd run {
            /// For the relay.
            repeated arguments: OsString
        }

        /// Every test, in real browsers too, and the checks. With a filter: only the tests whose name contains it.
        cmd test {
            /// With the random tests at their full length.
            optional --long
            /// A part of a test's name.
            repeated filter: String
        }

        /// Format, lints for host and browser, docs, licences, architecture, size.
        cmd check {}

        /// Measure, and hold the figures against their targets.
        cmd bench {
            /// Only these.
            repeated names: String
        }

        /// Make the Debian package, and the npm package of the element, in `target/package`; as root, install the first on a
        /// machine whose changes are dropped.
        cmd package {
            /// Only that of the element.
            optional --element
        }

        /// The real peers through faults: loss, crashes, partitions, skewed clocks.
        cmd simulate {
            /// How many plans.
            optional --seeds seeds: u64
            /// The first of them.
            optional --start start: u64
            /// Write down what the first seed stands for.
            optional --save save: PathBuf
            /// Play a plan that was written down.
            optional --plan plan: PathBuf
            /// Make a plan that fails small.
            optional --shrink shrink: PathBuf
        }

        /// Pictures of every screen and state, at every width, in light and dark, of both members, on one page to look through:
        /// `target/gallery/index.html`. With a filter: only the chapters of `tests/browser/gallery` whose names begin with it.
        cmd gallery {
            /// The beginning of a chapter's name, such as `clock`.
            repeated filter: String
        }

        /// The inputs that the fuzzers found, which the tests replay.
        cmd corpus {
            /// Write them to `fuzz/unpacked/<target>`, where a fuzzer reads them.
            cmd unpack {
                /// Only these targets.
                repeated targets: String
            }
            /// Make the archives from what stands in `fuzz/unpacked/<target>`.
            cmd pack {
                /// Only these targets.
                repeated targets: String
            }
            /// Add one input to a target's archive.
            cmd add {
                /// A target of `fuzz/`.
                required target: String
                /// What the fuzzer wrote.
                required file: PathBuf
                /// What the input is, in words with dashes between them.
                required name: String
            }
        }
    }
}

/// All of it, in words.
pub(crate) fn usage() -> String {
    match Xtask::from_vec(vec!["--help".into()]) {
        Err(help) if help.is_help() => help.to_string(),
        _ => String::new(),
    }
}
