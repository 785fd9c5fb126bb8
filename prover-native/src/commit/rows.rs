//! Commitments to rows of small integers.

use super::bases;
use super::buckets::BucketSets;
use super::digits;
use super::error::{CommitError, finish};
use super::memory::Kept;
use super::multiples::{self, Multiples};
use super::segments::{Segments, Workspace};
use super::small_rows::SmallRows;
use super::tables::Tables;
use crate::curve::Affine;
use crate::field::F;
use crate::kernel::simd::{Engine, Kernel};
use crate::progress::Progress;
use ark_pallas::FqConfig;
use rayon::prelude::*;

/// Points that a task adds at most, if it has several rows.
const TASK: usize = 16_384;
/// Bytes of tables that one matrix may ask for.
const TABLES: usize = 64 << 20;

pub(super) struct CommitRows<'a, R: ?Sized> {
    pub(super) rows: &'a R,
    pub(super) blinders: &'a [F],
    pub(super) cut: Cut,
    pub(super) memory: &'a Kept,
    pub(super) progress: &'a Progress,
}

/// How rows are cut into digits and tasks, and what the digits refer to.
pub(super) struct Cut {
    points: Points,
    /// Rows that make a task.
    rows: usize,
}

enum Points {
    /// Each digit's point is looked up.
    Multiples(Multiples),
    /// Digits of `width` bits, added up by their magnitude.
    Buckets { bases: Tables, width: u32 },
}

impl Cut {
    /// The way with the least work for vectors of at most `columns` entries; multiples only if `is_warm`.
    pub(super) fn of<R: SmallRows + ?Sized>(rows: &R, columns: usize, is_warm: bool) -> Self {
        // Non-zero values by their bits.
        let mut lengths = [0usize; 64];
        for row in 0..rows.rows() {
            rows.visit(row, &mut |_, values| {
                for value in values {
                    lengths[digits::bits(*value) as usize] += (*value != 0) as usize;
                }
            });
        }
        let largest = (0..64).rev().find(|bits| lengths[*bits] > 0).unwrap_or(0) as u32;
        let digits = |width: u32| digits::count(largest, width).max(1);
        let additions = |width: u32| -> usize {
            let counts = lengths.iter().enumerate();
            counts
                .map(|(bits, count)| count * digits::count(bits as u32, width))
                .sum()
        };
        // Additions into buckets and sums over buckets together.
        let by_buckets = |width: &u32| additions(*width) + (rows.rows() << width);
        let width = (2..=11).min_by_key(by_buckets).expect("a width");
        // A point that is looked up comes from further away: it costs about a quarter more.
        let by_multiples = additions(multiples::WIDTH) * 5 / 4;
        let are_tables_small = Multiples::bytes(digits(multiples::WIDTH), columns) <= TABLES;
        let (points, additions) = if is_warm && are_tables_small && by_multiples < by_buckets(&width) {
            let multiples = Multiples::of_generators(digits(multiples::WIDTH), columns);
            (Points::Multiples(multiples), additions(multiples::WIDTH))
        } else {
            let bases = bases::shifted(width, digits(width), columns);
            (Points::Buckets { bases, width }, additions(width))
        };
        // As many tasks for each thread as keep them within TASK.
        let threads = rayon::current_num_threads();
        let tasks = threads * additions.div_ceil(threads * TASK).max(1);
        Self {
            points,
            rows: rows.rows().div_ceil(tasks).max(1),
        }
    }
}

impl<R: SmallRows + ?Sized> Kernel for CommitRows<'_, R> {
    type Modulus = FqConfig;
    type Output = Result<Vec<Affine>, CommitError>;

    fn run<E: Engine<Modulus = FqConfig>>(self, e: E) -> Self::Output {
        let tasks = self.blinders.par_chunks(self.cut.rows).enumerate();
        let points: Vec<Vec<Affine>> = tasks
            .map(|(task, blinders)| {
                self.progress.check()?;
                let first = task * self.cut.rows;
                let points = match &self.cut.points {
                    Points::Multiples(multiples) => self.by_multiples(e, multiples, first, blinders),
                    Points::Buckets { bases, width } => self.by_buckets(e, bases, *width, first, blinders),
                }?;
                self.progress.advance(blinders.len() as u64)?;
                Ok(points)
            })
            .collect::<Result<_, CommitError>>()?;
        Ok(points.concat())
    }
}

impl<R: SmallRows + ?Sized> CommitRows<'_, R> {
    fn by_multiples<E: Engine<Modulus = FqConfig>>(
        &self,
        e: E,
        multiples: &Multiples,
        first: usize,
        blinders: &[F],
    ) -> Result<Vec<Affine>, CommitError> {
        let sum = |(lists, work): &mut (Segments, Workspace<E>)| {
            lists.clear();
            for (row, blinder) in (first..).zip(blinders) {
                self.rows.visit(row, &mut |column, values| {
                    for (j, value) in values.iter().enumerate() {
                        digits::for_each_small(*value, multiples::WIDTH, |k, digit| {
                            lists.push(multiples.point(k, column + j, digit));
                        });
                    }
                });
                multiples::for_each_of_blinder(blinder, |index, negative| {
                    lists.push(multiples::of_blinder_generator()[index].signed(negative));
                });
                lists.close();
            }
            lists.sum(e, work);
            let sums = (0..blinders.len()).map(|i| match lists.list(i) {
                [sum] if !sum.is_infinity() => Ok(sum.affine()),
                _ => Err(CommitError::Infinity),
            });
            sums.collect()
        };
        self.memory.lend(sum)
    }

    fn by_buckets<E: Engine<Modulus = FqConfig>>(
        &self,
        e: E,
        bases: &Tables,
        width: u32,
        first: usize,
        blinders: &[F],
    ) -> Result<Vec<Affine>, CommitError> {
        let sums = self.memory.lend(|(sets, work): &mut (BucketSets, Workspace<E>)| {
            sets.start(1 << (width - 1));
            for (row, blinder) in (first..).zip(blinders) {
                self.rows.visit(row, &mut |column, values| {
                    for (j, value) in values.iter().enumerate() {
                        digits::for_each_small(*value, width, |k, digit| sets.add(digit, k, column + j));
                    }
                });
                sets.add_blinder(blinder);
                sets.close();
            }
            sets.weighted_sums(e, work, bases)
        });
        finish(&sums)
    }
}
