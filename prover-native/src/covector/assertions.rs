use super::{AxisVector, Collected, Covector, EqOrigin, HiddenTensors};
use crate::circuit::{Circuit, Layout, LeafBlock, Space};
use crate::field::{F, eq_at, from_i64};
use std::sync::Arc;

/// The challenges of stages 2 and 3.
#[derive(Clone, Debug)]
pub struct Challenges {
    /// β: powers weigh key columns.
    pub beta: F,
    /// ρ, the leaves' point; empty without lookups.
    pub rho: Vec<F>,
    /// μ: powers combine the claims.
    pub mu: F,
    /// u, the point of the Zero tensors.
    pub u: Vec<F>,
}

/// §5: p_leaf + μ·q_leaf + Σ_j μ^(2+j)·<Zero_j, eq(u)> + μ^(2+Z)·S as a functional of the sources.
///
/// q_leaf holds −κ = −Σ β^m·T_m at each cell of a block, p_leaf holds −m at each row of a table of the tree. `direct` has
/// v_t of each direct table: S = Σ <m_t, v_t>.
pub fn assertions<'c>(
    circuit: &'c Circuit,
    layout: &Layout,
    hidden: &'c HiddenTensors,
    challenges: &Challenges,
    direct: &[Arc<Vec<F>>],
) -> Collected<'c> {
    let mut collected = Collected::new(circuit, hidden);
    let (lookups, tables) = layout
        .leaves
        .split_at(circuit.lookups.len().min(layout.leaves.len()));
    for (lookup, block) in circuit.lookups.iter().zip(lookups) {
        let selector = selector(circuit, lookup.keys[0], block, challenges);
        pull_keys(&mut collected, &lookup.keys, &selector, challenges);
    }
    for ((_, table), block) in circuit.tree_tables().zip(tables) {
        let selector = selector(circuit, table.multiplicity, block, challenges);
        pull_keys(&mut collected, &table.columns, &selector, challenges);
        collected.pull(table.multiplicity, selector.scaled(&from_i64(-1)));
    }
    let mut power = challenges.mu * challenges.mu;
    for zero in &circuit.zeros {
        let axes = eq_axes(EqOrigin::U, &circuit.tensors[*zero].shape, &challenges.u);
        collected.pull(
            *zero,
            Covector::Axes {
                coefficient: power,
                axes,
            },
        );
        power *= challenges.mu;
    }
    for ((_, table), v) in circuit.direct_tables().zip(direct) {
        collected.pull(
            table.multiplicity,
            Covector::Dense {
                coefficient: power,
                values: v.clone(),
            },
        );
    }
    collected
}

fn pull_keys(collected: &mut Collected<'_>, keys: &[usize], selector: &Covector, challenges: &Challenges) {
    let mut weight = -challenges.mu;
    for key in keys {
        weight *= challenges.beta;
        collected.pull(*key, selector.scaled(&weight));
    }
}

/// eq(ρ) on the cells of a block.
fn selector(circuit: &Circuit, tensor: usize, block: &LeafBlock, challenges: &Challenges) -> Covector {
    let coefficient = eq_at(&challenges.rho[block.bits as usize..], block.base >> block.bits);
    Covector::Axes {
        coefficient,
        axes: eq_axes(EqOrigin::Rho, &circuit.tensors[tensor].shape, &challenges.rho),
    }
}

/// eq(point) on the cells of a shape: the lowest coordinates of the point, as many as the shape has bits.
fn eq_axes(origin: EqOrigin, shape: &[usize], point: &[F]) -> Vec<Arc<AxisVector>> {
    let space = Space::new(shape);
    let axes = space.lengths.iter().zip(&space.bits).zip(space.lowest_bits());
    axes.map(|((length, bits), low)| AxisVector::eq(origin, point, low, *bits, *length))
        .collect()
}
