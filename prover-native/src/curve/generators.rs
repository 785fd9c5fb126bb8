use super::encoding::lift;
use super::{Affine, Fq};
use crate::field::bytes_to_limbs;
use ark_ff::{BigInt, PrimeField};
use rayon::prelude::*;
use shake::Shake256;
use shake::digest::{ExtendableOutput, Update, XofReader};
use std::sync::{Arc, OnceLock, RwLock};

/// The first `count` generators g_0, g_1, …, kept for the life of the process.
pub fn generators(count: usize) -> Arc<[Affine]> {
    static CACHE: RwLock<Option<Arc<[Affine]>>> = RwLock::new(None);
    let cached = || {
        CACHE
            .read()
            .unwrap_or_else(|e| e.into_inner())
            .clone()
            .filter(|known| known.len() >= count)
    };
    if let Some(known) = cached() {
        return known;
    }
    let mut cache = CACHE.write().unwrap_or_else(|e| e.into_inner());
    let known = cache.take().unwrap_or_else(|| Arc::new([]));
    let mut all = known.to_vec();
    let missing = known.len() as u32..count as u32;
    all.par_extend(
        missing
            .into_par_iter()
            .map(|index| derive("vouch-1/generator", index)),
    );
    let all: Arc<[Affine]> = all.into();
    *cache = Some(all.clone());
    all
}

/// h, the generator that blinders multiply.
pub fn blinder_generator() -> Affine {
    static H: OnceLock<Affine> = OnceLock::new();
    *H.get_or_init(|| derive("vouch-1/blinder", 0))
}

/// Try-and-increment (protocol.md §1): for k = 0, 1, … 33 bytes of SHAKE256(label ‖ u32le(index) ‖ u8(k)); x is the
/// first 32 bytes with bit 255 cleared, bit 0 of the last byte is the parity of y.
fn derive(label: &str, index: u32) -> Affine {
    (0..=u8::MAX)
        .find_map(|k| {
            let mut hasher = Shake256::default();
            hasher.update(label.as_bytes());
            hasher.update(&index.to_le_bytes());
            hasher.update(&[k]);
            let mut x = [0; 32];
            let mut last = [0];
            let mut stream = hasher.finalize_xof();
            stream.read(&mut x);
            stream.read(&mut last);
            x[31] &= 0x7f;
            lift(Fq::from_bigint(BigInt(bytes_to_limbs(&x)))?, last[0] & 1 == 1)
        })
        .expect("one of 256 tries is a point")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generators_are_distinct_points_and_a_stable_prefix() {
        let few = generators(10);
        let more = generators(40);
        assert_eq!(few[..10], more[..10]);
        for (i, g) in more[..40].iter().enumerate() {
            assert!(g.is_on_curve());
            assert!(more[..i].iter().all(|other| other.x != g.x));
            assert_ne!(g.x, blinder_generator().x);
        }
    }
}
