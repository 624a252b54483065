//! A guest's task: what its home queues for it goes to its edge, as far as the edge's client takes it.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    task::{Context, Poll},
};

use tokio::sync::mpsc::UnboundedSender;

use super::{
    hub_driver::HubDriver,
    link_command::LinkCommand,
    link_messages::TunnelId,
    send_queue::{Ending, SendQueue},
};
use crate::{hub::SocketId, log::RelayId};

/// Bytes that may be sent to an edge before it says that its client has taken some.
#[derive(Debug, Clone)]
pub(super) struct Credit(Arc<AtomicI64>);

impl Default for Credit {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(WINDOW)))
    }
}

impl Credit {
    /// So many bytes were taken.
    pub(super) fn add(&self, bytes: u32) {
        self.0.fetch_add(bytes.into(), Ordering::Relaxed);
    }

    /// Whether something may be sent.
    fn is_left(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }

    /// So many bytes are sent; returns whether more may be.
    fn spend(&self, bytes: usize) -> bool {
        self.0.fetch_sub(bytes as i64, Ordering::Relaxed) > bytes as i64
    }
}

/// See the [module](self).
pub(super) struct GuestTask {
    pub(super) driver: Arc<HubDriver>,
    pub(super) socket: SocketId,
    pub(super) queue: Arc<SendQueue>,
    pub(super) credit: Credit,
    pub(super) commands: UnboundedSender<LinkCommand>,
    pub(super) edge: RelayId,
    pub(super) tunnel: TunnelId,
}

impl Future for GuestTask {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let guest = self.get_mut();
        guest.queue.wake_with(context);
        if guest.queue.ending() == Ending::Dropped {
            return Poll::Ready(());
        }
        // A ping is for the client, and its edge sends those.
        guest.queue.take_ping();
        while guest.credit.is_left() {
            let (edge, tunnel) = (guest.edge, guest.tunnel);
            let mut has_sent = false;
            let parked = guest.queue.take(|bytes| {
                has_sent = true;
                let may_go_on = guest.credit.spend(bytes.len());
                let _ = guest.commands.send(LinkCommand::ToEdge { edge, tunnel, bytes });
                may_go_on
            });
            if let Some(since) = guest.queue.take_since() {
                guest.driver.delivered(since);
            }
            let has_parked = parked.is_some();
            if let Some(read) = parked {
                guest.driver.read(read);
            }
            if !has_sent && !has_parked {
                break;
            }
        }
        if guest.queue.ending() == Ending::AfterQueue && guest.queue.bytes() == 0 {
            let _ = guest.commands.send(LinkCommand::EndAtEdge { edge: guest.edge, tunnel: guest.tunnel });
            return Poll::Ready(());
        }
        Poll::Pending
    }
}

impl Drop for GuestTask {
    fn drop(&mut self) {
        self.driver.closed(self.socket, &self.queue);
    }
}

const WINDOW: i64 = 256 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_of_bytes_is_sent_and_more_once_the_client_has_taken_some() {
        let credit = Credit::default();
        assert!(credit.spend(WINDOW as usize - 1) && credit.is_left());
        assert!(!credit.spend(60_000), "the last frame may pass the window");
        assert!(!credit.is_left());
        credit.add(60_000);
        assert!(credit.is_left());
    }
}
