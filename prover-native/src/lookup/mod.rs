//! Lookups: one LogUp-GKR tree over all lookup cells and table rows, but for those of direct tables (protocol.md §4).

mod direct;
#[cfg(test)]
mod direct_tests;
mod layer;
mod leaf_layer;
mod leaves;
#[cfg(test)]
mod reference;
mod shape;
#[cfg(test)]
mod tests;
mod tree;

use crate::field::F;
use crate::progress::{Cancelled, Progress};
use crate::simd::{Engine, Kernel, dispatch};
use crate::transcript::Channel;
use ark_ff::Field;
use ark_pallas::FrConfig;
pub use direct::DirectTable;
use layer::{Claim, Workspace};
use leaves::Leaves;
use std::sync::Arc;
use tree::Level;

/// One axis of a padded box: its true length and its address bits (⌈log2 length⌉).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// True length, at least 1.
    pub length: usize,
    /// Address bits.
    pub bits: u32,
}

/// The values of one key column on a block's real cells, row-major.
#[derive(Clone, Copy, Debug)]
pub enum Column<'a> {
    /// Signed integers.
    Small(&'a [i64]),
    /// Field elements, where a key does not fit 64 bits.
    Field(&'a [F]),
}

/// A lookup or a table of the tree as a block of leaves (§11, rule 15).
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// The axes of the box, first axis most significant.
    pub axes: Vec<Axis>,
    /// First leaf: a multiple of 2^(sum of the axes' bits).
    pub base: u64,
    /// Tag of the table.
    pub tag: u64,
    /// Key columns T_1 … T_m.
    pub columns: Vec<Column<'a>>,
    /// `None`: a lookup, numerator 1. `Some`: a table, numerators −m.
    pub multiplicities: Option<&'a [i64]>,
}

impl Block<'_> {
    /// Σ of the axes' bits.
    pub fn bits(&self) -> u32 {
        self.axes.iter().map(|axis| axis.bits).sum()
    }

    /// Number of real cells.
    pub fn cells(&self) -> usize {
        self.axes.iter().map(|axis| axis.length).product()
    }
}

/// The challenges of one layer.
#[derive(Clone, Debug)]
pub struct Layer {
    /// λ, before the rounds.
    pub lambda: F,
    /// One challenge a round.
    pub rounds: Vec<F>,
    /// τ, after the layer's end.
    pub tau: F,
}

/// What later stages need of the argument: its challenges (the equations follow from them) and its end point.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Layers 0 … n − 1.
    pub layers: Vec<Layer>,
    /// The point ρ at the leaves, lowest bit first.
    pub rho: Vec<F>,
    /// v_t of each direct table.
    pub direct: Vec<Arc<Vec<F>>>,
}

/// Why the argument stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LookupError {
    /// The caller asked to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// α hit a key: probability about leaves/|F|. The proof must be started anew.
    #[error("a leaf denominator is zero")]
    ZeroDenominator,
}

/// Stage 2: from q_root to ρ (protocol.md §4; §11, rule 13). `blocks` are in the order of addresses, laid out by rule 15;
/// `direct` are the direct tables in order.
///
/// Sends 2 + n(n − 1) + 4n hidden messages, and S if there are direct tables. Does not check that the fractions of the tree
/// sum to S: a false witness gives a proof that the verifier rejects.
///
/// # Errors
/// [`LookupError`].
pub fn prove(
    channel: &mut Channel,
    blocks: &[Block<'_>],
    direct: &[DirectTable<'_>],
    n: u32,
    alpha: &F,
    beta: &F,
    progress: &Progress,
) -> Result<Trace, LookupError> {
    dispatch(Prove {
        channel,
        blocks,
        direct,
        n,
        alpha,
        beta,
        progress,
    })
}

struct Prove<'a> {
    channel: &'a mut Channel,
    blocks: &'a [Block<'a>],
    direct: &'a [DirectTable<'a>],
    n: u32,
    alpha: &'a F,
    beta: &'a F,
    progress: &'a Progress,
}

impl Kernel for Prove<'_> {
    type Modulus = FrConfig;
    type Output = Result<Trace, LookupError>;

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Self::Output {
        let Self {
            channel,
            blocks,
            direct,
            n,
            alpha,
            beta,
            progress,
        } = self;
        debug_assert!(
            blocks.is_sorted_by_key(|block| block.base),
            "blocks in the order of addresses"
        );
        let (tree, (sum, direct)) = rayon::join(
            || tree(e, Leaves::new(e, blocks, n, alpha, beta), n, progress),
            || direct::fractions(e, direct, alpha, beta),
        );
        let (leaves, mut levels) = tree?;
        let mut parents = levels.pop().expect("the root");
        let root = parents.q[0];
        channel.hidden("lookups", &root);
        channel.hidden("lookups", &root.inverse().ok_or(LookupError::ZeroDenominator)?);
        if !direct.is_empty() {
            channel.hidden("lookups", &sum);
        }

        let mut claim = Claim {
            p: sum * root,
            q: root,
            point: Vec::new(),
        };
        let mut layers = Vec::with_capacity(n as usize);
        let mut work = Workspace::default();
        while let Some(children) = levels.pop() {
            let layer;
            (layer, claim) = layer::prove(e, channel, &parents, &children, claim, &mut work, progress)?;
            layers.push(layer);
            parents = children;
        }
        if let Some(leaves) = leaves {
            let layer;
            (layer, claim) = leaf_layer::prove(e, channel, &parents, leaves, claim, &mut work, progress)?;
            layers.push(layer);
        }
        Ok(Trace {
            layers,
            rho: claim.point,
            direct,
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
