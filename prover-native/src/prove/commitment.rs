//! Stage 1: the statement, and commitments to what no statement holds (protocol.md §3).

use crate::circuit::{Body, Tensor};
use crate::commit::SmallRows;
use crate::field::F;
use crate::progress::{Stage, StageTimer};
use crate::session::{Model, Options, ProveError, RowsToKeep, Session, encode_points};
use crate::statement::{self, Seed};
use crate::transcript::Channel;
use crate::values::Assignment;
use zeroize::Zeroizing;

/// What stage 1 leaves to the others.
pub(super) struct Commitment {
    /// Has its pads.
    pub channel: Channel,
    /// For the masks of stage 6.
    pub seed: Seed,
    /// Points of the hidden INPUT and OUTPUT rows.
    pub hidden_points: Vec<u8>,
    pub blinders: RowBlinders,
    pub pads_blinder: Zeroizing<F>,
}

/// The blinders of rows that are no model's.
pub(super) struct RowBlinders {
    /// Of the INPUT and OUTPUT rows.
    pub hidden: Zeroizing<Vec<F>>,
    /// Of the WITNESS rows.
    witness: Zeroizing<Vec<F>>,
}

/// Commits the hidden inputs and outputs, under blinders that are `kept` or drawn, absorbs the statement, commits WITNESS rows and pads.
pub(super) fn prove(
    session: &Session,
    model: &Model,
    context: &[u8],
    values: &Assignment<'_>,
    kept: &RowsToKeep,
    options: &Options,
    timer: &mut StageTimer<'_>,
) -> Result<Commitment, ProveError> {
    let (circuit, digest) = (&session.circuit, &session.digest);
    let hidden_rows = session.rows(values, Tensor::is_hidden_port);
    let witness_rows = session.rows(values, is_witness);
    timer.enter(Stage::Commit, (hidden_rows.rows() + witness_rows.rows()) as u64)?;

    let values_digest = statement::values_digest(circuit, &model.values_digest, values);
    let hidden_seed = statement::hidden_seed(&options.entropy, context, digest, &values_digest)?;
    let mut hidden_blinders = hidden_seed.scalars("hidden rows", hidden_rows.rows());
    kept.replace(&mut hidden_blinders);
    let points = session
        .committer
        .commit_rows(&hidden_rows, &hidden_blinders, timer.progress)?;
    let hidden_points = encode_points(&points);
    let hidden_ids = session.tensor_ids(Tensor::is_hidden_port, &hidden_points);

    let transcript = statement::absorb(circuit, digest, context, &model.ids, &hidden_ids, values);
    let mut channel = Channel::new(transcript);
    let blinders_digest = statement::blinders_digest(&model.blinders_digest, &hidden_blinders);
    let seed = statement::proof_seed(
        &options.entropy,
        &channel.state(),
        &values_digest,
        &blinders_digest,
    )?;
    let blinders = seed.scalars("rows", witness_rows.rows());
    let pads_blinder = Zeroizing::new(seed.scalar("pads blinder", 0));
    let (witness_points, (pads, pads_points)) = rayon::join(
        || {
            let committer = &session.committer;
            committer.commit_rows(&witness_rows, &blinders, timer.progress)
        },
        || {
            let pads = seed.scalars("pads", session.plan.pads() as usize);
            let points = session.committer.commit_scalars(&[(&pads, &pads_blinder)]);
            (pads, points)
        },
    );
    // P -> V  WITNESS rows; the pad commitment
    for point in witness_points? {
        channel.point("witness rows", &point);
    }
    for point in pads_points? {
        channel.point("pads", &point);
    }
    channel.set_pads(pads);
    Ok(Commitment {
        channel,
        seed,
        hidden_points,
        blinders: RowBlinders {
            hidden: hidden_blinders,
            witness: blinders,
        },
        pads_blinder,
    })
}

fn is_witness(tensor: &Tensor) -> bool {
    matches!(tensor.body, Body::Witness { .. })
}

impl RowBlinders {
    /// For each tensor those of its rows, if it is committed.
    pub fn by_tensor<'b>(&'b self, session: &Session, model: &'b Model) -> Vec<Option<&'b [F]>> {
        let mut model = &model.blinders[..];
        let mut hidden = &self.hidden[..];
        let mut witness = &self.witness[..];
        let tensors = session.circuit.tensors.iter().enumerate();
        tensors
            .map(|(index, tensor)| {
                let rest = match tensor {
                    _ if tensor.is_model() => &mut model,
                    _ if tensor.is_hidden_port() => &mut hidden,
                    _ if is_witness(tensor) => &mut witness,
                    _ => return None,
                };
                let (own, after) = rest.split_at(session.layout.matrix(index).rows());
                *rest = after;
                Some(own)
            })
            .collect()
    }
}
