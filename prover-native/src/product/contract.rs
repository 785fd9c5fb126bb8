//! Sums one axis out: out[before][target][after] = Σ_Y M[target][Y]·in[before][Y][after].

use super::axis_map::{AxisMap, Target};
use crate::combine::{Integers, Row, combine_rows};
use crate::field::{F, ProductSum, from_i64};
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
    let tasks = window
        .before
        .par_iter()
        .flat_map(|before| map.targets.par_iter().map(move |target| (*before, target)));
    tasks
        .flat_map_iter(|(before, target)| {
            window.after.iter().flat_map(move |(start, length)| {
                let row = |(position, weight): &(u32, F)| {
                    let at = before + map.used[*position as usize] * window.stride + start;
                    (window.data.slice(at..at + length), *weight)
                };
                let rows: Vec<Row<'_>> = target.sources.iter().map(row).collect();
                let mut sums = combine_rows(&rows, window.magnitude);
                sums.resize(*length, from_i64(0));
                sums
            })
        })
        .collect()
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
