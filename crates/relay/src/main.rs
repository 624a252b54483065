//! The relay as a program.

use std::{io::IsTerminal, process::ExitCode};

use alongside_relay::{
    Config, Error,
    command_line::{CommandLine, LogFormat},
    commands, server,
};
use clap::Parser;
use tokio::signal;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let CommandLine { config, log_format, task } = CommandLine::parse();
    begin_log(log_format);
    if let Some(task) = task {
        return ended(commands::perform(&task).map(|said| println!("{said}")));
    }
    // Each socket is an open file. Systems start a program with a limit of 1,024 and let it ask for many more.
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "cannot ask for more open files");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    ended(runtime.map_err(Error::from).and_then(|runtime| runtime.block_on(run(config))))
}

fn begin_log(format: LogFormat) {
    let filter = EnvFilter::try_from_env("ALONGSIDE_LOG")
        .or_else(|_| EnvFilter::try_from_default_env())
        .unwrap_or_else(|_| EnvFilter::new("warn"));
    // Colours are for a terminal: in a file they stand between a name and its value.
    let colours = std::io::stderr().is_terminal();
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => lines.with_ansi(colours).init(),
        LogFormat::Json => lines.json().flatten_event(true).init(),
    }
}

fn ended(result: Result<(), Error>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("alongside-relay: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(config: Config) -> Result<(), Error> {
    let listener = server::listen(config.listen).await?;
    let address = listener.local_addr()?;
    let host =
        if address.ip().is_unspecified() { format!("localhost:{}", address.port()) } else { address.to_string() };
    let log = server::open_log(&config)?;
    let scheme = if config.tls_cert.is_some() { "https" } else { "http" };
    println!("Alongside is at {scheme}://{host}/");
    server::serve_log(config, log, listener, stop()).await
}

/// Completes when the system asks the relay to stop.
async fn stop() {
    #[cfg(unix)]
    {
        let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    if signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
