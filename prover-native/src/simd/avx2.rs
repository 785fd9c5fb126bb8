//! AVX2: residues in nine signed limbs of 29 bits, one 64-bit lane each, R = 2^261.
//!
//! Both Pasta moduli are 1 mod 2^32 and 2^254 plus 126 bits, so a reduction step needs no multiplication for its
//! quotient digit, four for limbs 1 … 4 and a shift for limb 8. Column sums are signed; since AVX2 lacks an arithmetic
//! shift of 64 bits they carry a bias that a logical shift turns into a constant, taken off again in the next column.

use super::Engine;
use crate::field::{Limbs, Modulus, WideSum, add_limbs, sub_limbs};
use std::arch::x86_64::*;
use std::marker::PhantomData;

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
#[derive(Clone, Copy)]
pub(super) struct Quad([__m256i; LIMBS]);

/// Columns 0 … 16 of sums of products, and one for the carry.
type Columns = [__m256i; 2 * LIMBS];

/// Sums of products whose columns keep `SUM_BIAS` and are carried every [`PRODUCTS_PER_CARRY`] products.
#[derive(Clone, Copy)]
pub(super) struct Sum {
    columns: Columns,
    pending: u32,
}

/// Nine products of 2^58 a column: seven such sums fit 64 bits.
const PRODUCTS_PER_CARRY: u32 = 6;
/// Above what the small negative top limbs can take from a column.
const SUM_BIAS: i64 = 1 << 57;

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

// SAFETY (whole module): every function below is reached only through `Engine for Avx2`, whose token exists only where
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

/// Four vectors of one word each from four elements of four words, or back.
#[inline(always)]
fn transpose(r: [__m256i; 4]) -> [__m256i; 4] {
    unsafe {
        let (a, b) = (
            _mm256_unpacklo_epi64(r[0], r[1]),
            _mm256_unpackhi_epi64(r[0], r[1]),
        );
        let (c, d) = (
            _mm256_unpacklo_epi64(r[2], r[3]),
            _mm256_unpackhi_epi64(r[2], r[3]),
        );
        [
            _mm256_permute2x128_si256::<0x20>(a, c),
            _mm256_permute2x128_si256::<0x20>(b, d),
            _mm256_permute2x128_si256::<0x31>(a, c),
            _mm256_permute2x128_si256::<0x31>(b, d),
        ]
    }
}

#[inline(always)]
fn row(x: &Limbs) -> __m256i {
    unsafe { _mm256_loadu_si256(x.as_ptr().cast()) }
}

#[inline(always)]
fn words(x: [&Limbs; 4]) -> [__m256i; 4] {
    transpose([row(x[0]), row(x[1]), row(x[2]), row(x[3])])
}

/// column k += Σ a_i·b_(k−i).
#[inline(always)]
fn column<const K: usize>(t: &mut Columns, a: &Quad, b: &Quad) {
    let (from, to) = (K.saturating_sub(LIMBS - 1), if K < LIMBS { K + 1 } else { LIMBS });
    let mut sum = t[K];
    for i in from..to {
        sum = add(sum, times(a.0[i], b.0[K - i]));
    }
    t[K] = sum;
}

#[inline(always)]
fn product(t: &mut Columns, a: &Quad, b: &Quad) {
    column::<0>(t, a, b);
    column::<1>(t, a, b);
    column::<2>(t, a, b);
    column::<3>(t, a, b);
    column::<4>(t, a, b);
    column::<5>(t, a, b);
    column::<6>(t, a, b);
    column::<7>(t, a, b);
    column::<8>(t, a, b);
    column::<9>(t, a, b);
    column::<10>(t, a, b);
    column::<11>(t, a, b);
    column::<12>(t, a, b);
    column::<13>(t, a, b);
    column::<14>(t, a, b);
    column::<15>(t, a, b);
    column::<16>(t, a, b);
}

/// Column k of a square: twice the products off the diagonal. `twice` = 2·a.
#[inline(always)]
fn square_column<const K: usize>(t: &mut Columns, a: &Quad, twice: &Quad) {
    let (from, to) = (K.saturating_sub(LIMBS - 1), K.div_ceil(2));
    let mut sum = t[K];
    for i in from..to {
        sum = add(sum, times(twice.0[i], a.0[K - i]));
    }
    if K.is_multiple_of(2) {
        sum = add(sum, times(a.0[K / 2], a.0[K / 2]));
    }
    t[K] = sum;
}

#[inline(always)]
fn columns() -> Columns {
    let mut t = [splat(NEXT); 2 * LIMBS];
    t[0] = splat(BIAS);
    t[2 * LIMBS - 1] = splat(-(1 << (63 - BITS)));
    t
}

/// Montgomery step i: adds the multiple of P that clears the low bits of column i, and carries the rest.
#[inline(always)]
fn step<M: Modulus, const I: usize>(t: &mut Columns, mask: __m256i, p: &[__m256i; 4]) {
    let digit = and(sub(unsafe { _mm256_setzero_si256() }, t[I]), mask);
    // (t + digit) / 2^29 without waiting for the digit; limb 0 of P is 1.
    let carry = right::<{ BITS as i32 }>(add(t[I], mask));
    t[I + 1] = add(add(t[I + 1], carry), times(digit, p[0]));
    t[I + 2] = add(t[I + 2], times(digit, p[1]));
    t[I + 3] = add(t[I + 3], times(digit, p[2]));
    t[I + 4] = add(t[I + 4], times(digit, p[3]));
    t[I + 8] = add(t[I + 8], left::<22>(digit));
}

/// Columns / 2^261 mod P, normalised, plus `addend`.
#[inline(always)]
fn reduce<M: Modulus>(mut t: Columns, addend: Option<&Quad>) -> Quad {
    let mask = splat(MASK);
    let p = [
        splat(limb::<M>(1)),
        splat(limb::<M>(2)),
        splat(limb::<M>(3)),
        splat(limb::<M>(4)),
    ];
    step::<M, 0>(&mut t, mask, &p);
    step::<M, 1>(&mut t, mask, &p);
    step::<M, 2>(&mut t, mask, &p);
    step::<M, 3>(&mut t, mask, &p);
    step::<M, 4>(&mut t, mask, &p);
    step::<M, 5>(&mut t, mask, &p);
    step::<M, 6>(&mut t, mask, &p);
    step::<M, 7>(&mut t, mask, &p);
    step::<M, 8>(&mut t, mask, &p);
    if let Some(addend) = addend {
        for i in 0..LIMBS {
            t[LIMBS + i] = add(t[LIMBS + i], addend.0[i]);
        }
    }
    let mut limbs = [mask; LIMBS];
    let mut carried = t[LIMBS];
    for i in 0..LIMBS - 1 {
        limbs[i] = and(carried, mask);
        carried = add(t[LIMBS + 1 + i], right::<{ BITS as i32 }>(carried));
    }
    limbs[LIMBS - 1] = carried;
    Quad(limbs)
}

/// Carries signed limbs below 2^39.
#[inline(always)]
fn carry(x: &Quad) -> Quad {
    let mask = splat(MASK);
    let next = splat(SMALL_NEXT);
    let mut limbs = x.0;
    let mut carried = add(limbs[0], splat(SMALL_BIAS));
    for i in 0..LIMBS - 1 {
        limbs[i] = and(carried, mask);
        carried = add(add(limbs[i + 1], next), right::<{ BITS as i32 }>(carried));
    }
    limbs[LIMBS - 1] = sub(carried, splat(SMALL_BIAS));
    Quad(limbs)
}

/// x − ⌊x / 2^254⌋·P: canonical but for a chance of about 2^-126.
#[inline(always)]
fn nearly_canonical<M: Modulus>(x: &Quad) -> Quad {
    let quotient = sub(right::<22>(add(x.0[8], splat(1 << 40))), splat(1 << 18));
    let mut limbs = x.0;
    limbs[0] = sub(limbs[0], quotient);
    limbs[1] = sub(limbs[1], times(quotient, splat(limb::<M>(1))));
    limbs[2] = sub(limbs[2], times(quotient, splat(limb::<M>(2))));
    limbs[3] = sub(limbs[3], times(quotient, splat(limb::<M>(3))));
    limbs[4] = sub(limbs[4], times(quotient, splat(limb::<M>(4))));
    limbs[8] = sub(limbs[8], left::<22>(quotient));
    carry(&Quad(limbs))
}

#[cold]
#[inline(never)]
fn fully_canonical<M: Modulus>(x: &Quad) -> [Limbs; 4] {
    let mut lanes = [[0i64; 4]; LIMBS];
    for (lane, limb) in lanes.iter_mut().zip(&x.0) {
        unsafe { _mm256_storeu_si256(lane.as_mut_ptr().cast(), *limb) };
    }
    std::array::from_fn(|lane| {
        // limb 8 is −1 … 2^22: add P to be positive, then take it off as often as it fits.
        let modulus = [M::P0, M::P1, 0, 1 << 62];
        let mut value = [0u64; 4];
        for i in (0..LIMBS).rev() {
            for _ in 0..BITS {
                value = add_limbs::<M>(value, value);
            }
            let small = lanes[i][lane];
            let magnitude = [small.unsigned_abs(), 0, 0, 0];
            value = if small < 0 {
                sub_limbs::<M>(value, magnitude)
            } else {
                add_limbs::<M>(value, magnitude)
            };
        }
        debug_assert!(value.iter().rev().lt(modulus.iter().rev()));
        value
    })
}

impl<M: Modulus> Engine for Avx2<M> {
    type Modulus = M;
    type Quad = Quad;
    type Sum = Sum;
    type Small = __m256i;
    const LIFT: u32 = 5;

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
    fn load(self, x: [&Limbs; 4]) -> Quad {
        let [w0, w1, w2, w3] = words(x);
        let mask = splat(MASK);
        Quad([
            and(w0, mask),
            and(right::<29>(w0), mask),
            and(or(right::<58>(w0), left::<6>(w1)), mask),
            and(right::<23>(w1), mask),
            and(or(right::<52>(w1), left::<12>(w2)), mask),
            and(right::<17>(w2), mask),
            and(or(right::<46>(w2), left::<18>(w3)), mask),
            and(right::<11>(w3), mask),
            right::<40>(w3),
        ])
    }

    #[inline(always)]
    fn load_lifted(self, x: [&Limbs; 4]) -> Quad {
        let [w0, w1, w2, w3] = words(x);
        let mask = splat(MASK);
        Quad([
            and(left::<5>(w0), mask),
            and(right::<24>(w0), mask),
            and(or(right::<53>(w0), left::<11>(w1)), mask),
            and(right::<18>(w1), mask),
            and(or(right::<47>(w1), left::<17>(w2)), mask),
            and(right::<12>(w2), mask),
            and(or(right::<41>(w2), left::<23>(w3)), mask),
            and(right::<6>(w3), mask),
            right::<35>(w3),
        ])
    }

    #[inline(always)]
    fn splat_for_small(self, x: &Limbs) -> Quad {
        let shifted = (0..2 * BITS).fold(*x, |x, _| add_limbs::<M>(x, x));
        self.load([&shifted; 4])
    }

    #[inline(always)]
    fn small(self, x: [i64; 4]) -> __m256i {
        unsafe { _mm256_loadu_si256(x.as_ptr().cast()) }
    }

    #[inline(always)]
    fn small_mul_add(self, a: Quad, x: __m256i, c: Quad) -> Quad {
        let mask = splat(MASK);
        let p = [
            splat(limb::<M>(1)),
            splat(limb::<M>(2)),
            splat(limb::<M>(3)),
            splat(limb::<M>(4)),
        ];
        let mut t = columns();
        for (column, limb) in t.iter_mut().zip(a.0) {
            *column = add(*column, times(limb, x));
        }
        // a holds the factor times 2^58: two steps take that off and bring the product below 2P.
        step::<M, 0>(&mut t, mask, &p);
        step::<M, 1>(&mut t, mask, &p);
        let mut limbs = c.0;
        let mut carried = add(t[2], limbs[0]);
        for i in 0..LIMBS - 1 {
            limbs[i] = and(carried, mask);
            carried = add(add(t[3 + i], limbs[i + 1]), right::<{ BITS as i32 }>(carried));
        }
        limbs[LIMBS - 1] = sub(carried, splat(BIAS));
        Quad(limbs)
    }

    #[inline(always)]
    fn store(self, x: Quad) -> [Limbs; 4] {
        let x = nearly_canonical::<M>(&x);
        let out_of_range = unsafe { _mm256_cmpgt_epi64(x.0[8], splat((1 << 22) - 1)) };
        let wrong = unsafe { _mm256_movemask_pd(_mm256_castsi256_pd(or(out_of_range, x.0[8]))) };
        if wrong != 0 {
            return fully_canonical::<M>(&x);
        }
        let l = &x.0;
        let rows = transpose([
            or(or(l[0], left::<29>(l[1])), left::<58>(l[2])),
            or(or(right::<6>(l[2]), left::<23>(l[3])), left::<52>(l[4])),
            or(or(right::<12>(l[4]), left::<17>(l[5])), left::<46>(l[6])),
            or(or(right::<18>(l[6]), left::<11>(l[7])), left::<40>(l[8])),
        ]);
        let mut out = [[0; 4]; 4];
        for (out, row) in out.iter_mut().zip(rows) {
            unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), row) };
        }
        out
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
        let twice = self.add(a, a);
        let mut t = columns();
        square_column::<0>(&mut t, &a, &twice);
        square_column::<1>(&mut t, &a, &twice);
        square_column::<2>(&mut t, &a, &twice);
        square_column::<3>(&mut t, &a, &twice);
        square_column::<4>(&mut t, &a, &twice);
        square_column::<5>(&mut t, &a, &twice);
        square_column::<6>(&mut t, &a, &twice);
        square_column::<7>(&mut t, &a, &twice);
        square_column::<8>(&mut t, &a, &twice);
        square_column::<9>(&mut t, &a, &twice);
        square_column::<10>(&mut t, &a, &twice);
        square_column::<11>(&mut t, &a, &twice);
        square_column::<12>(&mut t, &a, &twice);
        square_column::<13>(&mut t, &a, &twice);
        square_column::<14>(&mut t, &a, &twice);
        square_column::<15>(&mut t, &a, &twice);
        square_column::<16>(&mut t, &a, &twice);
        reduce::<M>(t, None)
    }

    #[inline(always)]
    fn sum(self) -> Sum {
        Sum {
            columns: [splat(SUM_BIAS); 2 * LIMBS],
            pending: 0,
        }
    }

    #[inline(always)]
    fn accumulate(self, sum: &mut Sum, a: Quad, b: Quad) {
        if sum.pending == PRODUCTS_PER_CARRY {
            carry_sum(sum);
        }
        product(&mut sum.columns, &a, &b);
        sum.pending += 1;
    }

    #[inline(always)]
    fn total(self, mut sum: Sum) -> Limbs {
        carry_sum(&mut sum);
        let mut columns = [0; 2 * LIMBS];
        for (total, column) in columns.iter_mut().zip(&sum.columns) {
            let mut lanes = [0i64; 4];
            unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), *column) };
            *total = lanes.iter().map(|lane| lane - SUM_BIAS).sum();
        }
        match assemble(columns) {
            Some(words) => WideSum::from_words(words).reduce::<M>(),
            None => {
                let words = assemble(columns.map(|column| -column)).expect("minus a negative number");
                sub_limbs::<M>([0; 4], WideSum::from_words(words).reduce::<M>())
            }
        }
    }
}

/// Σ columns·2^(29k) in words of 64 bits, low word first; `None` if it is negative.
fn assemble(columns: [i64; 2 * LIMBS]) -> Option<[u64; 10]> {
    let mut words = [0u64; 10];
    let (mut carry, mut pending) = (0i128, 0u128);
    let (mut word, mut filled) = (0, 0);
    for column in columns {
        carry += column as i128;
        pending |= ((carry & MASK as i128) as u128) << filled;
        carry >>= BITS;
        filled += BITS;
        if filled >= 64 {
            words[word] = pending as u64;
            word += 1;
            pending >>= 64;
            filled -= 64;
        }
    }
    let rest = pending + (u128::try_from(carry).ok()? << filled);
    words[word] = rest as u64;
    words[word + 1] = (rest >> 64) as u64;
    Some(words)
}

#[inline(always)]
fn carry_sum(sum: &mut Sum) {
    let mask = splat(MASK);
    let rest = splat(SUM_BIAS - (SUM_BIAS >> BITS));
    let t = &mut sum.columns;
    for i in (1..2 * LIMBS).rev() {
        // The top column only collects: it is never carried on.
        let low = if i == 2 * LIMBS - 1 {
            sub(t[i], splat(SUM_BIAS >> BITS))
        } else {
            add(and(t[i], mask), rest)
        };
        t[i] = add(low, right::<{ BITS as i32 }>(t[i - 1]));
    }
    t[0] = add(and(t[0], mask), splat(SUM_BIAS));
    sum.pending = 0;
}
