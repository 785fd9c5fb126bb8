use super::{Affine, Fq, Projective};
use crate::field::{Limbs, sub_limbs};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::BigInt;
use ark_pallas::FqConfig;
use zeroize::Zeroize;

/// An affine point as the addition kernels read it: coordinates in Montgomery form. Infinity is (0, 0): no point of
/// Pallas has x = 0, since 5 is not a square.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Zeroize)]
pub(crate) struct Point {
    pub(crate) x: Limbs,
    pub(crate) y: Limbs,
}

impl Point {
    pub(crate) const INFINITY: Self = Self { x: [0; 4], y: [0; 4] };

    #[inline(always)]
    pub(crate) fn is_infinity(&self) -> bool {
        self.x == [0; 4]
    }

    /// −P if `negative`, else P.
    #[inline(always)]
    pub(crate) fn signed(&self, negative: bool) -> Self {
        let minus = sub_limbs::<FqConfig>([0; 4], self.y);
        // A mask instead of a branch, which would be foretold wrongly half of the time.
        let mask = u64::from(negative).wrapping_neg();
        Self {
            x: self.x,
            y: std::array::from_fn(|i| self.y[i] ^ (mask & (self.y[i] ^ minus[i]))),
        }
    }

    /// The sum by arkworks' complete formulas, for the rare pairs that the kernels leave out.
    #[cold]
    pub(crate) fn add_slowly(&self, other: &Self) -> Self {
        (Projective::from(self.affine()) + other.affine())
            .into_affine()
            .into()
    }

    pub(crate) fn affine(&self) -> Affine {
        if self.is_infinity() {
            return Affine::identity();
        }
        let [x, y] = [self.x, self.y].map(|limbs| Fq::new_unchecked(BigInt(limbs)));
        Affine::new_unchecked(x, y)
    }
}

impl From<Affine> for Point {
    fn from(point: Affine) -> Self {
        point
            .xy()
            .map_or(Self::INFINITY, |(x, y)| Self { x: x.0.0, y: y.0.0 })
    }
}
