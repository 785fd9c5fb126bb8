//! The statement (protocol.md §3; §11, rules 8 and 10) and the seeds that depend on it (rules 28 and 29).

use crate::circuit::{Body, Circuit, Matrix, Tensor};
use crate::field::{F, to_bytes};
use crate::rng::{Entropy, RandomnessError, Seed};
use crate::transcript::Transcript;
use crate::values::Assignment;
use sha3::{Digest, Sha3_256};
use zeroize::Zeroizing;

const BUILD_ID: &[u8] = b"vouch-1.0";

/// Tensor id of a MODEL, INPUT or OUTPUT tensor with these row points (32 bytes each).
///
/// # Panics
/// If the tensor has no id.
pub fn tensor_id(tensor: &Tensor, matrix: &Matrix, points: &[u8]) -> [u8; 32] {
    let Body::Committed {
        range,
        scale_exponent,
        axis_names,
        ..
    } = &tensor.body
    else {
        panic!("only MODEL, INPUT and OUTPUT tensors have ids");
    };
    let mut hasher = Sha3_256::new();
    Digest::update(&mut hasher, b"vouch-1/tensor");
    Digest::update(&mut hasher, [tensor.shape.len() as u8]);
    for (length, name) in tensor.shape.iter().zip(axis_names) {
        Digest::update(&mut hasher, (*length as u32).to_le_bytes());
        Digest::update(&mut hasher, [name.len() as u8]);
        Digest::update(&mut hasher, name);
    }
    Digest::update(&mut hasher, [matrix.column_bits as u8]);
    Digest::update(&mut hasher, range.lo.to_le_bytes());
    Digest::update(&mut hasher, range.hi.to_le_bytes());
    Digest::update(&mut hasher, scale_exponent.to_le_bytes());
    Digest::update(&mut hasher, (matrix.rows() as u32).to_le_bytes());
    Digest::update(&mut hasher, points);
    hasher.finalize().into()
}

/// The transcript after the statement. Ids are in declaration order.
///
/// # Panics
/// If a PUBLIC tensor has no integer values.
pub fn absorb(
    circuit: &Circuit,
    digest: &[u8; 32],
    context: &[u8],
    model_ids: &[[u8; 32]],
    hidden_ids: &[[u8; 32]],
    values: &Assignment<'_>,
) -> Transcript {
    let mut transcript = Transcript::new();
    transcript.absorb("context", context);
    transcript.absorb("circuit", digest);
    model_ids
        .iter()
        .for_each(|id| transcript.absorb("model tensor", id));
    for (tensor, values) in circuit.tensors.iter().zip(values) {
        if matches!(tensor.body, Body::Public { .. }) {
            let values = values
                .as_ref()
                .and_then(|values| values.small())
                .expect("public values");
            let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            transcript.absorb("public", &bytes);
        }
    }
    hidden_ids
        .iter()
        .for_each(|id| transcript.absorb("hidden tensor", id));
    transcript
}

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
        BUILD_ID,
        values,
        blinders,
    ]))
}
