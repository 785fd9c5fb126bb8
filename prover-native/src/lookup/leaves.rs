//! Numerators and denominators of the leaves (protocol.md §4).

use super::shape::Shape;
use super::tree::Level;
use super::{Axis, Block, Column};
use crate::field::{F, from_i64};
use crate::kernel::combine::LANE_LIMIT;
use crate::kernel::passes::{append, fit, gather, gather_lifted, integers};
use crate::kernel::simd::{Engine, MAX_LANES};
use ark_pallas::FrConfig;

/// Rounds of the leaf layer that make use of numerators 1 (`leaf_layer`).
pub(super) const UNIT_ROUNDS: usize = 3;

/// The leaves of all blocks. Numerators are stored only for *general* blocks: tables, and lookups with a short last axis.
/// The others are *units*: their numerators are 1 on real cells.
pub(super) struct Leaves {
    pub(super) shape: Shape,
    pub(super) q: Vec<F>,
    /// For each block the length of its rows, if it is a unit.
    pub(super) units: Vec<Option<usize>>,
    /// The general blocks alone.
    pub(super) general: Shape,
    pub(super) p: Vec<F>,
}

/// One run of consecutive stored nodes in the order of addresses.
pub(super) enum Run {
    /// A unit: number of its block, rows, nodes of a row, stored nodes of a row.
    Unit {
        block: usize,
        rows: usize,
        length: usize,
        stored: usize,
    },
    /// General nodes: how many, and how many with the neutral ones.
    General { nodes: usize, stored: usize },
}

impl Leaves {
    /// p = 1 or −m, q = α − tag − Σ β^m·T_m. `blocks` are sorted by base.
    pub(super) fn new<E: Engine<Modulus = FrConfig>>(
        e: E,
        blocks: &[Block<'_>],
        n: u32,
        alpha: &F,
        beta: &F,
    ) -> Self {
        let shapes: Vec<Vec<Axis>> = blocks.iter().map(|block| joined(&block.axes)).collect();
        let unit = |(block, axes): (&Block<'_>, &Vec<Axis>)| {
            let row = axes.last()?;
            (block.multiplicities.is_none() && row.bits as usize >= UNIT_ROUNDS + 2).then_some(row.length)
        };
        let units: Vec<Option<usize>> = blocks.iter().zip(&shapes).map(unit).collect();
        let general = shapes.iter().zip(&units).filter(|(_, unit)| unit.is_none());
        let general = Shape::leaves(general.map(|(axes, _)| axes.clone()), n);
        let shape = Shape::leaves(shapes.into_iter(), n);

        let mut q = Vec::with_capacity(shape.len() + 6 * MAX_LANES);
        let mut p = Vec::with_capacity(general.len() + 4 * MAX_LANES);
        for (block, unit) in blocks.iter().zip(&units) {
            append_denominators(e, block, alpha, beta, &mut q);
            match block.multiplicities {
                Some(multiplicities) => p.extend(multiplicities.iter().map(|m| -from_i64(*m))),
                None if unit.is_none() => p.resize(p.len() + block.cells(), F::from(1u64)),
                None => {}
            }
        }
        shape.pad(&mut q, 1, F::from(1u64));
        // `append_unit` starts anywhere and reads whole vectors: the last one may end beyond the last leaf.
        q.resize(q.len() + 2 * MAX_LANES, F::from(0u64));
        fit(&mut q, 4 * MAX_LANES);
        general.pad(&mut p, 1, F::from(0u64));
        fit(&mut p, 4 * MAX_LANES);
        Self {
            shape,
            q,
            units,
            general,
            p,
        }
    }

    /// The runs of a shape that came from that of the leaves by going up at most [`UNIT_ROUNDS`] + 1 levels.
    pub(super) fn runs(&self, shape: &Shape) -> Vec<Run> {
        let run =
            |(block, (rows, length, stored)): (usize, (usize, usize, usize))| match self.units.get(block) {
                Some(Some(_)) => Run::Unit {
                    block,
                    rows,
                    length,
                    stored,
                },
                _ => Run::General {
                    nodes: rows * length,
                    stored: rows * stored,
                },
            };
        shape.rows().into_iter().enumerate().map(run).collect()
    }

    /// All leaves with their numerators, if there are no units.
    #[allow(clippy::result_large_err)] // moved once a proof
    pub(super) fn into_level(self) -> Result<Level, Self> {
        if self.units.iter().any(Option::is_some) {
            return Err(self);
        }
        Ok(Level {
            shape: self.shape,
            p: self.p,
            q: self.q,
        })
    }

    /// The level above. For units p = q0 + q1.
    pub(super) fn parents<E: Engine<Modulus = FrConfig>>(&self, e: E) -> Level {
        let mut general = Level {
            shape: self.general.clone(),
            p: self.p.clone(),
            q: self.general_q(),
        };
        let general = general.parents(e).expect("parents of leaves");
        let shape = self.shape.parents().expect("parents of leaves");
        let [mut p, mut q] = [(); 2].map(|()| Vec::with_capacity(shape.len() + 4 * MAX_LANES));
        let (mut leaf, mut taken) = (0, 0);
        for run in self.runs(&shape) {
            match run {
                Run::Unit {
                    block,
                    rows,
                    length,
                    stored,
                } => {
                    let cells = 2 * rows * length;
                    let start = p.len();
                    append_unit(e, &self.q, leaf, rows * length, [&mut p, &mut q]);
                    leaf += cells;
                    if self.units[block].is_some_and(|row| row % 2 == 1) {
                        // The last leaf of a row has a neutral sibling.
                        p[start..]
                            .iter_mut()
                            .skip(length - 1)
                            .step_by(length)
                            .for_each(|p| *p = F::from(1u64));
                    }
                    if stored > length {
                        pad_rows(&mut p, start, [rows, length, stored], F::from(0u64));
                        pad_rows(&mut q, start, [rows, length, stored], F::from(1u64));
                    }
                }
                Run::General { nodes, stored } => {
                    p.extend_from_slice(&general.p[taken..taken + stored]);
                    q.extend_from_slice(&general.q[taken..taken + stored]);
                    taken += stored;
                    leaf += 2 * nodes;
                }
            }
        }
        fit(&mut p, 4 * MAX_LANES);
        fit(&mut q, 4 * MAX_LANES);
        Level { shape, p, q }
    }

    /// The denominators of general blocks.
    fn general_q(&self) -> Vec<F> {
        let mut general = Vec::with_capacity(self.p.len());
        let mut at = 0;
        for run in self.runs(&self.shape) {
            match run {
                Run::Unit { rows, stored, .. } => at += rows * stored,
                Run::General { stored, .. } => {
                    general.extend_from_slice(&self.q[at..at + stored]);
                    at += stored;
                }
            }
        }
        general
    }
}

/// Joins each axis with the one above it where it fills its bits: then their cells are consecutive.
fn joined(axes: &[Axis]) -> Vec<Axis> {
    let mut joined: Vec<Axis> = Vec::with_capacity(axes.len());
    for axis in axes.iter().rev() {
        match joined.last_mut() {
            Some(below) if below.length == 1 << below.bits => {
                *below = Axis {
                    length: axis.length << below.bits,
                    bits: axis.bits + below.bits,
                };
            }
            _ => joined.push(*axis),
        }
    }
    joined.reverse();
    joined
}

/// p = q0 + q1 and q = q0·q1 of `nodes` nodes above the leaves from `first` on.
fn append_unit<E: Engine<Modulus = FrConfig>>(
    e: E,
    leaves: &[F],
    first: usize,
    nodes: usize,
    to: [&mut Vec<F>; 2],
) {
    // The last vector may read on: the vector is long enough, and what is not written does not matter.
    append(
        e,
        nodes,
        to,
        #[inline(always)]
        |i| {
            let start = first + 2 * i;
            let (q0, q1) = (gather(e, leaves, start, 2), gather(e, leaves, start + 1, 2));
            let lifted = gather_lifted(e, leaves, start + 1, 2);
            [e.normalise(e.add(q0, q1)), e.mul(q0, lifted)]
        },
    );
}

/// Inserts `neutral` at the ends of the rows of `data` from `start` on: [rows, nodes, stored nodes].
fn pad_rows(data: &mut Vec<F>, start: usize, [rows, length, stored]: [usize; 3], neutral: F) {
    data.resize(start + rows * stored, neutral);
    for row in (0..rows).rev() {
        data.copy_within(
            start + row * length..start + (row + 1) * length,
            start + row * stored,
        );
        data[start + row * stored + length..start + (row + 1) * stored].fill(neutral);
    }
}

/// α − tag − Σ β^m·T_m of a block's cells.
fn append_denominators<E: Engine<Modulus = FrConfig>>(
    e: E,
    block: &Block<'_>,
    alpha: &F,
    beta: &F,
    q: &mut Vec<F>,
) {
    let base = e.splat(&(*alpha - F::from(block.tag)).0.0);
    let mut power = -F::from(1u64);
    let (mut narrow, mut rest) = (Vec::new(), Vec::new());
    for column in &block.columns {
        power *= beta;
        match column {
            Column::Small(values) if values.iter().all(|v| v.unsigned_abs() < LANE_LIMIT) => {
                narrow.push((e.factor(&power.0.0), *values));
            }
            _ => rest.push((power, column)),
        }
    }
    let start = q.len();
    append(
        e,
        block.cells(),
        [q],
        #[inline(always)]
        |i| {
            let mut sum = base;
            for (factor, values) in &narrow {
                sum = e.normalise(e.small_mul_add(*factor, integers(e, &values[i..]), sum));
            }
            [sum]
        },
    );
    let cells = &mut q[start..];
    for (power, column) in rest {
        match column {
            Column::Small(values) => cells
                .iter_mut()
                .zip(*values)
                .for_each(|(q, v)| *q += power * from_i64(*v)),
            Column::Field(values) => cells.iter_mut().zip(*values).for_each(|(q, v)| *q += power * v),
        }
    }
}
