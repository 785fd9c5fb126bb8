//! Sums one axis out: out[before][target][after] = Σ_Y M[target][Y]·in[before][Y][after].

use super::axis_map::{AxisMap, Target};
use crate::field::{F, ProductSum, from_i64};
use crate::kernel::combine::{Integers, Weights, dispatch_integers};
use crate::kernel::simd::{Engine, Kernel};
use ark_pallas::FrConfig;
use rayon::prelude::*;

/// A row-major array read through lists of used indices: before the axis, on it, and after it.
pub struct Window<'a> {
    /// All integers of the operand.
    pub data: Integers<'a>,
    /// Bound on their magnitude.
    pub magnitude: u64,
    /// Start of each combination of the axes before.
    pub before: Vec<usize>,
    /// Distance of neighbours on the axis.
    pub stride: usize,
    /// Runs of consecutive cells over the axes after: (start, length).
    pub after: Vec<(usize, usize)>,
}

/// Sums an axis out of integers. The result is (before, target, after), row-major.
pub fn contract_small(window: &Window<'_>, map: &AxisMap) -> Vec<F> {
    dispatch_integers(ContractSmall { window, map }, window.magnitude)
}

struct ContractSmall<'a> {
    window: &'a Window<'a>,
    map: &'a AxisMap,
}

impl Kernel for ContractSmall<'_> {
    type Modulus = FrConfig;
    type Output = Vec<F>;

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Vec<F> {
        let Self { window, map } = self;
        let targets = map.targets.par_iter().map(|target| {
            let weights = target.sources.iter().map(|(_, weight)| (usize::MAX, *weight));
            (target, Weights::new(e, weights, window.magnitude))
        });
        let targets: Vec<(&Target, Weights<E>)> = targets.collect();
        let after: usize = window.after.iter().map(|(_, length)| length).sum();
        let mut sums = vec![from_i64(0); window.before.len() * targets.len() * after];
        let contract = |(number, mut to): (usize, &mut [F])| {
            let before = window.before[number / targets.len()];
            let (target, weights) = &targets[number % targets.len()];
            for (start, length) in &window.after {
                let row = |(position, _): &(u32, F)| {
                    let at = before + map.used[*position as usize] * window.stride + start;
                    window.data.slice(at..at + length)
                };
                let rows: Vec<Integers<'_>> = target.sources.iter().map(row).collect();
                let own;
                (own, to) = to.split_at_mut(*length);
                weights.combine(e, &rows, own);
            }
        };
        sums.par_chunks_mut(after.max(1)).enumerate().for_each(contract);
        sums
    }
}

/// Sums an axis of field elements out of (before, |used|, after), row-major.
pub fn contract_field(data: &[F], map: &AxisMap, after: usize) -> Vec<F> {
    let slab = map.used.len() * after;
    let row = |slab: &'_ [F], target: &Target, at: usize| {
        let mut sum = ProductSum::default();
        for (position, weight) in &target.sources {
            sum.add(&slab[*position as usize * after + at], weight);
        }
        sum.finish()
    };
    if slab == 0 {
        return Vec::new();
    }
    data.par_chunks(slab)
        .flat_map_iter(|slab| {
            map.targets
                .iter()
                .flat_map(move |target| (0..after).map(move |at| row(slab, target, at)))
        })
        .collect()
}
