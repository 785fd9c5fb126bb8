//! The prover, stage by stage (protocol.md §3).

use crate::circuit::{Body, Tensor};
use crate::covector::{Challenges, Collected, Covector, Product, assertions};
use crate::curve::SmallRows;
use crate::field::{F, from_i64};
use crate::lookup;
use crate::lookup_values::LookupValues;
use crate::model::Model;
use crate::opening::{self, Opened};
use crate::product;
use crate::progress::{Progress, Stage};
use crate::rng::Seed;
use crate::session::{Options, ProveError, Session, encode_points, encode_scalars};
use crate::sigma::{self, Affine, Form, Messages};
use crate::statement;
use crate::transcript::Channel;
use crate::values::{self, Assignment, Small, Values};
use ark_ff::Field;
use std::time::Instant;
use zeroize::Zeroizing;

/// A proof and what belongs to it.
pub struct Proof {
    /// Points of the hidden INPUT and OUTPUT rows, 32 bytes each.
    pub hidden_points: Vec<u8>,
    /// The protocol's messages.
    pub messages: Vec<u8>,
    /// Blinders of the hidden rows, 32 bytes each: the openings.
    pub hidden_blinders: Zeroizing<Vec<u8>>,
    /// Stage number and nanoseconds, in order.
    pub report: Vec<(u32, u64)>,
}

impl Session {
    /// Proves that the model gives the public outputs (and hidden ones) on the inputs in `values` (native-abi.md,
    /// witness values). Needs the model, if the circuit has one.
    ///
    /// # Errors
    /// [`ProveError`].
    pub fn prove(
        &self,
        context: &[u8],
        values: &[i64],
        options: &Options,
        progress: &Progress,
    ) -> Result<Proof, ProveError> {
        if context.len() > crate::session::MAX_CONTEXT {
            return Err(ProveError::Argument(format!(
                "context of {} bytes, at most 65536",
                context.len()
            )));
        }
        let model = self.model()?;
        self.check_memory()?;
        self.install(|| {
            let mut timer = Timer::new(progress);
            let witness = Witness::new(self, &model, values, options, &mut timer)?;
            let (prover, seed) = Prover::new(self, &model, context, witness, options, &mut timer)?;
            prover.prove(seed, timer)
        })
    }
}

/// Enters stages and takes their times.
struct Timer<'p> {
    progress: &'p Progress,
    report: Vec<(u32, u64)>,
    current: Option<(Stage, Instant)>,
}

impl<'p> Timer<'p> {
    fn new(progress: &'p Progress) -> Self {
        Self {
            progress,
            report: Vec::new(),
            current: None,
        }
    }

    fn enter(&mut self, stage: Stage, total: u64) -> Result<(), ProveError> {
        let now = Instant::now();
        if let Some((last, start)) = self.current.replace((stage, now)) {
            self.report.push((last as u32, (now - start).as_nanos() as u64));
        }
        Ok(self.progress.enter(stage, total)?)
    }

    fn finish(mut self) -> Vec<(u32, u64)> {
        if let Some((last, start)) = self.current {
            self.report.push((last as u32, start.elapsed().as_nanos() as u64));
        }
        self.report
    }
}

/// The values of all sources and of the derived tensors that the proof needs.
struct Witness<'a> {
    values: Assignment<'a>,
}

impl<'a> Witness<'a> {
    fn new(
        session: &'a Session,
        model: &'a Model,
        given: &'a [i64],
        options: &Options,
        timer: &mut Timer<'_>,
    ) -> Result<Self, ProveError> {
        let circuit = &session.circuit;
        timer.enter(Stage::Import, 0)?;
        let mut values = session.empty_assignment();
        model.assign(circuit, &mut values);
        let is_given =
            |index: usize, tensor: &Tensor| values::is_witness_value(&session.multiplicity, index, tensor);
        values::import(circuit, is_given, given, options.missing, &mut values)?;
        values::evaluate(circuit, session.needed.iter().copied(), &mut values);
        timer.progress.check()?;
        let counts = values::multiplicities(circuit, &values, options.missing)?;
        for (table, counts) in circuit.tables.iter().zip(counts) {
            values[table.multiplicity] = Some(Values::Small(Small::new(counts)));
        }
        Ok(Self { values })
    }
}

/// A proof in the making. It is used once: `prove` consumes it, and all it holds is zeroised.
struct Prover<'s> {
    session: &'s Session,
    model: &'s Model,
    witness: Witness<'s>,
    channel: Channel,
    hidden_points: Vec<u8>,
    hidden_blinders: Zeroizing<Vec<F>>,
    /// Of the WITNESS rows.
    blinders: Zeroizing<Vec<F>>,
    pads_blinder: Zeroizing<F>,
}

impl<'s> Prover<'s> {
    /// Commits the hidden inputs and outputs, absorbs the statement, commits WITNESS rows and pads (§3, stage 1). Also the
    /// seed, for the masks of stage 6.
    fn new(
        session: &'s Session,
        model: &'s Model,
        context: &[u8],
        witness: Witness<'s>,
        options: &Options,
        timer: &mut Timer<'_>,
    ) -> Result<(Self, Seed), ProveError> {
        let (circuit, digest) = (&session.circuit, &session.digest);
        let hidden_rows = session.rows(&witness.values, Tensor::is_hidden_port);
        let witness_rows = session.rows(&witness.values, is_witness);
        timer.enter(Stage::Commit, (hidden_rows.rows() + witness_rows.rows()) as u64)?;

        let values_digest = statement::values_digest(circuit, &model.values_digest, &witness.values);
        let hidden_seed = statement::hidden_seed(&options.entropy, context, digest, &values_digest)?;
        let hidden_blinders = hidden_seed.scalars("hidden rows", hidden_rows.rows());
        let points = session
            .committer
            .commit_rows(&hidden_rows, &hidden_blinders, timer.progress)?;
        let hidden_points = encode_points(&points);
        let mut rest = &hidden_points[..];
        let hidden_ids = session.tensors(Tensor::is_hidden_port).map(|(index, tensor)| {
            let matrix = session.layout.matrix(index);
            let (own, after) = rest.split_at(32 * matrix.rows());
            rest = after;
            statement::tensor_id(tensor, matrix, own)
        });
        let hidden_ids: Vec<[u8; 32]> = hidden_ids.collect();

        let transcript =
            statement::absorb(circuit, digest, context, &model.ids, &hidden_ids, &witness.values);
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
                let pads = seed.scalars("pads", session.plan.messages as usize + 1);
                let points = session.committer.commit_scalars(&[(&pads, &pads_blinder)]);
                (pads, points)
            },
        );
        for point in witness_points? {
            channel.point("witness rows", &point);
        }
        for point in pads_points? {
            channel.point("pads", &point);
        }
        channel.set_pads(pads);
        drop((hidden_rows, witness_rows));
        let prover = Self {
            session,
            model,
            witness,
            channel,
            hidden_points,
            hidden_blinders,
            blinders,
            pads_blinder,
        };
        Ok((prover, seed))
    }

    fn prove(mut self, seed: Seed, mut timer: Timer<'_>) -> Result<Proof, ProveError> {
        let session = self.session;
        let plan = &session.plan;
        let columns = plan.opened.then_some(1 << session.circuit.width_bits);
        // The masks of the last stage wait for no challenge: they are made by a thread that has nothing else to do.
        let (reduced, masks) = rayon::join(
            || self.reduce(&mut timer),
            || sigma::Masks::new(&session.committer, &seed, columns, plan.messages as usize + 1),
        );
        let ((form, opened), masks) = (reduced?, masks?);
        let x = opened.as_ref().map(|opened| sigma::Opening {
            vector: &opened.x,
            blinder: &opened.blinder,
        });
        let pads = Zeroizing::new(self.channel.pads().to_vec());
        let pads = sigma::Opening {
            vector: &pads,
            blinder: &self.pads_blinder,
        };
        sigma::prove(&mut self.channel, &masks, &form, x, pads);

        timer.enter(Stage::Finish, 0)?;
        let hidden_blinders = encode_scalars(&self.hidden_blinders);
        let messages = self.channel.into_proof();
        if messages.len() as u64 != plan.proof_bytes {
            return Err(ProveError::Internal(
                "the proof has another length than planned".to_owned(),
            ));
        }
        Ok(Proof {
            hidden_points: self.hidden_points,
            messages,
            hidden_blinders,
            report: timer.finish(),
        })
    }

    /// Stages 2 to 5: down to a vector x and a form in the hidden messages and x.
    fn reduce(&mut self, timer: &mut Timer<'_>) -> Result<(Form, Option<Opened>), ProveError> {
        let session = self.session;
        let (circuit, plan) = (&session.circuit, &session.plan);

        timer.enter(Stage::Lookups, plan.leaf_bits.unwrap_or(0).into())?;
        let lookups = self.lookups(timer)?;

        timer.enter(Stage::Equation, plan.terms)?;
        let mu = self.channel.challenge("mu");
        let u: Vec<F> = (0..plan.zero_bits).map(|_| self.channel.challenge("u")).collect();
        let (beta, trace) = lookups.unzip();
        let rho = trace.as_ref().map_or_else(Vec::new, |trace| trace.rho.clone());
        let direct = trace.as_ref().map_or(&[][..], |trace| &trace.direct);
        let challenges = Challenges {
            beta: beta.unwrap_or_default(),
            rho,
            mu,
            u,
        };
        let collected = assertions(circuit, &session.layout, &session.hidden, &challenges, direct);
        let products = collected.products;
        let pairs = product::factors(circuit, &products, &self.witness.values, timer.progress)?;
        if !products.is_empty() {
            self.channel.hidden("prod", &product::total(&pairs));
        }

        timer.enter(Stage::Products, plan.product_bits.into())?;
        let mut claims = match products.is_empty() {
            true => None,
            false => Some(product::prove(
                &mut self.channel,
                circuit,
                plan,
                &products,
                pairs,
                timer.progress,
            )?),
        };

        timer.enter(Stage::Opening, circuit.width_bits.into())?;
        let gamma = self.channel.challenge("gamma");
        let opened = self.opening(timer, collected.linear, claims.as_mut(), &gamma)?;

        timer.enter(Stage::Sigma, 0)?;
        let theta = self.channel.challenge("theta");
        let form = self.form(
            theta,
            &gamma,
            &challenges,
            trace.as_ref(),
            &products,
            claims.as_ref(),
            opened.as_ref(),
        );
        Ok((form, opened))
    }

    /// Stage 2 (§4): β and the trace of the tree.
    fn lookups(&mut self, timer: &Timer<'_>) -> Result<Option<(F, lookup::Trace)>, ProveError> {
        let Some(leaf_bits) = self.session.plan.leaf_bits else {
            return Ok(None);
        };
        let alpha = self.channel.challenge("alpha");
        let beta = self.channel.challenge("beta");
        let values = LookupValues::new(self.session, &self.witness.values);
        let trace = lookup::prove(
            &mut self.channel,
            &values.blocks,
            &values.direct,
            leaf_bits,
            &alpha,
            &beta,
            timer.progress,
        );
        match trace {
            Ok(trace) => Ok(Some((beta, trace))),
            Err(lookup::LookupError::Cancelled(cancelled)) => Err(cancelled.into()),
            Err(error) => Err(ProveError::Internal(error.to_string())),
        }
    }

    /// Stage 5 (§7). Lin has γ^0, then A and B of each term γ^1, γ^2, …
    fn opening(
        &mut self,
        timer: &Timer<'_>,
        linear: Vec<(usize, Covector)>,
        claims: Option<&mut product::Claims>,
        gamma: &F,
    ) -> Result<Option<Opened>, ProveError> {
        let session = self.session;
        let mut opened: Vec<product::Claim> = linear.into_iter().map(product::Claim::from).collect();
        let mut collected = Collected::new(&session.circuit, &session.hidden);
        let mut power = from_i64(1);
        for mut claim in claims.into_iter().flat_map(|claims| claims.factors.drain(..)) {
            power *= gamma;
            claim.covector = claim.covector.scaled(&power);
            match claim.contraction {
                Some(_) => opened.push(claim),
                None => collected.pull(claim.tensor, claim.covector),
            }
        }
        if !session.plan.opened {
            return Ok(None);
        }
        opened.extend(collected.linear.into_iter().map(product::Claim::from));
        let blinders = self.blinders_by_tensor();
        let opened = opening::prove(
            &mut self.channel,
            &session.circuit,
            &session.layout,
            &opened,
            &self.witness.values,
            &blinders,
            timer.progress,
        )?;
        Ok(Some(opened))
    }

    /// The verifier's equations in the hidden messages (§8), from the same public data.
    #[allow(clippy::too_many_arguments)]
    fn form(
        &self,
        theta: F,
        gamma: &F,
        challenges: &Challenges,
        trace: Option<&lookup::Trace>,
        products: &[Product<'_>],
        claims: Option<&product::Claims>,
        opened: Option<&Opened>,
    ) -> Form {
        let mut form = Form::new(theta, self.session.plan.messages as usize);
        let mut messages = Messages::default();
        let mut claim = Affine::default();
        if let Some(trace) = trace {
            let leaves = form.lookups(&mut messages, trace);
            claim.add(&leaves.p, &from_i64(1));
            claim.add(&leaves.q, &challenges.mu);
            if let Some(sum) = leaves.direct {
                let zeros = self.session.circuit.zeros.len() as u64;
                claim.add_message(sum, challenges.mu.pow([2 + zeros]));
            }
        }
        if let Some(claims) = claims {
            let prod = messages.take();
            claim.add_message(prod, from_i64(-1));
            let bits: Vec<u32> = products.iter().map(Product::bits).collect();
            let factors = form.products(&mut messages, prod, &claims.point, &bits);
            let mut power = from_i64(1);
            for message in factors.into_iter().flatten() {
                power *= gamma;
                claim.add_message(message, power);
            }
        }
        form.opening(&mut messages, claim, opened.map(|opened| &opened.point[..]));
        form
    }
}

fn is_witness(tensor: &Tensor) -> bool {
    matches!(tensor.body, Body::Witness { .. })
}

impl Prover<'_> {
    /// The blinders of each committed tensor's rows.
    fn blinders_by_tensor(&self) -> Vec<Option<Zeroizing<Vec<F>>>> {
        let mut model = &self.model.blinders[..];
        let mut hidden = &self.hidden_blinders[..];
        let mut witness = &self.blinders[..];
        let tensors = self.session.circuit.tensors.iter().enumerate();
        tensors
            .map(|(index, tensor)| {
                let rest = match tensor {
                    _ if tensor.is_model() => &mut model,
                    _ if tensor.is_hidden_port() => &mut hidden,
                    _ if is_witness(tensor) => &mut witness,
                    _ => return None,
                };
                let (own, after) = rest.split_at(self.session.layout.matrix(index).rows());
                *rest = after;
                Some(Zeroizing::new(own.to_vec()))
            })
            .collect()
    }
}
