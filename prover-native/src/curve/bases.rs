//! Powers of 2 times the generators, kept for the life of the process.

use super::addition::{Scratch, double_all};
use super::point::Point;
use crate::simd::{Engine, Kernel, dispatch};
use ark_pallas::FqConfig;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// 2^(w·k)·g_j for digits k = 0, 1, … of one width w.
pub(super) type ShiftedBases = Vec<Arc<[Point]>>;

/// The bases of `count` digits of `width` bits for at least `generators` generators.
pub(super) fn shifted(width: u32, count: usize, generators: usize) -> ShiftedBases {
    static CACHE: Mutex<BTreeMap<u32, ShiftedBases>> = Mutex::new(BTreeMap::new());
    let cache = || CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut known = cache().get(&width).cloned().unwrap_or_default();
    let long = known.iter().take_while(|bases| bases.len() >= generators);
    known.truncate(long.count());
    if known.len() < count {
        // Not under the lock: while it waits for its tasks, a thread may take up another that wants bases.
        while known.len() < count {
            let next = match known.last() {
                None => super::generators(generators)[..generators]
                    .iter()
                    .map(|g| Point::from(*g))
                    .collect(),
                Some(last) => dispatch(DoubleTimes {
                    points: last.to_vec(),
                    times: width,
                }),
            };
            known.push(next.into());
        }
        cache().insert(width, known.clone());
    }
    known.truncate(count);
    known
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
