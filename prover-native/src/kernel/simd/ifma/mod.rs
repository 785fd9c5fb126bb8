//! AVX-512 IFMA: residues in five limbs of 52 bits, one 64-bit lane each, R = 2^260.
//!
//! The multiplications read the low 52 bits of unsigned limbs, so every vector is non-negative, carried and below
//! 2^260 ≈ 64·P: a difference adds a multiple of P and carries, and nothing is ever loose. Loads and products stay below
//! 16·P, which is what a difference can take off.

mod lanes;
mod residue;

use super::{Engine, cut, doubled};
use crate::field::{Limbs, Modulus, WideSum};
use residue::{LIMBS, Residue, multiply, reduce};
use std::arch::x86_64::*;
use std::marker::PhantomData;

const LANES: usize = 8;
const BITS: u32 = 52;
const MASK: i64 = (1 << BITS) - 1;

/// Proof that the processor has AVX-512 with IFMA.
pub(super) struct Ifma<M>(PhantomData<fn() -> M>);

impl<M> Ifma<M> {
    pub(super) fn detect() -> Option<Self> {
        let all = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512ifma")
            && is_x86_feature_detected!("bmi2");
        all.then_some(Self(PhantomData))
    }
}

impl<M> Clone for Ifma<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Ifma<M> {}

/// Sums of products by columns, carried every [`PRODUCTS_PER_CARRY`] products.
#[derive(Clone, Copy)]
pub(super) struct Sum {
    columns: [__m512i; 2 * LIMBS + 1],
    pending: u32,
}

/// Each product adds at most nine numbers of 52 bits to a column of 64.
const PRODUCTS_PER_CARRY: u32 = 256;

/// Sums of products with integers of 32 bits.
#[derive(Clone, Copy)]
pub(super) struct SmallSum([__m512i; LIMBS + 1]);

/// An element·2^104, and what the bias of the integers makes of it: −SMALL_BIAS·element.
#[derive(Clone, Copy)]
pub(super) struct Factor {
    scaled: Residue,
    correction: Residue,
}

// SAFETY (whole module and its parts): every function below is reached only through `Engine for Ifma`, whose token exists
// only where the processor has these features. Loads and stores are of arrays of the right size.

#[inline(always)]
fn splat(x: i64) -> __m512i {
    unsafe { _mm512_set1_epi64(x) }
}

#[inline(always)]
fn zero() -> __m512i {
    unsafe { _mm512_setzero_si512() }
}

#[inline(always)]
fn add(a: __m512i, b: __m512i) -> __m512i {
    unsafe { _mm512_add_epi64(a, b) }
}

#[inline(always)]
fn sub(a: __m512i, b: __m512i) -> __m512i {
    unsafe { _mm512_sub_epi64(a, b) }
}

#[inline(always)]
fn and(a: __m512i, b: __m512i) -> __m512i {
    unsafe { _mm512_and_si512(a, b) }
}

#[inline(always)]
fn right<const N: u32>(a: __m512i) -> __m512i {
    unsafe { _mm512_srli_epi64::<N>(a) }
}

/// Shift of signed numbers.
#[inline(always)]
fn signed_right<const N: u32>(a: __m512i) -> __m512i {
    unsafe { _mm512_srai_epi64::<N>(a) }
}

#[inline(always)]
fn left<const N: u32>(a: __m512i) -> __m512i {
    unsafe { _mm512_slli_epi64::<N>(a) }
}

/// sum + the low 52 bits of the product of the low 52 bits of a and b.
#[inline(always)]
fn low(sum: __m512i, a: __m512i, b: __m512i) -> __m512i {
    unsafe { _mm512_madd52lo_epu64(sum, a, b) }
}

/// sum + the high 52 bits of that product.
#[inline(always)]
fn high(sum: __m512i, a: __m512i, b: __m512i) -> __m512i {
    unsafe { _mm512_madd52hi_epu64(sum, a, b) }
}

impl<M: Modulus> Engine for Ifma<M> {
    type Modulus = M;
    type Vector = Residue;
    type Elements = [Limbs; LANES];
    type Sum = Sum;
    type Small = __m512i;
    type Factor = Factor;
    type Weight = [i64; LIMBS];
    type SmallSum = SmallSum;
    const LANES: usize = LANES;
    const LIFT: u32 = 4;
    const SMALL_SUMS: usize = 4;
    const SMALL_BIAS: i64 = 1 << 31;
    const SMALL_SHIFT: u32 = 2 * BITS;
    // Each adds less than 2^52 + 2^32 to a column.
    const SMALL_PRODUCTS: usize = 2048;
    const NARROW_PRODUCTS: usize = 2048;

    #[inline(always)]
    fn run<R>(self, kernel: impl FnOnce() -> R) -> R {
        #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma,bmi2")]
        fn enter<R>(kernel: impl FnOnce() -> R) -> R {
            kernel()
        }
        // SAFETY: the token says that all of these are there.
        unsafe { enter(kernel) }
    }

    #[inline(always)]
    fn load<'a>(self, lane: impl Fn(usize) -> &'a Limbs) -> Residue {
        Residue(lanes::limbs(lanes::words(lane)))
    }

    #[inline(always)]
    fn load_lifted<'a>(self, lane: impl Fn(usize) -> &'a Limbs) -> Residue {
        Residue(lanes::lifted_limbs(lanes::words(lane)))
    }

    #[inline(always)]
    fn any_zero(self, a: Residue) -> bool {
        a.any_zero()
    }

    #[inline(always)]
    fn weight(self, x: &Limbs) -> [i64; LIMBS] {
        cut(x, BITS)
    }

    #[inline(always)]
    fn spread(self, x: &[i64; LIMBS]) -> Residue {
        Residue([splat(x[0]), splat(x[1]), splat(x[2]), splat(x[3]), splat(x[4])])
    }

    #[inline(always)]
    fn store(self, x: Residue) -> [Limbs; LANES] {
        lanes::elements(x.canonical::<M>().0)
    }

    #[inline(always)]
    fn add(self, a: Residue, b: Residue) -> Residue {
        a.plus(b)
    }

    #[inline(always)]
    fn sub(self, a: Residue, b: Residue) -> Residue {
        a.minus::<M>(b)
    }

    #[inline(always)]
    fn normalise(self, a: Residue) -> Residue {
        a.brought_down::<M>()
    }

    #[inline(always)]
    fn lift(self, a: Residue) -> Residue {
        a.lifted::<M>()
    }

    #[inline(always)]
    fn mul(self, a: Residue, b: Residue) -> Residue {
        reduce::<M>(multiply([zero(); 2 * LIMBS], a, b), Residue([zero(); LIMBS]))
    }

    #[inline(always)]
    fn mul_add(self, a: Residue, b: Residue, c: Residue) -> Residue {
        reduce::<M>(multiply([zero(); 2 * LIMBS], a, b), c)
    }

    #[inline(always)]
    fn mul_mul(self, a: Residue, b: Residue, c: Residue, d: Residue) -> Residue {
        let columns = multiply(multiply([zero(); 2 * LIMBS], a, b), c, d);
        reduce::<M>(columns, Residue([zero(); LIMBS]))
    }

    #[inline(always)]
    fn square(self, a: Residue) -> Residue {
        reduce::<M>(residue::square(a), Residue([zero(); LIMBS]))
    }

    #[inline(always)]
    fn sum(self) -> Sum {
        Sum {
            columns: [zero(); 2 * LIMBS + 1],
            pending: 0,
        }
    }

    #[inline(always)]
    fn accumulate(self, sum: &mut Sum, a: Residue, b: Residue) {
        if sum.pending == PRODUCTS_PER_CARRY {
            carry(&mut sum.columns);
            sum.pending = 0;
        }
        let [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, top] = sum.columns;
        let [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9] =
            multiply([t0, t1, t2, t3, t4, t5, t6, t7, t8, t9], a, b);
        sum.columns = [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, top];
        sum.pending += 1;
    }

    #[inline(always)]
    fn total(self, mut sum: Sum) -> Limbs {
        carry(&mut sum.columns);
        let mut columns = [0u128; 2 * LIMBS + 1];
        for (total, column) in columns.iter_mut().zip(&sum.columns) {
            *total = lanes::values(*column).iter().map(|lane| *lane as u128).sum();
        }
        assemble(columns).reduce::<M>()
    }

    #[inline(always)]
    fn small(self, x: &[i64]) -> __m512i {
        add(lanes::integers(x), splat(Self::SMALL_BIAS))
    }

    #[inline(always)]
    fn narrow(self, x: &[i16]) -> __m512i {
        add(lanes::narrow_integers(x), splat(Self::SMALL_BIAS))
    }

    #[inline(always)]
    fn factor(self, x: &Limbs) -> Factor {
        let bias = doubled::<M>(x, 31);
        Factor {
            scaled: self.splat(&doubled::<M>(x, Self::SMALL_SHIFT)),
            correction: self.splat(&crate::field::sub_limbs::<M>([0; 4], bias)),
        }
    }

    #[inline(always)]
    fn small_mul_add(self, a: Factor, x: __m512i, c: Residue) -> Residue {
        let mut sum = self.small_sum();
        self.add_small(&mut sum, a.scaled, x);
        self.settle(sum).plus(a.correction).plus(c)
    }

    #[inline(always)]
    fn small_sum(self) -> SmallSum {
        SmallSum([zero(); LIMBS + 1])
    }

    #[inline(always)]
    fn add_small(self, sum: &mut SmallSum, a: Residue, x: __m512i) {
        let ([a0, a1, a2, a3, a4], [t0, t1, t2, t3, t4, t5]) = (a.0, sum.0);
        sum.0 = [
            low(t0, a0, x),
            high(low(t1, a1, x), a0, x),
            high(low(t2, a2, x), a1, x),
            high(low(t3, a3, x), a2, x),
            high(low(t4, a4, x), a3, x),
            high(t5, a4, x),
        ];
    }

    #[inline(always)]
    fn carry_small(self, sum: &mut SmallSum) {
        carry(&mut sum.0);
    }

    #[inline(always)]
    fn settle(self, sum: SmallSum) -> Residue {
        let [t0, t1, t2, t3, t4, t5] = sum.0;
        residue::reduce_twice::<M>([t0, t1, t2, t3, t4, t5, zero()])
    }
}

/// Brings all columns but the last below 2^52.
#[inline(always)]
fn carry<const N: usize>(columns: &mut [__m512i; N]) {
    let mask = splat(MASK);
    for i in 1..N {
        columns[i] = add(columns[i], right::<BITS>(columns[i - 1]));
        columns[i - 1] = and(columns[i - 1], mask);
    }
}

/// Σ columns·2^(52k).
fn assemble(columns: [u128; 2 * LIMBS + 1]) -> WideSum {
    let mut words = [0u64; 10];
    let (mut pending, mut filled, mut word) = (0u128, 0, 0);
    for column in columns {
        // Less than 2^52 is pending beyond whole words, a column is less than 2^68.
        pending += column << filled;
        filled += BITS;
        if filled >= 64 {
            words[word] = pending as u64;
            word += 1;
            pending >>= 64;
            filled -= 64;
        }
    }
    words[word] = pending as u64;
    words[word + 1] = (pending >> 64) as u64;
    WideSum::from_words(words)
}

/// Pieces of the modulus.
const fn limb<M: Modulus>(i: usize) -> i64 {
    let s = [
        M::P0 as i64 & MASK,
        (M::P0 >> 52 | M::P1 << 12) as i64 & MASK,
        (M::P1 >> 40) as i64,
    ];
    match i {
        0..=2 => s[i],
        3 => 0,
        _ => 1 << 46,
    }
}
