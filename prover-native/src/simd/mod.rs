//! Four field elements at a time. Kernels are written once, generic over an [`Engine`]: AVX2 where the processor has it
//! (chosen at run time), plain scalar code elsewhere. Both give the same canonical results.
//!
//! This is the one module, beside the C boundary, that may use unsafe code: to enter code compiled for AVX2.

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod avx2;
mod portable;

use crate::field::{Limbs, Modulus, add_limbs};

/// Arithmetic on quads of residues modulo a Pasta modulus.
///
/// A *normalised* quad comes from a load, a splat or a multiplication. A sum or difference of two normalised quads is
/// *loose*: it may only be one factor of a multiplication. A product of two Montgomery forms comes out divided by
/// 2^LIFT, so one factor is loaded lifted, or the caller corrects a sum of products at its end.
pub(crate) trait Engine: Copy + Send + Sync {
    /// The field.
    type Modulus: Modulus;
    /// Four residues.
    type Quad: Copy + Send + Sync;
    /// Sums of unreduced products, one a lane.
    type Sum: Copy;
    /// Four integers in ±2^31.
    type Small: Copy;
    /// See above.
    const LIFT: u32;

    /// Runs `kernel` compiled with this engine's processor features. All of it must be inlined to be fast: closures that
    /// handle quads are `#[inline(always)]`, and iterators and `array::map` over quads are not used.
    fn run<R>(self, kernel: impl FnOnce() -> R) -> R;

    /// Four elements as they are.
    fn load(self, x: [&Limbs; 4]) -> Self::Quad;
    /// Four elements times 2^LIFT.
    fn load_lifted(self, x: [&Limbs; 4]) -> Self::Quad;
    /// One element times 2^LIFT in all four places.
    fn splat_lifted(self, x: &Limbs) -> Self::Quad {
        let lifted = (0..Self::LIFT).fold(*x, |x, _| add_limbs::<Self::Modulus>(x, x));
        self.load([&lifted; 4])
    }
    /// One element in all four places, prepared for [`Engine::small_mul_add`].
    fn splat_for_small(self, x: &Limbs) -> Self::Quad;
    /// Four integers, each in ±2^31.
    fn small(self, x: [i64; 4]) -> Self::Small;
    /// a·x + c, with a from [`Engine::splat_for_small`], c normalised or loose.
    fn small_mul_add(self, a: Self::Quad, x: Self::Small, c: Self::Quad) -> Self::Quad;
    /// The canonical limbs of a normalised quad.
    fn store(self, x: Self::Quad) -> [Limbs; 4];

    /// a + b, loose.
    fn add(self, a: Self::Quad, b: Self::Quad) -> Self::Quad;
    /// a − b, loose.
    fn sub(self, a: Self::Quad, b: Self::Quad) -> Self::Quad;
    /// a normalised again, for any sum of up to four normalised quads and their negatives.
    fn normalise(self, a: Self::Quad) -> Self::Quad;
    /// a·2^LIFT, normalised, for a loaded plain, the result of a multiplication, or a difference of such. The result is
    /// too large to be lifted again.
    fn lift(self, a: Self::Quad) -> Self::Quad;
    /// a·b / 2^LIFT; at most one factor is loose.
    fn mul(self, a: Self::Quad, b: Self::Quad) -> Self::Quad;
    /// a·b / 2^LIFT + c; a or b may be loose, c normalised or loose.
    fn mul_add(self, a: Self::Quad, b: Self::Quad, c: Self::Quad) -> Self::Quad;
    /// (a·b + c·d) / 2^LIFT; all normalised, or each product with one loose factor that is a difference.
    fn mul_mul(self, a: Self::Quad, b: Self::Quad, c: Self::Quad, d: Self::Quad) -> Self::Quad;
    /// a² / 2^LIFT, a normalised or a difference.
    fn square(self, a: Self::Quad) -> Self::Quad;

    /// An empty sum.
    fn sum(self) -> Self::Sum;
    /// sum += a·b, both normalised.
    fn accumulate(self, sum: &mut Self::Sum, a: Self::Quad, b: Self::Quad);
    /// The total over all lanes as a Montgomery form: Σ a·b of Montgomery forms is that of Σ a·b (no lift).
    fn total(self, sum: Self::Sum) -> Limbs;
}

/// A computation to be run by whichever engine fits the processor.
pub(crate) trait Kernel {
    /// The field it computes in.
    type Modulus: Modulus;
    /// What it returns.
    type Output;
    /// Runs it. Inner loops go through [`Engine::run`].
    fn run<E: Engine<Modulus = Self::Modulus>>(self, engine: E) -> Self::Output;
}

/// Runs `kernel` on the best engine of this processor.
pub(crate) fn dispatch<K: Kernel>(kernel: K) -> K::Output {
    #[cfg(target_arch = "x86_64")]
    if let Some(engine) = avx2::Avx2::detect() {
        return kernel.run(engine);
    }
    kernel.run(portable::Portable::new())
}

#[cfg(test)]
mod tests;
