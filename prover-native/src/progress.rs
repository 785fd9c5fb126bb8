//! Progress and cancellation of a long call: the control block of docs/spec/native-abi.md.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use std::time::Instant;

/// What the prover is doing. The numbers are part of the ABI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Stage {
    /// Reading values and evaluating derived tensors.
    Import = 0,
    /// Committing rows.
    Commit = 1,
    /// The lookup argument (protocol.md §4).
    Lookups = 2,
    /// Pulling the assertions back onto sources (§5).
    Equation = 3,
    /// The product sumcheck (§6).
    Products = 4,
    /// The opening sumcheck (§7).
    Opening = 5,
    /// The final sigma protocol (§8).
    Sigma = 6,
    /// Assembling the result.
    Finish = 7,
}

/// The caller asked to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// The shared control block: the caller writes `cancel`, the prover the rest, all relaxed.
///
/// The layout is that of docs/spec/native-abi.md, so a pointer to a caller's block can be used as `&Progress`.
#[derive(Debug, Default)]
#[repr(C, align(8))]
pub struct Progress {
    cancel: AtomicU32,
    stage: AtomicU32,
    done: AtomicU64,
    total: AtomicU64,
    reserved: [u64; 5],
}

impl Progress {
    /// A block nobody watches.
    pub fn new() -> Self {
        Self::default()
    }

    /// Enters `stage`, which will take `total` steps.
    ///
    /// # Errors
    /// [`Cancelled`] if the caller asked to stop.
    pub fn enter(&self, stage: Stage, total: u64) -> Result<(), Cancelled> {
        self.stage.store(stage as u32, Relaxed);
        self.done.store(0, Relaxed);
        self.total.store(total, Relaxed);
        self.check()
    }

    /// Records `steps` more steps of the current stage as done.
    ///
    /// # Errors
    /// [`Cancelled`] if the caller asked to stop.
    pub fn advance(&self, steps: u64) -> Result<(), Cancelled> {
        self.done.fetch_add(steps, Relaxed);
        self.check()
    }

    /// # Errors
    /// [`Cancelled`] if the caller asked to stop.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.cancel.load(Relaxed) == 0 {
            Ok(())
        } else {
            Err(Cancelled)
        }
    }

    /// Asks the prover to stop at its next chunk.
    pub fn cancel(&self) {
        self.cancel.store(1, Relaxed);
    }

    /// (stage number, steps done, steps in all).
    pub fn read(&self) -> (u32, u64, u64) {
        (
            self.stage.load(Relaxed),
            self.done.load(Relaxed),
            self.total.load(Relaxed),
        )
    }
}

/// Enters stages and takes their times.
pub(crate) struct StageTimer<'p> {
    pub(crate) progress: &'p Progress,
    report: Vec<(u32, u64)>,
    current: Option<(Stage, Instant)>,
}

impl<'p> StageTimer<'p> {
    pub(crate) fn new(progress: &'p Progress) -> Self {
        Self {
            progress,
            report: Vec::new(),
            current: None,
        }
    }

    /// Ends the current stage and enters `stage`, which will take `total` steps.
    pub(crate) fn enter(&mut self, stage: Stage, total: u64) -> Result<(), Cancelled> {
        let now = Instant::now();
        if let Some((last, start)) = self.current.replace((stage, now)) {
            self.report.push((last as u32, (now - start).as_nanos() as u64));
        }
        self.progress.enter(stage, total)
    }

    /// Stage numbers and nanoseconds, in order.
    pub(crate) fn finish(mut self) -> Vec<(u32, u64)> {
        if let Some((last, start)) = self.current {
            self.report.push((last as u32, start.elapsed().as_nanos() as u64));
        }
        self.report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_is_that_of_the_abi() {
        assert_eq!(size_of::<Progress>(), 64);
        assert_eq!(std::mem::offset_of!(Progress, cancel), 0);
        assert_eq!(std::mem::offset_of!(Progress, stage), 4);
        assert_eq!(std::mem::offset_of!(Progress, done), 8);
        assert_eq!(std::mem::offset_of!(Progress, total), 16);
    }

    #[test]
    fn counts_and_cancels() {
        let progress = Progress::new();
        progress.enter(Stage::Lookups, 10).unwrap();
        progress.advance(3).unwrap();
        assert_eq!(progress.read(), (2, 3, 10));
        progress.cancel();
        assert_eq!(progress.advance(1), Err(Cancelled));
        assert_eq!(progress.enter(Stage::Opening, 1), Err(Cancelled));
    }
}
