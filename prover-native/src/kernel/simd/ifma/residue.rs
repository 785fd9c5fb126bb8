//! Arithmetic on carried limbs.

use super::{BITS, LANES, MASK, add, and, high, left, limb, low, right, signed_right, splat, sub, zero};
use crate::field::Modulus;
use std::arch::x86_64::*;
use zeroize::Zeroize;

pub(super) const LIMBS: usize = 5;

/// Σ limb_j·2^(52j), limbs in [0, 2^52).
#[derive(Clone, Copy, Zeroize)]
pub(in crate::kernel::simd) struct Residue(pub(super) [__m512i; LIMBS]);

/// Columns of a product.
pub(super) type Columns = [__m512i; 2 * LIMBS];

/// The top limb of P: 2^254 = 2^46·2^208.
const TOP_BITS: u32 = 46;
/// What a difference adds to stay positive: 2^4·P.
const EXCESS_BITS: u32 = 4;

/// Carries signed limbs of a number in [0, 2^260).
#[inline(always)]
fn carried(limbs: [__m512i; LIMBS]) -> Residue {
    let residue = carried_signed(limbs);
    debug_assert!(residue.is_carried(), "out of [0, 2^260)");
    residue
}

/// Carries signed limbs; the last one stays signed.
#[inline(always)]
fn carried_signed(mut limbs: [__m512i; LIMBS]) -> Residue {
    let mask = splat(MASK);
    for i in 1..LIMBS {
        limbs[i] = add(limbs[i], signed_right::<BITS>(limbs[i - 1]));
        limbs[i - 1] = and(limbs[i - 1], mask);
    }
    Residue(limbs)
}

impl Residue {
    fn is_carried(self) -> bool {
        let limbs = self.0.map(super::lanes::values);
        limbs.as_flattened().iter().all(|limb| limb >> BITS == 0)
    }

    #[inline(always)]
    pub(super) fn any_zero(self) -> bool {
        let [a, b, c, d, e] = self.0;
        unsafe {
            let any = _mm512_or_si512(_mm512_ternarylogic_epi64::<0xfe>(a, b, c), _mm512_or_si512(d, e));
            _mm512_testn_epi64_mask(any, any) != 0
        }
    }

    #[inline(always)]
    pub(super) fn plus(self, other: Self) -> Self {
        let mut limbs = self.0;
        for (limb, own) in limbs.iter_mut().zip(other.0) {
            *limb = add(*limb, own);
        }
        carried(limbs)
    }

    /// self − other + 16·P, for other below 16·P.
    #[inline(always)]
    pub(super) fn minus<M: Modulus>(self, other: Self) -> Self {
        let mut limbs = self.0;
        for (i, own) in limbs.iter_mut().enumerate() {
            let excess = splat(limb::<M>(i) << EXCESS_BITS);
            *own = add(*own, sub(excess, other.0[i]));
        }
        carried(limbs)
    }

    /// The same residue, less than 2·P if carried, less than 2·P + 2^213 of limbs below 2^57.
    #[inline(always)]
    pub(super) fn brought_down<M: Modulus>(self) -> Self {
        let mut limbs = without_multiple::<M>(self.0);
        for (i, own) in limbs.iter_mut().enumerate() {
            *own = add(*own, splat(limb::<M>(i)));
        }
        carried(limbs)
    }

    /// 16 times the residue, brought down.
    #[inline(always)]
    pub(super) fn lifted<M: Modulus>(self) -> Self {
        let mut limbs = self.0;
        for limb in &mut limbs {
            *limb = left::<4>(*limb);
        }
        Residue(limbs).brought_down::<M>()
    }

    /// The least non-negative residue.
    #[inline(always)]
    pub(super) fn canonical<M: Modulus>(self) -> Self {
        let nearly = carried_signed(without_multiple::<M>(self.0));
        // Below 2^254 < P; negative with a chance of about 2^-126.
        let negative = unsafe { _mm512_movepi64_mask(nearly.0[LIMBS - 1]) };
        if negative != 0 {
            nearly.mended::<M>(negative)
        } else {
            nearly
        }
    }

    /// Adds P to the negative lanes.
    #[cold]
    #[inline(never)]
    fn mended<M: Modulus>(self, negative: __mmask8) -> Self {
        let mut lanes = [[0i64; LIMBS]; LANES];
        for (j, limb) in self.0.iter().enumerate() {
            for (lane, value) in lanes.iter_mut().zip(super::lanes::values(*limb)) {
                lane[j] = value as i64;
            }
        }
        for lane in (0..LANES).filter(|lane| negative >> lane & 1 == 1) {
            let limbs = &mut lanes[lane];
            for (j, own) in limbs.iter_mut().enumerate() {
                *own += limb::<M>(j);
            }
            for j in 1..LIMBS {
                limbs[j] += limbs[j - 1] >> BITS;
                limbs[j - 1] &= MASK;
            }
        }
        let mut out = [zero(); LIMBS];
        for (j, out) in out.iter_mut().enumerate() {
            let column: [i64; LANES] = std::array::from_fn(|lane| lanes[lane][j]);
            *out = super::lanes::integers(&column);
        }
        Residue(out)
    }
}

/// x − ⌊x / 2^254⌋·P in signed limbs. The top limb alone gives the quotient: limbs need not be carried, only positive.
#[inline(always)]
fn without_multiple<M: Modulus>([x0, x1, x2, x3, x4]: [__m512i; LIMBS]) -> [__m512i; LIMBS] {
    let quotient = right::<TOP_BITS>(x4);
    let (p0, p1, p2) = (splat(limb::<M>(0)), splat(limb::<M>(1)), splat(limb::<M>(2)));
    [
        sub(x0, low(zero(), quotient, p0)),
        sub(x1, high(low(zero(), quotient, p1), quotient, p0)),
        sub(x2, high(low(zero(), quotient, p2), quotient, p1)),
        x3,
        and(x4, splat((1 << TOP_BITS) - 1)),
    ]
}

/// columns + a·b.
#[inline(always)]
pub(super) fn multiply(mut t: Columns, a: Residue, b: Residue) -> Columns {
    for i in 0..LIMBS {
        for j in 0..LIMBS {
            t[i + j] = low(t[i + j], a.0[i], b.0[j]);
            t[i + j + 1] = high(t[i + j + 1], a.0[i], b.0[j]);
        }
    }
    t
}

/// The columns of a²: twice the products off the diagonal.
#[inline(always)]
pub(super) fn square(a: Residue) -> Columns {
    let mut t = [zero(); 2 * LIMBS];
    for i in 0..LIMBS {
        for j in i + 1..LIMBS {
            t[i + j] = low(t[i + j], a.0[i], a.0[j]);
            t[i + j + 1] = high(t[i + j + 1], a.0[i], a.0[j]);
        }
    }
    for column in &mut t {
        *column = add(*column, *column);
    }
    for i in 0..LIMBS {
        t[2 * i] = low(t[2 * i], a.0[i], a.0[i]);
        t[2 * i + 1] = high(t[2 * i + 1], a.0[i], a.0[i]);
    }
    t
}

struct Step {
    mask: __m512i,
    /// −P⁻¹ mod 2^52.
    inverse: __m512i,
    /// Limbs 0, 1, 2 and 4 of P.
    p: [__m512i; 4],
}

impl Step {
    #[inline(always)]
    fn new<M: Modulus>() -> Self {
        Self {
            mask: splat(MASK),
            inverse: splat(M::NEGATIVE_INVERSE as i64 & MASK),
            p: [
                splat(limb::<M>(0)),
                splat(limb::<M>(1)),
                splat(limb::<M>(2)),
                splat(limb::<M>(4)),
            ],
        }
    }

    /// Adds the multiple of P that clears the low bits of column I, and carries the rest.
    #[inline(always)]
    fn take<const I: usize, const N: usize>(&self, t: &mut [__m512i; N]) {
        let q = low(zero(), t[I], self.inverse);
        // The low bits of column I and of q·P add up to 0 or to 2^52: a carry unless both are 0.
        let carry = right::<BITS>(add(t[I], self.mask));
        t[I + 1] = add(
            high(add(t[I + 1], carry), q, self.p[0]),
            low(zero(), q, self.p[1]),
        );
        t[I + 2] = high(low(t[I + 2], q, self.p[2]), q, self.p[1]);
        t[I + 3] = high(t[I + 3], q, self.p[2]);
        t[I + 4] = low(t[I + 4], q, self.p[3]);
        t[I + 5] = high(t[I + 5], q, self.p[3]);
    }
}

/// Columns / 2^260 mod P, plus `addend`.
#[inline(always)]
pub(super) fn reduce<M: Modulus>(mut t: Columns, addend: Residue) -> Residue {
    let step = Step::new::<M>();
    step.take::<0, _>(&mut t);
    step.take::<1, _>(&mut t);
    step.take::<2, _>(&mut t);
    step.take::<3, _>(&mut t);
    step.take::<4, _>(&mut t);
    carried([
        add(t[5], addend.0[0]),
        add(t[6], addend.0[1]),
        add(t[7], addend.0[2]),
        add(t[8], addend.0[3]),
        add(t[9], addend.0[4]),
    ])
}

/// Columns / 2^104 mod P.
#[inline(always)]
pub(super) fn reduce_twice<M: Modulus>(mut t: [__m512i; LIMBS + 2]) -> Residue {
    let step = Step::new::<M>();
    step.take::<0, _>(&mut t);
    step.take::<1, _>(&mut t);
    carried([t[2], t[3], t[4], t[5], t[6]])
}
