//! The thread that writes the log: one batch after the other, and a window between the beginnings of two.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::Duration,
};

use tokio::sync::{Notify, mpsc::UnboundedSender};

use super::metrics::Metrics;
use crate::{
    clock::Clock,
    hub::Input,
    log::{Batch, Log},
};

/// See the [module](self).
pub(super) struct LogWriter {
    pub(super) log: Arc<dyn Log>,
    pub(super) batches: Receiver<Batch>,
    pub(super) answer: UnboundedSender<Input>,
    pub(super) clock: Clock,
    pub(super) window: Duration,
    /// Notified when the window after a batch is over. The driver keeps it, for it chooses what is in a batch; this thread
    /// measures it, because the runtime's timers are up to two milliseconds late.
    pub(super) window_over: Arc<Notify>,
    pub(super) metrics: Option<Arc<Metrics>>,
}

impl LogWriter {
    /// Writes until the sender of batches is dropped.
    pub(super) fn run(self) {
        let mut next = self.batches.recv().ok();
        while let Some(batch) = next.take() {
            let began = self.clock.micros();
            let written = self.log.write(&batch);
            let took = self.clock.micros().saturating_sub(began);
            if let Some(metrics) = &self.metrics {
                metrics.committed(took);
            }
            if let Err(error) = &written {
                tracing::error!(%error, "a commit failed");
            }
            let _ = self.answer.send(Input::Written(written));
            next = match self.batches.recv_timeout(self.window.saturating_sub(Duration::from_micros(took))) {
                // So much was queued that it did not wait for the window.
                Ok(batch) => Some(batch),
                Err(RecvTimeoutError::Disconnected) => None,
                Err(RecvTimeoutError::Timeout) => {
                    self.window_over.notify_one();
                    self.batches.recv().ok()
                }
            };
        }
        // The driver must not wait for a window that nobody measures any more.
        self.window_over.notify_one();
    }
}
