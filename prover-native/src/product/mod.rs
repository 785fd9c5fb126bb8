//! Stage 4: all 2-operand terms in one batched sumcheck (protocol.md §6).

mod axis_map;
mod contract;
mod contraction;
mod factor;
mod sumcheck;

pub use contraction::{Claim, Contraction};
pub use factor::factor;
pub use sumcheck::{Embedding, Pair, Summand, sumcheck};

use crate::circuit::{Circuit, Plan};
use crate::covector::Product;
use crate::field::{F, dot};
use crate::progress::{Cancelled, Progress};
use crate::transcript::Channel;
use crate::values::Assignment;
use rayon::prelude::*;
use zeroize::Zeroizing;

/// A_g and B_g of each product, in order.
///
/// # Panics
/// If an operand has no values.
pub fn factors(
    circuit: &Circuit,
    products: &[Product<'_>],
    values: &Assignment<'_>,
    progress: &Progress,
) -> Result<Vec<Pair>, Cancelled> {
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

/// The end of the stage.
pub struct Claims {
    /// The point r.
    pub point: Vec<F>,
    /// A_g(r), B_g(r) for every g, in the order of §11, rule 20, as claims on the operands.
    pub factors: Vec<Claim>,
}

/// From the sent Prod to the point r and the factors A_g(r), B_g(r).
///
/// # Errors
/// [`Cancelled`].
pub fn prove(
    channel: &mut Channel,
    circuit: &Circuit,
    plan: &Plan,
    products: &[Product<'_>],
    mut pairs: Vec<Pair>,
    progress: &Progress,
) -> Result<Claims, Cancelled> {
    let contractions: Vec<Option<Contraction>> = products
        .iter()
        .zip(&pairs)
        .map(|(product, pair)| Contraction::of(product, circuit, pair.a()))
        .collect();
    let point = sumcheck(
        channel,
        "products",
        &mut pairs,
        plan.product_bits,
        Embedding::OneFactor,
        progress,
    )?;
    for pair in &pairs {
        let (a, b) = pair.end();
        channel.hidden("factors", &a);
        channel.hidden("factors", &b);
    }
    let factors = products
        .iter()
        .zip(contractions)
        .flat_map(|(product, contraction)| {
            let [a, b] = product.sides().map(|side| Claim {
                tensor: side.operand.tensor,
                covector: side.claim(circuit, &point),
                contraction: None,
            });
            [Claim { contraction, ..a }, b]
        });
    let factors = factors.collect();
    Ok(Claims { point, factors })
}
