//! AVX2: residues in nine signed limbs of 29 bits, one 64-bit lane each, R = 2^261.
//!
//! Both Pasta moduli are 1 mod 2^32 and 2^254 plus 126 bits, so a reduction step needs no multiplication for its
//! quotient digit, four for limbs 1 … 4 and a shift for limb 8. Column sums are signed; since AVX2 lacks an arithmetic
//! shift of 64 bits they carry a bias that a logical shift turns into a constant, taken off again in the next column.

mod columns;
mod lanes;
mod sums;

use super::{Engine, cut, doubled};
use crate::field::{Limbs, Modulus};
use columns::{carry, columns, product, reduce};
use std::arch::x86_64::*;
use std::marker::PhantomData;
use sums::{SmallSum, Sum};
use zeroize::Zeroize;

const LANES: usize = 4;
const LIMBS: usize = 9;
const BITS: u32 = 29;
const MASK: i64 = (1 << BITS) - 1;

/// Proof that the processor has AVX2.
pub(super) struct Avx2<M>(PhantomData<fn() -> M>);

impl<M> Avx2<M> {
    pub(super) fn detect() -> Option<Self> {
        std::arch::is_x86_feature_detected!("avx2").then_some(Self(PhantomData))
    }
}

impl<M> Clone for Avx2<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Avx2<M> {}

/// Σ limb_j·2^(29j); normalised: limbs 0 … 7 in [0, 2^29), limb 8 small and signed.
#[derive(Clone, Copy, Zeroize)]
pub(super) struct Quad([__m256i; LIMBS]);

/// Makes a signed column non-negative; a shift by 29 turns it into 2^34, which [`NEXT`] takes off.
const BIAS: i64 = i64::MIN;
const NEXT: i64 = BIAS.wrapping_sub(1 << (63 - BITS));

/// Bias of limbs in a carry of loose quads.
const SMALL_BIAS: i64 = 1 << 40;
const SMALL_NEXT: i64 = SMALL_BIAS - (1 << (40 - BITS));

const fn limb<M: Modulus>(i: usize) -> i64 {
    let words = [M::P0, M::P1, 0, 1 << 62];
    let (word, shift) = (29 * i / 64, 29 * i % 64);
    let mut bits = words[word] >> shift;
    if shift > 35 && word < 3 {
        bits |= words[word + 1] << (64 - shift);
    }
    bits as i64 & MASK
}

// SAFETY (whole module and its parts): every function below is reached only through `Engine for Avx2`, whose token exists only where
// the processor has AVX2. Loads and stores are of arrays of the right size.

#[inline(always)]
fn splat(x: i64) -> __m256i {
    unsafe { _mm256_set1_epi64x(x) }
}

#[inline(always)]
fn add(a: __m256i, b: __m256i) -> __m256i {
    unsafe { _mm256_add_epi64(a, b) }
}

#[inline(always)]
fn sub(a: __m256i, b: __m256i) -> __m256i {
    unsafe { _mm256_sub_epi64(a, b) }
}

#[inline(always)]
fn and(a: __m256i, b: __m256i) -> __m256i {
    unsafe { _mm256_and_si256(a, b) }
}

#[inline(always)]
fn or(a: __m256i, b: __m256i) -> __m256i {
    unsafe { _mm256_or_si256(a, b) }
}

#[inline(always)]
fn right<const N: i32>(a: __m256i) -> __m256i {
    unsafe { _mm256_srli_epi64::<N>(a) }
}

#[inline(always)]
fn left<const N: i32>(a: __m256i) -> __m256i {
    unsafe { _mm256_slli_epi64::<N>(a) }
}

/// Signed product of the low 32 bits of each lane.
#[inline(always)]
fn times(a: __m256i, b: __m256i) -> __m256i {
    unsafe { _mm256_mul_epi32(a, b) }
}

impl<M: Modulus> Engine for Avx2<M> {
    type Modulus = M;
    type Vector = Quad;
    type Elements = [Limbs; LANES];
    type Sum = Sum;
    type Small = __m256i;
    type Factor = Quad;
    type Weight = [i64; LIMBS];
    type SmallSum = SmallSum;
    const LANES: usize = LANES;
    const LIFT: u32 = 5;
    const SMALL_SUMS: usize = 1;
    const SMALL_BIAS: i64 = 0;
    const SMALL_SHIFT: u32 = 2 * BITS;
    // Products of 60 bits, or of 45.
    const SMALL_PRODUCTS: usize = 6;
    const NARROW_PRODUCTS: usize = 1 << 16;

    #[inline(always)]
    fn run<R>(self, kernel: impl FnOnce() -> R) -> R {
        #[target_feature(enable = "avx2,bmi2")]
        fn enter<R>(kernel: impl FnOnce() -> R) -> R {
            kernel()
        }
        // SAFETY: the token says that AVX2 is there; every processor with AVX2 has BMI2.
        unsafe { enter(kernel) }
    }

    #[inline(always)]
    fn load<'a>(self, lane: impl Fn(usize) -> &'a Limbs) -> Quad {
        lanes::limbs(lanes::words(lane))
    }

    #[inline(always)]
    fn load_lifted<'a>(self, lane: impl Fn(usize) -> &'a Limbs) -> Quad {
        lanes::lifted_limbs(lanes::words(lane))
    }

    #[inline(always)]
    fn any_zero(self, a: Quad) -> bool {
        let mut any = a.0[0];
        for limb in &a.0[1..] {
            any = or(any, *limb);
        }
        unsafe { _mm256_movemask_epi8(_mm256_cmpeq_epi64(any, splat(0))) != 0 }
    }

    #[inline(always)]
    fn weight(self, x: &Limbs) -> [i64; LIMBS] {
        cut(x, BITS)
    }

    #[inline(always)]
    fn spread(self, x: &[i64; LIMBS]) -> Quad {
        Quad([
            splat(x[0]),
            splat(x[1]),
            splat(x[2]),
            splat(x[3]),
            splat(x[4]),
            splat(x[5]),
            splat(x[6]),
            splat(x[7]),
            splat(x[8]),
        ])
    }

    #[inline(always)]
    fn store(self, x: Quad) -> [Limbs; LANES] {
        lanes::elements::<M>(x)
    }

    #[inline(always)]
    fn add(self, a: Quad, b: Quad) -> Quad {
        let mut limbs = a.0;
        for (a, b) in limbs.iter_mut().zip(b.0) {
            *a = add(*a, b);
        }
        Quad(limbs)
    }

    #[inline(always)]
    fn sub(self, a: Quad, b: Quad) -> Quad {
        let mut limbs = a.0;
        for (a, b) in limbs.iter_mut().zip(b.0) {
            *a = sub(*a, b);
        }
        Quad(limbs)
    }

    #[inline(always)]
    fn normalise(self, a: Quad) -> Quad {
        carry(&a)
    }

    #[inline(always)]
    fn lift(self, a: Quad) -> Quad {
        let mut limbs = a.0;
        for limb in &mut limbs {
            *limb = left::<5>(*limb);
        }
        carry(&Quad(limbs))
    }

    #[inline(always)]
    fn mul(self, a: Quad, b: Quad) -> Quad {
        let mut t = columns();
        product(&mut t, &a, &b);
        reduce::<M>(t, None)
    }

    #[inline(always)]
    fn mul_add(self, a: Quad, b: Quad, c: Quad) -> Quad {
        let mut t = columns();
        product(&mut t, &a, &b);
        reduce::<M>(t, Some(&c))
    }

    #[inline(always)]
    fn mul_mul(self, a: Quad, b: Quad, c: Quad, d: Quad) -> Quad {
        let mut t = columns();
        product(&mut t, &a, &b);
        product(&mut t, &c, &d);
        reduce::<M>(t, None)
    }

    #[inline(always)]
    fn square(self, a: Quad) -> Quad {
        reduce::<M>(columns::square(&a), None)
    }

    #[inline(always)]
    fn sum(self) -> Sum {
        Sum::new()
    }

    #[inline(always)]
    fn accumulate(self, sum: &mut Sum, a: Quad, b: Quad) {
        sum.add(&a, &b);
    }

    #[inline(always)]
    fn total(self, sum: Sum) -> Limbs {
        sum.total::<M>()
    }

    #[inline(always)]
    fn small(self, x: &[i64]) -> __m256i {
        lanes::integers(x)
    }

    #[inline(always)]
    fn narrow(self, x: &[i16]) -> __m256i {
        lanes::narrow_integers(x)
    }

    #[inline(always)]
    fn factor(self, x: &Limbs) -> Quad {
        self.splat(&doubled::<M>(x, Self::SMALL_SHIFT))
    }

    #[inline(always)]
    fn small_mul_add(self, a: Quad, x: __m256i, c: Quad) -> Quad {
        let mut sum = SmallSum::new();
        sum.add(&a, x);
        sum.settle::<M>(&c)
    }

    #[inline(always)]
    fn small_sum(self) -> SmallSum {
        SmallSum::new()
    }

    #[inline(always)]
    fn add_small(self, sum: &mut SmallSum, a: Quad, x: __m256i) {
        sum.add(&a, x);
    }

    #[inline(always)]
    fn carry_small(self, sum: &mut SmallSum) {
        sum.carry();
    }

    #[inline(always)]
    fn settle(self, mut sum: SmallSum) -> Quad {
        sum.carry();
        sum.settle::<M>(&Quad([splat(0); LIMBS]))
    }
}
