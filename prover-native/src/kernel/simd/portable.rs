use super::{Engine, doubled};
use crate::field::{Limbs, Modulus, SmallSum, WideSum, add_limbs, mul_limbs, mul_word, sub_limbs};
use std::marker::PhantomData;

const LANES: usize = 4;

/// Scalar code: a vector is four canonical elements.
pub(crate) struct Portable<M>(PhantomData<fn() -> M>);

impl<M> Portable<M> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<M> Clone for Portable<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Portable<M> {}

fn each(f: impl Fn(usize) -> Limbs) -> [Limbs; LANES] {
    [f(0), f(1), f(2), f(3)]
}

impl<M: Modulus> Engine for Portable<M> {
    type Modulus = M;
    type Vector = [Limbs; LANES];
    type Elements = [Limbs; LANES];
    type Sum = WideSum;
    type Small = [i64; LANES];
    /// The element·2^64.
    type Factor = Limbs;
    type Weight = Limbs;
    type SmallSum = [SmallSum; LANES];
    const LANES: usize = LANES;
    const LIFT: u32 = 0;
    const SMALL_SUMS: usize = 1;
    const SMALL_BIAS: i64 = 0;
    const SMALL_SHIFT: u32 = 0;
    const SMALL_PRODUCTS: usize = usize::MAX;
    const NARROW_PRODUCTS: usize = usize::MAX;

    fn run<R>(self, kernel: impl FnOnce() -> R) -> R {
        kernel()
    }

    fn load<'a>(self, lane: impl Fn(usize) -> &'a Limbs) -> Self::Vector {
        each(|i| *lane(i))
    }

    fn load_lifted<'a>(self, lane: impl Fn(usize) -> &'a Limbs) -> Self::Vector {
        self.load(lane)
    }

    fn any_zero(self, a: Self::Vector) -> bool {
        a.contains(&[0; 4])
    }

    fn weight(self, x: &Limbs) -> Limbs {
        *x
    }

    fn spread(self, x: &Limbs) -> Self::Vector {
        [*x; LANES]
    }

    fn store(self, x: Self::Vector) -> [Limbs; LANES] {
        x
    }

    fn add(self, a: Self::Vector, b: Self::Vector) -> Self::Vector {
        each(|i| add_limbs::<M>(a[i], b[i]))
    }

    fn sub(self, a: Self::Vector, b: Self::Vector) -> Self::Vector {
        each(|i| sub_limbs::<M>(a[i], b[i]))
    }

    fn normalise(self, a: Self::Vector) -> Self::Vector {
        a
    }

    fn lift(self, a: Self::Vector) -> Self::Vector {
        a
    }

    fn mul(self, a: Self::Vector, b: Self::Vector) -> Self::Vector {
        each(|i| mul_limbs::<M>(a[i], b[i]))
    }

    fn mul_add(self, a: Self::Vector, b: Self::Vector, c: Self::Vector) -> Self::Vector {
        self.add(self.mul(a, b), c)
    }

    fn mul_mul(self, a: Self::Vector, b: Self::Vector, c: Self::Vector, d: Self::Vector) -> Self::Vector {
        each(|i| {
            let mut sum = WideSum::default();
            sum.add(a[i], b[i]);
            sum.add(c[i], d[i]);
            sum.reduce_two::<M>()
        })
    }

    fn square(self, a: Self::Vector) -> Self::Vector {
        self.mul(a, a)
    }

    fn sum(self) -> Self::Sum {
        WideSum::default()
    }

    fn accumulate(self, sum: &mut Self::Sum, a: Self::Vector, b: Self::Vector) {
        for (a, b) in a.into_iter().zip(b) {
            sum.add(a, b);
        }
    }

    fn total(self, sum: Self::Sum) -> Limbs {
        sum.reduce::<M>()
    }

    fn small(self, x: &[i64]) -> Self::Small {
        std::array::from_fn(|i| x[i])
    }

    fn narrow(self, x: &[i16]) -> Self::Small {
        std::array::from_fn(|i| x[i].into())
    }

    fn factor(self, x: &Limbs) -> Limbs {
        doubled::<M>(x, u64::BITS)
    }

    fn small_mul_add(self, a: Limbs, x: Self::Small, c: Self::Vector) -> Self::Vector {
        each(|i| {
            let product = mul_word::<M>(a, x[i].unsigned_abs());
            if x[i] < 0 {
                sub_limbs::<M>(c[i], product)
            } else {
                add_limbs::<M>(c[i], product)
            }
        })
    }

    fn small_sum(self) -> Self::SmallSum {
        [SmallSum::default(); LANES]
    }

    fn add_small(self, sum: &mut Self::SmallSum, a: Self::Vector, x: Self::Small) {
        for i in 0..LANES {
            sum[i].add(x[i], &a[i]);
        }
    }

    fn carry_small(self, _: &mut Self::SmallSum) {}

    fn settle(self, sum: Self::SmallSum) -> Self::Vector {
        each(|i| sum[i].reduce::<M>())
    }
}
