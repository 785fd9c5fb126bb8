use crate::circuit::{Circuit, HiddenTensors, Layout, LeafBlock, Space};
use crate::covector::{AxisVector, Covector, EqOrigin, Functional};
use crate::field::{F, eq_at, from_i64};
use crate::lookup::LeafClaim;
use std::sync::Arc;

/// §5: p_leaf + μ·q_leaf + Σ_j μ^(2+j)·<Zero_j, eq(u)> + μ^(2+Z)·S as a functional of the sources.
///
/// `leaf` is absent without lookups.
pub(super) fn assertions<'c>(
    circuit: &'c Circuit,
    layout: &Layout,
    hidden: &'c HiddenTensors,
    leaf: Option<&LeafClaim>,
    mu: &F,
    u: &[F],
) -> Functional<'c> {
    let mut functional = Functional::new(circuit, hidden);
    if let Some(leaf) = leaf {
        add_leaves(&mut functional, circuit, layout, leaf, mu);
    }
    let mut power = *mu * mu;
    for zero in &circuit.zeros {
        let axes = eq_axes(EqOrigin::U, &circuit.tensors[*zero].shape, u);
        functional.add(
            *zero,
            Covector::Axes {
                coefficient: power,
                axes,
            },
        );
        power *= mu;
    }
    // S = Σ <m_t, v_t>
    let reciprocals = leaf.map_or(&[][..], |leaf| &leaf.reciprocals);
    for ((_, table), v) in circuit.direct_tables().zip(reciprocals) {
        functional.add(
            table.multiplicity,
            Covector::Dense {
                coefficient: power,
                values: v.clone(),
            },
        );
    }
    functional
}

/// q_leaf holds −κ = −Σ β^m·T_m at each cell of a block, p_leaf holds −m at each row of a table of the tree.
fn add_leaves(functional: &mut Functional<'_>, circuit: &Circuit, layout: &Layout, leaf: &LeafClaim, mu: &F) {
    let (lookups, tables) = layout.leaves.split_at(circuit.lookups.len());
    for (lookup, block) in circuit.lookups.iter().zip(lookups) {
        let selector = selector(circuit, lookup.keys[0], block, &leaf.rho);
        pull_keys(functional, &lookup.keys, &selector, mu, &leaf.beta);
    }
    for ((_, table), block) in circuit.tree_tables().zip(tables) {
        let selector = selector(circuit, table.multiplicity, block, &leaf.rho);
        pull_keys(functional, &table.columns, &selector, mu, &leaf.beta);
        functional.add(table.multiplicity, selector.scaled(&from_i64(-1)));
    }
}

fn pull_keys(functional: &mut Functional<'_>, keys: &[usize], selector: &Covector, mu: &F, beta: &F) {
    let mut weight = -*mu;
    for key in keys {
        weight *= beta;
        functional.add(*key, selector.scaled(&weight));
    }
}

/// eq(ρ) on the cells of a block.
fn selector(circuit: &Circuit, tensor: usize, block: &LeafBlock, rho: &[F]) -> Covector {
    let coefficient = eq_at(&rho[block.bits as usize..], block.base >> block.bits);
    Covector::Axes {
        coefficient,
        axes: eq_axes(EqOrigin::Rho, &circuit.tensors[tensor].shape, rho),
    }
}

/// eq(point) on the cells of a shape: the lowest coordinates of the point, as many as the shape has bits.
fn eq_axes(origin: EqOrigin, shape: &[usize], point: &[F]) -> Vec<Arc<AxisVector>> {
    let space = Space::new(shape);
    let axes = space.lengths.iter().zip(&space.bits).zip(space.lowest_bits());
    axes.map(|((length, bits), low)| AxisVector::eq(origin, point, low, *bits, *length))
        .collect()
}
