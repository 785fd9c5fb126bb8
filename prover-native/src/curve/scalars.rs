//! A commitment to one vector of arbitrary scalars.

use super::Projective;
use super::bases::{self, ShiftedBases};
use super::buckets::BucketSets;
use super::digits;
use super::memory::Kept;
use super::segments::Workspace;
use crate::field::F;
use crate::simd::{Engine, Kernel};
use ark_pallas::FqConfig;
use rayon::prelude::*;

/// Bits of a digit.
const WIDTH: u32 = 10;
/// Points that are worth a task, which has buckets of its own.
const TASK: usize = 2048;

pub(super) struct CommitScalars<'a> {
    scalars: &'a [F],
    blinder: &'a F,
    bases: ShiftedBases,
    memory: &'a Kept,
}

impl<'a> CommitScalars<'a> {
    /// With bases for vectors of at most `columns` entries.
    pub(super) fn new(scalars: &'a [F], blinder: &'a F, columns: usize, memory: &'a Kept) -> Self {
        Self {
            scalars,
            blinder,
            bases: bases::shifted(WIDTH, digits::count(255, WIDTH), columns),
            memory,
        }
    }
}

impl Kernel for CommitScalars<'_> {
    type Modulus = FqConfig;
    type Output = Projective;

    fn run<E: Engine<Modulus = FqConfig>>(self, e: E) -> Projective {
        let threads = rayon::current_num_threads();
        let per_task = self.scalars.len().div_ceil(threads).max(TASK / self.bases.len());
        let tasks = self.scalars.len().div_ceil(per_task).max(1);
        (0..tasks)
            .into_par_iter()
            .map(|task| {
                let sum = |(sets, work): &mut (BucketSets, Workspace<E>)| {
                    sets.start(1 << (WIDTH - 1));
                    for (j, scalar) in self
                        .scalars
                        .iter()
                        .enumerate()
                        .skip(task * per_task)
                        .take(per_task)
                    {
                        for (k, digit) in digits::of_scalar(scalar, WIDTH).enumerate() {
                            if digit != 0 {
                                sets.add(digit, k, j);
                            }
                        }
                    }
                    if task == 0 {
                        sets.add_blinder(self.blinder);
                    }
                    sets.close();
                    sets.weighted_sums(e, work, &self.bases)[0]
                };
                self.memory.lend(sum)
            })
            .sum()
    }
}
