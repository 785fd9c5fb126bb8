//! Lookups: one LogUp-GKR tree over all lookup cells and table rows, but for those of direct tables (protocol.md §4).

mod direct;
#[cfg(test)]
mod direct_tests;
mod layer;
mod leaf_layer;
mod leaves;
#[cfg(test)]
mod reference;
mod rounds;
mod shape;
#[cfg(test)]
mod tests;
mod tree;
mod types;
mod values;

pub use direct::DirectTable;
pub use types::{Axis, Block, Column, LeafClaim, LookupError};
pub use values::LookupValues;

use crate::equation::{AffineForm, Conversation, Equation};
use crate::field::{F, from_i64};
use crate::kernel::simd::{Engine, Kernel, dispatch};
use crate::progress::{Cancelled, Progress};
use ark_ff::Field;
use ark_pallas::FrConfig;
use layer::Workspace;
use leaves::Leaves;
use rounds::LevelClaim;
use tree::Level;

const LABEL: &str = "lookups";

/// Hidden messages for n layers, none without lookups: q_root and inv, S beside direct tables; d and e a round, of which a
/// layer below ℓ others has ℓ; a, p1, q1, q0 a layer.
pub fn messages(n: Option<u32>, direct: bool) -> u64 {
    n.map_or(0, |n| {
        let n = u64::from(n);
        2 + u64::from(direct) + n * n.saturating_sub(1) + 4 * n
    })
}

/// The root's and one a layer.
pub fn equations(n: Option<u32>) -> u64 {
    n.map_or(0, |n| 1 + u64::from(n))
}

/// Stage 2 (protocol.md §4; §11, rule 13): the fractions of all lookup cells and table rows in the tree sum to S, those of the
/// direct tables' rows to −S: layer by layer from the root of the tree to one point of its 2^n leaves.
///
/// `blocks` are in the order of addresses, laid out by rule 15; `direct` are the direct tables in order. Does not check that
/// the fractions sum to S: a false witness gives a proof that the verifier rejects.
///
/// # Errors
/// [`LookupError`].
pub fn prove(
    conversation: &mut Conversation<'_>,
    blocks: &[Block<'_>],
    direct: &[DirectTable<'_>],
    n: u32,
) -> Result<LeafClaim, LookupError> {
    // V -> P  alpha, beta
    let alpha = conversation.challenge("alpha");
    let beta = conversation.challenge("beta");
    prove_at(conversation, blocks, direct, n, &alpha, &beta)
}

/// What follows α and β.
fn prove_at(
    conversation: &mut Conversation<'_>,
    blocks: &[Block<'_>],
    direct: &[DirectTable<'_>],
    n: u32,
    alpha: &F,
    beta: &F,
) -> Result<LeafClaim, LookupError> {
    dispatch(Prove {
        conversation,
        blocks,
        direct,
        n,
        alpha,
        beta,
    })
}

struct Prove<'a, 'p> {
    conversation: &'a mut Conversation<'p>,
    blocks: &'a [Block<'a>],
    direct: &'a [DirectTable<'a>],
    n: u32,
    alpha: &'a F,
    beta: &'a F,
}

impl Kernel for Prove<'_, '_> {
    type Modulus = FrConfig;
    type Output = Result<LeafClaim, LookupError>;

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Self::Output {
        let Self {
            conversation,
            blocks,
            direct,
            n,
            alpha,
            beta,
        } = self;
        debug_assert!(
            blocks.is_sorted_by_key(|block| block.base),
            "blocks in the order of addresses"
        );
        let progress = conversation.progress;
        let (tree, (sum, reciprocals)) = rayon::join(
            || tree(e, Leaves::new(e, blocks, n, alpha, beta), n, progress),
            || direct::fractions(e, direct, alpha, beta),
        );
        let (leaves, mut levels) = tree?;
        let mut parents = levels.pop().expect("the root");

        // P -> V  q_root, inv, S; p_root = S·q_root is not sent
        let q_root = parents.q[0];
        let inverse = q_root.inverse().ok_or(LookupError::ZeroDenominator)?;
        let root = conversation.send(LABEL, &q_root);
        let inverse = conversation.send(LABEL, &inverse);
        let one = from_i64(1);
        // q_root·inv = 1
        conversation.add(Equation::new(AffineForm::default()).minus_product(-one, root, inverse));
        let sum_message = (!direct.is_empty()).then(|| conversation.send(LABEL, &sum));

        let mut claim = LevelClaim {
            p: sum * q_root,
            q: q_root,
            p_form: AffineForm::default(),
            p_product: sum_message.map(|sum| (sum, root)),
            q_form: AffineForm::of(root),
            point: Vec::new(),
        };
        let mut work = Workspace::default();
        while let Some(children) = levels.pop() {
            claim = layer::prove(e, conversation, &parents, &children, claim, &mut work)?;
            parents = children;
        }
        if let Some(leaves) = leaves {
            claim = leaf_layer::prove(e, conversation, &parents, leaves, claim, &mut work)?;
        }
        Ok(LeafClaim {
            beta: *beta,
            rho: claim.point,
            p: claim.p_form,
            q: claim.q_form,
            direct: sum_message.map(AffineForm::of).unwrap_or_default(),
            reciprocals,
        })
    }
}

/// All levels, the root last; the leaves by themselves if some are units.
fn tree<E: Engine<Modulus = FrConfig>>(
    e: E,
    leaves: Leaves,
    n: u32,
    progress: &Progress,
) -> Result<(Option<Leaves>, Vec<Level>), Cancelled> {
    let mut levels = Vec::with_capacity(n as usize + 1);
    let leaves = match leaves.into_level() {
        Ok(level) => {
            levels.push(level);
            None
        }
        Err(leaves) => {
            levels.push(leaves.parents(e));
            Some(leaves)
        }
    };
    while let Some(parents) = levels.last_mut().and_then(|level| level.parents(e)) {
        progress.check()?;
        levels.push(parents);
    }
    Ok((leaves, levels))
}
