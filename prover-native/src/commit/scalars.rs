//! Commitments to vectors of arbitrary scalars.

use super::bases;
use super::buckets::BucketSets;
use super::digits;
use super::memory::Kept;
use super::segments::Workspace;
use super::tables::Tables;
use crate::curve::Projective;
use crate::field::F;
use crate::kernel::simd::{Engine, Kernel};
use ark_ec::AdditiveGroup;
use ark_pallas::FqConfig;
use rayon::prelude::*;
use std::ops::Range;

/// Bits of a digit.
const WIDTH: u32 = 10;
/// Points that are worth a task, which has buckets of its own.
const TASK: usize = 2048;

/// A vector of scalars and its blinder.
pub type Vector<'a> = (&'a [F], &'a F);

pub(super) struct CommitScalars<'a> {
    vectors: &'a [Vector<'a>],
    bases: Tables,
    memory: &'a Kept,
}

impl<'a> CommitScalars<'a> {
    /// With bases for vectors of at most `columns` entries.
    pub(super) fn new(vectors: &'a [Vector<'a>], columns: usize, memory: &'a Kept) -> Self {
        Self {
            vectors,
            bases: bases::shifted(WIDTH, digits::count(255, WIDTH), columns),
            memory,
        }
    }

    /// Which vector each task works on, and on which of its scalars. Every vector has a task, and the threads as many as
    /// there are of them unless that makes tasks too short.
    fn tasks(&self) -> Vec<(usize, Range<usize>)> {
        let total: usize = self.vectors.iter().map(|(scalars, _)| scalars.len()).sum();
        let task = (total / rayon::current_num_threads()).max(TASK / self.bases.len());
        let mut tasks = Vec::new();
        for (i, (scalars, _)) in self.vectors.iter().enumerate() {
            let parts = ((scalars.len() + task / 2) / task).max(1);
            let part = scalars.len().div_ceil(parts);
            tasks.extend((0..parts).map(|k| (i, k * part..scalars.len().min((k + 1) * part))));
        }
        tasks
    }

    fn sum<E: Engine<Modulus = FqConfig>>(&self, e: E, vector: usize, part: Range<usize>) -> Projective {
        let (scalars, blinder) = self.vectors[vector];
        self.memory.lend(|(sets, work): &mut (BucketSets, Workspace<E>)| {
            sets.start(1 << (WIDTH - 1));
            if part.start == 0 {
                sets.add_blinder(blinder);
            }
            for j in part {
                for (k, digit) in digits::of_scalar(&scalars[j], WIDTH).enumerate() {
                    if digit != 0 {
                        sets.add(digit, k, j);
                    }
                }
            }
            sets.close();
            sets.weighted_sums(e, work, &self.bases)[0]
        })
    }
}

impl Kernel for CommitScalars<'_> {
    type Modulus = FqConfig;
    type Output = Vec<Projective>;

    fn run<E: Engine<Modulus = FqConfig>>(self, e: E) -> Vec<Projective> {
        let parts: Vec<(usize, Projective)> = self
            .tasks()
            .into_par_iter()
            .map(|(vector, part)| (vector, self.sum(e, vector, part)))
            .collect();
        let mut sums = vec![Projective::ZERO; self.vectors.len()];
        for (vector, part) in parts {
            sums[vector] += part;
        }
        sums
    }
}
