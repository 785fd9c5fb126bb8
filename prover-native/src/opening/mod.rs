//! Stage 5: every claim about committed values becomes one claim <x, eq(s)> (protocol.md §7).
//!
//! Σ_j γ^j·claim_j = Σ_rows Σ_columns W[row, column]·V[row, column]. V is never built: it is a sum of pieces a⊗b, and
//! for each b the rows are combined first, x_b = Σ a(row)·row. The sumcheck runs over Σ_b <x_b, b>.

mod contracted;
mod groups;
mod pieces;

use crate::circuit::{Circuit, Layout};
use crate::field::{F, from_i64};
use crate::product::{Claim, Embedding, Pair, sumcheck};
use crate::progress::{Cancelled, Progress};
use crate::transcript::Channel;
use crate::values::Assignment;
use groups::groups;
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
    let combined: Vec<Zeroizing<Vec<F>>> = groups
        .par_iter()
        .map(|group| Zeroizing::new(group.combined_rows(layout, values)))
        .collect();
    progress.check()?;
    let pairs = groups.par_iter().zip(&combined);
    let mut pairs: Vec<Pair> = pairs
        .map(|(group, x)| Pair::new(x.to_vec(), group.columns.values(), group.columns.bits()))
        .collect();
    let rounds = circuit.width_bits;
    let point = sumcheck(
        channel,
        "opening",
        &mut pairs,
        rounds,
        Embedding::BothFactors,
        progress,
    )?;

    let mut x = Zeroizing::new(vec![from_i64(0); 1 << rounds]);
    let mut blinder = Zeroizing::new(from_i64(0));
    for ((group, combined), pair) in groups.iter().zip(&combined).zip(&pairs) {
        // V is 0 where the column bits beyond the tensor's are not 0.
        let unused = point[group.columns.bits() as usize..].iter();
        let scale = unused.fold(pair.end().1, |scale, s| scale * (from_i64(1) - s));
        x.iter_mut()
            .zip(combined.iter())
            .for_each(|(x, own)| *x += scale * own);
        let mut own = Zeroizing::new(from_i64(0));
        for (tensor, rows) in group.rows() {
            let blinders = blinders[tensor].as_ref().expect("blinders of committed tensors");
            rows.iter()
                .for_each(|(row, weight)| *own += *weight * blinders[*row as usize]);
        }
        *blinder += scale * *own;
    }
    Ok(Opened { point, x, blinder })
}
