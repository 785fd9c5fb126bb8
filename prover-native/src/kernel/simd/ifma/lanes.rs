//! Between elements of four words in memory and limbs in lanes.

use super::{BITS, LANES, MASK, and, left, right, splat};
use crate::field::Limbs;
use std::arch::x86_64::*;

// SAFETY: as in the module above.

#[inline(always)]
fn or(a: __m512i, b: __m512i) -> __m512i {
    unsafe { _mm512_or_si512(a, b) }
}

/// Elements i and i + 4 side by side.
#[inline(always)]
fn rows<'a>(lane: &impl Fn(usize) -> &'a Limbs, i: usize) -> __m512i {
    unsafe {
        let first = _mm256_loadu_si256(lane(i).as_ptr().cast());
        let second = _mm256_loadu_si256(lane(i + 4).as_ptr().cast());
        _mm512_inserti64x4::<1>(_mm512_castsi256_si512(first), second)
    }
}

/// Word k of each element, for k = 0 … 3.
#[inline(always)]
pub(super) fn words<'a>(lane: impl Fn(usize) -> &'a Limbs) -> [__m512i; 4] {
    let r = [rows(&lane, 0), rows(&lane, 1), rows(&lane, 2), rows(&lane, 3)];
    unsafe {
        let (a, b) = (
            _mm512_unpacklo_epi64(r[0], r[1]),
            _mm512_unpackhi_epi64(r[0], r[1]),
        );
        let (c, d) = (
            _mm512_unpacklo_epi64(r[2], r[3]),
            _mm512_unpackhi_epi64(r[2], r[3]),
        );
        let lower = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13);
        let upper = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
        [
            _mm512_permutex2var_epi64(a, lower, c),
            _mm512_permutex2var_epi64(b, lower, d),
            _mm512_permutex2var_epi64(a, upper, c),
            _mm512_permutex2var_epi64(b, upper, d),
        ]
    }
}

/// Limbs of 52 bits from words.
#[inline(always)]
pub(super) fn limbs([w0, w1, w2, w3]: [__m512i; 4]) -> [__m512i; 5] {
    let mask = splat(MASK);
    [
        and(w0, mask),
        and(or(right::<52>(w0), left::<12>(w1)), mask),
        and(or(right::<40>(w1), left::<24>(w2)), mask),
        and(or(right::<28>(w2), left::<36>(w3)), mask),
        right::<16>(w3),
    ]
}

/// Limbs of 16 times the words.
#[inline(always)]
pub(super) fn lifted_limbs([w0, w1, w2, w3]: [__m512i; 4]) -> [__m512i; 5] {
    let mask = splat(MASK);
    [
        and(left::<4>(w0), mask),
        and(or(right::<48>(w0), left::<16>(w1)), mask),
        and(or(right::<36>(w1), left::<28>(w2)), mask),
        and(or(right::<24>(w2), left::<40>(w3)), mask),
        right::<12>(w3),
    ]
}

/// Elements of four words from limbs of 52 bits.
#[inline(always)]
pub(super) fn elements(l: [__m512i; 5]) -> [Limbs; LANES] {
    let w = [
        or(l[0], left::<{ BITS }>(l[1])),
        or(right::<12>(l[1]), left::<40>(l[2])),
        or(right::<24>(l[2]), left::<28>(l[3])),
        or(right::<36>(l[3]), left::<16>(l[4])),
    ];
    let mut out = [[0; 4]; LANES];
    unsafe {
        // Elements 0, 2, 4, 6 in a and c, 1, 3, 5, 7 in b and d.
        let (a, b) = (
            _mm512_unpacklo_epi64(w[0], w[1]),
            _mm512_unpackhi_epi64(w[0], w[1]),
        );
        let (c, d) = (
            _mm512_unpacklo_epi64(w[2], w[3]),
            _mm512_unpackhi_epi64(w[2], w[3]),
        );
        // Elements 0, 1 | 4, 5 and 2, 3 | 6, 7, halves of words still apart.
        let lower = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13);
        let upper = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
        let even = [
            _mm512_permutex2var_epi64(a, lower, c),
            _mm512_permutex2var_epi64(a, upper, c),
        ];
        let odd = [
            _mm512_permutex2var_epi64(b, lower, d),
            _mm512_permutex2var_epi64(b, upper, d),
        ];
        for i in 0..2 {
            for (offset, rows) in [(0, even[i]), (1, odd[i])] {
                let at = 2 * i + offset;
                _mm256_storeu_si256(out[at].as_mut_ptr().cast(), _mm512_castsi512_si256(rows));
                _mm256_storeu_si256(
                    out[at + 4].as_mut_ptr().cast(),
                    _mm512_extracti64x4_epi64::<1>(rows),
                );
            }
        }
    }
    out
}

/// The lanes as integers.
#[inline(always)]
pub(super) fn values(x: __m512i) -> [u64; LANES] {
    let mut lanes = [0; LANES];
    unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), x) };
    lanes
}

#[inline(always)]
pub(super) fn integers(x: &[i64]) -> __m512i {
    let x = &x[..LANES];
    unsafe { _mm512_loadu_si512(x.as_ptr().cast()) }
}

#[inline(always)]
pub(super) fn narrow_integers(x: &[i16]) -> __m512i {
    let x = &x[..LANES];
    unsafe { _mm512_cvtepi16_epi64(_mm_loadu_si128(x.as_ptr().cast())) }
}
