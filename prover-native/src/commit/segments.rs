//! Sums of many short lists of points at once, by rounds of pairwise additions that share inversions.

use crate::curve::Point;
use crate::curve::addition::{Pair, Scratch, add_pairs};
use crate::kernel::simd::Engine;
use ark_pallas::FqConfig;
use zeroize::Zeroize;

/// Lists of points, one after the other.
#[derive(Default)]
pub(super) struct Segments {
    /// Those of the lists, and what is left of earlier, longer lists.
    points: Vec<Point>,
    filled: usize,
    /// Where each list ends.
    ends: Vec<u32>,
}

/// The points, and how many there are in a list, tell the digits of secrets.
impl Drop for Segments {
    fn drop(&mut self) {
        self.points.zeroize();
        self.ends.zeroize();
    }
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
            next: Segments::default(),
        }
    }
}

impl<E: Engine> Drop for Workspace<E> {
    fn drop(&mut self) {
        self.pairs.zeroize();
    }
}

impl Segments {
    pub(super) fn clear(&mut self) {
        self.filled = 0;
        self.ends.clear();
    }

    /// Adds a point to the list being filled. Lists are filled after [`Segments::clear`], not after [`Segments::sum`].
    #[inline(always)]
    pub(super) fn push(&mut self, point: Point) {
        if self.filled == self.points.len() {
            self.points.push(point);
        } else {
            self.points[self.filled] = point;
        }
        self.filled += 1;
    }

    #[inline(always)]
    pub(super) fn extend(&mut self, points: &[Point]) {
        points.iter().for_each(|point| self.push(*point));
    }

    /// Closes the list that was being filled.
    pub(super) fn close(&mut self) {
        self.ends.push(self.filled as u32);
    }

    /// Room for `count` points in all, and the ends of their lists: to be filled in any order.
    pub(super) fn fill(&mut self, count: usize) -> (&mut [Point], &mut Vec<u32>) {
        if self.points.len() < count {
            self.points.resize(count, Point::INFINITY);
        }
        self.filled = count;
        (&mut self.points[..count], &mut self.ends)
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
    pub(super) fn halve<E: Engine<Modulus = FqConfig>>(&mut self, e: E, work: &mut Workspace<E>) -> bool {
        let Workspace { scratch, pairs, next } = work;
        pairs.clear();
        next.ends.clear();
        if next.points.len() < self.filled {
            next.points.resize(self.filled, Point::INFINITY);
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
        next.filled = target as usize;
        if pairs.is_empty() {
            return false;
        }
        add_pairs(e, scratch, &self.points, pairs, &mut next.points);
        std::mem::swap(self, next);
        true
    }
}
