//! A box term as a loop nest over flat arrays: result[…] += factor · a[…] · b[…].

use crate::circuit::{BoxTerm, IndexEntry};
use crate::field::F;
use rayon::prelude::*;

/// What values are added up in.
pub trait Accumulator: Copy + Default + Send + Sync {
    /// What operands hold.
    type Operand: Copy + Sync;
    /// The operand 1.
    const ONE: Self::Operand;
    /// self + factor·a·b.
    fn add_product(self, factor: Self, a: Self::Operand, b: Self::Operand) -> Self;
    /// self + Σ factor·aᵢ·bᵢ.
    fn add_dot(self, factor: Self, pairs: impl Iterator<Item = (Self::Operand, Self::Operand)>) -> Self;
}

/// Exact if the caller has bounded every sum by 2^63.
impl Accumulator for i64 {
    type Operand = i64;
    const ONE: i64 = 1;
    #[inline(always)]
    fn add_product(self, factor: i64, a: i64, b: i64) -> i64 {
        self.wrapping_add(factor.wrapping_mul(a).wrapping_mul(b))
    }
    #[inline(always)]
    fn add_dot(self, factor: i64, pairs: impl Iterator<Item = (i64, i64)>) -> i64 {
        let sum = pairs.fold(0i64, |sum, (a, b)| sum.wrapping_add(a.wrapping_mul(b)));
        self.wrapping_add(factor.wrapping_mul(sum))
    }
}

/// Exact if the caller has bounded every sum by 2^127.
impl Accumulator for i128 {
    type Operand = i64;
    const ONE: i64 = 1;
    #[inline(always)]
    fn add_product(self, factor: i128, a: i64, b: i64) -> i128 {
        self.wrapping_add(factor.wrapping_mul(a as i128 * b as i128))
    }
    #[inline(always)]
    fn add_dot(self, factor: i128, pairs: impl Iterator<Item = (i64, i64)>) -> i128 {
        let sum = pairs.fold(0i128, |sum, (a, b)| sum.wrapping_add(a as i128 * b as i128));
        self.wrapping_add(factor.wrapping_mul(sum))
    }
}

impl Accumulator for F {
    type Operand = F;
    const ONE: F = ark_ff::MontFp!("1");
    #[inline(always)]
    fn add_product(self, factor: F, a: F, b: F) -> F {
        self + factor * a * b
    }
    #[inline(always)]
    fn add_dot(self, factor: F, pairs: impl Iterator<Item = (F, F)>) -> F {
        self + factor * pairs.map(|(a, b)| a * b).sum::<F>()
    }
}

/// An operand read through its index map.
#[derive(Clone, Copy)]
pub struct Source<'a, T> {
    /// Row-major values.
    pub data: &'a [T],
    /// True lengths.
    pub shape: &'a [usize],
    /// One entry per axis.
    pub map: &'a [IndexEntry],
}

/// Cells that are worth a task of their own.
const CHUNK: usize = 1 << 13;

/// Adds factor · Σ_box Π operands to `result`. Uses rayon's current pool: slices of the result's first axis longer than 1 run in parallel.
pub fn accumulate<A: Accumulator>(
    term: &BoxTerm,
    factor: A,
    shape: &[usize],
    operands: &[Source<'_, A::Operand>],
    result: &mut [A],
) {
    let nest = Nest::new(term, shape, operands);
    let Some(split) = shape.iter().position(|length| *length > 1) else {
        return nest.run(None, factor, operands, result, 0);
    };
    let slice = result.len() / shape[split];
    let work = term.lengths.iter().product::<usize>() / shape[split];
    let slices = CHUNK.div_ceil(work.max(1));
    let entry = &term.result[split];
    result
        .par_chunks_mut(slice * slices)
        .enumerate()
        .for_each(|(task, chunk)| {
            let first = (task * slices) as i64;
            let last = first + (chunk.len() / slice) as i64;
            let base = task * slices * slice;
            match entry.parts[..] {
                [part] => {
                    let range = preimage(entry.offset, part.coefficient, first, last);
                    nest.run(Some((part.axis, range)), factor, operands, chunk, base);
                }
                _ if (first..last).contains(&entry.offset) => nest.run(None, factor, operands, chunk, base),
                _ => {}
            }
        });
}

/// The i with first ≤ offset + coefficient·i < last, as a half-open range.
fn preimage(offset: i64, coefficient: i64, first: i64, last: i64) -> (i64, i64) {
    match coefficient {
        // Nearly always, and once for each inner loop: a division takes as long as the loop.
        1 => (first - offset, last - offset),
        k if k > 0 => (ceil_div(first - offset, k), ceil_div(last - offset, k)),
        k => (
            (offset - last).div_euclid(-k) + 1,
            (offset - first).div_euclid(-k) + 1,
        ),
    }
}

/// 0 ≤ offset + Σ coefficient·axis < length, not implied by the box.
struct Bound {
    offset: i64,
    length: i64,
    /// Coefficient at each level of the nest.
    coefficients: Vec<i64>,
    /// The last level with a coefficient: there the loop is cut to what the bound allows.
    level: usize,
}

/// Loops, outermost first. Flat addresses are start + Σ stride·index for result, a, b.
struct Nest {
    axes: Vec<usize>,
    lengths: Vec<i64>,
    strides: Vec<[i64; 3]>,
    starts: [i64; 3],
    bounds: Vec<Bound>,
}

struct Frame<'n, 'a, A: Accumulator> {
    nest: &'n Nest,
    part: Option<(usize, (i64, i64))>,
    factor: A,
    a: &'a [A::Operand],
    b: &'a [A::Operand],
    result: &'n mut [A],
}

impl Nest {
    fn new<T>(term: &BoxTerm, shape: &[usize], operands: &[Source<'_, T>]) -> Self {
        let mut strides = vec![[0i64; 3]; term.lengths.len()];
        let mut starts = [0i64; 3];
        let maps = [(shape, &term.result[..])]
            .into_iter()
            .chain(operands.iter().map(|o| (o.shape, o.map)));
        for (which, (shape, map)) in maps.enumerate() {
            let mut stride = 1i64;
            for (length, entry) in shape.iter().zip(map).rev() {
                starts[which] += entry.offset * stride;
                entry
                    .parts
                    .iter()
                    .for_each(|part| strides[part.axis][which] += part.coefficient * stride);
                stride *= *length as i64;
            }
        }
        let axes = order(term, &strides);
        let bounds = operands
            .iter()
            .flat_map(|operand| operand.shape.iter().zip(operand.map));
        let bounds = bounds.filter_map(|(length, entry)| Bound::new(*length, entry, &axes, &term.lengths));
        Self {
            bounds: bounds.collect(),
            lengths: axes.iter().map(|axis| term.lengths[*axis] as i64).collect(),
            strides: axes.iter().map(|axis| strides[*axis]).collect(),
            axes,
            starts,
        }
    }

    /// Runs the nest, over a part of one axis if asked to, on the cells of the result from `base` on.
    fn run<A: Accumulator>(
        &self,
        part: Option<(usize, (i64, i64))>,
        factor: A,
        operands: &[Source<'_, A::Operand>],
        result: &mut [A],
        base: usize,
    ) {
        let one = [A::ONE];
        let data = |which: usize| operands.get(which).map_or(&one[..], |operand| operand.data);
        let mut starts = self.starts;
        starts[0] -= base as i64;
        let part = part.map(|(axis, range)| {
            let level = self
                .axes
                .iter()
                .position(|own| *own == axis)
                .expect("an axis of the box");
            (level, range)
        });
        let mut frame = Frame {
            nest: self,
            part,
            factor,
            a: data(0),
            b: data(1),
            result,
        };
        let mut sums: Vec<i64> = self.bounds.iter().map(|bound| bound.offset).collect();
        frame.level(0, starts, &mut sums);
    }
}

impl Bound {
    fn new(length: usize, entry: &IndexEntry, axes: &[usize], lengths: &[usize]) -> Option<Self> {
        let (mut least, mut greatest) = (entry.offset, entry.offset);
        let mut coefficients = vec![0; axes.len()];
        for part in &entry.parts {
            let end = part.coefficient * (lengths[part.axis] as i64 - 1);
            (least, greatest) = (least + end.min(0), greatest + end.max(0));
            coefficients[axes.iter().position(|axis| *axis == part.axis)?] = part.coefficient;
        }
        if least >= 0 && greatest < length as i64 {
            return None;
        }
        let level = coefficients
            .iter()
            .rposition(|coefficient| *coefficient != 0)
            .unwrap_or(0);
        Some(Self {
            offset: entry.offset,
            length: length as i64,
            coefficients,
            level,
        })
    }

    /// The indices of the last level that keep the bound, given the sum so far.
    fn allowed(&self, sum: i64, length: i64) -> (i64, i64) {
        match self.coefficients.get(self.level).copied().unwrap_or(0) {
            0 if (0..self.length).contains(&sum) => (0, length),
            0 => (0, 0),
            k => preimage(sum, k, 0, self.length),
        }
    }
}

fn ceil_div(a: i64, b: i64) -> i64 {
    -(-a).div_euclid(b)
}

/// The innermost axis decides the speed: the longest one along which all strides are 0 or 1, else the longest.
fn order(term: &BoxTerm, strides: &[[i64; 3]]) -> Vec<usize> {
    let mut axes: Vec<usize> = (0..term.lengths.len()).collect();
    let score = |axis: usize| {
        let contiguous = strides[axis].iter().all(|stride| (0..=1).contains(stride));
        (contiguous && term.lengths[axis] >= 4, term.lengths[axis])
    };
    if let Some(inner) = axes.iter().copied().max_by_key(|axis| score(*axis)) {
        axes.retain(|axis| *axis != inner);
        axes.push(inner);
    }
    axes
}

impl<A: Accumulator> Frame<'_, '_, A> {
    fn level(&mut self, level: usize, at: [i64; 3], sums: &mut [i64]) {
        let nest = self.nest;
        let Some(length) = nest.lengths.get(level).copied() else {
            // A box without axes.
            if nest
                .bounds
                .iter()
                .zip(sums.iter())
                .all(|(bound, sum)| (0..bound.length).contains(sum))
            {
                let (a, b) = (self.a[at[1] as usize], self.b[at[2] as usize]);
                let cell = &mut self.result[at[0] as usize];
                *cell = cell.add_product(self.factor, a, b);
            }
            return;
        };
        let (mut from, mut to) = (0, length);
        if let Some((own, (least, end))) = self.part
            && own == level
        {
            (from, to) = (from.max(least), to.min(end));
        }
        for (bound, sum) in nest
            .bounds
            .iter()
            .zip(sums.iter())
            .filter(|(bound, _)| bound.level == level)
        {
            let (least, end) = bound.allowed(*sum, length);
            (from, to) = (from.max(least), to.min(end));
        }
        let strides = nest.strides[level];
        if level + 1 == nest.lengths.len() {
            if from < to {
                self.inner(
                    std::array::from_fn(|i| at[i] + from * strides[i]),
                    strides,
                    (to - from) as usize,
                );
            }
            return;
        }
        for index in from..to {
            for (bound, sum) in nest.bounds.iter().zip(sums.iter_mut()) {
                *sum += index * bound.coefficients[level];
            }
            self.level(
                level + 1,
                std::array::from_fn(|i| at[i] + index * strides[i]),
                sums,
            );
            for (bound, sum) in nest.bounds.iter().zip(sums.iter_mut()) {
                *sum -= index * bound.coefficients[level];
            }
        }
    }

    #[inline]
    fn inner(&mut self, at: [i64; 3], strides: [i64; 3], count: usize) {
        let [r, a, b] = at.map(|start| start as usize);
        let (factor, left, right) = (self.factor, self.a, self.b);
        match strides {
            [0, 1, 1] => {
                let pairs = left[a..a + count]
                    .iter()
                    .copied()
                    .zip(right[b..b + count].iter().copied());
                self.result[r] = self.result[r].add_dot(factor, pairs);
            }
            [0, s, t] => {
                let pairs = (0..count as i64)
                    .map(|i| (left[(at[1] + i * s) as usize], right[(at[2] + i * t) as usize]));
                self.result[r] = self.result[r].add_dot(factor, pairs);
            }
            [1, 0, 1] => {
                let factor = A::default().add_product(factor, left[a], A::ONE);
                for (cell, b) in self.result[r..r + count].iter_mut().zip(&right[b..b + count]) {
                    *cell = cell.add_product(factor, A::ONE, *b);
                }
            }
            [1, 1, 0] => {
                let factor = A::default().add_product(factor, right[b], A::ONE);
                for (cell, a) in self.result[r..r + count].iter_mut().zip(&left[a..a + count]) {
                    *cell = cell.add_product(factor, *a, A::ONE);
                }
            }
            [u, s, t] => {
                for i in 0..count as i64 {
                    let (a, b) = (left[(at[1] + i * s) as usize], right[(at[2] + i * t) as usize]);
                    let cell = &mut self.result[(at[0] + i * u) as usize];
                    *cell = cell.add_product(factor, a, b);
                }
            }
        }
    }
}
