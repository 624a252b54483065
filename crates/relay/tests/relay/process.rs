//! The real program, to be killed.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

use alongside_wire::{FromRelay, frame::Welcome};

use crate::client::{Client, Room};

/// The real program.
pub struct Process {
    pub child: Child,
    pub address: SocketAddr,
}

/// The relay over this folder, not started yet.
pub fn program(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside-relay"));
    command.args(["--listen", "127.0.0.1:0", "--frame-rate", "0", "--data"]).arg(data);
    command
}

impl Process {
    pub fn start(data: &Path) -> Self {
        Self::start_as(program(data))
    }

    /// As something else would start it.
    pub fn start_as(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let address = said.trim().strip_prefix("Alongside is at http://").and_then(|rest| rest.strip_suffix('/'));
        Self { child, address: address.unwrap_or_else(|| panic!("{said:?}")).parse().unwrap() }
    }

    pub async fn join(&self, room: &Room, replica: u8) -> (Client, Welcome) {
        let mut client = Client::connect(self.address, &self.address.to_string()).await;
        let nonce = client.challenged().await.unwrap();
        client.say(room.auth(&client.origin, nonce, replica)).await;
        match client.hear().await {
            FromRelay::Welcome(welcome) => (client, welcome),
            other => panic!("{other:?}"),
        }
    }

    /// SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
