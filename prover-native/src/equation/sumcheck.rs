//! The rounds of protocol.md §6 and §7: a sum over {0, 1}^n of a polynomial of degree 2 in each variable is bound to a point,
//! lowest bit first.

use super::{AffineForm, Conversation};
use crate::field::{F, from_i64};
use crate::progress::Cancelled;
use crate::transcript::Message;
use rayon::prelude::*;

/// A summand of what a sumcheck proves.
pub trait Summand: Send + Sync {
    /// About how many entries it has left.
    fn len(&self) -> usize;

    /// Whether none are left.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// (m(0), m(∞)) of a round.
    fn round(&self, round: u32, embedding: Embedding) -> [F; 2];

    /// Binds the round's variable to r.
    fn bind(&mut self, round: u32, r: &F, embedding: Embedding);
}

/// How a pair over fewer variables takes part in the later rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embedding {
    /// §6: only one of the two vectors is embedded at 0: (1 − X)·value.
    OneFactor,
    /// §7: both vectors are 0 beyond their variables: (1 − X)²·value.
    BothFactors,
}

/// The end of the rounds.
pub struct Sumcheck {
    /// The claim on the value at the point.
    pub claim: AffineForm,
    /// Lowest bit first.
    pub point: Vec<F>,
}

/// Entries that are worth waking another core for.
const TASK: usize = 2048;

/// Proves `claim` on the sum of `summands` over `rounds` variables. Each round: P -> V m(0), m(∞); V -> P r;
/// claim ← r·claim + (1 − 2r)·m(0) + r(r − 1)·m(∞). Messages and challenges carry `label`.
///
/// # Errors
/// [`Cancelled`].
pub fn sumcheck<S: Summand>(
    conversation: &mut Conversation<'_>,
    mut claim: AffineForm,
    label: &str,
    summands: &mut [S],
    rounds: u32,
    embedding: Embedding,
) -> Result<Sumcheck, Cancelled> {
    let mut sent = Vec::with_capacity(rounds as usize);
    let mut point = Vec::with_capacity(rounds as usize);
    for round in 0..rounds {
        conversation.progress.advance(1)?;
        let [mut low, mut slope] = [from_i64(0); 2];
        for [own_low, own_slope] in summands.iter().map(|summand| summand.round(round, embedding)) {
            low += own_low;
            slope += own_slope;
        }
        // P -> V  m(0), m(∞)
        sent.push([low, slope].map(|value| conversation.send(label, &value)));
        // V -> P  r
        let r = conversation.challenge(label);
        let bind = |summand: &mut S| summand.bind(round, &r, embedding);
        if summands.iter().map(Summand::len).sum::<usize>() > TASK {
            summands.par_iter_mut().for_each(bind);
        } else {
            summands.iter_mut().for_each(bind);
        }
        point.push(r);
    }
    add_rounds(&mut claim, &sent, &point);
    Ok(Sumcheck { claim, point })
}

/// claim ← r·claim + (1 − 2r)·m(0) + r(r − 1)·m(∞) for each round: what one adds is multiplied by the r of the later ones.
fn add_rounds(claim: &mut AffineForm, sent: &[[Message; 2]], point: &[F]) {
    let one = from_i64(1);
    let mut later = one;
    let mut rounds = AffineForm::default();
    for ([low, slope], r) in sent.iter().zip(point).rev() {
        rounds.add(later * (one - r - r), *low);
        rounds.add(later * r * (*r - one), *slope);
        later *= r;
    }
    claim.scale(&later);
    claim.add_form(&one, &rounds);
}
