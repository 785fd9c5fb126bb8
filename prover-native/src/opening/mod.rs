//! Stage 5: every claim about committed values becomes one claim <x, eq(s)> (protocol.md §7).
//!
//! Σ_j γ^j·claim_j = Σ_rows Σ_columns W[row, column]·V[row, column]. V is never built: it is a sum of pieces a⊗b, and
//! for each b the rows are combined first, x_b = Σ a(row)·row. The sumcheck runs over Σ_b <x_b, b>, and over the rows under
//! dense covectors.

mod claims;
mod contracted;
mod dense_passes;
mod dense_rows;
#[cfg(test)]
mod dense_rows_tests;
mod groups;
mod pieces;
mod rows;
#[cfg(test)]
mod tests;

pub use claims::CommittedClaim;

use crate::covector::SourceClaim;
use crate::equation::{AffineForm, Conversation, Embedding, Equation, Sumcheck, sumcheck};
use crate::field::{F, eq_vector, from_i64};
use crate::kernel::passes::add_multiple;
use crate::product::{FactorClaim, Pair};
use crate::progress::Cancelled;
use crate::values::Witness;
use claims::combine;
use groups::{combined, groups};
use rayon::prelude::*;
use rows::{Rows, dense_rows};
use zeroize::Zeroizing;

/// The sumcheck's end, or the claim itself where nothing is opened.
pub const EQUATIONS: u64 = 1;

/// Hidden messages: m(0) and m(∞) a round, if something is opened.
pub fn messages(rounds: Option<u32>) -> u64 {
    2 * u64::from(rounds.unwrap_or(0))
}

/// x = Σ c_row·row, which the claim <x, eq(s)> is about.
pub struct Opened {
    /// Exactly C entries.
    pub x: Zeroizing<Vec<F>>,
    /// Σ c_row·(blinder of the row).
    pub blinder: Zeroizing<F>,
}

/// For each tensor the blinders of its rows, if it is committed.
pub type Blinders<'b> = [Option<&'b [F]>];

/// Stage 5 (protocol.md §7; §11, rules 20 and 21): all claims on committed values become one claim on x, a combination of
/// their rows. `lin` is the claim on `linear`'s covectors: it has γ^0; `factors`, A(y) and B(y), have γ^1 and γ^2. `rounds` is
/// c, absent where no covector lies on a committed tensor; then nothing is opened.
///
/// # Errors
/// [`Cancelled`].
///
/// # Panics
/// If a committed tensor has no integer values or blinders.
pub fn prove(
    conversation: &mut Conversation<'_>,
    witness: &Witness<'_>,
    blinders: &Blinders<'_>,
    rounds: Option<u32>,
    lin: AffineForm,
    linear: Vec<SourceClaim>,
    factors: Vec<FactorClaim>,
) -> Result<Option<Opened>, Cancelled> {
    // V -> P  gamma
    let gamma = conversation.challenge("gamma");
    let (claim, claims) = combine(witness, &gamma, lin, linear, factors);
    let Some(rounds) = rounds else {
        conversation.add(Equation::new(claim));
        return Ok(None);
    };
    let (layout, values) = (witness.layout, &witness.values);
    let groups = groups(witness.circuit, layout, &claims);
    conversation.progress.check()?;
    let combined_rows: Vec<Zeroizing<Vec<F>>> = groups
        .par_iter()
        .map(|group| Zeroizing::new(group.combined_rows(layout, values)))
        .collect();
    conversation.progress.check()?;
    let pairs = groups.par_iter().zip(&combined_rows).map(|(group, x)| {
        let pair = Pair::new(x, &group.columns.values(), group.columns.bits());
        Rows::Group(pair)
    });
    let mut summands: Vec<Rows<'_>> = pairs.collect();
    let dense = claims
        .iter()
        .filter_map(|claim| dense_rows(layout, claim, values));
    summands.extend(dense.map(|rows| Rows::Dense(Box::new(rows))));

    // P <-> V  sumcheck over the column variables: claim = <x, eq(s)>
    let embedding = Embedding::BothFactors;
    let Sumcheck { claim, point } =
        sumcheck(conversation, claim, "opening", &mut summands, rounds, embedding)?;
    let columns = 1 << rounds;
    conversation.add(Equation::new(claim).minus_opened(eq_vector(&point, columns)));

    let mut opened = Opened {
        x: Zeroizing::new(vec![from_i64(0); columns]),
        blinder: Zeroizing::new(from_i64(0)),
    };
    let mut combined_groups = groups.iter().zip(combined_rows);
    for summand in &summands {
        match summand {
            Rows::Group(pair) => {
                let (group, x) = combined_groups.next().expect("a pair for each group");
                let unused = &point[group.columns.bits() as usize..];
                opened.add(unused, &pair.end().1, &x, group.rows(), blinders);
            }
            Rows::Dense(dense) => {
                let (tensor, weights) = dense.weighted();
                let x = Zeroizing::new(combined(&[(tensor, weights.clone())], layout, values));
                let unused = &point[dense.bits() as usize..];
                opened.add(unused, &from_i64(1), &x, [(tensor, &weights[..])], blinders);
            }
        }
    }
    Ok(Some(opened))
}

impl Opened {
    /// Adds scale·`combined` = scale·Σ weight·row of tensors with fewer column variables than there are: `unused` is the point
    /// in the others.
    fn add<'r>(
        &mut self,
        unused: &[F],
        scale: &F,
        combined: &[F],
        rows: impl IntoIterator<Item = (usize, &'r [(u32, F)])>,
        blinders: &Blinders<'_>,
    ) {
        // V is 0 where the column bits beyond the tensor's are not 0.
        let scale = unused.iter().fold(*scale, |scale, s| scale * (from_i64(1) - s));
        add_multiple(&mut self.x, combined, &scale);
        let mut own = Zeroizing::new(from_i64(0));
        for (tensor, rows) in rows {
            let blinders = blinders[tensor].expect("blinders of committed tensors");
            rows.iter()
                .for_each(|(row, weight)| *own += *weight * blinders[*row as usize]);
        }
        *self.blinder += scale * *own;
    }
}
