use super::CommittedClaim;
use super::dense_rows::DenseRows;
use crate::circuit::Layout;
use crate::covector::Covector;
use crate::equation::{Embedding, Summand};
use crate::field::F;
use crate::product::Pair;
use crate::values::{Assignment, Values};

/// A summand of the sumcheck.
pub(super) enum Rows<'v> {
    /// <x_b, b>.
    Group(Pair),
    /// The rows of a tensor under a dense covector.
    Dense(Box<DenseRows<'v>>),
}

impl Summand for Rows<'_> {
    fn len(&self) -> usize {
        match self {
            Rows::Group(pair) => pair.len(),
            Rows::Dense(rows) => rows.len(),
        }
    }

    fn round(&self, round: u32, embedding: Embedding) -> [F; 2] {
        match self {
            Rows::Group(pair) => pair.round(round, embedding),
            Rows::Dense(rows) => rows.round(round, embedding),
        }
    }

    fn bind(&mut self, round: u32, r: &F, embedding: Embedding) {
        match self {
            Rows::Group(pair) => pair.bind(round, r, embedding),
            Rows::Dense(rows) => rows.bind(round, r, embedding),
        }
    }
}

/// The rows of a claim whose covector is dense.
pub(super) fn dense_rows<'v>(
    layout: &Layout,
    claim: &'v CommittedClaim,
    values: &'v Assignment<'_>,
) -> Option<DenseRows<'v>> {
    let Covector::Dense {
        coefficient,
        values: covector,
    } = &claim.covector
    else {
        return None;
    };
    let Some(Values::Small(cells)) = &values[claim.tensor] else {
        panic!("committed values are integers");
    };
    let matrix = layout.matrix(claim.tensor);
    Some(DenseRows::new(
        claim.tensor,
        matrix,
        cells,
        *coefficient,
        covector,
    ))
}
