//! A circuit made ready for proving, and its model.

mod committed_model;
mod encoding;
mod error;
mod given_blinders;
mod memory;
mod model;
mod options;
mod rows;

pub use committed_model::ModelCommitment;
pub(crate) use encoding::{encode_points, encode_scalars};
pub use error::ProveError;
pub use given_blinders::GivenBlinders;
pub(crate) use given_blinders::RowsToKeep;
pub(crate) use model::Model;
pub use options::Options;

use crate::circuit::{self, Circuit, HiddenTensors, Layout, Tensor, Term};
use crate::commit::Committer;
use crate::plan::Plan;
use crate::validator;
use crate::values::{self, Assignment};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::{Arc, RwLock};

/// Largest number of threads of a session.
pub const MAX_THREADS: usize = 1024;
/// Largest application context in bytes.
pub const MAX_CONTEXT: usize = 65536;

/// A validated circuit with all that follows from it. Thread-safe; several proofs may run at once.
pub struct Session {
    pub(crate) circuit: Circuit,
    pub(crate) digest: [u8; 32],
    pub(crate) layout: Layout,
    pub(crate) plan: Plan,
    pub(crate) hidden: HiddenTensors,
    pub(crate) committer: Committer,
    /// Which tensors are multiplicities.
    pub(crate) multiplicity: Vec<bool>,
    /// Tensors whose values a proof needs: keys, columns and operands of products.
    pub(crate) needed: Vec<usize>,
    pool: ThreadPool,
    model: RwLock<Option<Arc<Model>>>,
}

impl Session {
    /// Parses, validates and lays out a circuit. `threads` 0 means as many as the machine has.
    ///
    /// # Errors
    /// [`ProveError::Malformed`], [`ProveError::Invalid`], [`ProveError::Argument`].
    pub fn open(circuit_bytes: &[u8], threads: usize) -> Result<Self, ProveError> {
        if threads > MAX_THREADS {
            return Err(ProveError::Argument(format!(
                "{threads} threads, at most {MAX_THREADS}"
            )));
        }
        let circuit = circuit::decode(circuit_bytes)?;
        validator::validate(&circuit)?;
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|i| format!("vouch-{i}"))
            .build();
        let pool = pool.map_err(|error| ProveError::Internal(format!("no threads: {error}")))?;
        let plan = Plan::new(&circuit);
        let width = (plan.pads() as usize).max(1 << circuit.width_bits);
        Ok(Self {
            digest: circuit::digest(circuit_bytes),
            layout: Layout::new(&circuit),
            hidden: HiddenTensors::new(&circuit),
            committer: pool.install(|| Committer::new(width)),
            multiplicity: values::multiplicity_tensors(&circuit),
            needed: needed(&circuit),
            model: RwLock::new(None),
            plan,
            circuit,
            pool,
        })
    }

    /// Length of the protocol's messages in a proof of this circuit.
    pub fn message_bytes(&self) -> usize {
        self.plan.message_bytes as usize
    }

    /// The circuit.
    pub fn circuit(&self) -> &Circuit {
        &self.circuit
    }

    pub(crate) fn install<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        self.pool.install(work)
    }

    pub(crate) fn empty_assignment<'a>(&self) -> Assignment<'a> {
        self.circuit.tensors.iter().map(|_| None).collect()
    }

    pub(crate) fn tensors(
        &self,
        selected: impl Fn(&Tensor) -> bool,
    ) -> impl Iterator<Item = (usize, &Tensor)> {
        self.circuit
            .tensors
            .iter()
            .enumerate()
            .filter(move |(_, tensor)| selected(tensor))
    }
}

fn needed(circuit: &Circuit) -> Vec<usize> {
    let keys = circuit
        .lookups
        .iter()
        .flat_map(|lookup| lookup.keys.iter().copied());
    let columns = circuit
        .tables
        .iter()
        .flat_map(|table| table.columns.iter().copied());
    let reached = circuit::reached(circuit);
    let operands = circuit
        .tensors
        .iter()
        .zip(reached)
        .filter(|(_, reached)| *reached)
        .flat_map(|(tensor, _)| {
            let products = tensor
                .terms()
                .iter()
                .filter(|term| matches!(term, Term::Box(term) if term.operands.len() == 2));
            products.flat_map(Term::operand_tensors)
        });
    keys.chain(columns).chain(operands).collect()
}
