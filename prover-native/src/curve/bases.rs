//! Multiples of the generators that commitments are made of, kept for the life of the process.

use super::addition::{Scratch, double_all};
use super::point::Point;
use super::{blinder_generator, digits};
use crate::field::F;
use crate::simd::{Engine, Kernel, dispatch};
use ark_ec::CurveGroup;
use ark_pallas::FqConfig;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

/// 2^(w·k)·g_j for digits k = 0, 1, … of one width w.
pub(super) type ShiftedBases = Vec<Arc<[Point]>>;

/// The bases of `count` digits of `width` bits for at least `generators` generators.
pub(super) fn shifted(width: u32, count: usize, generators: usize) -> ShiftedBases {
    static CACHE: Mutex<BTreeMap<u32, ShiftedBases>> = Mutex::new(BTreeMap::new());
    let mut cache: MutexGuard<'_, _> = CACHE.lock().unwrap_or_else(|e| e.into_inner());
    let known = cache.entry(width).or_default();
    if known.first().is_some_and(|first| first.len() < generators) {
        known.clear();
    }
    if known.is_empty() {
        let first: Vec<Point> = super::generators(generators)
            .iter()
            .map(|g| Point::from(*g))
            .collect();
        known.push(first.into());
    }
    while known.len() < count {
        let last = known.last().expect("the generators").to_vec();
        known.push(
            dispatch(DoubleTimes {
                points: last,
                times: width,
            })
            .into(),
        );
    }
    known[..count].to_vec()
}

struct DoubleTimes {
    points: Vec<Point>,
    times: u32,
}

impl Kernel for DoubleTimes {
    type Modulus = FqConfig;
    type Output = Vec<Point>;

    fn run<E: Engine<Modulus = FqConfig>>(mut self, e: E) -> Vec<Point> {
        self.points.par_chunks_mut(256).for_each(|chunk| {
            let mut scratch = Scratch::default();
            for _ in 0..self.times {
                double_all(e, &mut scratch, chunk);
            }
        });
        self.points
    }
}

/// Width of the digits of blinders.
const BLINDER_WIDTH: u32 = 8;

/// d·2^(8k)·h for d = 1 … 128.
fn blinder_table() -> &'static [Vec<Point>] {
    static TABLE: OnceLock<Vec<Vec<Point>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut base = super::Projective::from(blinder_generator());
        let windows = (0..digits::count(255, BLINDER_WIDTH)).map(|_| {
            let start = base;
            let mut multiples = vec![start];
            for _ in 1..1 << (BLINDER_WIDTH - 1) {
                multiples.push(multiples[multiples.len() - 1] + start);
            }
            // 2^7·base is the last multiple.
            base = multiples[multiples.len() - 1] + multiples[multiples.len() - 1];
            super::Projective::normalize_batch(&multiples)
                .into_iter()
                .map(Point::from)
                .collect()
        });
        windows.collect()
    })
}

/// Calls `point` for points that add up to blinder·h.
pub(super) fn for_each_blinder_point(blinder: &F, mut point: impl FnMut(Point)) {
    for (window, digit) in blinder_table()
        .iter()
        .zip(digits::of_scalar(blinder, BLINDER_WIDTH))
    {
        if digit != 0 {
            point(window[digit.unsigned_abs() as usize - 1].signed(digit < 0));
        }
    }
}
