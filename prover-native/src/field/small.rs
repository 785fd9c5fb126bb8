use super::{Limbs, Modulus, WideSum, mul_limbs, sub_limbs};

/// Σ vᵢ·xᵢ of signed integers and plain integers below 2^256.
///
/// Each word has an accumulator of 128 bits and a signed carry word above it, so any |v| ≤ 2^63 and up to 2^62 addends fit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SmallSum {
    words: [i128; 4],
    carries: [i64; 4],
}

impl SmallSum {
    /// Adds v·x.
    #[inline(always)]
    pub(crate) fn add(&mut self, v: i64, x: &Limbs) {
        for ((sum, carry), word) in self.words.iter_mut().zip(&mut self.carries).zip(x) {
            let (next, overflow) = sum.overflowing_add(v as i128 * *word as i128);
            *sum = next;
            *carry += if overflow { v.signum() } else { 0 };
        }
    }

    /// The sum mod P.
    pub(crate) fn reduce<M: Modulus>(&self) -> Limbs {
        let mut total = [0; 10];
        for i in 0..4 {
            add_signed(&mut total, self.words[i], i);
            add_signed(&mut total, self.carries[i].into(), i + 2);
        }
        let negative = (total[9] as i64) < 0;
        if negative {
            total = total.map(|word| !word);
            add_signed(&mut total, 1, 0);
        }
        // The words are a plain integer: reduction divides by 2^256, R2 brings that back.
        let magnitude = mul_limbs::<M>(WideSum::from_words(total).reduce::<M>(), M::R2);
        if negative {
            sub_limbs::<M>([0; 4], magnitude)
        } else {
            magnitude
        }
    }
}

/// words += value·2^(64·from), in two's complement.
fn add_signed(words: &mut [u64; 10], value: i128, from: usize) {
    let mut rest = value;
    let mut carry = false;
    for word in &mut words[from..] {
        let (sum, first) = word.overflowing_add(rest as u64);
        let (sum, second) = sum.overflowing_add(carry as u64);
        (*word, carry) = (sum, first | second);
        rest >>= 64;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{F, from_i64, from_montgomery, tests::any_element};
    use super::*;
    use ark_pallas::FrConfig;
    use proptest::prelude::*;

    fn any_integer() -> impl Strategy<Value = i64> {
        prop_oneof![
            any::<i64>(),
            -300i64..300,
            Just(i64::MIN),
            Just(i64::MAX),
            Just(0)
        ]
    }

    proptest! {
        #[test]
        fn sums_agree_with_field_arithmetic(pairs in prop::collection::vec((any_integer(), any_element()), 0..40)) {
            let expected: F = pairs.iter().map(|(v, x)| from_i64(*v) * x).sum();
            let mut sum = SmallSum::default();
            pairs.iter().for_each(|(v, x)| sum.add(*v, &x.0.0));
            prop_assert_eq!(from_montgomery(sum.reduce::<FrConfig>()), expected);
        }
    }
}
