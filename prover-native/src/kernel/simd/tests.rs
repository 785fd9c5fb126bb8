//! All engines against arkworks, element by element.

use super::choice::on_each;
use super::*;
use crate::field::{F, from_i64, from_montgomery};
use ark_ff::{AdditiveGroup, Field, PrimeField};
use ark_pallas::FrConfig;
use proptest::prelude::*;

const SMALL: [i64; MAX_LANES] = [-(1 << 31), 0, -1, (1 << 31) - 1, 1, -32_768, 32_767, 77];

/// Four operands, an element for each lane.
type Operands = [[F; MAX_LANES]; 4];

struct Arithmetic(Operands);

impl Kernel for Arithmetic {
    type Modulus = FrConfig;
    type Output = Vec<Vec<Limbs>>;

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Self::Output {
        e.run(
            #[inline(always)]
            || {
                let [a, b, c, d] = self.0.each_ref().map(|x| e.load(|lane| &x[lane].0.0));
                let [la, lb, lc, _] = self.0.each_ref().map(|x| e.load_lifted(|lane| &x[lane].0.0));
                let [one, two_lifts] = [0, 2 * E::LIFT].map(|bits| from_i64(1 << bits).0.0);
                let [one, two_lifts] = [one, two_lifts].map(|x| e.splat(&x));
                let first = &self.0[0][0].0.0;
                let mut small = e.small_sum();
                for _ in 0..3 {
                    e.add_small(&mut small, b, e.small(&SMALL));
                    e.carry_small(&mut small);
                }
                let settle = from_i64(2).pow([u64::from(E::SMALL_SHIFT + E::LIFT)]);
                let bias = from_i64(-E::SMALL_BIAS * 3) * from_i64(1 << E::LIFT);
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
                    e.store(e.small_mul_add(e.factor(first), e.small(&SMALL), b)),
                    e.store(e.mul(e.lift(e.sub(a, b)), c)),
                    e.store(e.mul(e.splat_lifted(first), b)),
                    e.store(e.mul(e.spread(&e.weight(first)), lb)),
                    e.store(e.mul_mul(e.splat(&settle.0.0), e.settle(small), e.splat(&bias.0.0), b)),
                ]
                .iter()
                .map(|elements| elements.as_ref().to_vec())
                .collect()
            },
        )
    }
}

fn expected(x: &Operands) -> Vec<[F; MAX_LANES]> {
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
        std::array::from_fn(|i| x[0][0] * from_i64(SMALL[i]) + x[1][i]),
        each(&|a, b, c, _| (a - b) * c),
        std::array::from_fn(|i| x[0][0] * x[1][i]),
        std::array::from_fn(|i| x[0][0] * x[1][i]),
        std::array::from_fn(|i| x[1][i] * from_i64(3 * SMALL[i])),
    ]
}

fn element() -> impl Strategy<Value = F> {
    prop_oneof![
        6 => prop::array::uniform32(any::<u8>()).prop_map(|b| F::from_le_bytes_mod_order(&b)),
        1 => Just(F::ZERO),
        1 => Just(-F::ONE),
        1 => (-3i64..4).prop_map(from_i64),
        // Montgomery forms at the edges of the range.
        1 => (0u64..4).prop_map(|x| from_montgomery([x, 0, 0, 0])),
        1 => (1u64..4).prop_map(|x| from_montgomery(crate::field::sub_limbs::<FrConfig>([0; 4], [x, 0, 0, 0]))),
        1 => (0u64..2).prop_map(|x| from_montgomery([x, 0, 0, 1 << 62])),
    ]
}

fn check(x: Operands) {
    let expected = expected(&x);
    for (name, got) in on_each(|| Arithmetic(x)) {
        assert_eq!(got.len(), expected.len());
        for (i, (got, expected)) in got.iter().zip(&expected).enumerate() {
            let got: Vec<F> = got.iter().map(|limbs| from_montgomery(*limbs)).collect();
            assert_eq!(got, expected[..got.len()], "{name} {i}");
        }
    }
}

proptest! {
    #[test]
    fn engines_agree_with_arkworks(x in prop::array::uniform4(prop::array::uniform8(element()))) {
        check(x);
    }

    #[test]
    fn sums_agree_with_arkworks(pairs in prop::collection::vec((element(), element()), 0..80)) {
        let mut pairs = pairs;
        pairs.resize(pairs.len().next_multiple_of(MAX_LANES), (F::ZERO, F::ONE));
        let expected: F = pairs.iter().map(|(a, b)| a * b).sum();
        for (name, got) in on_each(|| Dot(&pairs)) {
            prop_assert_eq!(from_montgomery(got), expected, "{}", name);
        }
    }
}

struct Dot<'a>(&'a [(F, F)]);

impl Kernel for Dot<'_> {
    type Modulus = FrConfig;
    type Output = Limbs;

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Limbs {
        let mut sum = e.sum();
        for pairs in self.0.chunks_exact(E::LANES) {
            let a = e.load(|lane| &pairs[lane].0.0.0);
            let b = e.load(|lane| &pairs[lane].1.0.0);
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
        type Output = (Limbs, u32, usize);

        fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Self::Output {
            let [zero, one] = [0, 1].map(|x| e.splat(&[x, 0, 0, 0]));
            let mut sum = e.sum();
            // −2^(256 + LIFT)⁻¹, whose representative may be negative.
            let minus = e.mul(e.sub(zero, one), one);
            e.accumulate(&mut sum, minus, one);
            (e.total(sum), E::LIFT, E::LANES)
        }
    }
    // Of plain integers: mul divides by 2^(256 + LIFT), a sum by 2^256.
    let two = F::from(2u64);
    for (name, (got, lift, lanes)) in on_each(|| Negative) {
        let each = -two.pow([512 + u64::from(lift)]).inverse().unwrap();
        let expected = each * F::from(lanes as u64) * two.pow([256]).inverse().unwrap();
        assert_eq!(from_montgomery(got), expected, "{name}");
    }
}
