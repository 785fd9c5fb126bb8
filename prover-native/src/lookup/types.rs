use crate::equation::AffineForm;
use crate::field::F;
use crate::progress::Cancelled;
use std::sync::Arc;

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

/// What the argument leaves to be shown: claims at one point of the leaves, and what they are claims about.
#[derive(Clone, Debug)]
pub struct LeafClaim {
    /// β: its powers weigh key columns.
    pub beta: F,
    /// The point ρ at the leaves, lowest bit first.
    pub rho: Vec<F>,
    /// p_leaf.
    pub p: AffineForm,
    /// q_leaf.
    pub q: AffineForm,
    /// S; 0 without direct tables.
    pub direct: AffineForm,
    /// v_t of each direct table.
    pub reciprocals: Vec<Arc<Vec<F>>>,
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
