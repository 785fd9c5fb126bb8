//! Sums one axis out: out[before][target][after] = Σ_Y M[target][Y]·in[before][Y][after].

use super::axis_map::{AxisMap, Target};
use crate::field::{F, ProductSum, SmallSum, add_scaled_small};
use rayon::prelude::*;

/// Sums that one task keeps in the nearest cache.
const BLOCK: usize = 64;

/// A row-major array read through lists of used indices: before the axis, on it, and after it.
pub struct Window<'a> {
    /// All integers of the operand.
    pub data: &'a [i64],
    /// Start of each combination of the axes before.
    pub before: Vec<usize>,
    /// Distance of neighbours on the axis.
    pub stride: usize,
    /// Runs of consecutive cells over the axes after: (start, length).
    pub after: Vec<(usize, usize)>,
}

/// Sums an axis out of integers. The result is (before, target, after), row-major.
pub fn contract_small(window: &Window<'_>, map: &AxisMap) -> Vec<F> {
    let blocks: Vec<(usize, usize)> = window
        .after
        .iter()
        .flat_map(|(start, length)| {
            (0..*length)
                .step_by(BLOCK)
                .map(move |at| (start + at, BLOCK.min(length - at)))
        })
        .collect();
    let tasks = window
        .before
        .par_iter()
        .flat_map(|before| map.targets.par_iter().map(move |target| (*before, target)));
    tasks
        .flat_map(|(before, target)| {
            let offsets: Vec<(usize, &F)> = target
                .sources
                .iter()
                .map(|(position, weight)| (before + map.used[*position as usize] * window.stride, weight))
                .collect();
            let sums = blocks
                .par_iter()
                .flat_map_iter(|(start, length)| sum_block(window.data, &offsets, *start, *length));
            sums.collect::<Vec<F>>()
        })
        .collect()
}

fn sum_block(
    data: &[i64],
    offsets: &[(usize, &F)],
    start: usize,
    length: usize,
) -> impl Iterator<Item = F> + use<> {
    let mut sums = [SmallSum::default(); BLOCK];
    if length == 1 {
        offsets
            .iter()
            .for_each(|(offset, weight)| sums[0].add(data[offset + start], weight));
    } else {
        for (offset, weight) in offsets {
            add_scaled_small(
                &mut sums[..length],
                &data[offset + start..offset + start + length],
                weight,
            );
        }
    }
    sums.into_iter().take(length).map(|sum| sum.finish())
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
