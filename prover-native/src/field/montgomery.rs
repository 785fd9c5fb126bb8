use ark_ff::MontConfig;

/// Four words of an integer, low word first.
pub(crate) type Limbs = [u64; 4];

/// A Pasta modulus: limbs (P0, P1, 0, 2^62). Its Montgomery reduction needs three multiplications a limb, not five.
pub(crate) trait Modulus: 'static {
    const P0: u64;
    const P1: u64;
    /// −P⁻¹ mod 2^64.
    const NEGATIVE_INVERSE: u64;
    /// 2^256 mod P.
    const R: Limbs;
    /// 2^512 mod P.
    const R2: Limbs;
}

impl<C: MontConfig<4>> Modulus for C {
    const P0: u64 = C::MODULUS.0[0];
    const P1: u64 = {
        assert!(
            C::MODULUS.0[2] == 0 && C::MODULUS.0[3] == 1 << 62,
            "not a Pasta modulus"
        );
        C::MODULUS.0[1]
    };
    const NEGATIVE_INVERSE: u64 = C::INV;
    const R: Limbs = C::R.0;
    const R2: Limbs = C::R2.0;
}

#[inline(always)]
fn mac(accumulator: u64, a: u64, b: u64, carry: u64) -> (u64, u64) {
    let wide = a as u128 * b as u128 + accumulator as u128 + carry as u128;
    (wide as u64, (wide >> 64) as u64)
}

#[inline(always)]
fn adc(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (sum, first) = a.overflowing_add(b);
    let (sum, second) = sum.overflowing_add(carry as u64);
    (sum, first | second)
}

#[inline(always)]
fn sbb(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (difference, first) = a.overflowing_sub(b);
    let (difference, second) = difference.overflowing_sub(borrow as u64);
    (difference, first | second)
}

/// a·b as 512 bits.
#[inline(always)]
pub(crate) fn product(a: Limbs, b: Limbs) -> [u64; 8] {
    let mut t = [0; 8];
    for i in 0..4 {
        let mut carry = 0;
        for j in 0..4 {
            (t[i + j], carry) = mac(t[i + j], a[i], b[j], carry);
        }
        t[i + 4] = carry;
    }
    t
}

/// t − P if t ≥ P, for t < 2P.
#[inline(always)]
pub(crate) fn subtract_modulus<M: Modulus>(t: Limbs) -> Limbs {
    let (r0, borrow) = sbb(t[0], M::P0, false);
    let (r1, borrow) = sbb(t[1], M::P1, borrow);
    let (r2, borrow) = sbb(t[2], 0, borrow);
    let (r3, borrow) = sbb(t[3], 1 << 62, borrow);
    if borrow { t } else { [r0, r1, r2, r3] }
}

/// t·2^-256 mod P, below P, for t < 2^256·P.
#[inline(always)]
pub(crate) fn reduce_512<M: Modulus>(t: [u64; 8]) -> Limbs {
    let mut t = t;
    let mut high = 0u64;
    for i in 0..4 {
        let k = t[i].wrapping_mul(M::NEGATIVE_INVERSE);
        let (_, carry) = mac(t[i], k, M::P0, 0);
        let (low, carry) = mac(t[i + 1], k, M::P1, carry);
        t[i + 1] = low;
        let (low, carry) = t[i + 2].overflowing_add(carry);
        t[i + 2] = low;
        let (low, carry) = adc(t[i + 3], k << 62, carry);
        t[i + 3] = low;
        // high is the carry out of limb i + 3 of the step before; t < 2^256·P keeps the last one 0.
        let wide = t[i + 4] as u128 + (k >> 2) as u128 + high as u128 + carry as u128;
        t[i + 4] = wide as u64;
        high = (wide >> 64) as u64;
    }
    subtract_modulus::<M>([t[4], t[5], t[6], t[7]])
}

/// Montgomery product a·b·2^-256 mod P, below P, for a·b < 2^256·P.
#[inline(always)]
pub(crate) fn mul_limbs<M: Modulus>(a: Limbs, b: Limbs) -> Limbs {
    reduce_512::<M>(product(a, b))
}

/// a·b·2^-64 mod P, below P: one step of a Montgomery product.
#[inline(always)]
pub(crate) fn mul_word<M: Modulus>(a: Limbs, b: u64) -> Limbs {
    let (t0, carry) = mac(0, a[0], b, 0);
    let (t1, carry) = mac(0, a[1], b, carry);
    let (t2, carry) = mac(0, a[2], b, carry);
    let (t3, t4) = mac(0, a[3], b, carry);
    let k = t0.wrapping_mul(M::NEGATIVE_INVERSE);
    let (_, carry) = mac(t0, k, M::P0, 0);
    let (r0, carry) = mac(t1, k, M::P1, carry);
    let (r1, carry) = t2.overflowing_add(carry);
    let (r2, carry) = adc(t3, k << 62, carry);
    // (2^64 − 1)·(P − 1) + (2^64 − 1)·P < 2^64·2·P: no carry out.
    let (r3, _) = adc(t4, k >> 2, carry);
    subtract_modulus::<M>([r0, r1, r2, r3])
}

/// a + b mod P.
#[inline(always)]
pub(crate) fn add_limbs<M: Modulus>(a: Limbs, b: Limbs) -> Limbs {
    let mut t = [0; 4];
    let mut carry = false;
    for i in 0..4 {
        (t[i], carry) = adc(a[i], b[i], carry);
    }
    subtract_modulus::<M>(t)
}

/// a − b mod P.
#[inline(always)]
pub(crate) fn sub_limbs<M: Modulus>(a: Limbs, b: Limbs) -> Limbs {
    let mut t = [0; 4];
    let mut borrow = false;
    for i in 0..4 {
        (t[i], borrow) = sbb(a[i], b[i], borrow);
    }
    if !borrow {
        return t;
    }
    let (t0, carry) = adc(t[0], M::P0, false);
    let (t1, carry) = adc(t[1], M::P1, carry);
    let (t2, carry) = adc(t[2], 0, carry);
    let (t3, _) = adc(t[3], 1 << 62, carry);
    [t0, t1, t2, t3]
}

#[cfg(test)]
mod tests {
    use super::super::{F, tests::any_element};
    use super::*;
    use ark_ff::PrimeField;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn products_agree_with_arkworks(a in any_element(), b in any_element()) {
            prop_assert_eq!(mul_limbs::<ark_pallas::FrConfig>(a.0.0, b.0.0), (a * b).0.0);
            prop_assert_eq!(add_limbs::<ark_pallas::FrConfig>(a.0.0, b.0.0), (a + b).0.0);
            prop_assert_eq!(sub_limbs::<ark_pallas::FrConfig>(a.0.0, b.0.0), (a - b).0.0);
        }

        #[test]
        fn products_with_words_agree_with_arkworks(a in any_element(), b in prop_oneof![any::<u64>(), Just(u64::MAX), Just(0)]) {
            use ark_ff::Field;
            let word = F::from(2u64).pow([64]);
            prop_assert_eq!(mul_word::<ark_pallas::FrConfig>((a * word).0.0, b), (a * F::from(b)).0.0);
        }

        #[test]
        fn the_base_field_too(a in prop::array::uniform32(any::<u8>()), b in prop::array::uniform32(any::<u8>())) {
            let [a, b] = [a, b].map(|x| ark_pallas::Fq::from_le_bytes_mod_order(&x));
            prop_assert_eq!(mul_limbs::<ark_pallas::FqConfig>(a.0.0, b.0.0), (a * b).0.0);
            prop_assert_eq!(sub_limbs::<ark_pallas::FqConfig>(a.0.0, b.0.0), (a - b).0.0);
        }
    }
}
