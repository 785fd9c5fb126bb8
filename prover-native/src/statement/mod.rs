//! The statement (protocol.md §3; §11, rules 8 and 10) and the seeds that depend on it (rules 28 and 29).

mod rng;
mod seeds;

pub use rng::{Entropy, RandomnessError, Seed};
pub use seeds::{
    SecretDigest, blinders_digest, hidden_seed, model_blinders_digest, model_digest, model_seed, proof_seed,
    values_digest,
};

use crate::circuit::{Body, Circuit, Matrix, Port, Tensor};
use crate::transcript::Transcript;
use crate::values::Assignment;
use sha3::{Digest, Sha3_256};

/// Tensor id of a MODEL, INPUT or OUTPUT tensor with these row points (32 bytes each); `marked` is its port if that says
/// how it is read (`Circuit::marked_port`).
///
/// # Panics
/// If the tensor has no id.
pub fn tensor_id(tensor: &Tensor, marked: Option<&Port>, matrix: &Matrix, points: &[u8]) -> [u8; 32] {
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
    match marked.map(|port| (port, &port.slices)) {
        Some((port, Some(slices))) => {
            Digest::update(&mut hasher, port.stride(slices.axis).to_le_bytes());
            Digest::update(&mut hasher, (slices.exponents.len() as u32).to_le_bytes());
            for exponent in &slices.exponents {
                Digest::update(&mut hasher, exponent.to_le_bytes());
            }
        }
        Some((port, None)) => {
            Digest::update(&mut hasher, 0u64.to_le_bytes());
            Digest::update(&mut hasher, u32::from(port.value_type).to_le_bytes());
        }
        None => {}
    }
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
