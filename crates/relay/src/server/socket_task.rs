//! One socket's task: what was received goes to the driver, what is queued is sent.
//!
//! The task owns next to nothing: the buffers for reading and writing belong to the thread and are borrowed for one
//! poll. A poll reads what the kernel has, lets the hub handle all of it at once, and writes everything queued with
//! one call; only what the kernel does not take is stored.

use std::{
    cell::Cell,
    future::Future,
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tungstenite::{
    Message,
    protocol::{
        CloseFrame, Role, WebSocketConfig, WebSocketContext,
        frame::{
            Frame,
            coding::{CloseCode, Data, OpCode},
        },
    },
};

use super::{
    hub_driver::{HubDriver, LockedHub},
    send_queue::{Ending, SendQueue},
    stream::Stream,
};
use crate::hub::{Input, SocketId};

/// See the [module](self).
pub(super) struct SocketTask {
    stream: Stream,
    web: WebSocketContext,
    driver: Arc<HubDriver>,
    queue: Arc<SendQueue>,
    id: SocketId,
    /// What the kernel has not taken yet.
    unsent: Vec<u8>,
    close_state: CloseState,
    close_code: CloseCode,
    /// When the oldest delivered frame that the system has not taken yet arrived, where that is measured.
    delivering: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CloseState {
    /// Frames are received and sent.
    Open,
    /// Frames are no longer received; what is queued is still sent.
    Draining,
    /// The close frame is sent; the client is to end the connection.
    CloseSent,
    /// Our direction is shut down; waits for the client's, so that what was sent last is not lost to a reset.
    ShutDown,
}

impl SocketTask {
    /// A socket on a connection that was just upgraded; `read` has been received already.
    pub(super) fn new(
        stream: Stream,
        read: &[u8],
        largest: usize,
        driver: Arc<HubDriver>,
        id: SocketId,
        queue: Arc<SendQueue>,
    ) -> Self {
        // The write buffer is the thread's: tungstenite must pass on what it writes at once.
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(0)
            .max_message_size(Some(largest))
            .max_frame_size(Some(largest));
        Self {
            stream,
            web: WebSocketContext::from_partially_read(read.to_vec(), Role::Server, Some(config)),
            driver,
            queue,
            id,
            unsent: Vec::new(),
            close_state: CloseState::Open,
            close_code: CloseCode::Normal,
            delivering: None,
        }
    }

    /// Reads until there is no more.
    fn poll_read(&mut self, context: &mut Context<'_>, buffers: &mut ThreadBuffers) -> Poll<Disconnected> {
        for _ in 0..READS {
            let mut buffer = ReadBuf::new(&mut buffers.input);
            match Pin::new(&mut self.stream).poll_read(context, &mut buffer) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Err(_)) => return Poll::Ready(Disconnected::Gone),
                Poll::Ready(Ok(())) if buffer.filled().is_empty() => return Poll::Ready(Disconnected::Gone),
                Poll::Ready(Ok(())) => {}
            }
            let read = buffer.filled().len();
            if self.close_state == CloseState::Open
                && self.take_in(&buffers.input[..read], &mut buffers.output) == Flow::Ended
            {
                self.close_state = CloseState::CloseSent;
            }
        }
        // Other sockets need the hub's lock, too.
        context.waker().wake_by_ref();
        Poll::Pending
    }

    fn take_in(&mut self, input: &[u8], output: &mut Vec<u8>) -> Flow {
        self.queue.hear(self.driver.second());
        let mut hub: Option<LockedHub<'_>> = None;
        let mut pipe = Pipe { input, output };
        loop {
            let input = match self.web.read(&mut pipe) {
                Ok(Message::Binary(bytes)) => Input::Frame { from: self.id, bytes },
                Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_)) => continue,
                Ok(Message::Close(_)) => continue,
                Ok(Message::Text(_)) => Input::Junk { from: self.id },
                Err(tungstenite::Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => return Flow::GoesOn,
                Err(tungstenite::Error::ConnectionClosed | tungstenite::Error::AlreadyClosed) => return Flow::Ended,
                Err(error) => {
                    let too_large = matches!(error, tungstenite::Error::Capacity(_));
                    self.close_code = if too_large { CloseCode::Size } else { CloseCode::Protocol };
                    self.close_state = CloseState::Draining;
                    Input::Junk { from: self.id }
                }
            };
            hub.get_or_insert_with(|| self.driver.lock_hub()).handle(input);
            if self.close_state == CloseState::Draining {
                return Flow::GoesOn;
            }
        }
    }

    /// Writes until nothing is queued.
    fn poll_write(&mut self, context: &mut Context<'_>, buffers: &mut ThreadBuffers) -> Poll<Disconnected> {
        loop {
            if !self.unsent.is_empty() {
                match Pin::new(&mut self.stream).poll_write(context, &self.unsent) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Err(_)) => return Poll::Ready(Disconnected::Gone),
                    Poll::Ready(Ok(sent)) => {
                        self.unsent.drain(..sent);
                        if self.unsent.is_empty() {
                            self.unsent = Vec::new();
                            self.delivered();
                        }
                        continue;
                    }
                }
            }
            self.fill(&mut buffers.output);
            if buffers.output.is_empty() {
                // TLS may hold what the system has not taken.
                match Pin::new(&mut self.stream).poll_flush(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Err(_)) => return Poll::Ready(Disconnected::Gone),
                    Poll::Ready(Ok(())) => return self.poll_end(context),
                }
            }
            match Pin::new(&mut self.stream).poll_write(context, &buffers.output) {
                Poll::Pending => self.unsent = buffers.output.clone(),
                Poll::Ready(Err(_)) => return Poll::Ready(Disconnected::Gone),
                Poll::Ready(Ok(sent)) if sent == buffers.output.len() => self.delivered(),
                Poll::Ready(Ok(sent)) => self.unsent = buffers.output[sent..].to_vec(),
            }
            buffers.output.clear();
        }
    }

    /// Notes how long the oldest delivered frame took.
    fn delivered(&mut self) {
        if let Some(since) = self.delivering.take() {
            self.driver.delivered(since);
        }
    }

    /// Moves queued frames into the buffer, and then the close frame if the queue is being closed.
    fn fill(&mut self, output: &mut Vec<u8>) {
        if matches!(self.close_state, CloseState::CloseSent | CloseState::ShutDown) {
            return;
        }
        let parked = self.queue.take(|frame| {
            write_frame(Frame::message(frame, OpCode::Data(Data::Binary), true), output);
            output.len() < WRITE_AT_ONCE
        });
        if let Some(read) = parked {
            self.driver.read(read);
        }
        self.delivering = self.delivering.or_else(|| self.queue.take_since());
        if self.queue.take_ping() {
            write_frame(Frame::ping(Bytes::new()), output);
        }
        if output.is_empty() && self.queue.ending() == Ending::AfterQueue {
            write_frame(Frame::close(Some(CloseFrame { code: self.close_code, reason: "".into() })), output);
            self.close_state = CloseState::CloseSent;
        }
    }

    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<Disconnected> {
        if self.close_state == CloseState::CloseSent {
            match Pin::new(&mut self.stream).poll_shutdown(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Err(_)) => return Poll::Ready(Disconnected::Gone),
                Poll::Ready(Ok(())) => self.close_state = CloseState::ShutDown,
            }
        }
        Poll::Pending
    }
}

impl Future for SocketTask {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let socket = self.get_mut();
        socket.queue.wake_with(context);
        if socket.queue.ending() == Ending::Dropped {
            return Poll::Ready(());
        }
        let mut buffers = ThreadBuffers::borrow();
        let ended =
            socket.poll_read(context, &mut buffers).is_ready() || socket.poll_write(context, &mut buffers).is_ready();
        buffers.give_back();
        if ended { Poll::Ready(()) } else { Poll::Pending }
    }
}

impl Drop for SocketTask {
    fn drop(&mut self) {
        self.driver.closed(self.id, &self.queue);
    }
}

/// Why the connection is over.
enum Disconnected {
    Gone,
}

#[derive(PartialEq, Eq)]
enum Flow {
    GoesOn,
    /// Both sides have closed the WebSocket.
    Ended,
}

/// The stream that the WebSocket reads from and writes to during a poll.
struct Pipe<'a> {
    input: &'a [u8],
    output: &'a mut Vec<u8>,
}

impl io::Read for Pipe<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.input.is_empty() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        io::Read::read(&mut self.input, buffer)
    }
}

impl io::Write for Pipe<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.output.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The thread's buffers.
struct ThreadBuffers {
    input: Box<[u8]>,
    output: Vec<u8>,
}

thread_local! {
    static BUFFERS: Cell<Option<ThreadBuffers>> = const { Cell::new(None) };
}

impl ThreadBuffers {
    fn borrow() -> Self {
        BUFFERS.take().unwrap_or_else(|| Self {
            input: vec![0; READ_AT_ONCE].into(),
            output: Vec::with_capacity(2 * WRITE_AT_ONCE),
        })
    }

    fn give_back(mut self) {
        self.output.clear();
        BUFFERS.set(Some(self));
    }
}

fn write_frame(frame: Frame, output: &mut Vec<u8>) {
    // Writing into a vector cannot fail.
    let _ = frame.format(output);
}

/// Bytes that every idle socket keeps for reading: a larger buffer would take more memory than everything else about
/// the socket.
const READ_BUFFER: usize = 1024;

const READ_AT_ONCE: usize = 64 * 1024;

const WRITE_AT_ONCE: usize = 64 * 1024;

/// Reads in one poll, before other sockets get the hub's lock.
const READS: usize = 4;
