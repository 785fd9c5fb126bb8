//! Between elements of four words in memory and limbs in lanes.

use super::columns::carry;
use super::{BITS, LANES, LIMBS, MASK, Quad, add, and, left, limb, or, right, splat, sub, times};
use crate::field::{Limbs, Modulus, add_limbs, sub_limbs};
use std::arch::x86_64::*;

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
pub(super) fn words<'a>(lane: impl Fn(usize) -> &'a Limbs) -> [__m256i; 4] {
    transpose([row(lane(0)), row(lane(1)), row(lane(2)), row(lane(3))])
}

/// Limbs of 29 bits from words.
#[inline(always)]
pub(super) fn limbs([w0, w1, w2, w3]: [__m256i; 4]) -> Quad {
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

/// Limbs of 32 times the words.
#[inline(always)]
pub(super) fn lifted_limbs([w0, w1, w2, w3]: [__m256i; 4]) -> Quad {
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

/// The canonical elements.
#[inline(always)]
pub(super) fn elements<M: Modulus>(x: Quad) -> [Limbs; LANES] {
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
fn fully_canonical<M: Modulus>(x: &Quad) -> [Limbs; LANES] {
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

#[inline(always)]
pub(super) fn values(x: __m256i) -> [i64; LANES] {
    let mut lanes = [0; LANES];
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), x) };
    lanes
}

#[inline(always)]
pub(super) fn integers(x: &[i64]) -> __m256i {
    let x = &x[..LANES];
    unsafe { _mm256_loadu_si256(x.as_ptr().cast()) }
}

#[inline(always)]
pub(super) fn narrow_integers(x: &[i16]) -> __m256i {
    let x = &x[..LANES];
    unsafe { _mm256_cvtepi16_epi64(_mm_loadl_epi64(x.as_ptr().cast())) }
}
