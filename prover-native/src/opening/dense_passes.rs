//! Passes over the rows of a dense covector. Cells are integers in the first round: products with them cost little.

use crate::field::F;
use crate::kernel::passes::{CHUNK, SmallProducts, add_sums, fold_at, fold_pair, gather, integers};
use crate::kernel::simd::{Engine, Kernel, MAX_LANES};
use ark_ff::{AdditiveGroup, Field};
use ark_pallas::FrConfig;
use rayon::prelude::*;

/// Σ m_0·v_0 and Σ (m_1 − m_0)·(v_1 − v_0) over pairs of cells and covector: m(0) and m(∞).
pub struct FirstSums<'s> {
    /// Padded.
    pub cells: &'s [i64],
    /// Padded.
    pub covector: &'s [F],
    /// Bounds the cells.
    pub magnitude: u64,
}

impl Kernel for FirstSums<'_> {
    type Modulus = FrConfig;
    type Output = [F; 2];

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> [F; 2] {
        let Self {
            cells,
            covector,
            magnitude,
        } = self;
        let task = |(cells, covector): (&[i64], &[F])| {
            e.run(
                #[inline(always)]
                || {
                    let mut low = SmallProducts::new(e, magnitude);
                    let mut high = SmallProducts::new(e, magnitude);
                    let mut mixed = SmallProducts::new(e, magnitude);
                    for i in (0..cells.len()).step_by(2 * E::LANES) {
                        let (v0, v1) = (gather(e, covector, i, 2), gather(e, covector, i + 1, 2));
                        let (m0, m1) = (every_other(e, &cells[i..]), every_other(e, &cells[i + 1..]));
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
        let tasks = cells.par_chunks(2 * CHUNK).zip(covector.par_chunks(2 * CHUNK));
        tasks.map(task).reduce(|| [F::ZERO; 2], add_sums)
    }
}

/// What a round begins with: cells and covector, padded.
pub enum Entries<'s> {
    /// The first round.
    Integers(&'s [i64], &'s [F]),
    /// A later one.
    Elements(&'s [F], &'s [F]),
}

/// Binds the lowest bit to r: pairs of cells and of the covector become x_0 + r·(x_1 − x_0), padded. Returns the sums of
/// the next round.
pub struct Fold<'s, 't> {
    /// Before.
    pub from: Entries<'s>,
    /// How many pairs.
    pub pairs: usize,
    /// The challenge.
    pub r: &'s F,
    /// After.
    pub to: &'t mut [Vec<F>; 2],
}

impl Kernel for Fold<'_, '_> {
    type Modulus = FrConfig;
    type Output = [F; 2];

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> [F; 2] {
        let Self { from, pairs, r, to } = self;
        let lifted = e.splat_lifted(&r.0.0);
        match from {
            Entries::Integers(cells, covector) => {
                let factors = [e.factor(&(F::ONE - r).0.0), e.factor(&r.0.0)];
                let zero = e.splat(&F::ZERO.0.0);
                fold_pair(
                    e,
                    pairs,
                    to,
                    #[inline(always)]
                    |i| {
                        let low = e.small_mul_add(factors[0], every_other(e, &cells[2 * i..]), zero);
                        let high = e.small_mul_add(factors[1], every_other(e, &cells[2 * i + 1..]), low);
                        [e.normalise(high)]
                    },
                    #[inline(always)]
                    |i| [fold_at(e, covector, 2 * i, 1, 2, lifted)],
                )
            }
            Entries::Elements(cells, covector) => fold_pair(
                e,
                pairs,
                to,
                #[inline(always)]
                |i| [fold_at(e, cells, 2 * i, 1, 2, lifted)],
                #[inline(always)]
                |i| [fold_at(e, covector, 2 * i, 1, 2, lifted)],
            ),
        }
    }
}

/// The integers at even places, one a lane.
#[inline(always)]
fn every_other<E: Engine>(e: E, cells: &[i64]) -> E::Small {
    let window = &cells[..2 * E::LANES - 1];
    let mut lanes = [0; MAX_LANES];
    for (lane, own) in lanes[..E::LANES].iter_mut().enumerate() {
        *own = window[2 * lane];
    }
    integers(e, &lanes)
}
