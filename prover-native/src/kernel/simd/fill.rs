//! Passes that write vectors of elements, on all cores. New elements are written once, not zeroed first.

use super::Engine;
use crate::field::{F, from_montgomery};
use ark_pallas::FrConfig;
use rayon::prelude::*;
use std::mem::MaybeUninit;

/// Elements a task of rayon takes: some 5 to 50 µs of work.
pub(crate) const CHUNK: usize = 512;

/// Fewer elements than this are left to the calling thread: others take longer to wake up.
pub(crate) const PARALLEL: usize = 2048;

/// A place for an element.
pub(crate) trait Slot: Send {
    /// Writes it.
    fn put(&mut self, value: F);
}

impl Slot for F {
    #[inline(always)]
    fn put(&mut self, value: F) {
        *self = value;
    }
}

impl Slot for MaybeUninit<F> {
    #[inline(always)]
    fn put(&mut self, value: F) {
        self.write(value);
    }
}

/// Makes each vector of `to` `count` elements long, and elements i … what `step(i)` returns.
pub(crate) fn map_into<E: Engine<Modulus = FrConfig>, const N: usize>(
    e: E,
    count: usize,
    to: [&mut Vec<F>; N],
    step: impl Fn(usize) -> [E::Vector; N] + Sync,
) {
    append(
        e,
        count,
        to.map(|vector| {
            vector.clear();
            vector
        }),
        step,
    );
}

/// Appends `count` elements to each vector of `to`: elements i … of these are what `step(i)` returns.
pub(crate) fn append<E: Engine<Modulus = FrConfig>, const N: usize>(
    e: E,
    count: usize,
    mut to: [&mut Vec<F>; N],
    step: impl Fn(usize) -> [E::Vector; N] + Sync,
) {
    let spare = to.each_mut().map(|vector| {
        // What follows may be padded.
        vector.reserve(count + SPARE);
        &mut vector.spare_capacity_mut()[..count]
    });
    tasks(e, spare, &step);
    for vector in to {
        // SAFETY: `tasks` has written these elements: it panics rather than leave one out.
        unsafe { vector.set_len(vector.len() + count) };
    }
}

/// What vectors are padded by at most.
const SPARE: usize = 4 * super::MAX_LANES;

/// Fills slices of one length, by tasks.
fn tasks<E: Engine<Modulus = FrConfig>, S: Slot, const N: usize>(
    e: E,
    to: [&mut [S]; N],
    step: &(impl Fn(usize) -> [E::Vector; N] + Sync),
) {
    let count = to[0].len();
    if count < PARALLEL {
        fill(e, 0, to, step);
        return;
    }
    let mut parts = to.map(|slice| slice.chunks_mut(CHUNK));
    let chunks: Vec<[&mut [S]; N]> = (0..count.div_ceil(CHUNK))
        .map(|_| {
            parts
                .each_mut()
                .map(|part| part.next().expect("slices of one length"))
        })
        .collect();
    chunks
        .into_par_iter()
        .enumerate()
        .for_each(|(index, chunk)| fill(e, index * CHUNK, chunk, step));
}

/// Sets the elements of the slices `to`, of one length, to what `step(first + i)` returns for elements i …, in one task.
pub(crate) fn fill<E: Engine<Modulus = FrConfig>, S: Slot, const N: usize>(
    e: E,
    first: usize,
    mut to: [&mut [S]; N],
    step: &impl Fn(usize) -> [E::Vector; N],
) {
    let count = to[0].len();
    assert!(
        to.iter().all(|slice| slice.len() == count),
        "slices of one length"
    );
    let whole = count - count % E::LANES;
    e.run(
        #[inline(always)]
        || {
            for start in (0..whole).step_by(E::LANES) {
                let values = step(first + start);
                for n in 0..N {
                    let values = e.store(values[n]);
                    let to = &mut to[n][start..start + E::LANES];
                    // So many at once that they go straight to their places.
                    for (to, value) in to.iter_mut().zip(&values.as_ref()[..E::LANES]) {
                        to.put(from_montgomery(*value));
                    }
                }
            }
            if whole < count {
                let values = step(first + whole);
                for n in 0..N {
                    let values = e.store(values[n]);
                    for (to, value) in to[n][whole..].iter_mut().zip(&values.as_ref()[..count - whole]) {
                        to.put(from_montgomery(*value));
                    }
                }
            }
        },
    );
}
