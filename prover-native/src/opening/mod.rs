//! Stage 5: every claim about committed values becomes one claim <x, eq(s)> (protocol.md §7).
//!
//! Σ_j γ^j·claim_j = Σ_rows Σ_columns W[row, column]·V[row, column]. V is never built: it is a sum of pieces a⊗b, and
//! for each b the rows are combined first, x_b = Σ a(row)·row. The sumcheck runs over Σ_b <x_b, b>, and over the rows under
//! dense covectors.

mod contracted;
mod dense_passes;
mod dense_rows;
#[cfg(test)]
mod dense_rows_tests;
mod groups;
mod pieces;

use crate::circuit::{Circuit, Layout};
use crate::covector::Covector;
use crate::field::{F, from_i64};
use crate::passes::add_multiple;
use crate::product::{Claim, Embedding, Pair, Summand, sumcheck};
use crate::progress::{Cancelled, Progress};
use crate::transcript::Channel;
use crate::values::{Assignment, Values};
use dense_rows::DenseRows;
use groups::{combined, groups};
use rayon::prelude::*;
use zeroize::Zeroizing;

/// The end of the stage: the claim <x, eq(s)> with x = Σ c_row·row.
pub struct Opened {
    /// The point s over the columns.
    pub point: Vec<F>,
    /// x, exactly C entries.
    pub x: Zeroizing<Vec<F>>,
    /// Σ c_row·(blinder of the row).
    pub blinder: Zeroizing<F>,
}

/// Proves Σ <tensor, covector> over all of `claims`, which carry their powers of γ. `blinders` has those of each
/// committed tensor's rows.
///
/// # Errors
/// [`Cancelled`].
///
/// # Panics
/// If a committed tensor has no integer values or blinders.
pub fn prove(
    channel: &mut Channel,
    circuit: &Circuit,
    layout: &Layout,
    claims: &[Claim],
    values: &Assignment<'_>,
    blinders: &[Option<Zeroizing<Vec<F>>>],
    progress: &Progress,
) -> Result<Opened, Cancelled> {
    let groups = groups(circuit, layout, claims);
    progress.check()?;
    let rows: Vec<Zeroizing<Vec<F>>> = groups
        .par_iter()
        .map(|group| Zeroizing::new(group.combined_rows(layout, values)))
        .collect();
    progress.check()?;
    let pairs = groups.par_iter().zip(&rows).map(|(group, x)| {
        let pair = Pair::new(x, &group.columns.values(), group.columns.bits());
        Part::Group(pair)
    });
    let pairs: Vec<Part<'_>> = pairs.collect();
    let dense = claims
        .iter()
        .filter_map(|claim| dense_rows(layout, claim, values));
    let mut parts: Vec<Part<'_>> = pairs
        .into_iter()
        .chain(dense.map(|rows| Part::Dense(Box::new(rows))))
        .collect();
    let rounds = circuit.width_bits;
    let point = sumcheck(
        channel,
        "opening",
        &mut parts,
        rounds,
        Embedding::BothFactors,
        progress,
    )?;

    let mut opened = Opened {
        x: Zeroizing::new(vec![from_i64(0); 1 << rounds]),
        blinder: Zeroizing::new(from_i64(0)),
        point,
    };
    let mut rows = groups.iter().zip(rows);
    for part in &parts {
        match part {
            Part::Group(pair) => {
                let (group, x) = rows.next().expect("a pair for each group");
                opened.add(group.columns.bits(), &pair.end().1, &x, group.rows(), blinders);
            }
            Part::Dense(dense) => {
                let (tensor, weights) = dense.weighted();
                let x = Zeroizing::new(combined(&[(tensor, weights.clone())], layout, values));
                opened.add(dense.bits(), &from_i64(1), &x, [(tensor, &weights[..])], blinders);
            }
        }
    }
    Ok(opened)
}

impl Opened {
    /// Adds scale·`combined` = scale·Σ weight·row of a part over `bits` column variables.
    fn add<'r>(
        &mut self,
        bits: u32,
        scale: &F,
        combined: &[F],
        rows: impl IntoIterator<Item = (usize, &'r [(u32, F)])>,
        blinders: &[Option<Zeroizing<Vec<F>>>],
    ) {
        // V is 0 where the column bits beyond the tensor's are not 0.
        let unused = self.point[bits as usize..].iter();
        let scale = unused.fold(*scale, |scale, s| scale * (from_i64(1) - s));
        add_multiple(&mut self.x, combined, &scale);
        let mut own = Zeroizing::new(from_i64(0));
        for (tensor, rows) in rows {
            let blinders = blinders[tensor].as_ref().expect("blinders of committed tensors");
            rows.iter()
                .for_each(|(row, weight)| *own += *weight * blinders[*row as usize]);
        }
        *self.blinder += scale * *own;
    }
}

/// A summand of the sumcheck.
enum Part<'v> {
    /// <x_b, b>.
    Group(Pair),
    /// The rows of a tensor under a dense covector.
    Dense(Box<DenseRows<'v>>),
}

impl Summand for Part<'_> {
    fn len(&self) -> usize {
        match self {
            Part::Group(pair) => pair.len(),
            Part::Dense(rows) => rows.len(),
        }
    }

    fn round(&self, round: u32, embedding: Embedding) -> [F; 2] {
        match self {
            Part::Group(pair) => pair.round(round, embedding),
            Part::Dense(rows) => rows.round(round, embedding),
        }
    }

    fn bind(&mut self, round: u32, r: &F, embedding: Embedding) {
        match self {
            Part::Group(pair) => pair.bind(round, r, embedding),
            Part::Dense(rows) => rows.bind(round, r, embedding),
        }
    }
}

/// The rows of a claim whose covector is dense.
fn dense_rows<'v>(layout: &Layout, claim: &'v Claim, values: &'v Assignment<'_>) -> Option<DenseRows<'v>> {
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
