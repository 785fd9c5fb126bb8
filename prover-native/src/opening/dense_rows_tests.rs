//! Rows under a dense covector: against a pair of vectors for each row.

use super::dense_rows::DenseRows;
use crate::circuit::Matrix;
use crate::equation::{Embedding, Summand};
use crate::field::{F, from_i64};
use crate::product::Pair;
use crate::values::Small;
use ark_ff::{AdditiveGroup, Field};

fn element(seed: usize) -> F {
    from_i64(seed as i64 * 7919 + 3).pow([9])
}

/// The rows of a tensor of `shape` as pairs of vectors with 2^column_bits entries each.
fn pairs(shape: &[usize], matrix: &Matrix, cells: &[i64], covector: &[F]) -> Vec<Pair> {
    assert_eq!(shape.iter().product::<usize>(), cells.len());
    let pair = |row: usize| {
        let [mut a, mut b] = [(); 2].map(|()| vec![F::ZERO; 1 << matrix.column_bits]);
        for (cell, column) in matrix.cells(row).zip(matrix.columns()) {
            a[*column as usize] = from_i64(cells[cell]);
            b[*column as usize] = covector[cell];
        }
        Pair::new(&a, &b, matrix.column_bits)
    };
    (0..matrix.rows()).map(pair).collect()
}

fn check(shape: &[usize], column_bits: u32, cell: impl Fn(usize) -> i64) {
    let matrix = Matrix::new(shape, column_bits);
    let size = shape.iter().product();
    let cells: Vec<i64> = (0..size).map(cell).collect();
    let covector: Vec<F> = (0..size).map(element).collect();
    let coefficient = element(size);
    let small = Small::new(&cells[..]);
    let mut dense = DenseRows::new(5, &matrix, &small, coefficient, &covector);
    let mut pairs = pairs(shape, &matrix, &cells, &covector);
    let embedding = Embedding::BothFactors;
    for round in 0..column_bits + 2 {
        let mut expected = [F::ZERO; 2];
        for pair in &pairs {
            let sums = pair.round(round, embedding);
            expected
                .iter_mut()
                .zip(sums)
                .for_each(|(total, sum)| *total += coefficient * sum);
        }
        assert_eq!(
            dense.round(round, embedding),
            expected,
            "{shape:?}, {column_bits} column bits, round {round}"
        );
        let r = element(1000 + round as usize);
        dense.bind(round, &r, embedding);
        pairs.iter_mut().for_each(|pair| pair.bind(round, &r, embedding));
    }
    let weights = (0..).zip(pairs.iter().map(|pair| coefficient * pair.end().1));
    assert_eq!(dense.weighted(), (5, weights.collect()));
}

#[test]
fn rows_of_all_shapes() {
    let shapes: [&[usize]; 8] = [&[], &[1], &[16], &[37], &[256], &[3, 5], &[5, 1, 12], &[2, 3, 16]];
    for shape in shapes {
        for column_bits in 0..=shape.iter().map(|length| crate::circuit::bits_of(*length)).sum() {
            check(shape, column_bits, |i| i as i64 % 7);
        }
    }
}

#[test]
fn cells_of_all_magnitudes() {
    for magnitude in [1, 1 << 15, 1 << 20, (1 << 31) - 1, 1 << 31, 1 << 62] {
        check(&[300], 6, |i| {
            (magnitude - i as i64 % 5) * if i % 3 == 0 { -1 } else { 1 }
        });
    }
}

#[test]
fn many_rows_are_split_between_tasks() {
    check(&[9000], 10, |i| i as i64 % 100);
    check(&[1 << 13], 8, |i| i as i64 % 100);
}
