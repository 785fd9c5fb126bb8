//! Sums as long as they may be, of the largest limbs and integers.

use super::choice::on_each;
use super::*;
use crate::field::{F, from_i64, from_montgomery};
use ark_ff::Field;
use ark_pallas::FrConfig;

/// 2^254 − 1: no limb of any width can be larger.
const LARGEST: Limbs = [u64::MAX, u64::MAX, u64::MAX, (1 << 62) - 1];
/// More than any engine adds between two carries.
const PRODUCTS: usize = 70_000;

struct Products;

impl Kernel for Products {
    type Modulus = FrConfig;
    type Output = (Limbs, usize);

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Self::Output {
        e.run(
            #[inline(always)]
            || {
                let (a, lifted) = (e.load(|_| &LARGEST), e.load_lifted(|_| &LARGEST));
                let mut sum = e.sum();
                for _ in 0..PRODUCTS {
                    e.accumulate(&mut sum, a, lifted);
                }
                (e.total(sum), E::LANES << E::LIFT)
            },
        )
    }
}

#[test]
fn long_sums_of_products_do_not_overflow() {
    let x = from_montgomery(LARGEST);
    for (name, (got, times)) in on_each(|| Products) {
        let expected = x * x * F::from((PRODUCTS * times) as u64);
        assert_eq!(from_montgomery(got), expected, "{name}");
    }
}

/// Whether the integers are in ±2^16, and the integer.
struct Integers(bool, i64);

impl Kernel for Integers {
    type Modulus = FrConfig;
    type Output = Vec<Limbs>;

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Self::Output {
        let Self(narrow, value) = self;
        e.run(
            #[inline(always)]
            || {
                let x = match i16::try_from(value) {
                    Ok(value) => e.narrow(&[value; MAX_LANES]),
                    Err(_) => e.small(&[value; MAX_LANES]),
                };
                let between = if narrow {
                    E::NARROW_PRODUCTS
                } else {
                    E::SMALL_PRODUCTS
                };
                let a = e.load(|_| &LARGEST);
                let mut sum = e.small_sum();
                for i in 1..=PRODUCTS {
                    e.add_small(&mut sum, a, x);
                    if i % between == 0 {
                        e.carry_small(&mut sum);
                    }
                }
                e.carry_small(&mut sum);
                let scale = from_i64(2).pow([u64::from(E::SMALL_SHIFT + E::LIFT)]);
                let bias = from_montgomery(LARGEST) * from_i64(-E::SMALL_BIAS * PRODUCTS as i64);
                let total = e.mul_add(e.splat(&scale.0.0), e.settle(sum), e.splat(&bias.0.0));
                e.store(total).as_ref().to_vec()
            },
        )
    }
}

#[test]
fn long_sums_of_integers_do_not_overflow() {
    for (narrow, value) in [
        (false, i64::from(i32::MAX)),
        (false, i64::from(i32::MIN)),
        // With its bias of 2^31 in some engines: the low half of each product is as large as it can be.
        (false, 1 - (1 << 31)),
        (true, 1 << 16),
        (true, -(1 << 16)),
        (true, i64::from(i16::MAX)),
        (true, i64::from(i16::MIN)),
    ] {
        let expected = from_montgomery(LARGEST) * from_i64(value * PRODUCTS as i64);
        for (name, got) in on_each(|| Integers(narrow, value)) {
            for got in got {
                assert_eq!(from_montgomery(got), expected, "{name}: {value}");
            }
        }
    }
}
