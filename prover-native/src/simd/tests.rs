//! Both engines against arkworks, element by element.

use super::*;
use crate::field::{F, from_montgomery};
use ark_ff::{AdditiveGroup, Field, PrimeField};
use ark_pallas::FrConfig;
use proptest::prelude::*;

const SMALL: [i64; 4] = [-(1 << 31), 0, -1, (1 << 31) - 1];

struct Arithmetic([[F; 4]; 4]);

impl Kernel for Arithmetic {
    type Modulus = FrConfig;
    type Output = Vec<[Limbs; 4]>;

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Self::Output {
        e.run(
            #[inline(always)]
            || {
                let [a, b, c, d] = self.0.each_ref().map(|x| e.load(x.each_ref().map(|x| &x.0.0)));
                let [la, _, lc, _] = self
                    .0
                    .each_ref()
                    .map(|x| e.load_lifted(x.each_ref().map(|x| &x.0.0)));
                let [one, two_lifts] = [0, 2 * E::LIFT].map(|bits| crate::field::from_i64(1 << bits).0.0);
                let [one, two_lifts] = [one, two_lifts].map(|x| e.load([&x; 4]));
                [
                    e.store(a),
                    e.store(e.normalise(e.sub(e.add(a, b), e.add(c, d)))),
                    e.store(e.mul(la, b)),
                    e.store(e.mul(e.add(la, lc), b)),
                    e.store(e.mul(e.sub(a, b), lc)),
                    e.store(e.mul_add(la, e.sub(b, c), d)),
                    e.store(e.mul_mul(la, e.sub(b, c), e.sub(b, d), lc)),
                    e.store(e.mul(two_lifts, e.square(e.sub(a, b)))),
                    e.store(e.mul(one, e.square(la))),
                    e.store(e.small_mul_add(e.splat_for_small(&self.0[0][0].0.0), e.small(SMALL), b)),
                    e.store(e.mul(e.lift(e.sub(a, b)), c)),
                    e.store(e.mul(e.splat_lifted(&self.0[0][0].0.0), b)),
                ]
                .to_vec()
            },
        )
    }
}

fn expected(x: &[[F; 4]; 4]) -> Vec<[F; 4]> {
    let each = |f: &dyn Fn(F, F, F, F) -> F| std::array::from_fn(|i| f(x[0][i], x[1][i], x[2][i], x[3][i]));
    vec![
        each(&|a, _, _, _| a),
        each(&|a, b, c, d| a + b - c - d),
        each(&|a, b, _, _| a * b),
        each(&|a, b, c, _| (a + c) * b),
        each(&|a, b, c, _| (a - b) * c),
        each(&|a, b, c, d| a * (b - c) + d),
        each(&|a, b, c, d| a * (b - c) + (b - d) * c),
        each(&|a, b, _, _| (a - b) * (a - b)),
        each(&|a, _, _, _| a * a),
        std::array::from_fn(|i| x[0][0] * crate::field::from_i64(SMALL[i]) + x[1][i]),
        each(&|a, b, c, _| (a - b) * c),
        std::array::from_fn(|i| x[0][0] * x[1][i]),
    ]
}

fn element() -> impl Strategy<Value = F> {
    prop_oneof![
        6 => prop::array::uniform32(any::<u8>()).prop_map(|b| F::from_le_bytes_mod_order(&b)),
        1 => Just(F::ZERO),
        1 => Just(-F::ONE),
        1 => (-3i64..4).prop_map(crate::field::from_i64),
        // Montgomery forms at the edges of the range.
        1 => (0u64..4).prop_map(|x| from_montgomery([x, 0, 0, 0])),
        1 => (1u64..4).prop_map(|x| from_montgomery(crate::field::sub_limbs::<FrConfig>([0; 4], [x, 0, 0, 0]))),
        1 => (0u64..2).prop_map(|x| from_montgomery([x, 0, 0, 1 << 62])),
    ]
}

fn check(x: [[F; 4]; 4]) {
    let expected = expected(&x);
    for (name, got) in [
        ("best", dispatch(Arithmetic(x))),
        ("portable", Arithmetic(x).run(portable::Portable::new())),
    ] {
        for (i, expected) in expected.iter().enumerate() {
            assert_eq!(got[i].map(from_montgomery), *expected, "{name} {i}");
        }
    }
}

#[cfg(target_arch = "x86_64")]
static LIFT: std::sync::LazyLock<u64> =
    std::sync::LazyLock::new(|| if is_x86_feature_detected!("avx2") { 5 } else { 0 });

proptest! {
    #[test]
    fn engines_agree_with_arkworks(x in prop::array::uniform4(prop::array::uniform4(element()))) {
        check(x);
    }

    #[test]
    fn sums_agree_with_arkworks(pairs in prop::collection::vec((element(), element()), 0..80)) {
        let mut pairs = pairs;
        pairs.resize(pairs.len().next_multiple_of(4), (F::ZERO, F::ONE));
        let expected: F = pairs.iter().map(|(a, b)| a * b).sum();
        prop_assert_eq!(from_montgomery(dispatch(Dot(&pairs))), expected);
        prop_assert_eq!(from_montgomery(Dot(&pairs).run(portable::Portable::new())), expected);
    }
}

struct Dot<'a>(&'a [(F, F)]);

impl Kernel for Dot<'_> {
    type Modulus = FrConfig;
    type Output = Limbs;

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Limbs {
        let mut sum = e.sum();
        for quad in self.0.chunks_exact(4) {
            let a = e.load([0, 1, 2, 3].map(|i| &quad[i].0.0.0));
            let b = e.load([0, 1, 2, 3].map(|i| &quad[i].1.0.0));
            e.accumulate(&mut sum, a, b);
        }
        e.total(sum)
    }
}

#[test]
fn sums_may_be_negative_inside() {
    struct Negative;
    impl Kernel for Negative {
        type Modulus = FrConfig;
        type Output = Limbs;

        fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Limbs {
            let [zero, one] = [0, 1].map(|x| e.load([&[x, 0, 0, 0]; 4]));
            let mut sum = e.sum();
            // −2^(256 + LIFT)⁻¹, whose representative may be negative.
            let minus = e.mul(e.sub(zero, one), one);
            e.accumulate(&mut sum, minus, one);
            e.total(sum)
        }
    }
    // Of plain integers: mul divides by 2^(256 + LIFT), a sum by 2^256.
    let two = F::from(2u64);
    let expected = |lift: u64| {
        -(two.pow([512 + lift]).inverse().unwrap() * F::from(4u64)) * two.pow([256]).inverse().unwrap()
    };
    for (got, lift) in [
        (dispatch(Negative), *LIFT),
        (Negative.run(portable::Portable::new()), 0),
    ] {
        assert_eq!(from_montgomery(got), expected(lift));
    }
}
