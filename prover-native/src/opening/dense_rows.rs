//! A dense covector on a committed tensor: Σ <row, its part of the covector>, bound column by column without combining rows
//! first (protocol.md §7).
//!
//! The rows lie one after the other, padded to 2^c_T columns, so that every round is one pass over all of them. The first
//! round takes the cells as the integers they are.

use super::groups::Member;
use crate::circuit::Matrix;
use crate::combine::dispatch_integers;
use crate::field::{F, dot, from_i64};
use crate::passes::{CHUNK, SmallProducts, Sums, fit, fold, gather, integers, map_into, slope, sum_over};
use crate::product::{Embedding, Summand};
use crate::simd::{Engine, Kernel, MAX_LANES, dispatch};
use crate::values::Small;
use ark_ff::{AdditiveGroup, Field};
use ark_pallas::FrConfig;
use rayon::prelude::*;
use std::borrow::Cow;
use zeroize::Zeroize;

/// Entries are padded to a multiple of this.
const PADDING: usize = 2 * MAX_LANES;

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
            memory: [Vec::new(), Vec::new()],
            end: None,
        };
        if bits == 0 {
            let products = own.cells.iter().zip(&*own.covector);
            own.end = Some(coefficient * products.map(|(m, v)| from_i64(*m) * v).sum::<F>());
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

    fn entries(&self, round: u32) -> usize {
        self.rows << (self.bits - round)
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
        self.memory.iter_mut().for_each(Zeroize::zeroize);
        self.folded.iter_mut().flatten().for_each(Zeroize::zeroize);
    }
}

impl Summand for DenseRows<'_> {
    fn len(&self) -> usize {
        self.folded
            .as_ref()
            .map_or(self.cells.len(), |[cells, _]| cells.len())
    }

    fn round(&self, round: u32, embedding: Embedding) -> [F; 2] {
        if let Some(end) = self.end {
            let infinity = if embedding == Embedding::BothFactors {
                end
            } else {
                F::ZERO
            };
            return [end, infinity];
        }
        let pairs = self.entries(round) / 2;
        let sums = match &self.folded {
            None => dispatch_integers(FirstSums { rows: self, pairs }, self.magnitude),
            Some([cells, covector]) => dispatch(LaterSums {
                cells,
                covector,
                pairs,
            }),
        };
        sums.map(|sum| self.coefficient * sum)
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
        let pairs = self.entries(round) / 2;
        let mut to = std::mem::take(&mut self.memory);
        match self.folded.take() {
            None => {
                to = [(); 2].map(|()| Vec::with_capacity(pairs + PADDING));
                self.memory = [(); 2].map(|()| Vec::with_capacity(pairs / 2 + PADDING));
                let fold = FirstFold {
                    rows: self,
                    pairs,
                    r,
                    to: &mut to,
                };
                dispatch_integers(fold, self.magnitude);
            }
            Some(from) => {
                dispatch(LaterFold {
                    from: &from,
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
        to.each_mut().into_iter().for_each(|vector| fit(vector, PADDING));
        self.folded = Some(to);
    }
}

/// m(0) = Σ m_0·v_0 and m(∞) = Σ (m_1 − m_0)·(v_1 − v_0) over pairs of integers and elements.
struct FirstSums<'s> {
    rows: &'s DenseRows<'s>,
    pairs: usize,
}

impl Kernel for FirstSums<'_> {
    type Modulus = FrConfig;
    type Output = [F; 2];

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> [F; 2] {
        let Self { rows, pairs } = self;
        let (cells, covector) = (&*rows.cells, &*rows.covector);
        let task = |first: usize| {
            e.run(
                #[inline(always)]
                || {
                    let [mut low, mut high, mut mixed] =
                        [(); 3].map(|()| SmallProducts::new(e, rows.magnitude));
                    for i in (first..pairs.min(first + CHUNK)).step_by(E::LANES) {
                        let (v0, v1) = (gather(e, covector, 2 * i, 2), gather(e, covector, 2 * i + 1, 2));
                        let [m0, m1] = halves(e, &cells[2 * i..]);
                        low.add(e, v0, m0);
                        high.add(e, v1, m1);
                        mixed.add(e, v0, m1);
                        mixed.add(e, v1, m0);
                    }
                    let low = low.total(e);
                    [low, low + high.total(e) - mixed.total(e)]
                },
            )
        };
        let add = |a: [F; 2], b: [F; 2]| [a[0] + b[0], a[1] + b[1]];
        let tasks = (0..pairs).into_par_iter().step_by(CHUNK);
        tasks.map(task).reduce(|| [F::ZERO; 2], add)
    }
}

/// The integers at even and at odd places.
#[inline(always)]
fn halves<E: Engine>(e: E, cells: &[i64]) -> [E::Small; 2] {
    let pairs = &cells[..2 * E::LANES];
    let [mut even, mut odd] = [[0; MAX_LANES]; 2];
    for lane in 0..E::LANES {
        (even[lane], odd[lane]) = (pairs[2 * lane], pairs[2 * lane + 1]);
    }
    [integers(e, &even), integers(e, &odd)]
}

/// Pairs of integers become (1 − r)·m_0 + r·m_1, pairs of elements likewise.
struct FirstFold<'s, 't> {
    rows: &'s DenseRows<'s>,
    pairs: usize,
    r: &'s F,
    to: &'t mut [Vec<F>; 2],
}

impl Kernel for FirstFold<'_, '_> {
    type Modulus = FrConfig;
    type Output = ();

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) {
        let Self { rows, pairs, r, to } = self;
        let (cells, covector) = (&*rows.cells, &*rows.covector);
        let factors = [F::ONE - r, *r].map(|factor| e.factor(&factor.0.0));
        let zero = e.splat(&F::ZERO.0.0);
        let [to_cells, to_covector] = to;
        map_into(
            e,
            pairs,
            [to_cells],
            #[inline(always)]
            |i| {
                let [m0, m1] = halves(e, &cells[2 * i..]);
                let low = e.small_mul_add(factors[0], m0, zero);
                [e.normalise(e.small_mul_add(factors[1], m1, low))]
            },
        );
        fold(e, covector, to_covector, pairs, r);
    }
}

/// The sums of a later round.
struct LaterSums<'s> {
    cells: &'s [F],
    covector: &'s [F],
    pairs: usize,
}

impl Kernel for LaterSums<'_> {
    type Modulus = FrConfig;
    type Output = [F; 2];

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> [F; 2] {
        let Self {
            cells,
            covector,
            pairs,
        } = self;
        sum_over(
            e,
            pairs,
            #[inline(always)]
            |i, sums: &mut Sums<E, 2>| {
                e.accumulate(
                    &mut sums[0],
                    gather(e, cells, 2 * i, 2),
                    gather(e, covector, 2 * i, 2),
                );
                let slope = [cells, covector].map(|v| e.normalise(slope(e, v, 2 * i, 1, 2)));
                e.accumulate(&mut sums[1], slope[0], slope[1]);
            },
        )
    }
}

/// Binds the lowest bit of a later round.
struct LaterFold<'s, 't> {
    from: &'s [Vec<F>; 2],
    pairs: usize,
    r: &'s F,
    to: &'t mut [Vec<F>; 2],
}

impl Kernel for LaterFold<'_, '_> {
    type Modulus = FrConfig;
    type Output = ();

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) {
        for (from, to) in self.from.iter().zip(self.to) {
            fold(e, from, to, self.pairs, self.r);
        }
    }
}
