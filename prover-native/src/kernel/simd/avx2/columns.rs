//! Columns of products, and their reduction.

use super::{
    BIAS, BITS, LIMBS, MASK, NEXT, Quad, SMALL_BIAS, SMALL_NEXT, add, and, left, limb, right, splat, sub,
    times,
};
use crate::field::Modulus;
use std::arch::x86_64::*;

/// Columns 0 … 16 of sums of products, and one for the carry.
pub(super) type Columns = [__m256i; 2 * LIMBS];

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
pub(super) fn product(t: &mut Columns, a: &Quad, b: &Quad) {
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

/// The columns of a².
#[inline(always)]
pub(super) fn square(a: &Quad) -> Columns {
    let mut twice = a.0;
    for limb in &mut twice {
        *limb = add(*limb, *limb);
    }
    let twice = Quad(twice);
    let mut t = columns();
    square_column::<0>(&mut t, a, &twice);
    square_column::<1>(&mut t, a, &twice);
    square_column::<2>(&mut t, a, &twice);
    square_column::<3>(&mut t, a, &twice);
    square_column::<4>(&mut t, a, &twice);
    square_column::<5>(&mut t, a, &twice);
    square_column::<6>(&mut t, a, &twice);
    square_column::<7>(&mut t, a, &twice);
    square_column::<8>(&mut t, a, &twice);
    square_column::<9>(&mut t, a, &twice);
    square_column::<10>(&mut t, a, &twice);
    square_column::<11>(&mut t, a, &twice);
    square_column::<12>(&mut t, a, &twice);
    square_column::<13>(&mut t, a, &twice);
    square_column::<14>(&mut t, a, &twice);
    square_column::<15>(&mut t, a, &twice);
    square_column::<16>(&mut t, a, &twice);
    t
}

#[inline(always)]
pub(super) fn columns() -> Columns {
    let mut t = [splat(NEXT); 2 * LIMBS];
    t[0] = splat(BIAS);
    t[2 * LIMBS - 1] = splat(-(1 << (63 - BITS)));
    t
}

/// Limbs 1 … 4 of P.
#[inline(always)]
fn pieces<M: Modulus>() -> [__m256i; 4] {
    [
        splat(limb::<M>(1)),
        splat(limb::<M>(2)),
        splat(limb::<M>(3)),
        splat(limb::<M>(4)),
    ]
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
pub(super) fn reduce<M: Modulus>(mut t: Columns, addend: Option<&Quad>) -> Quad {
    let mask = splat(MASK);
    let p = pieces::<M>();
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

/// Columns / 2^58 mod P, plus `addend`: two steps bring products with small integers below 2·P.
#[inline(always)]
pub(super) fn reduce_twice<M: Modulus>(mut t: Columns, addend: &Quad) -> Quad {
    let mask = splat(MASK);
    let p = pieces::<M>();
    step::<M, 0>(&mut t, mask, &p);
    step::<M, 1>(&mut t, mask, &p);
    let mut limbs = addend.0;
    let mut carried = add(t[2], limbs[0]);
    for i in 0..LIMBS - 1 {
        limbs[i] = and(carried, mask);
        carried = add(add(t[3 + i], limbs[i + 1]), right::<{ BITS as i32 }>(carried));
    }
    limbs[LIMBS - 1] = sub(carried, splat(BIAS));
    Quad(limbs)
}

/// Carries signed limbs below 2^39.
#[inline(always)]
pub(super) fn carry(x: &Quad) -> Quad {
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
