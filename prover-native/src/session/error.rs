use crate::circuit::Malformed;
use crate::commit::CommitError;
use crate::lookup::LookupError;
use crate::progress::Cancelled;
use crate::statement::RandomnessError;
use crate::validator::InvalidCircuit;
use crate::values::{Unsatisfied, ValueError};

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
