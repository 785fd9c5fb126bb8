//! A circuit made ready for proving, and its model.

use crate::circuit::{self, Circuit, HiddenTensors, Layout, Malformed, Matrix, Tensor, Term};
use crate::curve::{Affine, CommitError, Committer, SmallRows, encode};
use crate::field::{ELEMENT_BYTES, F, from_bytes, from_i64};
use crate::lookup::LookupError;
use crate::model::Model;
use crate::plan::Plan;
use crate::progress::{Cancelled, Progress, Stage};
use crate::rng::{Entropy, RandomnessError};
use crate::statement;
use crate::validator::{self, InvalidCircuit};
use crate::values::{self, Assignment, OnMissing, Unsatisfied, ValueError};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::{Arc, RwLock};
use zeroize::Zeroizing;

/// Largest number of threads of a session.
pub const MAX_THREADS: usize = 1024;
/// Largest application context in bytes.
pub const MAX_CONTEXT: usize = 65536;

/// Why the prover refused or stopped. Messages never contain values, blinders or scalars.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ProveError {
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    #[error(transparent)]
    Malformed(#[from] Malformed),
    #[error(transparent)]
    Invalid(#[from] InvalidCircuit),
    #[error(transparent)]
    Value(#[from] ValueError),
    #[error(transparent)]
    Unsatisfied(#[from] Unsatisfied),
    #[error("{what}: {found} bytes where the circuit has {expected}")]
    Length {
        what: &'static str,
        expected: u64,
        found: u64,
    },
    #[error("{0}")]
    Argument(String),
    #[error("the session has no model")]
    NoModel,
    #[error(transparent)]
    Randomness(#[from] RandomnessError),
    #[error("not enough memory: about {bytes} bytes are needed")]
    OutOfMemory { bytes: u64 },
    #[error("internal: {0}")]
    Internal(String),
}

impl From<LookupError> for ProveError {
    fn from(error: LookupError) -> Self {
        match error {
            LookupError::Cancelled(cancelled) => cancelled.into(),
            LookupError::ZeroDenominator => ProveError::Internal(error.to_string()),
        }
    }
}

impl From<CommitError> for ProveError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Cancelled(cancelled) => cancelled.into(),
            CommitError::Infinity => ProveError::Internal(error.to_string()),
        }
    }
}

/// What a caller may choose only in tests.
pub struct Options {
    pub(crate) entropy: Entropy,
    pub(crate) missing: OnMissing,
}

impl Options {
    /// The operating system's randomness; a key outside its table is refused.
    pub fn new() -> Self {
        Self {
            entropy: Entropy::operating_system(),
            missing: OnMissing::Refuse,
        }
    }

    /// For tests: fixed randomness, and whether a key outside its table is passed over.
    #[cfg(any(test, feature = "test-prover"))]
    pub fn for_tests(seed: Option<[u8; 32]>, ignore_missing: bool) -> Self {
        Self {
            entropy: seed.map_or_else(Entropy::operating_system, Entropy::fixed),
            missing: if ignore_missing {
                OnMissing::Ignore
            } else {
                OnMissing::Refuse
            },
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

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

/// A fresh commitment of the MODEL tensors, rows in declaration order.
pub struct ModelCommitment {
    /// 32 bytes a row.
    pub points: Vec<u8>,
    /// 32 bytes a row.
    pub blinders: Zeroizing<Vec<u8>>,
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
    pub fn proof_bytes(&self) -> usize {
        self.plan.proof_bytes as usize
    }

    /// The circuit.
    pub fn circuit(&self) -> &Circuit {
        &self.circuit
    }

    /// Commits MODEL values under fresh blinders, or under blinders 1 where the circuit says that weights are public.
    ///
    /// # Errors
    /// [`ProveError`].
    pub fn commit_model(
        &self,
        model: &[i64],
        options: &Options,
        progress: &Progress,
    ) -> Result<ModelCommitment, ProveError> {
        self.pool.install(|| {
            let mut assignment = self.empty_assignment();
            values::import(
                &self.circuit,
                |_, tensor| tensor.is_model(),
                model,
                OnMissing::Refuse,
                &mut assignment,
            )?;
            let rows = self.rows(&assignment, |tensor| tensor.is_model());
            progress.enter(Stage::Commit, rows.rows() as u64)?;
            let blinders = if self.circuit.public_weights {
                Zeroizing::new(vec![from_i64(1); rows.rows()])
            } else {
                let digest = statement::model_digest(model);
                let seed = statement::model_seed(&options.entropy, &self.digest, &digest)?;
                seed.scalars("model rows", rows.rows())
            };
            let points = self.committer.commit_rows(&rows, &blinders, progress)?;
            progress.enter(Stage::Finish, 0)?;
            Ok(ModelCommitment {
                points: encode_points(&points),
                blinders: encode_scalars(&blinders),
            })
        })
    }

    /// Gives the session its model. Points are trusted: a wrong one makes proofs that the verifier rejects.
    ///
    /// # Errors
    /// [`ProveError::Value`], [`ProveError::Length`], or [`ProveError::Argument`] if a blinder is not canonical.
    pub fn load_model(&self, model: &[i64], points: &[u8], blinders: &[u8]) -> Result<(), ProveError> {
        values::import(
            &self.circuit,
            |_, tensor| tensor.is_model(),
            model,
            OnMissing::Refuse,
            &mut self.empty_assignment(),
        )?;
        let rows: usize = self
            .tensors(Tensor::is_model)
            .map(|(index, _)| self.layout.matrix(index).rows())
            .sum();
        for (what, bytes) in [
            ("points of MODEL rows", points),
            ("blinders of MODEL rows", blinders),
        ] {
            if bytes.len() != ELEMENT_BYTES * rows {
                return Err(ProveError::Length {
                    what,
                    expected: (ELEMENT_BYTES * rows) as u64,
                    found: bytes.len() as u64,
                });
            }
        }
        let ids = self.tensor_ids(Tensor::is_model, points);
        let mut scalars = Zeroizing::new(Vec::with_capacity(rows));
        for (row, bytes) in blinders.chunks_exact(ELEMENT_BYTES).enumerate() {
            let blinder = from_bytes(bytes.try_into().expect("the bytes of an element"));
            let refuse = || ProveError::Argument(format!("blinder of row {row} is not canonical"));
            scalars.push(blinder.ok_or_else(refuse)?);
        }
        let loaded = Model::new(&self.circuit, model, ids, std::mem::take(&mut *scalars));
        *self
            .model
            .write()
            .unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(Arc::new(loaded));
        Ok(())
    }

    pub(crate) fn model(&self) -> Result<Arc<Model>, ProveError> {
        let model = self
            .model
            .read()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .clone();
        match model {
            None if self.circuit.tensors.iter().any(Tensor::is_model) => Err(ProveError::NoModel),
            None => Ok(Arc::new(Model::new(&self.circuit, &[], Vec::new(), Vec::new()))),
            Some(model) => Ok(model),
        }
    }

    /// Refuses before work begins what the allocator would refuse (by aborting) in the middle of it.
    pub(crate) fn check_memory(&self) -> Result<(), ProveError> {
        let bytes = self.working_bytes();
        let available =
            usize::try_from(bytes).is_ok_and(|bytes| Vec::<u8>::new().try_reserve_exact(bytes).is_ok());
        if available {
            Ok(())
        } else {
            Err(ProveError::OutOfMemory { bytes })
        }
    }

    /// About what a proof allocates: derived values, levels of the tree with their folded copies, and of direct tables as
    /// much. Without what commitments take: tables of up to 64 MiB, a few MB for each thread.
    fn working_bytes(&self) -> u64 {
        let cells = |tensor: &usize| self.circuit.tensors[*tensor].size();
        let derived = self.needed.iter().map(cells).fold(0u64, u64::saturating_add);
        let lookups = self.circuit.lookups.iter().map(|lookup| cells(&lookup.keys[0]));
        let leaves = lookups.chain(self.circuit.tables.iter().map(|table| cells(&table.multiplicity)));
        let leaves = leaves.fold(0u64, u64::saturating_add);
        derived
            .saturating_mul(16)
            .saturating_add(leaves.saturating_mul(192))
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

    /// Ids of the selected tensors, in declaration order: `points` are those of their rows.
    pub(crate) fn tensor_ids(&self, selected: impl Fn(&Tensor) -> bool, points: &[u8]) -> Vec<[u8; 32]> {
        let mut rest = points;
        let ids = self.tensors(selected).map(|(index, tensor)| {
            let matrix = self.layout.matrix(index);
            let (own, after) = rest.split_at(ELEMENT_BYTES * matrix.rows());
            rest = after;
            statement::tensor_id(tensor, matrix, own)
        });
        ids.collect()
    }

    /// The rows of the selected committed tensors, in declaration order.
    pub(crate) fn rows<'r>(
        &'r self,
        values: &'r Assignment<'_>,
        selected: impl Fn(&Tensor) -> bool,
    ) -> TensorRows<'r> {
        let mut rows = TensorRows {
            tensors: Vec::new(),
            ends: Vec::new(),
        };
        for (index, _) in self.tensors(selected) {
            let data = values[index]
                .as_ref()
                .and_then(|values| values.small())
                .expect("committed values are integers");
            let matrix = self.layout.matrix(index);
            rows.ends.push(rows.ends.last().unwrap_or(&0) + matrix.rows());
            rows.tensors.push((matrix, data));
        }
        rows
    }
}

/// Rows of several tensors, one after the other.
pub(crate) struct TensorRows<'r> {
    tensors: Vec<(&'r Matrix, &'r [i64])>,
    ends: Vec<usize>,
}

impl SmallRows for TensorRows<'_> {
    fn rows(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    fn visit(&self, row: usize, visit: &mut dyn FnMut(usize, &[i64])) {
        let number = self.ends.partition_point(|end| *end <= row);
        let (matrix, data) = self.tensors[number];
        let cells = &data[matrix.cells(row - (self.ends[number] - matrix.rows()))];
        for (run, columns) in cells
            .chunks(matrix.run())
            .zip(matrix.columns().chunks(matrix.run()))
        {
            visit(columns[0] as usize, run);
        }
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

pub(crate) fn encode_points(points: &[Affine]) -> Vec<u8> {
    points.iter().flat_map(encode).collect()
}

pub(crate) fn encode_scalars(scalars: &[F]) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(ELEMENT_BYTES * scalars.len()));
    scalars
        .iter()
        .for_each(|scalar| bytes.extend_from_slice(&crate::field::to_bytes(scalar)));
    bytes
}
