use super::pull_back::{axis_sum, box_weights, pull_weights};
use super::{AxisVector, Covector, EqOrigin};
use crate::circuit::{BoxTerm, Circuit, Operand, ProductAxes, Space};
use crate::field::{F, from_i64};
use std::sync::Arc;

/// One 2-operand term with one covector on its result (protocol.md §6; §11, rules 17 and 18).
#[derive(Clone, Debug)]
pub struct Product<'c> {
    /// The term.
    pub term: &'c BoxTerm,
    /// Its box axes by role.
    pub axes: ProductAxes,
    /// The padded space of k = (batch | contraction).
    pub key: Space,
    /// All of V_g that lies on no axis of an operand: goes with B.
    pub scale: F,
    /// V_g on each box axis of the result; none is a weight of 1s.
    pub weights: Vec<Option<Arc<AxisVector>>>,
}

/// A box axis seen from one operand.
#[derive(Clone, Debug)]
pub enum Role {
    /// Axis of k, with V_batch on the B side.
    Key {
        /// Number of its lowest bit in k.
        low: u32,
        /// V_batch, on B.
        weight: Option<Arc<AxisVector>>,
    },
    /// Summed out under a weight; none is a weight of 1s.
    Summed(Option<Arc<AxisVector>>),
}

/// One side of a product: A or B.
pub struct Side<'p> {
    /// The operand.
    pub operand: &'p Operand,
    /// Lengths of the box axes.
    pub lengths: &'p [usize],
    /// Role of each box axis that the operand reads.
    pub roles: Vec<Option<Role>>,
    /// Factor of the whole side.
    pub scale: F,
}

impl<'c> Product<'c> {
    pub(super) fn new(term: &'c BoxTerm, coefficient: &F, axes: &[Arc<AxisVector>]) -> Self {
        let (constant, weights) = box_weights(term, axes);
        let roles = ProductAxes::new(term);
        let mut scale = term.coefficient * coefficient * constant;
        for axis in &roles.free {
            scale *= axis_sum(&weights[*axis], term.lengths[*axis]);
        }
        let key: Vec<usize> = roles.key().iter().map(|axis| term.lengths[*axis]).collect();
        Self {
            term,
            axes: roles,
            key: Space::new(&key),
            scale,
            weights,
        }
    }

    /// n_g.
    pub fn bits(&self) -> u32 {
        self.key.total_bits()
    }

    /// A and B.
    pub fn sides(&self) -> [Side<'_>; 2] {
        [self.side(0, from_i64(1)), self.side(1, self.scale)]
    }

    fn side(&self, which: usize, scale: F) -> Side<'_> {
        let mut roles = vec![None; self.term.lengths.len()];
        for axis in if which == 0 {
            &self.axes.in_a
        } else {
            &self.axes.in_b
        } {
            roles[*axis] = Some(Role::Summed(self.weights[*axis].clone()));
        }
        for (axis, low) in self.axes.key().into_iter().zip(self.key.lowest_bits()) {
            let weight = if which == 0 {
                None
            } else {
                self.weights[axis].clone()
            };
            roles[axis] = Some(Role::Key { low, weight });
        }
        Side {
            operand: &self.term.operands[which],
            lengths: &self.term.lengths,
            roles,
            scale,
        }
    }
}

impl Side<'_> {
    /// The covector of the claim A_g(r) or B_g(r) on the operand; the first challenges of `r` are the term's.
    pub fn claim(&self, circuit: &Circuit, r: &[F]) -> Covector {
        let weights: Vec<Option<Arc<AxisVector>>> = self
            .roles
            .iter()
            .zip(self.lengths)
            .map(|(role, length)| match role {
                None => None,
                Some(Role::Summed(weight)) => weight.clone(),
                Some(Role::Key { low, weight }) => {
                    let eq = AxisVector::eq(EqOrigin::R, r, *low, crate::circuit::bits_of(*length), *length);
                    Some(match weight {
                        None => eq,
                        Some(weight) => {
                            let products = weight.values().iter().zip(eq.values()).map(|(w, e)| *w * e);
                            Arc::new(AxisVector::Values(products.collect()))
                        }
                    })
                }
            })
            .collect();
        let shape = &circuit.tensors[self.operand.tensor].shape;
        Covector::Axes {
            coefficient: self.scale,
            axes: pull_weights(&self.operand.map, shape, self.lengths, &weights),
        }
    }
}
