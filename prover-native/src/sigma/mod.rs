//! Stage 6: the masked equations hold for the committed pads and x (protocol.md §8).

#[cfg(test)]
mod tests;

use crate::commit::{CommitError, Committer, Vector};
use crate::curve;
use crate::equation::QuadraticForm;
use crate::field::{F, dot, from_i64};
use crate::statement::Seed;
use crate::transcript::Channel;
use zeroize::Zeroizing;

/// Scalars and points that the stage sends: D, z and ζ of x, if something is opened, and of the pads; l1 and l0.
pub fn elements(columns: Option<u64>, pads: u64) -> u64 {
    let vector = |length: u64| length.saturating_add(2);
    vector(pads)
        .saturating_add(columns.map_or(0, vector))
        .saturating_add(2)
}

/// A committed vector with its blinder.
pub struct Committed<'a> {
    /// The vector.
    pub vector: &'a [F],
    /// Its blinder.
    pub blinder: &'a F,
}

/// Random vectors that hide x and the pads, and their commitments D_x and D_w.
pub struct Masks {
    /// d_x, if something is opened, and d_w: each with its blinder.
    vectors: Vec<(Zeroizing<Vec<F>>, Zeroizing<F>)>,
    points: Vec<curve::Affine>,
}

impl Masks {
    /// For x of `columns` entries, if there is one, and `pads` pads, ψ among them.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn new(
        committer: &Committer,
        seed: &Seed,
        columns: Option<usize>,
        pads: usize,
    ) -> Result<Self, CommitError> {
        let mask = |label: &str, length: usize| {
            let blinder = Zeroizing::new(seed.scalar(&format!("{label} blinder"), 0));
            (seed.scalars(label, length), blinder)
        };
        let d_x = columns.map(|columns| mask("d x", columns));
        let vectors: Vec<_> = d_x.into_iter().chain([mask("d pads", pads)]).collect();
        let committed: Vec<Vector<'_>> = vectors.iter().map(|(d, blinder)| (&d[..], &**blinder)).collect();
        let points = committer.commit_scalars(&committed)?;
        Ok(Self { vectors, points })
    }
}

/// D_x, D_w; l1, l0; challenge c; z_x, z_w; ζ_x, ζ_w (§11, rule 24). `x` is absent if nothing is opened.
pub fn prove(
    channel: &mut Channel,
    masks: &Masks,
    form: &QuadraticForm,
    x: Option<Committed<'_>>,
    pads_blinder: &F,
) {
    let pads = Zeroizing::new(channel.pads().to_vec());
    let pads = Committed {
        vector: &pads,
        blinder: pads_blinder,
    };
    // P -> V  D_x, D_w
    for point in &masks.points {
        channel.point("sigma D", point);
    }
    let (d_pads, d_x) = masks.vectors.split_last().expect("a mask of the pads");
    let (l1, l0) = quadratic(
        form,
        channel.masked(),
        pads.vector,
        &d_pads.0,
        d_x.first().map(|d| &d.0[..]),
    );
    // P -> V  l1, l0
    channel.scalar("sigma l", &l1);
    channel.scalar("sigma l", &l0);
    // V -> P  c
    let c = channel.challenge("c");
    // P -> V  z_x, z_w, and their blinders
    let committed: Vec<Committed> = x.into_iter().chain([pads]).collect();
    for (own, (d, _)) in committed.iter().zip(&masks.vectors) {
        for (v, d) in own.vector.iter().zip(d.iter()) {
            channel.last_scalar(&(c * v + d));
        }
    }
    for (own, (_, d)) in committed.iter().zip(&masks.vectors) {
        channel.last_scalar(&(c * own.blinder + **d));
    }
}

/// l1 = L(d) + Σ κ_ij·(w_i·d_j + w_j·d_i) + ψ and l0 = Σ κ_ij·d_i·d_j + d_ψ.
///
/// The part κ·(v̂_i·w_j + v̂_j·w_i) of L makes the cross terms κ·(v_i·d_j + v_j·d_i) with v = v̂ + w.
fn quadratic(form: &QuadraticForm, masked: &[F], pads: &[F], d: &[F], d_x: Option<&[F]>) -> (F, F) {
    let value = |message: usize| masked[message - 1] + pads[message];
    let mut l1 = dot(&form.on_messages, d) + pads[0];
    if let Some(d_x) = d_x {
        l1 += dot(&form.on_opened, d_x);
    }
    let mut l0 = from_i64(0);
    for (kappa, i, j) in &form.products {
        let (i, j) = (i.number(), j.number());
        l1 += *kappa * (value(i) * d[j] + value(j) * d[i]);
        l0 += *kappa * d[i] * d[j];
    }
    (l1, l0 + d[0])
}
