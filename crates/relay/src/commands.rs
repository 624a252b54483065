//! What the program does to a log besides serving it, and what it tells the operator of that.

use clap::CommandFactory;

use crate::{
    command_line::{CommandLine, DataFolder, Task},
    error::Error,
    log::{self, Moved, NatsLog, OpenFor, Report},
};

/// Does it; returns what to print.
///
/// # Errors
/// Those of the task; [`Error::Faults`] when a check has found some.
pub fn perform(task: &Task) -> Result<String, Error> {
    match task {
        Task::Move { folder, back } => move_rooms(folder, *back),
        Task::Check(folder) | Task::Stats(folder) | Task::Compact(folder) | Task::Repair(folder)
            if folder.nats.is_named() =>
        {
            in_nats(task, folder)
        }
        Task::Backup { folder, .. } | Task::Restore { folder, .. } | Task::Forget { folder, .. }
            if folder.nats.is_named() =>
        {
            in_nats(task, folder)
        }
        Task::Check(folder) => check(folder),
        Task::Backup { folder, file } => log::backup(&folder.data, file).map(|made| {
            format!(
                "{} has the log as it is now, in {} bytes; its SHA-256 is {}.\n{}\n`sha256sum --check {}` tells later whether it \
                 is still what it was, and so does `alongside-relay restore`.",
                file.display(),
                made.bytes,
                made.sha256,
                made.stats.lines().join("\n"),
                made.manifest.display(),
            )
        }),
        Task::Restore { folder, backup } => log::restore(&folder.data, backup.as_deref()).map(|()| {
            let folder = folder.data.display();
            format!("The log in {folder} has a new id: every device reads it anew and pushes what it lacks.")
        }),
        Task::Stats(folder) => log::stats(&folder.data).map(|stats| stats.lines().join("\n")),
        Task::Forget { folder, room } => log::forget_room(&folder.data, room).map(forgotten),
        Task::Compact(folder) => log::compact(&folder.data)
            .map(|(before, after)| format!("The log's file had {before} bytes and has {after}.")),
        Task::Repair(folder) => repair(folder),
        Task::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut CommandLine::command(), PROGRAM, &mut script);
            Ok(String::from_utf8_lossy(&script).trim_end().to_owned())
        }
        Task::Man { folder } => {
            clap_mangen::generate_to(CommandLine::command(), folder)?;
            Ok(format!("The manual pages are in {}.", folder.display()))
        }
    }
}

/// Does it to a log in NATS, or says how that is done there.
fn in_nats(task: &Task, folder: &DataFolder) -> Result<String, Error> {
    let open = || NatsLog::open(&folder.nats, OpenFor::Task);
    let not = |task, instead| Err(Error::NotInNats { task, instead });
    match task {
        Task::Check(_) => told(&open()?.check()?),
        Task::Stats(_) => open()?.stats().map(|lines| lines.join("\n")),
        Task::Forget { room, .. } => open()?.forget_room(room).map(forgotten),
        Task::Restore { backup: None, .. } => {
            open()?.renew()?;
            Ok("The log in NATS has a new id: every device reads it anew and pushes what it lacks. Start the relays now.".to_owned())
        }
        Task::Restore { .. } => not(
            "a backup of a data folder",
            "put its streams back with `nats account restore`, then run `alongside-relay restore --nats …` without a file",
        ),
        Task::Backup { .. } => not("`backup`", "`nats account backup` copies its streams and buckets"),
        Task::Compact(_) => not("`compact`", "NATS gives space back by itself"),
        Task::Repair(_) => not("`repair`", "NATS repairs a replica from the others; see `nats stream info`"),
        _ => not("this", "it is not about a log"),
    }
}

fn move_rooms(folder: &DataFolder, back: bool) -> Result<String, Error> {
    if !folder.nats.is_named() {
        let reason = "name it with --nats".to_owned();
        return Err(Error::Nats { servers: "nowhere".to_owned(), reason });
    }
    let moved = if back {
        log::move_from_nats(&folder.nats, &folder.data)?
    } else {
        log::move_to_nats(&folder.data, &folder.nats)?
    };
    let Moved { rooms, unchanged, frames, invitations } = moved;
    let next = if back {
        "Start the relay with --data now, and without --nats."
    } else {
        "If a relay still uses the folder, stop it and run this again; then start relays with --nats."
    };
    Ok(format!(
        "{rooms} rooms are copied with {frames} frames, {unchanged} were there as they are; {invitations} invitations. {next}"
    ))
}

fn forgotten(room: alongside_wire::RoomId) -> String {
    let room: String = room.to_string().chars().take(6).collect();
    format!(
        "The room {room}… is deleted. Devices that have it keep their copy and fill the room again when they come; to end it \
         for good, one of its members chooses \"Erase for both\"."
    )
}

/// The name of the program.
const PROGRAM: &str = "alongside-relay";

fn check(folder: &DataFolder) -> Result<String, Error> {
    told(&log::check(&folder.data)?)
}

fn told(report: &Report) -> Result<String, Error> {
    let mut lines = vec![format!(
        "{} rooms read whole, with {} frames and {} snapshots.",
        report.rooms, report.frames, report.snapshots
    )];
    lines.extend(report.notes.iter().map(|note| format!("Note: {note}.")));
    if report.faults.is_empty() {
        lines.push("No damage was found.".to_owned());
        return Ok(lines.join("\n"));
    }
    lines.extend(report.faults.iter().map(|fault| format!("Damage: {fault}")));
    if !report.damaged.is_empty() {
        lines.push(format!("Rooms that cannot be read whole: {}", report.damaged.join(", ")));
    }
    Err(Error::Faults { count: report.faults.len(), report: lines.join("\n") })
}

fn repair(folder: &DataFolder) -> Result<String, Error> {
    let repaired = log::repair(&folder.data)?;
    let mut lines = vec![format!(
        "{} rooms are kept. The damaged file is kept as {}; when everything is well, delete it.",
        repaired.kept,
        repaired.aside.display()
    )];
    if !repaired.lost.is_empty() {
        lines.push(format!(
            "These rooms could not be read whole and begin anew; their devices fill them again when they come: {}",
            repaired.lost.join(", ")
        ));
    }
    if repaired.list_is_incomplete {
        lines.push("The list of rooms did not read whole: others may begin anew, too.".to_owned());
    }
    lines.push("The log has a new id: every device reads it anew and pushes what it lacks.".to_owned());
    Ok(lines.join("\n"))
}
