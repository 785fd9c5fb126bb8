use super::encoding::lift;
use super::{Affine, Fq};
use crate::field::bytes_to_limbs;
use ark_ff::{BigInt, PrimeField};
use rayon::prelude::*;
use shake::Shake256;
use shake::digest::{ExtendableOutput, Update, XofReader};
use std::sync::{Arc, OnceLock, RwLock};

/// x ‖ y, 32 bytes each, of the first generators: deriving one takes two square roots on average. A test checks them.
static KNOWN: &[u8] = include_bytes!("generators.bin");

/// Bytes of a generator in [`KNOWN`].
const RECORD: usize = 64;

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
    all.par_extend(missing.into_par_iter().map(|index| {
        let stored = KNOWN.chunks_exact(RECORD).nth(index as usize);
        stored.map_or_else(|| derive("vouch-1/generator", index), read)
    }));
    let all: Arc<[Affine]> = all.into();
    *cache = Some(all.clone());
    all
}

/// h, the generator that blinders multiply.
pub fn blinder_generator() -> Affine {
    static H: OnceLock<Affine> = OnceLock::new();
    *H.get_or_init(|| derive("vouch-1/blinder", 0))
}

fn read(record: &[u8]) -> Affine {
    let [x, y] = [0, 32].map(|at| {
        let limbs = bytes_to_limbs(record[at..at + 32].try_into().expect("half a record"));
        Fq::from_bigint(BigInt(limbs)).expect("a canonical coordinate")
    });
    Affine::new_unchecked(x, y)
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
    use crate::field::limbs_to_bytes;

    fn derived() -> Vec<u8> {
        let records = (0..2048u32).into_par_iter().flat_map_iter(|index| {
            let point = derive("vouch-1/generator", index);
            [point.x, point.y]
                .into_iter()
                .flat_map(|c| limbs_to_bytes(c.into_bigint().0))
        });
        records.collect()
    }

    #[test]
    fn stored_generators_are_the_derived_ones() {
        assert!(
            derived() == KNOWN,
            "generators.bin is not what the derivation gives"
        );
    }

    /// Writes generators.bin anew: cargo test -- --ignored write_generators
    #[test]
    #[ignore = "writes a source file"]
    fn write_generators() {
        std::fs::write(
            concat!(env!("CARGO_MANIFEST_DIR"), "/src/curve/generators.bin"),
            derived(),
        )
        .unwrap();
    }

    #[test]
    fn generators_beyond_the_stored_ones_are_derived() {
        assert_eq!(generators(2050)[2049], derive("vouch-1/generator", 2049));
    }

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
