//! Powers of 2 times the generators, kept for the life of the process.

use super::tables::{Cache, Tables};
use crate::curve::addition::{Scratch, double_all};
use crate::curve::{self, Point};
use crate::kernel::simd::{Engine, Kernel, dispatch};
use ark_pallas::FqConfig;
use rayon::prelude::*;

/// 2^(width·k)·g_j for at least `generators` generators, for the first `count` digits k of `width` bits.
pub(super) fn shifted(width: u32, count: usize, generators: usize) -> Tables {
    static CACHE: Cache = Cache::new();
    CACHE.tables(width, count, generators, |known| match known.last() {
        None => curve::generators(generators)[..generators]
            .iter()
            .map(|g| Point::from(*g))
            .collect(),
        Some(last) => dispatch(DoubleTimes {
            points: last.to_vec(),
            times: width,
        }),
    })
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
