//! Signed digits of radix 2^w: v = Σ_k d_k·2^(wk) with |d_k| ≤ 2^(w−1).

use crate::field::F;
use ark_ff::PrimeField;

/// Calls `digit(k, d)` for each non-zero digit of `value`.
#[inline(always)]
pub(super) fn for_each_small(value: i64, width: u32, mut digit: impl FnMut(usize, i64)) {
    let mut rest = value;
    let mut k = 0;
    while rest != 0 {
        // The low w bits, sign-extended; but a last digit 2^(w−1) stays one digit.
        let sign_extended = (rest << (64 - width)) >> (64 - width);
        let last = rest == 1 << (width - 1);
        if last || sign_extended != 0 {
            digit(k, if last { rest } else { sign_extended });
        }
        if last {
            return;
        }
        // (rest − sign_extended) / 2^w, rounded before the subtraction, which could overflow.
        rest = (rest >> width) + i64::from(sign_extended < 0);
        k += 1;
    }
}

/// How many digits a value has at most, if its magnitude is at most 2^`bits`.
pub(super) fn count(bits: u32, width: u32) -> usize {
    (bits + 1).div_ceil(width) as usize
}

/// The least b such that |value| ≤ 2^b; 0 for 0.
pub(super) fn bits(value: i64) -> u32 {
    64 - value.unsigned_abs().saturating_sub(1).leading_zeros()
}

/// Digits of an element of F, all [`count`]`(255, width)` of them.
pub(super) fn of_scalar(value: &F, width: u32) -> impl Iterator<Item = i64> {
    let limbs = value.into_bigint().0;
    let mut carry = 0;
    (0..count(255, width)).map(move |k| {
        let at = k * width as usize;
        let (word, shift) = (at / 64, at % 64);
        let low = limbs.get(word).map_or(0, |limb| limb >> shift);
        let high = if shift == 0 {
            0
        } else {
            limbs.get(word + 1).map_or(0, |limb| limb << (64 - shift))
        };
        let digit = ((low | high) & ((1 << width) - 1)) as i64 + carry;
        carry = (digit >= 1 << (width - 1)) as i64;
        digit - (carry << width)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::{from_i64, powers};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn small_digits_add_up(value in prop_oneof![any::<i64>(), -600i64..600], width in 2u32..14) {
            let mut sum = 0i128;
            for_each_small(value, width, |k, d| {
                assert!(k < count(bits(value), width) && d.abs() <= 1 << (width - 1));
                sum += (d as i128) << (width as usize * k);
            });
            prop_assert_eq!(sum, value as i128);
        }

        #[test]
        fn scalar_digits_add_up(bytes in prop::array::uniform32(any::<u8>()), width in 2u32..14) {
            let value = F::from_le_bytes_mod_order(&bytes);
            let powers = powers(&from_i64(1 << width), count(255, width));
            let sum: F = of_scalar(&value, width).zip(powers).map(|(d, power)| from_i64(d) * power).sum();
            prop_assert_eq!(sum, value);
        }
    }

    #[test]
    fn sixteen_bits_are_two_digits() {
        for value in [-32_768, -32_767, -32_640, 32_639, 32_640, 32_767, 32_768] {
            assert_eq!(count(bits(value), 8), 2, "{value}");
            for_each_small(value, 8, |k, _| assert!(k < 2));
        }
    }

    #[test]
    fn the_largest_scalar() {
        let value = -from_i64(1);
        for width in 2..14 {
            let powers = powers(&from_i64(1 << width), count(255, width));
            let sum: F = of_scalar(&value, width)
                .zip(powers)
                .map(|(d, power)| from_i64(d) * power)
                .sum();
            assert_eq!(sum, value);
        }
    }
}
