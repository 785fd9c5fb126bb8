//! Σ_b b·(bucket b) for many sets of buckets.

use super::multiples;
use super::segments::{Segments, Workspace};
use super::tables::Tables;
use crate::curve::Projective;
use crate::field::F;
use crate::kernel::simd::Engine;
use ark_ec::AdditiveGroup;
use ark_pallas::FqConfig;
use zeroize::Zeroize;

/// Points to be added into buckets 1 … `buckets` of sets 0, 1, … The points are multiples of bases that are looked up
/// when the buckets are filled.
#[derive(Default)]
pub(super) struct BucketSets {
    buckets: usize,
    sets: usize,
    entries: Vec<Entry>,
    lists: Segments,
    next: Segments,
}

#[derive(Clone, Copy, Zeroize)]
struct Entry {
    /// set·buckets + bucket − 1
    place: u32,
    digit: u16,
    negative: bool,
    base: u32,
}

/// Digits are secret.
impl Drop for BucketSets {
    fn drop(&mut self) {
        self.entries.zeroize();
    }
}

/// The digit of entries whose base is a multiple of h.
const BLINDER: u16 = u16::MAX;

impl BucketSets {
    /// No set yet, and how many buckets each will have.
    pub(super) fn start(&mut self, buckets: usize) {
        self.buckets = buckets;
        self.sets = 0;
        self.entries.clear();
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

    /// Adds blinder·h to bucket 1 of the set being filled.
    pub(super) fn add_blinder(&mut self, blinder: &F) {
        let place = (self.sets * self.buckets) as u32;
        multiples::for_each_of_blinder(blinder, |index, negative| {
            self.entries.push(Entry {
                place,
                digit: BLINDER,
                negative,
                base: index as u32,
            });
        });
    }

    /// Closes the set that was being filled.
    pub(super) fn close(&mut self) {
        self.sets += 1;
    }

    /// Σ_b b·bucket_b of each set.
    ///
    /// Bit by bit: Σ b·B_b = Σ_(b odd) B_b + 2·Σ_i i·(B_2i + B_2i+1). The sums over odd b go on while further bits are
    /// taken, so that all additions of a round share inversions.
    pub(super) fn weighted_sums<E: Engine<Modulus = FqConfig>>(
        &mut self,
        e: E,
        work: &mut Workspace<E>,
        bases: &Tables,
    ) -> Vec<Projective> {
        self.sort(bases);
        let Self {
            lists, next, sets, ..
        } = self;
        lists.sum(e, work);
        // Lists: the buckets that are left, set by set, then for each bit taken the odd ones of each set.
        let (mut left, mut bits) = (self.buckets, 0);
        while left > 0 {
            next.clear();
            for set in 0..*sets {
                for b in (2..=left).step_by(2) {
                    // Position b − 1 holds bucket b.
                    next.extend(lists.list(set * left + b - 1));
                    if b < left {
                        next.extend(lists.list(set * left + b));
                    }
                    next.close();
                }
            }
            for odd in 0..bits * *sets {
                next.extend(lists.list(*sets * left + odd));
                next.close();
            }
            for set in 0..*sets {
                for b in (1..=left).step_by(2) {
                    next.extend(lists.list(set * left + b - 1));
                }
                next.close();
            }
            std::mem::swap(lists, next);
            lists.halve(e, work);
            (left, bits) = (left / 2, bits + 1);
        }
        lists.sum(e, work);
        let sums = (0..*sets).map(|set| {
            (0..bits).rev().fold(Projective::ZERO, |sum, bit| {
                let doubled = sum.double();
                let points = lists.list(bit * *sets + set);
                points.iter().fold(doubled, |sum, point| sum + point.affine())
            })
        });
        sums.collect()
    }

    /// Fills the buckets, by counting.
    fn sort(&mut self, bases: &Tables) {
        let (points, ends) = self.lists.fill(self.entries.len());
        ends.clear();
        ends.resize(self.sets * self.buckets, 0);
        for entry in &self.entries {
            ends[entry.place as usize] += 1;
        }
        let mut start = 0;
        for end in ends.iter_mut() {
            (*end, start) = (start, start + *end);
        }
        let of_blinder_generator = multiples::of_blinder_generator();
        for entry in &self.entries {
            let bases = match entry.digit {
                BLINDER => of_blinder_generator,
                digit => &bases[digit as usize],
            };
            let end = &mut ends[entry.place as usize];
            points[*end as usize] = bases[entry.base as usize].signed(entry.negative);
            *end += 1;
        }
    }
}
