//! Numerators and denominators of the leaves (protocol.md §4).

use super::shape::Shape;
use super::tree::Level;
use super::vector::{QUAD, map};
use super::{Block, Column};
use crate::field::{F, from_i64};
use crate::simd::Engine;
use ark_pallas::FrConfig;

/// The leaves of all blocks: p = 1 or −m, q = α − tag − Σ β^m·T_m.
pub(super) fn level<E: Engine<Modulus = FrConfig>>(
    e: E,
    blocks: &[Block<'_>],
    n: u32,
    alpha: &F,
    beta: &F,
) -> Level {
    let shape = Shape::leaves(blocks, n);
    let cells = shape.unpadded_len();
    let mut level = Level {
        shape,
        p: vec![F::from(1u64); cells],
        q: vec![F::from(0u64); cells],
    };
    let mut first = 0;
    for block in blocks {
        let range = first..first + block.cells();
        if let Some(multiplicities) = block.multiplicities {
            for (p, m) in level.p[range.clone()].iter_mut().zip(multiplicities) {
                *p = -from_i64(*m);
            }
        }
        denominators(e, block, alpha, beta, &mut level.q[range.clone()]);
        first = range.end;
    }
    level.finish(cells);
    level
}

fn denominators<E: Engine<Modulus = FrConfig>>(e: E, block: &Block<'_>, alpha: &F, beta: &F, q: &mut [F]) {
    q.fill(*alpha - F::from(block.tag));
    let mut power = F::from(1u64);
    for column in &block.columns {
        power *= beta;
        match column {
            Column::Small(values) if values.iter().all(|v| v.unsigned_abs() < 1 << 31) => {
                let factor = -power;
                add_small_multiple(e, q, values, &factor);
            }
            Column::Small(values) => q
                .iter_mut()
                .zip(*values)
                .for_each(|(q, v)| *q -= power * from_i64(*v)),
            Column::Field(values) => q.iter_mut().zip(*values).for_each(|(q, v)| *q -= power * v),
        }
    }
}

/// q[i] += factor·values[i] for values in ±2^31.
fn add_small_multiple<E: Engine<Modulus = FrConfig>>(e: E, q: &mut [F], values: &[i64], factor: &F) {
    let factor = e.splat_for_small(&factor.0.0);
    let old = q.to_vec();
    map(
        e,
        [q],
        #[inline(always)]
        |k| {
            let index = |i: usize| (k * QUAD + i).min(values.len() - 1);
            let x = e.small([0, 1, 2, 3].map(|i| values[index(i)]));
            let c = e.load([0, 1, 2, 3].map(|i| &old[index(i)].0.0));
            [e.small_mul_add(factor, x, c)]
        },
    );
}
