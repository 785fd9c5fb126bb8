//! Σ_b b·(bucket b) for many sets of buckets.

use super::Projective;
use super::point::Point;
use super::segments::{Segments, Workspace};
use crate::simd::Engine;
use ark_ec::AdditiveGroup;
use ark_pallas::FqConfig;

/// Points to be added into buckets 1 … `buckets` of sets 0, 1, …
pub(super) struct BucketSets {
    buckets: usize,
    entries: Vec<(u32, Point)>,
    sets: usize,
}

impl BucketSets {
    /// No set yet.
    pub(super) fn new(buckets: usize) -> Self {
        Self {
            buckets,
            entries: Vec::new(),
            sets: 0,
        }
    }

    /// Adds `point` to bucket `bucket` (from 1) of the set being filled.
    #[inline(always)]
    pub(super) fn add(&mut self, bucket: usize, point: Point) {
        self.entries
            .push(((self.sets * self.buckets + bucket - 1) as u32, point));
    }

    /// Closes the set that was being filled.
    pub(super) fn close(&mut self) {
        self.sets += 1;
    }

    /// Σ_b b·bucket_b of each set; forgets them.
    ///
    /// Bit by bit: Σ b·B_b = Σ_(b odd) B_b + 2·Σ_i i·(B_2i + B_2i+1).
    pub(super) fn weighted_sums<E: Engine<Modulus = FqConfig>>(
        &mut self,
        e: E,
        work: &mut Workspace<E>,
    ) -> Vec<Projective> {
        let mut buckets = self.sorted();
        buckets.sum(e, work);
        let bits = self.buckets.ilog2() + 1;
        // odd[bit·sets + set]
        let mut odd = Segments::default();
        let mut count = self.buckets;
        for _ in 0..bits {
            let mut halved = Segments::default();
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
            buckets = halved;
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

    /// The buckets as lists, by counting.
    fn sorted(&self) -> Segments {
        let mut ends = vec![0u32; self.sets * self.buckets];
        for (bucket, _) in &self.entries {
            ends[*bucket as usize] += 1;
        }
        let mut start = 0;
        for end in &mut ends {
            (*end, start) = (start, start + *end);
        }
        let mut points = vec![Point::INFINITY; self.entries.len()];
        for (bucket, point) in &self.entries {
            let place = &mut ends[*bucket as usize];
            points[*place as usize] = *point;
            *place += 1;
        }
        Segments { points, ends }
    }
}
