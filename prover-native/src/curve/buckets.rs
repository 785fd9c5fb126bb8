//! Σ_b b·(bucket b) for many sets of buckets.

use super::Projective;
use super::point::Point;
use super::segments::{Segments, Workspace};
use crate::simd::Engine;
use ark_ec::AdditiveGroup;
use ark_pallas::FqConfig;

/// Points to be added into buckets 1 … `buckets` of sets 0, 1, … The points are multiples of bases that are looked up
/// when the buckets are filled.
pub(super) struct BucketSets {
    buckets: usize,
    entries: Vec<Entry>,
    sets: usize,
    sorted: Segments,
    halved: Segments,
    odd: Segments,
}

#[derive(Clone, Copy)]
struct Entry {
    /// set·buckets + bucket − 1
    place: u32,
    digit: u16,
    negative: bool,
    base: u32,
}

impl BucketSets {
    /// No set yet.
    pub(super) fn new(buckets: usize) -> Self {
        let [sorted, halved, odd] = [const { Segments::new() }; 3];
        Self {
            buckets,
            entries: Vec::new(),
            sets: 0,
            sorted,
            halved,
            odd,
        }
    }

    /// Adds ±(digit k of base `base`) to the bucket of `value`'s magnitude in the set being filled; `value` is not 0.
    #[inline(always)]
    pub(super) fn add(&mut self, value: i64, k: usize, base: usize) {
        let place = self.sets * self.buckets + value.unsigned_abs() as usize - 1;
        self.entries.push(Entry {
            place: place as u32,
            digit: k as u16,
            negative: value < 0,
            base: base as u32,
        });
    }

    /// Closes the set that was being filled.
    pub(super) fn close(&mut self) {
        self.sets += 1;
    }

    /// Σ_b b·bucket_b of each set; forgets them. `point(k, base)` looks a base up.
    ///
    /// Bit by bit: Σ b·B_b = Σ_(b odd) B_b + 2·Σ_i i·(B_2i + B_2i+1).
    pub(super) fn weighted_sums<'a, E: Engine<Modulus = FqConfig>>(
        &mut self,
        e: E,
        work: &mut Workspace<E>,
        point: impl Fn(usize, usize) -> &'a Point,
    ) -> Vec<Projective> {
        self.sort(point);
        let Self {
            sorted: buckets,
            halved,
            odd,
            ..
        } = self;
        buckets.sum(e, work);
        let bits = self.buckets.ilog2() + 1;
        // List bit·sets + set.
        odd.clear();
        let mut count = self.buckets;
        for _ in 0..bits {
            halved.clear();
            for set in 0..self.sets {
                // Position b − 1 holds bucket b.
                for b in (1..=count).step_by(2) {
                    odd.points.extend_from_slice(buckets.list(set * count + b - 1));
                }
                odd.close();
                for b in (2..=count).step_by(2) {
                    halved.points.extend_from_slice(buckets.list(set * count + b - 1));
                    if b < count {
                        halved.points.extend_from_slice(buckets.list(set * count + b));
                    }
                    halved.close();
                }
            }
            halved.sum(e, work);
            std::mem::swap(buckets, halved);
            count /= 2;
        }
        odd.sum(e, work);
        let sums = (0..self.sets).map(|set| {
            (0..bits as usize).rev().fold(Projective::ZERO, |sum, bit| {
                let doubled = sum.double();
                odd.list(bit * self.sets + set)
                    .iter()
                    .fold(doubled, |sum, point| sum + point.affine())
            })
        });
        let sums = sums.collect();
        self.entries.clear();
        self.sets = 0;
        sums
    }

    /// Fills the buckets, by counting.
    fn sort<'a>(&mut self, point: impl Fn(usize, usize) -> &'a Point) {
        let Segments { points, ends } = &mut self.sorted;
        ends.clear();
        ends.resize(self.sets * self.buckets, 0);
        for entry in &self.entries {
            ends[entry.place as usize] += 1;
        }
        let mut start = 0;
        for end in ends.iter_mut() {
            (*end, start) = (start, start + *end);
        }
        points.resize(self.entries.len(), Point::INFINITY);
        for entry in &self.entries {
            let place = &mut ends[entry.place as usize];
            points[*place as usize] = point(entry.digit as usize, entry.base as usize).signed(entry.negative);
            *place += 1;
        }
    }
}
