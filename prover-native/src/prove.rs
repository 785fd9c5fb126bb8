//! The prover, stage by stage (protocol.md §3): side by side with `ProofReplay` of the verifier.

mod commitment;
mod witness;

use crate::collection;
use crate::equation::{Conversation, QuadraticForm};
use crate::lookup::{self, LookupValues};
use crate::opening::{self, Blinders, Opened};
use crate::product;
use crate::progress::{Progress, Stage, StageTimer};
use crate::session::{
    GivenBlinders, MAX_CONTEXT, Model, Options, ProveError, RowsToKeep, Session, encode_scalars,
};
use crate::sigma::{self, Masks};
use crate::values::Witness;
use zeroize::Zeroizing;

/// A proof and what belongs to it.
pub struct Proof {
    /// Points of the hidden INPUT and OUTPUT rows, 32 bytes each.
    pub hidden_points: Vec<u8>,
    /// The protocol's messages.
    pub messages: Vec<u8>,
    /// Blinders of the hidden rows, 32 bytes each, given and drawn: the openings.
    pub hidden_blinders: Zeroizing<Vec<u8>>,
    /// Stage number and nanoseconds, in order.
    pub report: Vec<(u32, u64)>,
}

impl Session {
    /// Proves that the model gives the public outputs (and hidden ones) on the inputs in `values` (native-abi.md,
    /// witness values). Needs the model, if the circuit has one. Hidden rows have the `given` blinders, or fresh ones.
    ///
    /// # Errors
    /// [`ProveError`].
    pub fn prove(
        &self,
        context: &[u8],
        values: &[i64],
        given: GivenBlinders<'_>,
        options: &Options,
        progress: &Progress,
    ) -> Result<Proof, ProveError> {
        if context.len() > MAX_CONTEXT {
            return Err(ProveError::Argument(format!(
                "context of {} bytes, at most {MAX_CONTEXT}",
                context.len()
            )));
        }
        let model = self.model()?;
        let kept = given.decode(self)?;
        self.check_memory()?;
        self.install(|| {
            let mut timer = StageTimer::new(progress);
            let witness = witness::witness(self, &model, values, options, &mut timer)?;
            prove(self, &model, context, &witness, &kept, options, timer)
        })
    }
}

/// All stages.
fn prove(
    session: &Session,
    model: &Model,
    context: &[u8],
    witness: &Witness<'_>,
    kept: &RowsToKeep,
    options: &Options,
    mut timer: StageTimer<'_>,
) -> Result<Proof, ProveError> {
    let plan = &session.plan;
    // 1  P -> V  WITNESS rows; the pad commitment
    let commitment = commitment::prove(
        session,
        model,
        context,
        &witness.values,
        kept,
        options,
        &mut timer,
    )?;
    let blinders = commitment.blinders.by_tensor(session, model);
    let mut conversation = Conversation::new(commitment.channel, timer.progress);
    // The masks of stage 6 wait for no challenge: they are made by a thread that has nothing else to do.
    let (columns, pads) = (
        plan.columns().map(|columns| columns as usize),
        plan.pads() as usize,
    );
    let (reduced, masks) = rayon::join(
        || reduce(session, &mut conversation, witness, &blinders, &mut timer),
        || Masks::new(&session.committer, &commitment.seed, columns, pads),
    );
    let (Reduced { form, opened }, masks) = (reduced?, masks?);
    // 6  what is left is the sigma protocol on x and the pads (§8)
    let x = opened.as_ref().map(|opened| sigma::Committed {
        vector: &opened.x,
        blinder: &opened.blinder,
    });
    sigma::prove(
        &mut conversation.channel,
        &masks,
        &form,
        x,
        &commitment.pads_blinder,
    );

    timer.enter(Stage::Finish, 0)?;
    let messages = conversation.channel.into_proof();
    if messages.len() as u64 != plan.message_bytes {
        return Err(ProveError::Internal(
            "the proof has another length than planned".to_owned(),
        ));
    }
    Ok(Proof {
        hidden_points: commitment.hidden_points,
        messages,
        hidden_blinders: encode_scalars(&commitment.blinders.hidden),
        report: timer.finish(),
    })
}

/// What stages 2 to 5 leave to the sigma protocol: the form must vanish on x and the pads.
struct Reduced {
    form: QuadraticForm,
    opened: Option<Opened>,
}

/// Stages 2 to 5: all messages but the commitments and those of the sigma protocol.
fn reduce(
    session: &Session,
    conversation: &mut Conversation<'_>,
    witness: &Witness<'_>,
    blinders: &Blinders<'_>,
    timer: &mut StageTimer<'_>,
) -> Result<Reduced, ProveError> {
    let plan = &session.plan;
    // 2  lookups (§4): p_leaf, q_leaf at a point of the leaves
    timer.enter(Stage::Lookups, plan.leaf_bits.unwrap_or(0).into())?;
    let leaf = match plan.leaf_bits {
        Some(leaf_bits) => {
            let values = LookupValues::new(witness);
            Some(lookup::prove(
                conversation,
                &values.blocks,
                &values.direct,
                leaf_bits,
            )?)
        }
        None => None,
    };
    // 3  everything becomes one equation (§5):  V -> P  mu, u;  P -> V  Prod
    timer.enter(Stage::Equation, plan.terms)?;
    let collection = collection::prove(conversation, witness, plan.zero_bits, leaf.as_ref())?;
    // 4  products (§6): two factors, sums over the terms
    let rounds = plan.product_bits + product::term_rounds(plan.terms);
    timer.enter(Stage::Products, rounds.into())?;
    let factors = match collection.prod {
        Some(prod) => product::prove(
            conversation,
            witness,
            &collection.products,
            collection.factors,
            prod,
            plan.product_bits,
        )?,
        None => Vec::new(),
    };
    // 5  opening (§7): x = Σ c_row·row
    timer.enter(Stage::Opening, session.circuit.width_bits.into())?;
    let opened = opening::prove(
        conversation,
        witness,
        blinders,
        plan.opening_bits,
        collection.lin,
        collection.linear,
        factors,
    )?;
    // 6  V -> P  theta
    timer.enter(Stage::Sigma, 0)?;
    debug_assert_eq!(conversation.equations.len() as u64, plan.equations);
    let form = conversation.combine();
    Ok(Reduced { form, opened })
}
