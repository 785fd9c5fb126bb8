//! The scalar field F of Pallas (protocol.md §1) and the kernels of the prover's inner loops.
//!
//! `F` is arkworks' type, in Montgomery form with R = 2^256. The hot loops use the kernels of this module, which know
//! the shape of the two Pasta moduli (2^254 plus a number of 126 bits) and delay reductions.

mod eq;
mod montgomery;
mod small;
mod sum;

pub use eq::{eq_at, eq_vector, eq_vector_scaled};
pub(crate) use montgomery::{Limbs, Modulus, add_limbs, mul_limbs, mul_word, sub_limbs};
pub(crate) use small::SmallSum;
pub(crate) use sum::WideSum;
pub use sum::{ProductSum, dot};

use ark_ff::{BigInt, PrimeField};
use ark_pallas::FrConfig;

/// The scalar field of Pallas.
pub type F = ark_pallas::Fr;

/// 2^768 mod |F|: brings the high half of 64 bytes into Montgomery form.
const R3: Limbs = [
    0x008b421c249dae4c,
    0xe13bda50dba41326,
    0x88fececb8e15cb63,
    0x07dd97a06e6792c8,
];

/// 2^320 mod |F|: brings a word into Montgomery form.
const WORD: Limbs = [
    0x8c46eb2100000001,
    0xf12aec780994a8d9,
    0x76e59c0fd9ad5c89,
    0x3fffffffffffffff,
];

/// Bytes of an element of F, and of a point, in proofs and keys.
pub const ELEMENT_BYTES: usize = 32;

/// Canonical encoding, little-endian.
pub fn to_bytes(value: &F) -> [u8; ELEMENT_BYTES] {
    limbs_to_bytes(value.into_bigint().0)
}

/// Decodes a canonical scalar; `None` if it is not below |F|.
pub fn from_bytes(bytes: &[u8; ELEMENT_BYTES]) -> Option<F> {
    F::from_bigint(BigInt(bytes_to_limbs(bytes)))
}

/// 64 bytes as a little-endian integer mod |F|: two Montgomery multiplications, lo·R + hi·2^256·R.
pub fn reduce_wide(bytes: &[u8; 64]) -> F {
    let (low, high) = bytes.split_at(32);
    let [low, high] = [low, high].map(|half| bytes_to_limbs(half.try_into().expect("half of 64 bytes")));
    from_montgomery(mul_limbs::<FrConfig>(low, FrConfig::R2))
        + from_montgomery(mul_limbs::<FrConfig>(high, R3))
}

/// A signed integer as an element of F.
pub fn from_i64(value: i64) -> F {
    let magnitude = from_montgomery(mul_word::<FrConfig>(WORD, value.unsigned_abs()));
    if value < 0 { -magnitude } else { magnitude }
}

/// A signed integer as an element of F.
pub fn from_i128(value: i128) -> F {
    let magnitude = F::from(value.unsigned_abs());
    if value < 0 { -magnitude } else { magnitude }
}

/// Inverts each non-zero element in place; zeros stay. Three multiplications an element and one inversion.
pub fn batch_invert(values: &mut [F]) {
    ark_ff::batch_inversion(values);
}

/// Powers base^0 … base^(count − 1).
pub fn powers(base: &F, count: usize) -> Vec<F> {
    let mut power = from_i64(1);
    (0..count)
        .map(|_| {
            let current = power;
            power *= base;
            current
        })
        .collect()
}

/// An element from the limbs of its Montgomery form, which must be below |F|.
pub(crate) fn from_montgomery(limbs: [u64; 4]) -> F {
    F::new_unchecked(BigInt(limbs))
}

pub(crate) fn bytes_to_limbs(bytes: &[u8; ELEMENT_BYTES]) -> [u64; 4] {
    std::array::from_fn(|i| u64::from_le_bytes(bytes[8 * i..8 * i + 8].try_into().expect("eight bytes")))
}

pub(crate) fn limbs_to_bytes(limbs: [u64; 4]) -> [u8; ELEMENT_BYTES] {
    let mut bytes = [0; ELEMENT_BYTES];
    for (chunk, limb) in bytes.chunks_exact_mut(8).zip(limbs) {
        chunk.copy_from_slice(&limb.to_le_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_ff::Field;
    use proptest::prelude::*;

    pub(super) fn any_element() -> impl Strategy<Value = F> {
        prop_oneof![
            8 => prop::array::uniform32(any::<u8>()).prop_map(|b| F::from_le_bytes_mod_order(&b)),
            1 => Just(F::from(0u64)),
            1 => Just(-F::from(1u64)),
            1 => any::<i64>().prop_map(from_i64),
        ]
    }

    proptest! {
        #[test]
        fn wide_reduction_agrees_with_arkworks(low in prop::array::uniform32(any::<u8>()), high in prop::array::uniform32(any::<u8>())) {
            let mut bytes = [0; 64];
            bytes[..32].copy_from_slice(&low);
            bytes[32..].copy_from_slice(&high);
            prop_assert_eq!(reduce_wide(&bytes), F::from_le_bytes_mod_order(&bytes));
        }

        #[test]
        fn bytes_round_trip(x in any_element()) {
            prop_assert_eq!(from_bytes(&to_bytes(&x)), Some(x));
        }

        #[test]
        fn signed_integers_add(a in any::<i64>(), b in any::<i64>()) {
            prop_assert_eq!(from_i64(a) + from_i64(b), from_i128(a as i128 + b as i128));
        }
    }

    #[test]
    fn wide_reduction_of_the_largest_integer() {
        assert_eq!(reduce_wide(&[255; 64]), F::from_le_bytes_mod_order(&[255; 64]));
        assert_eq!(reduce_wide(&[0; 64]), F::from(0u64));
    }

    #[test]
    fn words_in_montgomery_form() {
        assert_eq!(BigInt(WORD), F::from(2u64).pow([320]).into_bigint());
    }

    #[test]
    fn third_power_of_the_montgomery_radix() {
        assert_eq!(BigInt(R3), F::from(2u64).pow([768]).into_bigint());
    }

    #[test]
    fn non_canonical_bytes_are_refused() {
        assert_eq!(from_bytes(&limbs_to_bytes(F::MODULUS.0)), None);
        assert_eq!(from_bytes(&[255; 32]), None);
    }

    #[test]
    fn batch_inversion_keeps_zeros() {
        let mut v = [from_i64(3), from_i64(0), from_i64(-7)];
        batch_invert(&mut v);
        assert_eq!(v[0] * from_i64(3), from_i64(1));
        assert_eq!(v[1], from_i64(0));
        assert_eq!(v[2] * from_i64(-7), from_i64(1));
    }
}
