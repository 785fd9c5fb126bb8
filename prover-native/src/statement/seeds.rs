//! Seeds that depend on the statement and on all that is secret (protocol.md §11, rules 28 and 29).

use super::rng::{Entropy, RandomnessError, Seed};
use crate::circuit::Circuit;
use crate::field::{F, to_bytes};
use crate::values::Assignment;
use sha3::{Digest, Sha3_256};
use zeroize::Zeroizing;

const BUILD_ID: &[u8] = b"vouch-1.0";

/// Changes with the messages of a proof: equal randomness under two kinds of messages would give the pads away.
const PROOF_BUILD_ID: &[u8] = b"vouch-1.1";

/// A secret digest.
pub type SecretDigest = Zeroizing<[u8; 32]>;

/// M of rule 29: SHA3-256 of the values of the MODEL tensors, 8 bytes little-endian each.
pub fn model_digest(values: &[i64]) -> SecretDigest {
    let mut hasher = Sha3_256::new();
    hash_values(&mut hasher, values);
    Zeroizing::new(hasher.finalize().into())
}

/// The values digest of rule 29: `model` is M.
///
/// # Panics
/// If an INPUT, OUTPUT or WITNESS tensor has no integer values.
pub fn values_digest(circuit: &Circuit, model: &[u8; 32], values: &Assignment<'_>) -> SecretDigest {
    let mut hasher = Sha3_256::new();
    Digest::update(&mut hasher, model);
    let tensors = circuit.tensors.iter().zip(values);
    for (_, values) in tensors.filter(|(tensor, _)| tensor.committed() && !tensor.is_model()) {
        let values = values.as_ref().and_then(|values| values.small());
        hash_values(&mut hasher, values.expect("committed values are integers"));
    }
    Zeroizing::new(hasher.finalize().into())
}

fn hash_values(hasher: &mut Sha3_256, values: &[i64]) {
    let mut buffer = Zeroizing::new([0u8; 8 * 512]);
    for chunk in values.chunks(buffer.len() / 8) {
        let bytes = buffer.chunks_exact_mut(8).zip(chunk);
        bytes.for_each(|(bytes, value)| bytes.copy_from_slice(&value.to_le_bytes()));
        Digest::update(hasher, &buffer[..8 * chunk.len()]);
    }
}

/// SHA3-256 of the blinders of the MODEL rows, 32 bytes each.
pub fn model_blinders_digest(blinders: &[F]) -> SecretDigest {
    let mut hasher = Sha3_256::new();
    hash_scalars(&mut hasher, blinders);
    Zeroizing::new(hasher.finalize().into())
}

/// The blinders digest of rule 29: `model` is that of the MODEL rows.
pub fn blinders_digest(model: &[u8; 32], hidden: &[F]) -> SecretDigest {
    let mut hasher = Sha3_256::new();
    Digest::update(&mut hasher, model);
    hash_scalars(&mut hasher, hidden);
    Zeroizing::new(hasher.finalize().into())
}

fn hash_scalars(hasher: &mut Sha3_256, scalars: &[F]) {
    for scalar in scalars {
        let bytes = Zeroizing::new(to_bytes(scalar));
        Digest::update(hasher, bytes.as_slice());
    }
}

/// Seed of fresh MODEL blinders: stream "model rows".
///
/// # Errors
/// [`RandomnessError`].
pub fn model_seed(entropy: &Entropy, digest: &[u8; 32], values: &[u8; 32]) -> Result<Seed, RandomnessError> {
    let fresh = entropy.bytes()?;
    Ok(Seed::derive(&[
        b"vouch-1/rng-model",
        &*fresh,
        digest,
        BUILD_ID,
        values,
    ]))
}

/// Seed of the blinders of hidden INPUT and OUTPUT rows: stream "hidden rows".
///
/// # Errors
/// [`RandomnessError`].
pub fn hidden_seed(
    entropy: &Entropy,
    context: &[u8],
    digest: &[u8; 32],
    values: &[u8; 32],
) -> Result<Seed, RandomnessError> {
    let fresh = entropy.bytes()?;
    Ok(Seed::derive(&[
        b"vouch-1/rng-hidden",
        &*fresh,
        context,
        digest,
        BUILD_ID,
        values,
    ]))
}

/// Seed of all else in a proof. `state` is the transcript's after the statement; `values` and `blinders` are digests.
///
/// # Errors
/// [`RandomnessError`].
pub fn proof_seed(
    entropy: &Entropy,
    state: &[u8; 32],
    values: &[u8; 32],
    blinders: &[u8; 32],
) -> Result<Seed, RandomnessError> {
    let fresh = entropy.bytes()?;
    Ok(Seed::derive(&[
        b"vouch-1/rng",
        &*fresh,
        state,
        PROOF_BUILD_ID,
        values,
        blinders,
    ]))
}
