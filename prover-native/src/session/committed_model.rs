use super::model::Model;
use super::{Options, ProveError, Session, encode_points, encode_scalars};
use crate::circuit::Tensor;
use crate::commit::SmallRows;
use crate::field::{ELEMENT_BYTES, from_bytes, from_i64};
use crate::progress::{Progress, Stage};
use crate::statement;
use crate::values::{self, OnMissing};
use std::sync::Arc;
use zeroize::Zeroizing;

/// A fresh commitment of the MODEL tensors, rows in declaration order.
pub struct ModelCommitment {
    /// 32 bytes a row.
    pub points: Vec<u8>,
    /// 32 bytes a row.
    pub blinders: Zeroizing<Vec<u8>>,
}

impl Session {
    /// Commits MODEL values under fresh blinders, or under blinders 1 where the circuit says that weights are public.
    ///
    /// # Errors
    /// [`ProveError`].
    pub fn commit_model(
        &self,
        model: &[i64],
        options: &Options,
        progress: &Progress,
    ) -> Result<ModelCommitment, ProveError> {
        self.pool.install(|| {
            let mut assignment = self.empty_assignment();
            values::import(
                &self.circuit,
                |_, tensor| tensor.is_model(),
                model,
                OnMissing::Refuse,
                &mut assignment,
            )?;
            let rows = self.rows(&assignment, |tensor| tensor.is_model());
            progress.enter(Stage::Commit, rows.rows() as u64)?;
            let blinders = if self.circuit.public_weights {
                Zeroizing::new(vec![from_i64(1); rows.rows()])
            } else {
                let digest = statement::model_digest(model);
                let seed = statement::model_seed(&options.entropy, &self.digest, &digest)?;
                seed.scalars("model rows", rows.rows())
            };
            let points = self.committer.commit_rows(&rows, &blinders, progress)?;
            progress.enter(Stage::Finish, 0)?;
            Ok(ModelCommitment {
                points: encode_points(&points),
                blinders: encode_scalars(&blinders),
            })
        })
    }

    /// Gives the session its model. Points are trusted: a wrong one makes proofs that the verifier rejects.
    ///
    /// # Errors
    /// [`ProveError::Value`], [`ProveError::Length`], or [`ProveError::Argument`] if a blinder is not canonical.
    pub fn load_model(&self, model: &[i64], points: &[u8], blinders: &[u8]) -> Result<(), ProveError> {
        values::import(
            &self.circuit,
            |_, tensor| tensor.is_model(),
            model,
            OnMissing::Refuse,
            &mut self.empty_assignment(),
        )?;
        let rows: usize = self
            .tensors(Tensor::is_model)
            .map(|(index, _)| self.layout.matrix(index).rows())
            .sum();
        for (what, bytes) in [
            ("points of MODEL rows", points),
            ("blinders of MODEL rows", blinders),
        ] {
            if bytes.len() != ELEMENT_BYTES * rows {
                return Err(ProveError::Length {
                    what,
                    expected: (ELEMENT_BYTES * rows) as u64,
                    found: bytes.len() as u64,
                });
            }
        }
        let ids = self.tensor_ids(Tensor::is_model, points);
        let mut scalars = Zeroizing::new(Vec::with_capacity(rows));
        for (row, bytes) in blinders.chunks_exact(ELEMENT_BYTES).enumerate() {
            let blinder = from_bytes(bytes.try_into().expect("the bytes of an element"));
            let refuse = || ProveError::Argument(format!("blinder of row {row} is not canonical"));
            scalars.push(blinder.ok_or_else(refuse)?);
        }
        let loaded = Model::new(&self.circuit, model, ids, std::mem::take(&mut *scalars));
        *self
            .model
            .write()
            .unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(Arc::new(loaded));
        Ok(())
    }

    pub(crate) fn model(&self) -> Result<Arc<Model>, ProveError> {
        let model = self
            .model
            .read()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .clone();
        match model {
            None if self.circuit.tensors.iter().any(Tensor::is_model) => Err(ProveError::NoModel),
            None => Ok(Arc::new(Model::new(&self.circuit, &[], Vec::new(), Vec::new()))),
            Some(model) => Ok(model),
        }
    }

    /// Ids of the selected tensors, in declaration order: `points` are those of their rows.
    pub(crate) fn tensor_ids(&self, selected: impl Fn(&Tensor) -> bool, points: &[u8]) -> Vec<[u8; 32]> {
        let mut rest = points;
        let ids = self.tensors(selected).map(|(index, tensor)| {
            let matrix = self.layout.matrix(index);
            let (own, after) = rest.split_at(ELEMENT_BYTES * matrix.rows());
            rest = after;
            statement::tensor_id(tensor, self.circuit.marked_port(index), matrix, own)
        });
        ids.collect()
    }
}
