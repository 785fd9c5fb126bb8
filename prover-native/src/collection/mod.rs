//! Stage 3: all assertions become one equation (protocol.md §5).

mod assertions;
#[cfg(test)]
mod tests;

use crate::covector::{Product, SourceClaim};
use crate::equation::{AffineForm, Conversation};
use crate::field::{F, from_i64};
use crate::lookup::LeafClaim;
use crate::product::{self, Pair};
use crate::progress::Cancelled;
use crate::transcript::Message;
use crate::values::Witness;
use ark_ff::Field;
use assertions::assertions;

/// Hidden messages: Prod, if there are 2-operand terms.
pub fn messages(terms: u64) -> u64 {
    terms.min(1)
}

/// lin = <committed values, linear>, and Prod = Σ over `products`.
pub struct Collected<'w> {
    /// p_leaf + μ·q_leaf + μ^(2+Z)·S − Prod.
    pub lin: AffineForm,
    /// V_lin: covectors on committed tensors.
    pub linear: Vec<SourceClaim>,
    /// The terms of Prod.
    pub products: Vec<Product<'w>>,
    /// Prod, if it has terms.
    pub prod: Option<Message>,
    /// A_g and B_g of each term, in order.
    pub factors: Vec<Pair>,
}

/// From the leaves' claims, if there are lookups, and a point u of `zero_bits` coordinates to Lin and Prod.
///
/// # Errors
/// [`Cancelled`].
pub fn prove<'w>(
    conversation: &mut Conversation<'_>,
    witness: &'w Witness<'_>,
    zero_bits: u32,
    leaf: Option<&LeafClaim>,
) -> Result<Collected<'w>, Cancelled> {
    let circuit = witness.circuit;
    // V -> P  mu, u
    let mu = conversation.challenge("mu");
    let u: Vec<F> = (0..zero_bits).map(|_| conversation.challenge("u")).collect();
    let functional = assertions(circuit, witness.layout, witness.hidden, leaf, &mu, &u);
    let mut lin = AffineForm::default();
    if let Some(leaf) = leaf {
        lin.add_form(&from_i64(1), &leaf.p);
        lin.add_form(&mu, &leaf.q);
        lin.add_form(&mu.pow([2 + circuit.zeros.len() as u64]), &leaf.direct);
    }
    let factors = product::factors(witness, &functional.products, conversation.progress)?;
    // P -> V  Prod
    let prod = (!factors.is_empty()).then(|| conversation.send("prod", &product::total(&factors)));
    if let Some(prod) = prod {
        lin.add(from_i64(-1), prod);
    }
    Ok(Collected {
        lin,
        linear: functional.linear,
        products: functional.products,
        prod,
        factors,
    })
}
