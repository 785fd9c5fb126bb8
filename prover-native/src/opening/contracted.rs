//! Rows combined from what §6 has summed: A_g[k] = Σ V_row·cell, so what is left is a sum over the high bits of k.

use crate::circuit::{Matrix, Space};
use crate::covector::AxisVector;
use crate::field::{F, from_i64};
use crate::kernel::passes::add_multiple;
use crate::product::Contraction;
use std::sync::Arc;
use zeroize::Zeroizing;

/// scale·Σ weight·row over the rows of a piece: the weights are those of `axes` outside the columns, and of `segments` on
/// the cut axis. `None` if the columns are not the low bits of k.
pub fn contracted(
    contraction: &Contraction,
    matrix: &Matrix,
    shape: &[usize],
    axes: &[Arc<AxisVector>],
    segments: &[(usize, F)],
    scale: F,
) -> Option<Zeroizing<Vec<F>>> {
    let cut = matrix.cut_axis?;
    let lows = contraction.lows();
    let low_bits = Space::new(shape).lowest_bits();
    let first_column_axis = if matrix.cut_bits == 0 { cut + 1 } else { cut };
    if (first_column_axis..shape.len()).any(|axis| lows[axis] != Some(low_bits[axis])) {
        return None;
    }
    // Addresses in k of first columns, with their weights; axes that are summed out have theirs in A_g.
    let mut starts = vec![(0usize, scale)];
    for (axis, low) in lows[..cut].iter().enumerate() {
        if let Some(low) = low {
            let values: Vec<(usize, F)> = axes[axis].values().iter().copied().enumerate().collect();
            starts = spread(&starts, &values, *low);
        }
    }
    if let Some(low) = lows[cut] {
        starts = spread(&starts, segments, low + matrix.cut_bits);
    }
    let sums = contraction.sums();
    let mut x = Zeroizing::new(vec![from_i64(0); 1 << matrix.column_bits]);
    for (start, weight) in starts {
        let row = sums.get(start..).unwrap_or(&[]);
        add_multiple(&mut x, row, &weight);
    }
    Some(x)
}

fn spread(starts: &[(usize, F)], values: &[(usize, F)], low: u32) -> Vec<(usize, F)> {
    starts
        .iter()
        .flat_map(|(start, weight)| {
            values
                .iter()
                .map(move |(i, value)| (start + (i << low), *weight * value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::pieces::pieces;
    use super::*;
    use crate::covector::{Covector, EqOrigin};
    use crate::opening::CommittedClaim;

    const SHAPE: [usize; 4] = [3, 2, 5, 6];

    fn cell(number: usize) -> F {
        from_i64((number as i64 * 7919) % 1009 - 504)
    }

    /// A claim on a tensor of `SHAPE`, with A_g: axes of `summed` are under V_row, the others lie in k in `order`.
    fn claim(summed: &[usize], order: &[usize]) -> CommittedClaim {
        let point: Vec<F> = (0..9).map(|i| from_i64(1_000_003 * (i + 2))).collect();
        let bits = |axis: usize| crate::circuit::bits_of(SHAPE[axis]);
        let mut lows = vec![None; SHAPE.len()];
        let mut low = 0;
        for axis in order.iter().rev() {
            lows[*axis] = Some(low);
            low += bits(*axis);
        }
        let axes: Vec<Arc<AxisVector>> = (0..SHAPE.len())
            .map(|axis| match lows[axis] {
                Some(low) => AxisVector::eq(EqOrigin::R, &point, low, bits(axis), SHAPE[axis]),
                None => {
                    let weights = (0..SHAPE[axis] as i64).map(|i| from_i64(31 * i * i + 5 + axis as i64));
                    Arc::new(AxisVector::Values(weights.collect()))
                }
            })
            .collect();
        let mut sums = vec![from_i64(0); 1 << low];
        for (number, index) in indices().into_iter().enumerate() {
            let address: usize = order
                .iter()
                .map(|axis| index[*axis] << lows[*axis].unwrap())
                .sum();
            let weights = summed.iter().map(|axis| axes[*axis].values()[index[*axis]]);
            sums[address] += weights.product::<F>() * cell(number);
        }
        CommittedClaim {
            tensor: 0,
            covector: Covector::Axes {
                coefficient: from_i64(77),
                axes,
            },
            contraction: Some(Contraction::for_tests(sums, lows)),
        }
    }

    fn indices() -> Vec<Vec<usize>> {
        SHAPE.iter().fold(vec![vec![]], |before, length| {
            let longer = |index: &Vec<usize>| {
                (0..*length)
                    .map(|i| [&index[..], &[i]].concat())
                    .collect::<Vec<_>>()
            };
            before.iter().flat_map(longer).collect()
        })
    }

    /// Compares with rows combined one by one; returns how many pieces were contracted.
    fn check(claim: &CommittedClaim, column_bits: u32) -> usize {
        let matrix = Matrix::new(&SHAPE, column_bits);
        let mut contracted = 0;
        let Covector::Axes { coefficient, axes } = &claim.covector else {
            panic!("a product of axes");
        };
        for piece in pieces(&matrix, &SHAPE, coefficient, axes, claim.contraction.as_ref()) {
            let Some(x) = piece.combined else { continue };
            let mut expected = vec![from_i64(0); 1 << column_bits];
            for (row, weight) in &piece.rows {
                for (number, column) in matrix.cells(*row as usize).zip(matrix.columns()) {
                    expected[*column as usize] += *weight * cell(number);
                }
            }
            assert_eq!(*x, expected, "{column_bits} column bits");
            contracted += 1;
        }
        contracted
    }

    #[test]
    fn what_is_contracted_is_what_rows_combine_to() {
        let all = |claim: &CommittedClaim| (0..=9).map(|bits| check(claim, bits)).collect::<Vec<usize>>();
        // Columns within k: whole and last segments of the axis that is cut.
        assert_eq!(all(&claim(&[0, 1], &[2, 3])), [1, 1, 2, 1, 2, 2, 1, 0, 0, 0]);
        // An axis of k before the summed one.
        assert_eq!(all(&claim(&[1], &[0, 2, 3])), [1, 1, 2, 1, 2, 2, 1, 0, 0, 0]);
        assert_eq!(all(&claim(&[], &[0, 1, 2, 3])), [1, 1, 2, 1, 2, 2, 1, 1, 2, 1]);
        // k in another order: only columns in the lowest axis.
        assert_eq!(all(&claim(&[0], &[2, 1, 3])), [1, 1, 2, 1, 0, 0, 0, 0, 0, 0]);
        // Columns that are summed out.
        assert_eq!(all(&claim(&[3], &[0, 1, 2])), [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }
}
