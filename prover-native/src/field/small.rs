use super::{F, from_i128, from_montgomery, montgomery};
use ark_pallas::FrConfig;

/// Σ vᵢ·xᵢ of signed integers and field elements, reduced once at the end.
///
/// Each limb has an accumulator of 128 bits and a signed carry word above it, so any |v| ≤ 2^63 and up to 2^62 addends fit.
#[derive(Clone, Copy, Debug, Default)]
pub struct SmallSum {
    limbs: [i128; 4],
    carries: [i64; 4],
}

impl SmallSum {
    /// Adds v·x.
    #[inline(always)]
    pub fn add(&mut self, v: i64, x: &F) {
        for ((sum, carry), limb) in self.limbs.iter_mut().zip(&mut self.carries).zip(x.0.0) {
            let (next, overflow) = sum.overflowing_add(v as i128 * limb as i128);
            *sum = next;
            *carry += if overflow { v.signum() } else { 0 };
        }
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Self) {
        for i in 0..4 {
            let (next, overflow) = self.limbs[i].overflowing_add(other.limbs[i]);
            let step = if overflow {
                other.limbs[i].signum() as i64
            } else {
                0
            };
            self.limbs[i] = next;
            self.carries[i] += other.carries[i] + step;
        }
    }

    /// The sum in F.
    pub fn finish(&self) -> F {
        let two_64 = F::from(1u128 << 64);
        let mut sum = F::from(0u64);
        for i in (0..4).rev() {
            sum = sum * two_64 + raw(self.limbs[i]) + raw(self.carries[i] as i128) * two_64 * two_64;
        }
        sum
    }
}

/// The element whose Montgomery form is `value` mod |F|.
fn raw(value: i128) -> F {
    let plain = from_i128(value);
    from_montgomery(montgomery::mul_limbs::<FrConfig>(plain.0.0, [1, 0, 0, 0]))
}

/// Σ values[i]·weights[i]; the slices have one length.
pub fn dot_small(values: &[i64], weights: &[F]) -> F {
    debug_assert_eq!(values.len(), weights.len());
    let mut sum = SmallSum::default();
    for (v, w) in values.iter().zip(weights) {
        sum.add(*v, w);
    }
    sum.finish()
}

/// sums[i] += values[i]·weight; the slices have one length.
pub fn add_scaled_small(sums: &mut [SmallSum], values: &[i64], weight: &F) {
    debug_assert_eq!(values.len(), sums.len());
    for (sum, v) in sums.iter_mut().zip(values) {
        sum.add(*v, weight);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{from_i64, tests::any_element};
    use super::*;
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
        fn dot_agrees_with_field_arithmetic(pairs in prop::collection::vec((any_integer(), any_element()), 0..40)) {
            let (values, weights): (Vec<i64>, Vec<F>) = pairs.into_iter().unzip();
            let expected: F = values.iter().zip(&weights).map(|(v, w)| from_i64(*v) * w).sum();
            prop_assert_eq!(dot_small(&values, &weights), expected);
            let mut sums = [SmallSum::default(); 2];
            for (i, (v, w)) in values.iter().zip(&weights).enumerate() {
                sums[i % 2].add(*v, w);
            }
            let [mut first, second] = sums;
            first.merge(&second);
            prop_assert_eq!(first.finish(), expected);
        }
    }
}
