//! The real program, to be killed.

use std::{path::Path, process::Command};

use alongside_testkit::server_process::{ANY_PORT, ServerProcess, relay};
use alongside_wire::frame::Welcome;

use crate::client::{Client, RoomKey, join};

/// The relay over this folder, not started yet.
pub fn program(data: &Path) -> Command {
    let mut command = relay(env!("CARGO_BIN_EXE_alongside-relay"), data, ANY_PORT);
    command.args(["--frame-rate", "0"]);
    command
}

/// Starts it.
pub fn start(data: &Path) -> ServerProcess {
    ServerProcess::start(&mut program(data))
}

/// Joins a room at a relay that lets everybody in.
pub async fn join_at(relay: &ServerProcess, room: &RoomKey, replica: u8) -> (Client, Welcome) {
    join(relay.address(), room, replica).await.unwrap_or_else(|bye| panic!("not welcome: {bye:?}"))
}
