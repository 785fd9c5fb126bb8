//! Stage 4: all 2-operand terms in one batched sumcheck (protocol.md §6).

mod axis_map;
mod contract;
mod contraction;
mod factor;
mod pair;
#[cfg(test)]
mod tests;

pub use contraction::Contraction;
pub use factor::factor;
pub use pair::Pair;

use crate::covector::{Product, Side, SourceClaim};
use crate::equation::{AffineForm, Conversation, Embedding, Equation, Sumcheck, sumcheck};
use crate::field::{F, dot, eq_vector, from_i64};
use crate::progress::{Cancelled, Progress};
use crate::transcript::Message;
use crate::values::Witness;
use rayon::prelude::*;
use zeroize::Zeroizing;

/// Hidden messages beside Prod, if there are terms: m(0) and m(∞) a round over k or over the terms; A(y) and B(y).
pub fn messages(rounds: u32, terms: u64) -> u64 {
    2 * (u64::from(rounds) + u64::from(term_rounds(terms)) + terms.min(1))
}

/// m: the bits of a term's number.
pub fn term_rounds(terms: u64) -> u32 {
    u64::BITS - terms.saturating_sub(1).leading_zeros()
}

/// The sumcheck's end, if there are terms.
pub fn equations(terms: u64) -> u64 {
    terms.min(1)
}

/// A factor A(y) or B(y): a message, and the claims on operands that it has to be the sum of.
pub struct FactorClaim {
    /// The factor.
    pub message: Message,
    /// One for each term.
    pub claims: Vec<OperandClaim>,
}

/// A_g(r) or B_g(r), with its weight in A(y) or B(y).
pub struct OperandClaim {
    /// The operand and its covector.
    pub claim: SourceClaim,
    /// What the sumcheck began with, if the operand is committed and it helps to open it.
    pub contraction: Option<Contraction>,
}

/// A_g and B_g of each product, in order.
///
/// # Panics
/// If an operand has no values.
pub fn factors(
    witness: &Witness<'_>,
    products: &[Product<'_>],
    progress: &Progress,
) -> Result<Vec<Pair>, Cancelled> {
    let (circuit, values) = (witness.circuit, &witness.values);
    products
        .par_iter()
        .map(|product| {
            let sides = product.sides();
            let factors = sides.each_ref().map(|side| {
                let operand = values[side.operand.tensor].as_ref().expect("values of operands");
                Zeroizing::new(factor(
                    side,
                    operand,
                    &circuit.tensors[side.operand.tensor].shape,
                    product.bits(),
                ))
            });
            progress.advance(1)?;
            let [a, b] = &factors;
            Ok(Pair::new(a, b, product.bits()))
        })
        .collect()
}

/// Σ_g Σ_k A_g[k]·B_g[k].
pub fn total(pairs: &[Pair]) -> F {
    pairs.iter().map(|pair| dot(pair.a(), pair.b())).sum()
}

/// Stage 4 (protocol.md §6, §11 rules 17–20): Prod = Σ_g Σ_k A_g[k]·B_g[k] becomes two factors, A(y) and B(y), which are
/// sums of claims on operands.
///
/// # Errors
/// [`Cancelled`].
pub fn prove(
    conversation: &mut Conversation<'_>,
    witness: &Witness<'_>,
    products: &[Product<'_>],
    mut factors: Vec<Pair>,
    prod: Message,
    rounds: u32,
) -> Result<Vec<FactorClaim>, Cancelled> {
    let circuit = witness.circuit;
    let contractions: Vec<Option<Contraction>> = products
        .iter()
        .zip(&factors)
        .map(|(product, pair)| Contraction::of(product, circuit, pair.a()))
        .collect();
    // P <-> V  sumcheck over k; a term with fewer variables is embedded at 0 in the later ones
    let Sumcheck { claim, point } = sumcheck(
        conversation,
        AffineForm::of(prod),
        "products",
        &mut factors,
        rounds,
        Embedding::OneFactor,
    )?;
    // P <-> V  sumcheck over g of A[g]·B[g], A[g] = A_g(r)·Π_{j>n_g}(1 − r_j), B[g] = B_g(r)
    let late = late_factors(&point);
    let late: Vec<F> = products
        .iter()
        .map(|product| late[product.bits() as usize])
        .collect();
    let rounds = term_rounds(products.len() as u64);
    let mut ends = [ends(&factors, &late, rounds)];
    let Sumcheck { claim, point: y } = sumcheck(
        conversation,
        claim,
        "terms",
        &mut ends,
        rounds,
        Embedding::OneFactor,
    )?;
    // P -> V  A(y), B(y):  claim = A(y)·B(y)
    let (a, b) = ends[0].end();
    let [a, b] = [a, b].map(|factor| conversation.send("joined", &factor));
    conversation.add(Equation::new(claim).minus_product(from_i64(1), a, b));

    let (mut of_a, mut of_b) = (Vec::new(), Vec::new());
    let weights = eq_vector(&y, products.len());
    let terms = products.iter().zip(contractions).zip(late.iter().zip(&weights));
    for ((product, contraction), (late, weight)) in terms {
        let [a, b] = product.sides();
        let claim = |side: &Side<'_>, scale: F| SourceClaim {
            tensor: side.operand.tensor,
            covector: side.claim(circuit, &point).scaled(&scale),
        };
        of_a.push(OperandClaim {
            claim: claim(&a, *weight * late),
            contraction,
        });
        of_b.push(OperandClaim {
            claim: claim(&b, *weight),
            contraction: None,
        });
    }
    Ok(vec![
        FactorClaim {
            message: a,
            claims: of_a,
        },
        FactorClaim {
            message: b,
            claims: of_b,
        },
    ])
}

/// A and B of the terms, each with 0 up to 2^rounds.
fn ends(factors: &[Pair], late: &[F], rounds: u32) -> Pair {
    let ends = factors.iter().map(Pair::end).zip(late);
    let (a, b): (Vec<F>, Vec<F>) = ends.map(|((a, b), late)| (a * late, b)).unzip();
    let [a, b] = [a, b].map(Zeroizing::new);
    Pair::new(&a, &b, rounds)
}

/// Entry i: Π_{j>i}(1 − r_j).
fn late_factors(r: &[F]) -> Vec<F> {
    let mut late = vec![from_i64(1); r.len() + 1];
    for (i, r) in r.iter().enumerate().rev() {
        late[i] = late[i + 1] * (from_i64(1) - r);
    }
    late
}
