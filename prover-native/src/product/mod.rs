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

use crate::covector::{Product, SourceClaim};
use crate::equation::{AffineForm, Conversation, Embedding, Equation, Sumcheck, sumcheck};
use crate::field::{F, dot, from_i64};
use crate::progress::{Cancelled, Progress};
use crate::transcript::Message;
use crate::values::Witness;
use rayon::prelude::*;
use zeroize::Zeroizing;

/// Hidden messages beside Prod: m(0) and m(∞) a round; A_g(r) and B_g(r) a term.
pub fn messages(rounds: u32, terms: u64) -> u64 {
    terms.saturating_mul(2).saturating_add(2 * u64::from(rounds))
}

/// The sumcheck's end, if there are terms.
pub fn equations(terms: u64) -> u64 {
    terms.min(1)
}

/// A factor A_g(r) or B_g(r): a message, and the claim on an operand that it has to satisfy.
pub struct FactorClaim {
    /// The factor.
    pub message: Message,
    /// What it is claimed to be.
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

/// Stage 4 (protocol.md §6, §11 rules 17–20): Prod = Σ_g Σ_k A_g[k]·B_g[k] becomes two claims on operands for every term g:
/// A_1, B_1, A_2, B_2, …
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
    let late = late_factors(&point);
    // P -> V  A_g(r), B_g(r):  claim = Σ_g A_g(r)·B_g(r)·Π_{j>n_g}(1 − r_j)
    let mut end = Equation::new(claim);
    let mut claims = Vec::with_capacity(2 * products.len());
    for ((product, pair), contraction) in products.iter().zip(&factors).zip(contractions) {
        let (a, b) = pair.end();
        let a = conversation.send("factors", &a);
        let b = conversation.send("factors", &b);
        end = end.minus_product(late[product.bits() as usize], a, b);
        let [of_a, of_b] = product.sides().map(|side| SourceClaim {
            tensor: side.operand.tensor,
            covector: side.claim(circuit, &point),
        });
        claims.push(FactorClaim {
            message: a,
            claim: of_a,
            contraction,
        });
        claims.push(FactorClaim {
            message: b,
            claim: of_b,
            contraction: None,
        });
    }
    conversation.add(end);
    Ok(claims)
}

/// Entry i: Π_{j>i}(1 − r_j).
fn late_factors(r: &[F]) -> Vec<F> {
    let mut late = vec![from_i64(1); r.len() + 1];
    for (i, r) in r.iter().enumerate().rev() {
        late[i] = late[i + 1] * (from_i64(1) - r);
    }
    late
}
