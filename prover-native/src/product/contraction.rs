use crate::circuit::{Circuit, IndexEntry};
use crate::covector::{Product, Role};
use crate::field::F;
use zeroize::Zeroizing;

/// A_g before its sumcheck, where its operand is a committed tensor read cell by cell: the rows that the opening combines
/// for the claim A_g(r) are then summed here already, V_row and all (protocol.md §7).
pub struct Contraction {
    sums: Zeroizing<Vec<F>>,
    lows: Vec<Option<u32>>,
}

impl Contraction {
    /// Keeps A_g, unless its operand is derived or read through offsets, strides or parts of axes.
    pub fn of(product: &Product<'_>, circuit: &Circuit, a: &[F]) -> Option<Self> {
        let [side, _] = product.sides();
        let tensor = &circuit.tensors[side.operand.tensor];
        if !tensor.committed() {
            return None;
        }
        let low = |(entry, length): (&IndexEntry, &usize)| match entry.parts[..] {
            [part] if (entry.offset, part.coefficient, side.lengths[part.axis]) == (0, 1, *length) => {
                match side.roles[part.axis].as_ref()? {
                    Role::Key { low, .. } => Some(Some(*low)),
                    Role::Summed(_) => Some(None),
                }
            }
            _ => None,
        };
        let lows: Option<Vec<_>> = side.operand.map.iter().zip(&tensor.shape).map(low).collect();
        Some(Self {
            sums: Zeroizing::new(a.to_vec()),
            lows: lows?,
        })
    }

    /// A_g on the cells of k up to the last real one.
    pub fn sums(&self) -> &[F] {
        &self.sums
    }

    /// For each axis of the operand the number of its lowest bit in k; none if it is summed out.
    pub fn lows(&self) -> &[Option<u32>] {
        &self.lows
    }
}

#[cfg(test)]
impl Contraction {
    pub(crate) fn for_tests(sums: Vec<F>, lows: Vec<Option<u32>>) -> Self {
        Self {
            sums: Zeroizing::new(sums),
            lows,
        }
    }
}
