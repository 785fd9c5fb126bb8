//! Stage 6: the masked equations hold for the committed pads and x (protocol.md §8).

mod form;

pub use form::{Affine, Form, Leaves, Messages};

use crate::curve::{self, CommitError, Committer};
use crate::field::{F, dot, from_i64};
use crate::rng::Seed;
use crate::transcript::Channel;
use zeroize::Zeroizing;

/// A committed vector with its blinder.
pub struct Opening<'a> {
    /// The vector.
    pub vector: &'a [F],
    /// Its blinder.
    pub blinder: &'a F,
}

/// D_x, D_w; l1, l0; challenge c; z_x, z_w; ζ_x, ζ_w (§11, rule 24). `x` is absent if nothing is opened; `pads` starts
/// with ψ.
///
/// # Errors
/// [`CommitError`].
pub fn prove(
    channel: &mut Channel,
    committer: &Committer,
    seed: &Seed,
    form: &Form,
    x: Option<Opening<'_>>,
    pads: Opening<'_>,
) -> Result<(), CommitError> {
    let mask = |opening: &Opening<'_>, label: &str| {
        let blinder = Zeroizing::new(seed.scalar(&format!("{label} blinder"), 0));
        (seed.scalars(label, opening.vector.len()), blinder)
    };
    let d_pads = mask(&pads, "d pads");
    let d_x = x.as_ref().map(|x| mask(x, "d x"));
    let masks = d_x.iter().chain([&d_pads]);
    let masks: Vec<curve::Vector> = masks.map(|(d, blinder)| (&d[..], &**blinder)).collect();
    for point in committer.commit_scalars(&masks)? {
        channel.point("sigma D", &point);
    }
    let (l1, l0) = quadratic(
        form,
        channel.masked(),
        pads.vector,
        &d_pads.0,
        d_x.as_ref().map(|d| &d.0[..]),
    );
    channel.scalar("sigma l", &l1);
    channel.scalar("sigma l", &l0);
    let c = channel.challenge("c");
    let openings = || x.iter().zip(&d_x).chain([(&pads, &d_pads)]);
    for (opening, (d, _)) in openings() {
        for (v, d) in opening.vector.iter().zip(d.iter()) {
            channel.last_scalar(&(c * v + d));
        }
    }
    for (opening, (_, d)) in openings() {
        channel.last_scalar(&(c * opening.blinder + **d));
    }
    Ok(())
}

/// l1 = L(d) + Σ κ_ij·(w_i·d_j + w_j·d_i) + ψ and l0 = Σ κ_ij·d_i·d_j + d_ψ.
///
/// The part κ·(v̂_i·w_j + v̂_j·w_i) of L makes the cross terms κ·(v_i·d_j + v_j·d_i) with v = v̂ + w.
fn quadratic(form: &Form, masked: &[F], pads: &[F], d: &[F], d_x: Option<&[F]>) -> (F, F) {
    let value = |message: usize| masked[message - 1] + pads[message];
    let mut l1 = dot(&form.linear, d) + pads[0];
    if let Some(d_x) = d_x {
        l1 += dot(&form.columns, d_x);
    }
    let mut l0 = from_i64(0);
    for (kappa, i, j) in &form.products {
        l1 += *kappa * (value(*i) * d[*j] + value(*j) * d[*i]);
        l0 += *kappa * d[*i] * d[*j];
    }
    (l1, l0 + d[0])
}
