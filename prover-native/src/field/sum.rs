use super::{F, from_montgomery, montgomery};
use ark_pallas::FrConfig;

/// Σ aᵢ·bᵢ with one reduction at the end: 512-bit products added into 576 bits.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProductSum {
    limbs: [u64; 9],
}

impl ProductSum {
    /// Adds a·b.
    #[inline(always)]
    pub fn add(&mut self, a: &F, b: &F) {
        let t = montgomery::product(a.0.0, b.0.0);
        let mut carry = false;
        for i in 0..8 {
            let (sum, first) = self.limbs[i].overflowing_add(t[i]);
            let (sum, second) = sum.overflowing_add(carry as u64);
            self.limbs[i] = sum;
            carry = first | second;
        }
        self.limbs[8] += carry as u64;
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Self) {
        let mut carry = 0;
        for (sum, term) in self.limbs.iter_mut().zip(other.limbs) {
            let wide = *sum as u128 + term as u128 + carry as u128;
            *sum = wide as u64;
            carry = (wide >> 64) as u64;
        }
    }

    /// The sum in F.
    pub fn finish(&self) -> F {
        // t = low + 2^256·high with both halves below 2^320: t·2^-256 = REDC(low) + high.
        let l = &self.limbs;
        let low = montgomery::reduce_512::<FrConfig>([l[0], l[1], l[2], l[3], 0, 0, 0, 0]);
        let high =
            montgomery::reduce_512::<FrConfig>(montgomery::product([l[4], l[5], l[6], l[7]], montgomery::R2));
        let top = F::from(l[8]) * F::from(1u128 << 64).pow4();
        let high = from_montgomery(montgomery::mul_limbs::<FrConfig>(high, [1, 0, 0, 0]));
        from_montgomery(low)
            + high
            + from_montgomery(montgomery::mul_limbs::<FrConfig>(top.0.0, [1, 0, 0, 0]))
    }
}

trait FourthPower {
    fn pow4(self) -> Self;
}

impl FourthPower for F {
    fn pow4(self) -> Self {
        let square = self * self;
        square * square
    }
}

/// Σ a[i]·b[i]; the slices have one length.
pub fn dot(a: &[F], b: &[F]) -> F {
    debug_assert_eq!(a.len(), b.len());
    let mut sum = ProductSum::default();
    for (x, y) in a.iter().zip(b) {
        sum.add(x, y);
    }
    sum.finish()
}

#[cfg(test)]
mod tests {
    use super::super::tests::any_element;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn dot_agrees_with_field_arithmetic(pairs in prop::collection::vec((any_element(), any_element()), 0..60)) {
            let (a, b): (Vec<F>, Vec<F>) = pairs.into_iter().unzip();
            let expected: F = a.iter().zip(&b).map(|(x, y)| x * y).sum();
            prop_assert_eq!(dot(&a, &b), expected);
        }
    }

    #[test]
    fn many_large_products() {
        let a = vec![-F::from(1u64); 1000];
        assert_eq!(dot(&a, &a), F::from(1000u64));
    }
}
