//! Hedged randomness (protocol.md §8 and §11, rules 28 and 29): seeds hash the operating system's randomness together
//! with all that is secret, and each purpose draws from a labelled stream of its own.

use crate::field::{F, reduce_wide};
use crate::hash::{MESSAGES, shake256_of_indices};
use crate::kernel::simd::{Engine, Kernel, dispatch};
use ark_pallas::FrConfig;
use shake::Shake256;
use shake::digest::{ExtendableOutput, Update, XofReader};
#[cfg(any(test, feature = "test-prover"))]
use std::sync::atomic::{AtomicU64, Ordering};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The operating system gave no randomness. Nothing may be proven then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no randomness")]
pub struct RandomnessError;

/// Where the 32 fresh bytes of each seed come from.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Entropy {
    #[cfg(any(test, feature = "test-prover"))]
    fixed: Option<[u8; 32]>,
    /// Requests after which the source fails.
    #[cfg(any(test, feature = "test-prover"))]
    #[zeroize(skip)]
    left: AtomicU64,
}

impl Entropy {
    /// The operating system.
    pub fn operating_system() -> Self {
        Self {
            #[cfg(any(test, feature = "test-prover"))]
            fixed: None,
            #[cfg(any(test, feature = "test-prover"))]
            left: AtomicU64::new(u64::MAX),
        }
    }

    /// The same 32 bytes each time: makes proofs reproducible and worthless.
    #[cfg(any(test, feature = "test-prover"))]
    pub fn fixed(bytes: [u8; 32]) -> Self {
        Self {
            fixed: Some(bytes),
            left: AtomicU64::new(u64::MAX),
        }
    }

    /// An operating system whose source fails after so many requests.
    #[cfg(any(test, feature = "test-prover"))]
    pub fn failing_after(requests: u64) -> Self {
        Self {
            fixed: None,
            left: AtomicU64::new(requests),
        }
    }

    /// 32 fresh bytes.
    ///
    /// # Errors
    /// [`RandomnessError`] if the operating system fails.
    pub fn bytes(&self) -> Result<Zeroizing<[u8; 32]>, RandomnessError> {
        #[cfg(any(test, feature = "test-prover"))]
        {
            let one_less = |left: u64| left.checked_sub(1);
            let left = self
                .left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less);
            left.map_err(|_| RandomnessError)?;
            if let Some(bytes) = self.fixed {
                return Ok(Zeroizing::new(bytes));
            }
        }
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *bytes).map_err(|_| RandomnessError)?;
        Ok(bytes)
    }
}

/// A seed of labelled streams of scalars. Zeroised on drop, never cloned.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Seed([u8; 32]);

impl Seed {
    /// The first 32 bytes of SHAKE256 over `fields`, each preceded by its length as u64le.
    pub fn derive(fields: &[&[u8]]) -> Self {
        let mut hasher = Shake256::default();
        for field in fields {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field);
        }
        let mut seed = [0; 32];
        hasher.finalize_xof().read(&mut seed);
        Self(seed)
    }

    /// Element `index` of stream `label`: 64 bytes of SHAKE256(seed ‖ u64le(|label|) ‖ label ‖ u64le index), mod |F|.
    pub fn scalar(&self, label: &str, index: u64) -> F {
        let mut hasher = Shake256::default();
        hasher.update(&self.prefix(label));
        hasher.update(&index.to_le_bytes());
        let mut wide = Zeroizing::new([0; 64]);
        hasher.finalize_xof().read(&mut *wide);
        reduce_wide(&wide)
    }

    /// Elements 0 … `count` − 1 of stream `label`.
    pub fn scalars(&self, label: &str, count: usize) -> Zeroizing<Vec<F>> {
        dispatch(Scalars {
            seed: self,
            label,
            count,
        })
    }

    /// seed ‖ u64le(|label|) ‖ label.
    fn prefix(&self, label: &str) -> Zeroizing<Vec<u8>> {
        let length = (label.len() as u64).to_le_bytes();
        Zeroizing::new([&self.0[..], &length, label.as_bytes()].concat())
    }
}

struct Scalars<'s> {
    seed: &'s Seed,
    label: &'s str,
    count: usize,
}

impl Kernel for Scalars<'_> {
    type Modulus = FrConfig;
    type Output = Zeroizing<Vec<F>>;

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Self::Output {
        let Self { seed, label, count } = self;
        if E::LANES < MESSAGES {
            let one = |index| seed.scalar(label, index);
            return Zeroizing::new((0..count as u64).map(one).collect());
        }
        let prefix = seed.prefix(label);
        let mut scalars = Zeroizing::new(Vec::with_capacity(count));
        while scalars.len() < count {
            let wide = shake256_of_indices(e, &prefix, scalars.len() as u64);
            let missing = count - scalars.len();
            scalars.extend(wide.iter().take(missing).map(reduce_wide));
        }
        scalars
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::simd::on_each;

    #[test]
    fn streams_are_separate_and_repeatable() {
        let seed = Seed::derive(&[b"vouch-1/rng", b"a"]);
        let same = Seed::derive(&[b"vouch-1/rng", b"a"]);
        let shifted = Seed::derive(&[b"vouch-1/rnga", b""]);
        assert_eq!(seed.scalar("rows", 3), same.scalar("rows", 3));
        assert_ne!(seed.scalar("rows", 3), shifted.scalar("rows", 3));
        assert_ne!(seed.scalar("rows", 3), seed.scalar("rows", 4));
        assert_ne!(seed.scalar("rows", 3), seed.scalar("pads", 3));
        for count in [0, 1, 5, 8, 21] {
            let one_by_one: Vec<F> = (0..count as u64)
                .map(|index| seed.scalar("pads", index))
                .collect();
            let (seed, label) = (&seed, "pads");
            for (engine, scalars) in on_each(|| Scalars { seed, label, count }) {
                assert_eq!(*scalars, one_by_one, "{engine}");
            }
        }
    }

    #[test]
    fn the_operating_system_gives_fresh_bytes() {
        let entropy = Entropy::operating_system();
        assert_ne!(*entropy.bytes().unwrap(), *entropy.bytes().unwrap());
        assert_eq!(*Entropy::fixed([7; 32]).bytes().unwrap(), [7; 32]);
    }

    #[test]
    fn a_failing_source_is_an_error() {
        let entropy = Entropy::failing_after(1);
        assert!(entropy.bytes().is_ok());
        assert_eq!(entropy.bytes().err(), Some(RandomnessError));
        assert_eq!(entropy.bytes().err(), Some(RandomnessError));
    }
}
