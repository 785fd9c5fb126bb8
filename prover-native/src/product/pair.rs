use crate::equation::{Embedding, Summand};
use crate::field::{F, from_i64};
use crate::kernel::passes::{PADDING, fold_at, fold_pair, pair_sums};
use crate::kernel::simd::{Engine, Kernel, dispatch};
use ark_pallas::FrConfig;
use zeroize::Zeroize;

/// Two vectors whose inner product is proven; entries beyond their lengths are 0. Zeroised on drop.
pub struct Pair {
    /// Padded to one length.
    vectors: [Vec<F>; 2],
    /// What they were a round ago.
    memory: [Vec<F>; 2],
    /// Entries left: the others are 0.
    length: usize,
    bits: u32,
    /// The next round's sums.
    sums: [F; 2],
    /// What a finished pair is multiplied by: the product of what its rounds since then gave.
    late: F,
}

impl Pair {
    /// A pair over `bits` variables; both vectors have at most 2^bits entries.
    pub fn new(a: &[F], b: &[F], bits: u32) -> Self {
        debug_assert!(a.len() <= 1 << bits && b.len() <= 1 << bits);
        let length = a.len().max(b.len());
        let vectors = [a, b].map(|vector| {
            let mut padded = Vec::with_capacity(length.next_multiple_of(PADDING));
            padded.extend_from_slice(vector);
            padded.resize(length.next_multiple_of(PADDING), from_i64(0));
            padded
        });
        let sums = dispatch(Sums { vectors: &vectors });
        Self {
            vectors,
            memory: [Vec::new(), Vec::new()],
            length,
            bits,
            sums,
            late: from_i64(1),
        }
    }

    /// The first vector.
    pub fn a(&self) -> &[F] {
        &self.vectors[0]
    }

    /// The second vector.
    pub fn b(&self) -> &[F] {
        &self.vectors[1]
    }

    /// Both values at the point that the pair's own rounds bound it to.
    pub fn end(&self) -> (F, F) {
        (self.vectors[0][0], self.vectors[1][0])
    }
}

impl Summand for Pair {
    fn len(&self) -> usize {
        self.length
    }

    fn round(&self, round: u32, embedding: Embedding) -> [F; 2] {
        if round < self.bits {
            return self.sums;
        }
        let value = self.sums[0] * self.late;
        match embedding {
            Embedding::OneFactor => [value, from_i64(0)],
            Embedding::BothFactors => [value, value],
        }
    }

    fn bind(&mut self, round: u32, r: &F, embedding: Embedding) {
        if round >= self.bits {
            let rest = from_i64(1) - r;
            self.late *= rest;
            if embedding == Embedding::BothFactors {
                self.late *= rest;
            }
            return;
        }
        self.length = self.length.div_ceil(2);
        self.sums = dispatch(Fold {
            from: &self.vectors,
            pairs: self.length,
            r,
            to: &mut self.memory,
        });
        std::mem::swap(&mut self.vectors, &mut self.memory);
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        self.vectors.zeroize();
        self.memory.zeroize();
    }
}

/// m(0) and m(∞) of the first round.
struct Sums<'v> {
    vectors: &'v [Vec<F>; 2],
}

impl Kernel for Sums<'_> {
    type Modulus = FrConfig;
    type Output = [F; 2];

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> [F; 2] {
        let [a, b] = self.vectors;
        pair_sums(e, a, b)
    }
}

/// Binds the lowest bit to r. Returns the sums of the next round.
struct Fold<'v> {
    from: &'v [Vec<F>; 2],
    pairs: usize,
    r: &'v F,
    to: &'v mut [Vec<F>; 2],
}

impl Kernel for Fold<'_> {
    type Modulus = FrConfig;
    type Output = [F; 2];

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> [F; 2] {
        let r = e.splat_lifted(&self.r.0.0);
        let [a, b] = self.from;
        fold_pair(
            e,
            self.pairs,
            self.to,
            #[inline(always)]
            |i| [fold_at(e, a, 2 * i, 1, 2, r)],
            #[inline(always)]
            |i| [fold_at(e, b, 2 * i, 1, 2, r)],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::dot;
    use ark_ff::Field;
    use proptest::prelude::*;

    fn element(seed: usize) -> F {
        from_i64(seed as i64 * 7919 + 3).pow([9])
    }

    /// Binds the lowest bit of an even number of entries.
    fn folded(v: &[F], r: &F) -> Vec<F> {
        v.chunks(2)
            .map(|pair| pair[0] + *r * (pair[1] - pair[0]))
            .collect()
    }

    /// Entries of every other index.
    fn half(v: &[F], from: usize) -> Vec<F> {
        v.iter().skip(from).step_by(2).copied().collect()
    }

    proptest! {
        #[test]
        fn rounds_agree_with_field_arithmetic(bits in 0u32..12, a in 1usize..5000, b in 1usize..5000) {
            let size = 1 << bits;
            let [mut a, mut b]: [Vec<F>; 2] = [a, b].map(|length| (0..length.min(size)).map(|i| element(i * length)).collect());
            let mut pair = Pair::new(&a, &b, bits);
            a.resize(size, from_i64(0));
            b.resize(size, from_i64(0));
            for round in 0..bits {
                let slopes = |v: &[F]| half(v, 1).iter().zip(half(v, 0)).map(|(high, low)| *high - low).collect::<Vec<F>>();
                let expected = [dot(&half(&a, 0), &half(&b, 0)), dot(&slopes(&a), &slopes(&b))];
                prop_assert_eq!(pair.round(round, Embedding::OneFactor), expected);
                let r = element(round as usize);
                pair.bind(round, &r, Embedding::OneFactor);
                (a, b) = (folded(&a, &r), folded(&b, &r));
            }
            prop_assert_eq!(pair.end(), (a[0], b[0]));
            prop_assert_eq!(pair.round(bits, Embedding::BothFactors), [a[0] * b[0]; 2]);
        }
    }
}
