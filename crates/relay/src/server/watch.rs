//! Looks now and then at what the operator should know before it hurts, and says each thing once, with what to do: a
//! disk that fills, and too few files for the connections.

use super::metrics::Facts;

/// What was said already. A thing is said again only after it was mended in between.
#[derive(Debug, Default)]
pub(super) struct Watch {
    said: [bool; Concern::ALL.len()],
}

/// Something that will hurt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Concern {
    /// The log takes 80 % of what it may.
    DiskLimit,
    /// The file system is 80 % full, and has less space left than the log may still take.
    FileSystem,
    /// Connections take 80 % of the files that the process may open.
    OpenFiles,
}

impl Concern {
    const ALL: [Self; 3] = [Self::DiskLimit, Self::FileSystem, Self::OpenFiles];

    /// How much is used, of how much; nothing if that is not known.
    fn used(self, facts: &Facts) -> Option<(u64, u64)> {
        let (used, of) = match self {
            Self::DiskLimit => (facts.depths.disk, facts.disk_limit),
            Self::FileSystem => (facts.file_system.saturating_sub(facts.file_system_free), facts.file_system),
            Self::OpenFiles => (facts.depths.sockets as u64 + OTHER_FILES, facts.open_files_limit),
        };
        (of > 0 && !(self == Self::FileSystem && facts.has_space_left())).then_some((used, of))
    }

    fn tell(self, used: u64, of: u64) {
        match self {
            Self::DiskLimit => tracing::warn!(
                used,
                of,
                "the log takes more than 80 % of --disk: no new room begins, rooms that exist go on until it is full. Raise \
                 --disk if the disk has room, or let rooms be forgotten sooner with --expire-days"
            ),
            Self::FileSystem => tracing::warn!(
                used,
                of,
                "the disk that the data folder is on is more than 80 % full and has less space than the log may take (--disk): when it is full, nothing is acknowledged any \
                 more. Make room on it, or stop the relay and move its data folder"
            ),
            Self::OpenFiles => tracing::warn!(
                used,
                of,
                "connections take more than 80 % of the files that this process may open; above that nobody gets in. Raise \
                 LimitNOFILE= of the service (without systemd: ulimit -n), and start the relay again"
            ),
        }
    }
}

impl Facts {
    /// Whether the file system has the space that the log may still take.
    fn has_space_left(&self) -> bool {
        self.disk_limit > 0 && self.file_system_free >= self.disk_limit.saturating_sub(self.depths.disk)
    }
}

impl Watch {
    /// Says what is new; returns it.
    pub(super) fn look(&mut self, facts: &Facts) -> Vec<Concern> {
        let mut new = Vec::new();
        for (concern, said) in Concern::ALL.into_iter().zip(&mut self.said) {
            let Some((used, of)) = concern.used(facts) else { continue };
            let hundredths = u128::from(used) * 100 / u128::from(of);
            if hundredths >= TOLD_AT && !*said {
                concern.tell(used, of);
                new.push(concern);
                *said = true;
            } else if hundredths < MENDED_BELOW {
                *said = false;
            }
        }
        new
    }
}

/// Says at the start that the system lets this process open few files.
pub(super) fn look_at_open_files(limit: u64) -> bool {
    let too_few = limit > 0 && limit < FEW_FILES;
    if too_few {
        tracing::warn!(
            limit,
            "the system lets this process open few files, and each connection is one. Raise LimitNOFILE= of the service \
             (without systemd: ulimit -n) to 65536 or more, and start the relay again"
        );
    }
    too_few
}

/// Files that the process may have open; 0 if the system does not say.
#[cfg(unix)]
pub(super) fn open_files_limit() -> u64 {
    rlimit::getrlimit(rlimit::Resource::NOFILE).map_or(0, |(soft, _)| soft)
}

#[cfg(not(unix))]
pub(super) fn open_files_limit() -> u64 {
    0
}

/// The size of the file system that this folder is on, and how much of it is free, in bytes; zeros if it does not say.
#[cfg(unix)]
pub(super) fn file_system(folder: &std::path::Path) -> (u64, u64) {
    rustix::fs::statvfs(folder)
        .map_or((0, 0), |found| (found.f_blocks * found.f_frsize, found.f_bavail * found.f_frsize))
}

#[cfg(not(unix))]
pub(super) fn file_system(_folder: &std::path::Path) -> (u64, u64) {
    (0, 0)
}

const TOLD_AT: u128 = 80;

const MENDED_BELOW: u128 = 75;

/// Files that are no connections: the log, the listener, what the runtime needs.
const OTHER_FILES: u64 = 32;

/// Below this a relay for a company runs out of files.
const FEW_FILES: u64 = 4_096;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hub::Depths;

    fn filled(disk: u64, free: u64, sockets: usize) -> Facts {
        Facts {
            depths: Depths { disk, sockets, ..Depths::default() },
            disk_limit: 100,
            file_system: 1_000,
            file_system_free: free,
            open_files_limit: 1_000,
            ..Facts::default()
        }
    }

    #[test]
    fn each_concern_is_told_once_and_again_only_after_it_was_mended() {
        let mut watch = Watch::default();
        assert_eq!(watch.look(&filled(79, 21, 700)), []);
        assert_eq!(watch.look(&filled(80, 200, 700)), [Concern::DiskLimit], "space is left for the rest of the log");
        assert_eq!(watch.look(&filled(78, 20, 800)), [Concern::FileSystem, Concern::OpenFiles]);
        assert_eq!(watch.look(&filled(99, 0, 900)), []);
        assert_eq!(watch.look(&filled(74, 0, 900)), []);
        assert_eq!(watch.look(&filled(80, 0, 900)), [Concern::DiskLimit]);
    }

    #[test]
    fn what_has_no_limit_or_does_not_say_its_size_is_no_concern() {
        let facts = Facts { disk_limit: 0, file_system: 0, open_files_limit: 0, ..filled(u64::MAX, 0, 1_000_000) };
        assert_eq!(Watch::default().look(&facts), []);
    }

    #[test]
    fn few_files_are_told_at_the_start_and_many_are_not() {
        assert!(look_at_open_files(1_024) && !look_at_open_files(65_536) && !look_at_open_files(0));
    }

    #[cfg(unix)]
    #[test]
    fn the_file_system_of_a_folder_says_its_size() {
        let (size, free) = file_system(&std::env::temp_dir());
        assert!(size > 0 && free <= size);
        assert!(open_files_limit() > 0);
        assert_eq!(file_system(std::path::Path::new("/there/is/no/such/folder")), (0, 0));
    }
}
