use crate::circuit::{Circuit, Tensor};
use crate::field::F;
use crate::statement::{self, SecretDigest};
use crate::values::{Assignment, Small, Values};
use zeroize::Zeroize;

/// The committed weights and all that is the same in every proof about them. Zeroised on drop.
pub(crate) struct Model {
    /// All MODEL tensors in declaration order, row-major.
    values: Vec<i64>,
    /// The same in 16 bits, if they fit: what the loops over weights read. Else empty.
    narrow: Vec<i16>,
    /// Largest magnitude in each tensor.
    magnitudes: Vec<u64>,
    /// Tensor ids.
    pub ids: Vec<[u8; 32]>,
    /// Running over the rows.
    pub blinders: Vec<F>,
    /// M of §11, rule 29.
    pub values_digest: SecretDigest,
    /// Of the blinders, for the same rule.
    pub blinders_digest: SecretDigest,
}

impl Model {
    /// A model whose values fit the circuit and its ranges.
    pub fn new(circuit: &Circuit, values: &[i64], ids: Vec<[u8; 32]>, blinders: Vec<F>) -> Self {
        let mut rest = values;
        let magnitudes = circuit
            .tensors
            .iter()
            .filter(|tensor| tensor.is_model())
            .map(|tensor| {
                let (own, after) = rest.split_at(tensor.size() as usize);
                rest = after;
                own.iter().map(|value| value.unsigned_abs()).max().unwrap_or(0)
            });
        let magnitudes: Vec<u64> = magnitudes.collect();
        let fits = magnitudes.iter().all(|magnitude| *magnitude <= i16::MAX as u64);
        let narrow = if fits {
            values.iter().map(|value| *value as i16).collect()
        } else {
            Vec::new()
        };
        Self {
            values: values.to_vec(),
            narrow,
            magnitudes,
            ids,
            values_digest: statement::model_digest(values),
            blinders_digest: statement::model_blinders_digest(&blinders),
            blinders,
        }
    }

    /// Puts the values of the MODEL tensors into an assignment.
    pub fn assign<'m>(&'m self, circuit: &Circuit, into: &mut Assignment<'m>) {
        let mut start = 0;
        let tensors = circuit
            .tensors
            .iter()
            .enumerate()
            .filter(|(_, tensor)| Tensor::is_model(tensor));
        for ((index, tensor), magnitude) in tensors.zip(&self.magnitudes) {
            let cells = start..start + tensor.size() as usize;
            start = cells.end;
            let narrow = self.narrow.get(cells.clone());
            into[index] = Some(Values::Small(Small::with_narrow(
                &self.values[cells],
                *magnitude,
                narrow,
            )));
        }
    }
}

impl Drop for Model {
    fn drop(&mut self) {
        self.values.zeroize();
        self.narrow.zeroize();
        self.blinders.zeroize();
    }
}
