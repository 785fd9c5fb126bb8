//! Sums of many short lists of points at once, by rounds of pairwise additions that share inversions.

use super::addition::{Pair, Scratch, add_pairs};
use super::point::Point;
use crate::simd::Engine;
use ark_pallas::FqConfig;

/// Lists of points, one after the other.
pub(super) struct Segments {
    pub(super) points: Vec<Point>,
    /// Where each list ends.
    pub(super) ends: Vec<u32>,
}

/// Memory kept between sums.
pub(super) struct Workspace<E: Engine> {
    scratch: Scratch<E>,
    pairs: Vec<Pair>,
    next: Segments,
}

impl<E: Engine> Default for Workspace<E> {
    fn default() -> Self {
        Self {
            scratch: Scratch::default(),
            pairs: Vec::new(),
            next: Segments::new(),
        }
    }
}

impl Segments {
    pub(super) const fn new() -> Self {
        Self {
            points: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Closes the list that was being filled. Lists are filled after [`Segments::clear`], not after [`Segments::sum`].
    pub(super) fn close(&mut self) {
        self.ends.push(self.points.len() as u32);
    }

    pub(super) fn clear(&mut self) {
        self.points.clear();
        self.ends.clear();
    }

    /// The points of list i.
    pub(super) fn list(&self, i: usize) -> &[Point] {
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.points[start as usize..self.ends[i] as usize]
    }

    /// Replaces each list by its sum: a list of one point, or of none if it was empty.
    pub(super) fn sum<E: Engine<Modulus = FqConfig>>(&mut self, e: E, work: &mut Workspace<E>) {
        while self.halve(e, work) {}
    }

    /// Adds the points of each list in pairs; false if no list has two.
    fn halve<E: Engine<Modulus = FqConfig>>(&mut self, e: E, work: &mut Workspace<E>) -> bool {
        let Workspace { scratch, pairs, next } = work;
        pairs.clear();
        next.ends.clear();
        // Points beyond the last list are left over from earlier sums.
        if next.points.len() < self.points.len() {
            next.points.resize(self.points.len(), Point::INFINITY);
        }
        let (mut start, mut target) = (0, 0);
        for &end in &self.ends {
            let odd = (end - start) % 2;
            while start + 1 < end {
                pairs.push(Pair {
                    source: start,
                    target,
                });
                start += 2;
                target += 1;
            }
            if odd == 1 {
                next.points[target as usize] = self.points[start as usize];
                start += 1;
                target += 1;
            }
            next.ends.push(target);
        }
        if pairs.is_empty() {
            return false;
        }
        add_pairs(e, scratch, &self.points, pairs, &mut next.points);
        std::mem::swap(self, next);
        true
    }
}
