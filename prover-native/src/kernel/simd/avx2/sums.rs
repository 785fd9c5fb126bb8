//! Sums of unreduced products.

use super::columns::{Columns, columns, product, reduce_twice};
use super::{BIAS, BITS, LIMBS, MASK, Quad, add, and, lanes, right, splat, sub, times};
use crate::field::{Limbs, Modulus, WideSum, sub_limbs};
use std::arch::x86_64::*;

/// Sums of products whose columns keep [`EXCESS`] and are carried every [`PRODUCTS_PER_CARRY`] products.
#[derive(Clone, Copy)]
pub(crate) struct Sum {
    columns: Columns,
    pending: u32,
}

/// Nine products of 2^58 a column: seven such sums fit 64 bits.
const PRODUCTS_PER_CARRY: u32 = 6;
/// Above what the small negative top limbs can take from a column.
const EXCESS: i64 = 1 << 57;

impl Sum {
    #[inline(always)]
    pub(super) fn new() -> Self {
        Self {
            columns: [splat(EXCESS); 2 * LIMBS],
            pending: 0,
        }
    }

    #[inline(always)]
    pub(super) fn add(&mut self, a: &Quad, b: &Quad) {
        if self.pending == PRODUCTS_PER_CARRY {
            self.carry();
        }
        product(&mut self.columns, a, b);
        self.pending += 1;
    }

    #[inline(always)]
    fn carry(&mut self) {
        let mask = splat(MASK);
        let rest = splat(EXCESS - (EXCESS >> BITS));
        let t = &mut self.columns;
        for i in (1..2 * LIMBS).rev() {
            // The top column only collects: it is never carried on.
            let low = if i == 2 * LIMBS - 1 {
                sub(t[i], splat(EXCESS >> BITS))
            } else {
                add(and(t[i], mask), rest)
            };
            t[i] = add(low, right::<{ BITS as i32 }>(t[i - 1]));
        }
        t[0] = add(and(t[0], mask), splat(EXCESS));
        self.pending = 0;
    }

    #[inline(always)]
    pub(super) fn total<M: Modulus>(mut self) -> Limbs {
        self.carry();
        let mut columns = [0; 2 * LIMBS];
        for (total, column) in columns.iter_mut().zip(&self.columns) {
            *total = lanes::values(*column).iter().map(|lane| lane - EXCESS).sum();
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

/// Sums of products with small integers, by signed columns.
#[derive(Clone, Copy)]
pub(crate) struct SmallSum([__m256i; LIMBS + 1]);

impl SmallSum {
    #[inline(always)]
    pub(super) fn new() -> Self {
        Self([splat(0); LIMBS + 1])
    }

    #[inline(always)]
    pub(super) fn add(&mut self, a: &Quad, x: __m256i) {
        for i in 0..LIMBS {
            self.0[i] = add(self.0[i], times(a.0[i], x));
        }
    }

    #[inline(always)]
    pub(super) fn carry(&mut self) {
        let mask = splat(MASK);
        for i in 0..LIMBS {
            // A signed shift: the sign bit is made 1 and its place after a logical shift taken off.
            let carry = sub(
                right::<{ BITS as i32 }>(add(self.0[i], splat(BIAS))),
                splat(1 << (63 - BITS)),
            );
            self.0[i + 1] = add(self.0[i + 1], carry);
            self.0[i] = and(self.0[i], mask);
        }
    }

    /// The sum / 2^58, plus `addend`.
    #[inline(always)]
    pub(super) fn settle<M: Modulus>(&self, addend: &Quad) -> Quad {
        let mut t = columns();
        for (column, own) in t.iter_mut().zip(self.0) {
            *column = add(*column, own);
        }
        reduce_twice::<M>(t, addend)
    }
}
