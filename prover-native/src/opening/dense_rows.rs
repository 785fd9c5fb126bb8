//! A dense covector on a committed tensor: Σ <row, its part of the covector>, bound column by column without combining rows
//! first (protocol.md §7).
//!
//! The rows lie one after the other, padded to 2^c_T columns, so that every round is one pass over all of them.

use super::dense_passes::{Entries, FirstSums, Fold};
use super::groups::Member;
use crate::circuit::Matrix;
use crate::equation::{Embedding, Summand};
use crate::field::{F, dot, from_i64};
use crate::kernel::combine::dispatch_integers;
use crate::kernel::passes::PADDING;
use crate::kernel::simd::dispatch;
use crate::values::Small;
use ark_ff::{AdditiveGroup, Field};
use std::borrow::Cow;
use zeroize::Zeroize;

/// The rows of a tensor under a dense covector.
pub struct DenseRows<'v> {
    tensor: usize,
    /// c_T.
    bits: u32,
    rows: usize,
    coefficient: F,
    cells: Cow<'v, [i64]>,
    magnitude: u64,
    covector: Cow<'v, [F]>,
    /// Cells and covector after the rounds so far, once there was one.
    folded: Option<[Vec<F>; 2]>,
    /// The next round's sums, without the coefficient.
    sums: [F; 2],
    /// What they were a round ago.
    memory: [Vec<F>; 2],
    /// Σ <row, covector> once all its variables are bound, with the coefficient and what later rounds multiply it by.
    end: Option<F>,
}

impl<'v> DenseRows<'v> {
    /// coefficient · `covector` on the tensor of `matrix`.
    pub fn new(
        tensor: usize,
        matrix: &Matrix,
        cells: &'v Small<'_>,
        coefficient: F,
        covector: &'v [F],
    ) -> Self {
        let (rows, bits) = (matrix.rows(), matrix.column_bits);
        let mut own = Self {
            tensor,
            bits,
            rows,
            coefficient,
            cells: padded(matrix, cells.data()),
            magnitude: cells.magnitude(),
            covector: padded(matrix, covector),
            folded: None,
            sums: [F::ZERO; 2],
            memory: [Vec::new(), Vec::new()],
            end: None,
        };
        if bits == 0 {
            let products = own.cells.iter().zip(&*own.covector);
            own.end = Some(coefficient * products.map(|(m, v)| from_i64(*m) * v).sum::<F>());
        } else {
            let sums = FirstSums {
                cells: &own.cells,
                covector: &own.covector,
                magnitude: own.magnitude,
            };
            own.sums = dispatch_integers(sums, own.magnitude);
        }
        own
    }

    /// c_T.
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// The rows with their weights in x, once all variables are bound.
    pub fn weighted(&self) -> Member {
        let covector = self
            .folded
            .as_ref()
            .map_or(&*self.covector, |[_, covector]| covector);
        let weights = covector[..self.rows].iter().map(|v| self.coefficient * v);
        (self.tensor, (0..).zip(weights).collect())
    }
}

/// The cells of all rows, each row padded with zeros to 2^c_T columns; and some zeros at the end, if need be.
fn padded<'v, T: Copy + Default>(matrix: &Matrix, cells: &'v [T]) -> Cow<'v, [T]> {
    let width = 1 << matrix.column_bits;
    let size = matrix.rows() * width;
    if cells.len() == size && size.is_multiple_of(PADDING) {
        return Cow::Borrowed(cells);
    }
    let mut padded = vec![T::default(); size.next_multiple_of(PADDING)];
    for (row, to) in padded.chunks_mut(width).take(matrix.rows()).enumerate() {
        for (cell, column) in cells[matrix.cells(row)].iter().zip(matrix.columns()) {
            to[*column as usize] = *cell;
        }
    }
    padded.into()
}

impl Drop for DenseRows<'_> {
    fn drop(&mut self) {
        if let Cow::Owned(cells) = &mut self.cells {
            cells.zeroize();
        }
        // The covector is public.
        self.memory[0].zeroize();
        if let Some([cells, _]) = &mut self.folded {
            cells.zeroize();
        }
    }
}

impl Summand for DenseRows<'_> {
    fn len(&self) -> usize {
        self.folded
            .as_ref()
            .map_or(self.cells.len(), |[cells, _]| cells.len())
    }

    fn round(&self, _: u32, embedding: Embedding) -> [F; 2] {
        if let Some(end) = self.end {
            let infinity = if embedding == Embedding::BothFactors {
                end
            } else {
                F::ZERO
            };
            return [end, infinity];
        }
        self.sums.map(|sum| self.coefficient * sum)
    }

    fn bind(&mut self, round: u32, r: &F, embedding: Embedding) {
        if let Some(end) = &mut self.end {
            let rest = F::ONE - r;
            *end *= rest;
            if embedding == Embedding::BothFactors {
                *end *= rest;
            }
            return;
        }
        let pairs = self.rows << (self.bits - round - 1);
        let mut to = std::mem::take(&mut self.memory);
        match self.folded.take() {
            None => {
                to = [(); 2].map(|()| Vec::with_capacity(pairs + PADDING));
                self.memory = [(); 2].map(|()| Vec::with_capacity(pairs / 2 + PADDING));
                let from = Entries::Integers(&self.cells, &self.covector);
                let fold = Fold {
                    from,
                    pairs,
                    r,
                    to: &mut to,
                };
                self.sums = dispatch_integers(fold, self.magnitude);
            }
            Some(from) => {
                let [cells, covector] = &from;
                self.sums = dispatch(Fold {
                    from: Entries::Elements(cells, covector),
                    pairs,
                    r,
                    to: &mut to,
                });
                self.memory = from;
            }
        }
        if round + 1 == self.bits {
            self.end = Some(self.coefficient * dot(&to[0][..self.rows], &to[1][..self.rows]));
        }
        self.folded = Some(to);
    }
}
