//! The fractions of the tree, leaves to root.

use super::shape::Shape;
use crate::field::F;
use crate::kernel::passes::{fit, gather, gather_lifted, map_into};
use crate::kernel::simd::{Engine, MAX_LANES};
use ark_pallas::FrConfig;

/// Numerators and denominators of the stored nodes of one level.
pub(super) struct Level {
    pub(super) shape: Shape,
    pub(super) p: Vec<F>,
    pub(super) q: Vec<F>,
}

impl Level {
    /// The level above, unless this is the root: p = p0·q1 + p1·q0, q = q0·q1.
    pub(super) fn parents<E: Engine<Modulus = FrConfig>>(&mut self, e: E) -> Option<Self> {
        let shape = self.shape.parents()?;
        let nodes = shape.unpadded_len();
        fit(&mut self.p, 2 * MAX_LANES);
        fit(&mut self.q, 2 * MAX_LANES);
        let (mut p, mut q) = (Vec::new(), Vec::new());
        map_into(
            e,
            nodes,
            [&mut p, &mut q],
            #[inline(always)]
            |i| {
                let start = 2 * i;
                let (p0, q0) = (gather(e, &self.p, start, 2), gather(e, &self.q, start, 2));
                let (p1, q1) = (
                    gather_lifted(e, &self.p, start + 1, 2),
                    gather_lifted(e, &self.q, start + 1, 2),
                );
                [e.mul_mul(p0, q1, p1, q0), e.mul(q0, q1)]
            },
        );
        let mut level = Self { shape, p, q };
        level.finish(nodes);
        Some(level)
    }

    /// Inserts the neutral nodes into vectors that have `nodes` elements without them.
    pub(super) fn finish(&mut self, nodes: usize) {
        debug_assert!(self.p.len() == nodes && self.q.len() == nodes);
        self.shape.pad(&mut self.p, 1, F::from(0u64));
        self.shape.pad(&mut self.q, 1, F::from(1u64));
        fit(&mut self.p, 4 * MAX_LANES);
        fit(&mut self.q, 4 * MAX_LANES);
    }
}
