//! The program's command line: to run a relay, or to do something with the log of one.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::config::{Config, NatsOptions};

/// Carries sealed frames between the two people of a room and keeps them. It cannot read them.
///
/// Serves the widget, the WebSocket (/sync), /healthz and /readyz at one address. Put a TLS proxy in front of it to serve
/// anyone but yourself, or give it a certificate; docs/operating.md shows how. Each option can be given as the environment
/// variable beside it.
#[derive(Debug, Clone, Parser)]
#[command(name = "alongside-relay", version, max_term_width = 110, subcommand_negates_reqs = true)]
pub struct CommandLine {
    /// How to run.
    #[command(flatten)]
    pub config: Config,

    /// How the log is written to stderr
    #[arg(long, env = "ALONGSIDE_LOG_FORMAT", default_value = "text", value_name = "FORMAT")]
    pub log_format: LogFormat,

    /// What else to do.
    #[command(subcommand)]
    pub task: Option<Task>,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// A line for people.
    Text,
    /// A JSON object a line, for programs that collect logs.
    Json,
}

/// The data folder that a task is about.
#[derive(Debug, Clone, Args)]
pub struct DataFolder {
    /// The data folder of the relay
    #[arg(long, env = "ALONGSIDE_DATA", default_value = "./alongside-data", value_name = "FOLDER")]
    pub data: PathBuf,

    /// The log in NATS, in place of the folder.
    #[command(flatten)]
    pub nats: NatsOptions,
}

/// What the program can do besides running a relay.
#[derive(Debug, Clone, Subcommand)]
pub enum Task {
    /// Reads the whole log and says in words whether it is as it was written. A relay may be using it
    Check(DataFolder),

    /// Copies the log to a new file, with a manifest beside it. A relay may be using it
    Backup {
        #[command(flatten)]
        folder: DataFolder,

        /// The file to write
        file: PathBuf,
    },

    /// Puts a backup in the place of the log, under a new log id, so that every device reads it anew and pushes what it
    /// lacks. The relay must not run. What was there is kept beside it as log.sqlite.before-restore
    Restore {
        #[command(flatten)]
        folder: DataFolder,

        /// The backup: a copy of log.sqlite. Without it: log.sqlite was put back already, by other means
        backup: Option<PathBuf>,
    },

    /// Says how much the log holds. A relay may be using it
    Stats(DataFolder),

    /// Deletes a room. Its devices keep what they have and fill the room again when they come; to end a room for good, its
    /// members erase it. The relay must not run
    Forget {
        #[command(flatten)]
        folder: DataFolder,

        /// The room's id, or at least six letters of its beginning
        room: String,
    },

    /// Gives unused space of the log's file back to the file system. The relay must not run
    Compact(DataFolder),

    /// Makes a new file of what can be read of a damaged log. Rooms that cannot be read begin anew, and their devices fill
    /// them again. The relay must not run. The damaged file is kept beside it as log.sqlite.damaged
    Repair(DataFolder),

    /// Copies the rooms of a data folder to NATS (--data, --nats), or back. No device notices. A relay may be using the folder:
    /// copy again once it is stopped, and only what has changed is copied
    Move {
        #[command(flatten)]
        folder: DataFolder,

        /// From NATS to the folder, which must hold no log. No relay must be using that log in NATS
        #[arg(long)]
        back: bool,
    },

    /// Prints what makes a shell complete this program's options
    Completions {
        /// The shell
        shell: Shell,
    },

    /// Writes the manual pages of this program into a folder
    Man {
        /// An existing folder
        folder: PathBuf,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_flags_and_the_tasks_are_consistent() {
        CommandLine::command().debug_assert();
        let parsed = CommandLine::parse_from(["alongside-relay", "forget", "--data", "here", "abcdef"]);
        assert!(
            matches!(parsed.task, Some(Task::Forget { folder, room }) if room == "abcdef" && folder.data.ends_with("here"))
        );
    }
}
