use crate::field::{F, ProductSum, from_i64};
use crate::progress::{Cancelled, Progress};
use crate::transcript::Channel;
use rayon::prelude::*;
use zeroize::Zeroize;

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

/// Two vectors whose inner product is proven; entries beyond their lengths are 0. Zeroised on drop.
pub struct Pair {
    a: Vec<F>,
    b: Vec<F>,
    bits: u32,
    /// What a finished pair is multiplied by: the product of what its rounds since then gave.
    late: F,
}

/// How a pair over fewer variables takes part in the later rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embedding {
    /// §6: only one of the two vectors is embedded at 0: (1 − X)·value.
    OneFactor,
    /// §7: both vectors are 0 beyond their variables: (1 − X)²·value.
    BothFactors,
}

impl Pair {
    /// A pair over `bits` variables; both vectors have at most 2^bits entries.
    pub fn new(a: Vec<F>, b: Vec<F>, bits: u32) -> Self {
        debug_assert!(a.len() <= 1 << bits && b.len() <= 1 << bits);
        Self {
            a,
            b,
            bits,
            late: from_i64(1),
        }
    }

    /// The first vector in full, also where the second has no entry.
    pub fn whole_a(&self) -> &[F] {
        &self.a
    }

    /// The first vector.
    pub fn a(&self) -> &[F] {
        &self.a[..self.a.len().min(self.b.len())]
    }

    /// The second vector.
    pub fn b(&self) -> &[F] {
        &self.b[..self.a.len().min(self.b.len())]
    }

    /// Both values at the point that the pair's own rounds bound it to.
    pub fn end(&self) -> (F, F) {
        (self.a[0], self.b[0])
    }
}

impl Summand for Pair {
    fn len(&self) -> usize {
        self.a.len()
    }

    fn round(&self, round: u32, embedding: Embedding) -> [F; 2] {
        let zero = from_i64(0);
        if round >= self.bits {
            let value = self.a[0] * self.b[0] * self.late;
            return [
                value,
                if embedding == Embedding::BothFactors {
                    value
                } else {
                    zero
                },
            ];
        }
        let (mut low, mut slope) = (ProductSum::default(), ProductSum::default());
        let pairs = self.a.len().min(self.b.len());
        let whole = pairs / 2;
        for (a, b) in self.a[..2 * whole]
            .chunks_exact(2)
            .zip(self.b[..2 * whole].chunks_exact(2))
        {
            low.add(&a[0], &b[0]);
            slope.add(&(a[1] - a[0]), &(b[1] - b[0]));
        }
        if pairs > 2 * whole {
            // The tail of the shorter vector: its odd entry is 0.
            let at = |v: &[F], i: usize| v.get(i).copied().unwrap_or(zero);
            let (a, b) = (
                [0, 1].map(|i| at(&self.a, 2 * whole + i)),
                [0, 1].map(|i| at(&self.b, 2 * whole + i)),
            );
            low.add(&a[0], &b[0]);
            slope.add(&(a[1] - a[0]), &(b[1] - b[0]));
        }
        [low.finish(), slope.finish()]
    }

    fn bind(&mut self, round: u32, r: &F, embedding: Embedding) {
        if round >= self.bits {
            let rest = from_i64(1) - r;
            self.late *= rest;
            if embedding == Embedding::BothFactors {
                self.late *= rest;
            }
            return;
        }
        fold(&mut self.a, r);
        fold(&mut self.b, r);
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        self.a.zeroize();
        self.b.zeroize();
    }
}

/// Binds the lowest bit to r, in place.
fn fold(v: &mut Vec<F>, r: &F) {
    let half = v.len().div_ceil(2);
    for i in 0..half {
        let low = v[2 * i];
        let high = v.get(2 * i + 1).copied().unwrap_or(from_i64(0));
        v[i] = low + *r * (high - low);
    }
    v.truncate(half);
}

/// Pairs of this length are worth a task.
const TASK: usize = 256;

/// Proves the sum of `summands` over `rounds` variables, lowest bit first: each round sends m(0) and m(∞).
///
/// # Errors
/// [`Cancelled`].
pub fn sumcheck<S: Summand>(
    channel: &mut Channel,
    label: &str,
    summands: &mut [S],
    rounds: u32,
    embedding: Embedding,
    progress: &Progress,
) -> Result<Vec<F>, Cancelled> {
    let mut point = Vec::with_capacity(rounds as usize);
    for round in 0..rounds {
        progress.advance(1)?;
        let work: usize = summands.iter().map(Summand::len).sum();
        let add = |x: [F; 2], y: [F; 2]| [x[0] + y[0], x[1] + y[1]];
        let zero = || [from_i64(0); 2];
        let [low, slope] = if work > 2 * TASK {
            summands
                .par_iter()
                .map(|summand| summand.round(round, embedding))
                .reduce(zero, add)
        } else {
            summands
                .iter()
                .map(|summand| summand.round(round, embedding))
                .fold(zero(), add)
        };
        channel.hidden(label, &low);
        channel.hidden(label, &slope);
        let r = channel.challenge(label);
        if work > 2 * TASK {
            summands
                .par_iter_mut()
                .for_each(|summand| summand.bind(round, &r, embedding));
        } else {
            summands
                .iter_mut()
                .for_each(|summand| summand.bind(round, &r, embedding));
        }
        point.push(r);
    }
    Ok(point)
}
