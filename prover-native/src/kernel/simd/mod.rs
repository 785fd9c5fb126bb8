//! Several field elements at a time. Kernels are written once, generic over an [`Engine`]: AVX-512 IFMA or AVX2 where the
//! processor has them (chosen at run time), plain scalar code elsewhere. All give the same canonical results.
//!
//! This is the one module, beside the C boundary, that may use unsafe code: to enter code compiled for a processor's
//! extensions, and to write vectors that were not zeroed before.

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod avx2;
mod choice;
#[allow(unsafe_code)]
mod fill;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod ifma;
mod portable;

pub use choice::engine_name;
#[cfg(test)]
pub(crate) use choice::on_each;
pub(crate) use choice::{Kernel, dispatch, dispatch_portable};
pub(crate) use fill::{CHUNK, PARALLEL, append, fill, map_into};

use crate::field::{Limbs, Modulus, add_limbs};
use zeroize::Zeroize;

/// The most lanes that any engine has. Vectors of elements that are padded to a multiple of it suit every engine.
pub(crate) const MAX_LANES: usize = 8;

/// Arithmetic on vectors of residues modulo a Pasta modulus, one a lane.
///
/// A *normalised* vector comes from a load, a splat or a multiplication. A sum or difference of two normalised vectors
/// is *loose*: it may only be one factor of a multiplication. A product of two Montgomery forms comes out divided by
/// 2^LIFT, so one factor is loaded lifted, or the caller corrects a sum of products at its end.
pub(crate) trait Engine: Copy + Send + Sync + 'static {
    /// The field.
    type Modulus: Modulus;
    /// A residue in each lane.
    type Vector: Copy + Send + Sync + Zeroize;
    /// Canonical residues, one a lane.
    type Elements: AsRef<[Limbs]>;
    /// Sums of unreduced products, one a lane.
    type Sum: Copy;
    /// An integer in each lane, in ±2^31; scalar code takes any.
    type Small: Copy;
    /// An element to be multiplied by [`Engine::Small`].
    type Factor: Copy + Sync;
    /// An element as it is kept in memory to be spread over all lanes again and again.
    type Weight: Copy + Send + Sync;
    /// Sums of unreduced products of residues and small integers, one a lane.
    type SmallSum: Copy;
    /// Residues in a vector; at most [`MAX_LANES`].
    const LANES: usize;
    /// See above.
    const LIFT: u32;
    /// How many vectors of [`Engine::SmallSum`] the registers hold: 1 or 4.
    const SMALL_SUMS: usize;
    /// What each small integer of a sum is increased by.
    const SMALL_BIAS: i64;
    /// What a small sum is divided by.
    const SMALL_SHIFT: u32;
    /// Products of small integers between carries.
    const SMALL_PRODUCTS: usize;
    /// Products of integers of at most ±2^16 between carries.
    const NARROW_PRODUCTS: usize;

    /// Runs `kernel` compiled with this engine's processor features. All of it must be inlined to be fast: closures that
    /// handle vectors are `#[inline(always)]`, and iterators and `array::map` over vectors are not used.
    fn run<R>(self, kernel: impl FnOnce() -> R) -> R;

    /// The elements that `lane` names, as they are.
    fn load<'a>(self, lane: impl Fn(usize) -> &'a Limbs) -> Self::Vector;
    /// The elements that `lane` names times 2^LIFT.
    fn load_lifted<'a>(self, lane: impl Fn(usize) -> &'a Limbs) -> Self::Vector;
    /// Whether some lane is 0; for a vector as it was loaded.
    fn any_zero(self, a: Self::Vector) -> bool;
    /// One element in all lanes. Enters vector code itself: kernels are often handed what was splat before they were
    /// entered.
    #[inline(always)]
    fn splat(self, x: &Limbs) -> Self::Vector {
        self.run(
            #[inline(always)]
            || self.spread(&self.weight(x)),
        )
    }
    /// One element, prepared for [`Engine::spread`].
    fn weight(self, x: &Limbs) -> Self::Weight;
    /// The element in all lanes: a splat without the work of cutting it into limbs.
    fn spread(self, x: &Self::Weight) -> Self::Vector;
    /// One element times 2^LIFT in all lanes.
    fn splat_lifted(self, x: &Limbs) -> Self::Vector {
        self.splat(&doubled::<Self::Modulus>(x, Self::LIFT))
    }
    /// The canonical limbs of a normalised vector.
    fn store(self, x: Self::Vector) -> Self::Elements;

    /// a + b, loose.
    fn add(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;
    /// a − b, loose.
    fn sub(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;
    /// a normalised again, for any sum of up to four normalised vectors and their negatives.
    fn normalise(self, a: Self::Vector) -> Self::Vector;
    /// a·2^LIFT, normalised, for a loaded plain, the result of a multiplication, or a difference of such. The result is
    /// too large to be lifted again.
    fn lift(self, a: Self::Vector) -> Self::Vector;
    /// a·b / 2^LIFT; at most one factor is loose.
    fn mul(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;
    /// a·b / 2^LIFT + c; a or b may be loose, c normalised or loose. With c loose the result is only good as a factor.
    fn mul_add(self, a: Self::Vector, b: Self::Vector, c: Self::Vector) -> Self::Vector;
    /// (a·b + c·d) / 2^LIFT; all normalised, or each product with one loose factor that is a difference. Only one factor of
    /// a product comes of lifted loads.
    fn mul_mul(self, a: Self::Vector, b: Self::Vector, c: Self::Vector, d: Self::Vector) -> Self::Vector;
    /// a² / 2^LIFT, a normalised or a difference.
    fn square(self, a: Self::Vector) -> Self::Vector;

    /// An empty sum.
    fn sum(self) -> Self::Sum;
    /// sum += a·b, both normalised.
    fn accumulate(self, sum: &mut Self::Sum, a: Self::Vector, b: Self::Vector);
    /// The total over all lanes as a Montgomery form: Σ a·b of Montgomery forms is that of Σ a·b (no lift).
    fn total(self, sum: Self::Sum) -> Limbs;

    /// The first integers of `x`, one a lane, each in ±2^31.
    fn small(self, x: &[i64]) -> Self::Small;
    /// The first integers of `x`, one a lane.
    fn narrow(self, x: &[i16]) -> Self::Small;
    /// One element in all lanes, prepared for [`Engine::small_mul_add`].
    fn factor(self, x: &Limbs) -> Self::Factor;
    /// a·x + c, c normalised or loose.
    fn small_mul_add(self, a: Self::Factor, x: Self::Small, c: Self::Vector) -> Self::Vector;

    /// An empty sum.
    fn small_sum(self) -> Self::SmallSum;
    /// sum += a·(x + SMALL_BIAS), a loaded plain or the result of a multiplication. To be carried after [`Engine::SMALL_PRODUCTS`] of these, or
    /// [`Engine::NARROW_PRODUCTS`] if all integers are in ±2^16.
    fn add_small(self, sum: &mut Self::SmallSum, a: Self::Vector, x: Self::Small);
    /// Makes room for more products.
    fn carry_small(self, sum: &mut Self::SmallSum);
    /// sum / 2^SMALL_SHIFT, normalised; the sum is carried, and of at most 2^24 products.
    fn settle(self, sum: Self::SmallSum) -> Self::Vector;
}

/// The words of an element cut into limbs of `bits` bits; the last limb takes what is left.
fn cut<const LIMBS: usize>(x: &Limbs, bits: u32) -> [i64; LIMBS] {
    std::array::from_fn(|i| {
        let (word, shift) = (i * bits as usize / 64, i as u32 * bits % 64);
        let above = if shift == 0 {
            0
        } else {
            x.get(word + 1).map_or(0, |next| next << (64 - shift))
        };
        let limb = x[word] >> shift | above;
        (if i + 1 < LIMBS {
            limb & ((1 << bits) - 1)
        } else {
            limb
        }) as i64
    })
}

/// x·2^times mod P.
fn doubled<M: Modulus>(x: &Limbs, times: u32) -> Limbs {
    (0..times).fold(*x, |x, _| add_limbs::<M>(x, x))
}

#[cfg(test)]
mod bounds_tests;
#[cfg(test)]
mod tests;
