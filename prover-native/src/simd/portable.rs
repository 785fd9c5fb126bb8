use super::Engine;
use crate::field::{Limbs, Modulus, WideSum, add_limbs, mul_limbs, sub_limbs};
use std::marker::PhantomData;

/// Scalar code: a quad is four canonical elements.
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

fn each(f: impl Fn(usize) -> Limbs) -> [Limbs; 4] {
    [f(0), f(1), f(2), f(3)]
}

impl<M: Modulus> Engine for Portable<M> {
    type Modulus = M;
    type Quad = [Limbs; 4];
    type Sum = WideSum;
    type Small = [i64; 4];
    const LIFT: u32 = 0;

    fn run<R>(self, kernel: impl FnOnce() -> R) -> R {
        kernel()
    }

    fn load(self, x: [&Limbs; 4]) -> Self::Quad {
        x.map(|x| *x)
    }

    fn load_lifted(self, x: [&Limbs; 4]) -> Self::Quad {
        self.load(x)
    }

    fn splat_for_small(self, x: &Limbs) -> Self::Quad {
        [*x; 4]
    }

    fn small(self, x: [i64; 4]) -> Self::Small {
        x
    }

    fn small_mul_add(self, a: Self::Quad, x: Self::Small, c: Self::Quad) -> Self::Quad {
        each(|i| {
            let magnitude = mul_limbs::<M>([x[i].unsigned_abs(), 0, 0, 0], M::R2);
            let product = mul_limbs::<M>(a[i], magnitude);
            if x[i] < 0 {
                sub_limbs::<M>(c[i], product)
            } else {
                add_limbs::<M>(c[i], product)
            }
        })
    }

    fn store(self, x: Self::Quad) -> [Limbs; 4] {
        x
    }

    fn add(self, a: Self::Quad, b: Self::Quad) -> Self::Quad {
        each(|i| add_limbs::<M>(a[i], b[i]))
    }

    fn sub(self, a: Self::Quad, b: Self::Quad) -> Self::Quad {
        each(|i| sub_limbs::<M>(a[i], b[i]))
    }

    fn normalise(self, a: Self::Quad) -> Self::Quad {
        a
    }

    fn lift(self, a: Self::Quad) -> Self::Quad {
        a
    }

    fn mul(self, a: Self::Quad, b: Self::Quad) -> Self::Quad {
        each(|i| mul_limbs::<M>(a[i], b[i]))
    }

    fn mul_add(self, a: Self::Quad, b: Self::Quad, c: Self::Quad) -> Self::Quad {
        self.add(self.mul(a, b), c)
    }

    fn mul_mul(self, a: Self::Quad, b: Self::Quad, c: Self::Quad, d: Self::Quad) -> Self::Quad {
        each(|i| {
            let mut sum = WideSum::default();
            sum.add(a[i], b[i]);
            sum.add(c[i], d[i]);
            sum.reduce_two::<M>()
        })
    }

    fn square(self, a: Self::Quad) -> Self::Quad {
        self.mul(a, a)
    }

    fn sum(self) -> Self::Sum {
        WideSum::default()
    }

    fn accumulate(self, sum: &mut Self::Sum, a: Self::Quad, b: Self::Quad) {
        for (a, b) in a.into_iter().zip(b) {
            sum.add(a, b);
        }
    }

    fn total(self, sum: Self::Sum) -> Limbs {
        sum.reduce::<M>()
    }
}
