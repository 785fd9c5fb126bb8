use super::montgomery::{product, reduce_512};
use super::{F, Limbs, Modulus, add_limbs, from_montgomery, mul_limbs};
use ark_pallas::FrConfig;

/// Σ aᵢ·bᵢ of plain integers below 2^256, up to 2^128 of them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WideSum {
    words: [u64; 10],
}

impl WideSum {
    /// An integer, low word first.
    pub(crate) fn from_words(words: [u64; 10]) -> Self {
        Self { words }
    }

    #[inline(always)]
    pub(crate) fn add(&mut self, a: Limbs, b: Limbs) {
        let mut carry = false;
        for (word, term) in self.words.iter_mut().zip(product(a, b)) {
            let (sum, first) = word.overflowing_add(term);
            let (sum, second) = sum.overflowing_add(carry as u64);
            *word = sum;
            carry = first | second;
        }
        let (sum, overflow) = self.words[8].overflowing_add(carry as u64);
        self.words[8] = sum;
        self.words[9] += overflow as u64;
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        let mut carry = 0;
        for (word, term) in self.words.iter_mut().zip(other.words) {
            let wide = *word as u128 + term as u128 + carry as u128;
            *word = wide as u64;
            carry = (wide >> 64) as u64;
        }
    }

    /// sum·2^-256 mod P.
    pub(crate) fn reduce<M: Modulus>(&self) -> Limbs {
        let [l0, l1, l2, l3, h0, h1, h2, h3, t0, t1] = self.words;
        let low = reduce_512::<M>([l0, l1, l2, l3, 0, 0, 0, 0]);
        let high = mul_limbs::<M>([h0, h1, h2, h3], M::R);
        let top = mul_limbs::<M>([t0, t1, 0, 0], M::R2);
        add_limbs::<M>(add_limbs::<M>(low, high), top)
    }

    /// The same for a sum of at most two products of residues.
    #[inline(always)]
    pub(crate) fn reduce_two<M: Modulus>(&self) -> Limbs {
        let [w0, w1, w2, w3, w4, w5, w6, w7, ..] = self.words;
        reduce_512::<M>([w0, w1, w2, w3, w4, w5, w6, w7])
    }
}

/// Σ aᵢ·bᵢ in F with one reduction at the end.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProductSum(WideSum);

impl ProductSum {
    /// Adds a·b.
    #[inline(always)]
    pub fn add(&mut self, a: &F, b: &F) {
        self.0.add(a.0.0, b.0.0);
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Self) {
        self.0.merge(&other.0);
    }

    /// The sum in F.
    pub fn finish(&self) -> F {
        from_montgomery(self.0.reduce::<FrConfig>())
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
