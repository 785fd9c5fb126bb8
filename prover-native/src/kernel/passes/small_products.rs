use crate::field::{F, from_i64, from_montgomery};
use crate::kernel::simd::{Engine, MAX_LANES};
use ark_ff::Field;
use ark_pallas::FrConfig;

/// Σ a·x over lanes of residues and small integers, at most 2^24 of them a lane.
pub(crate) struct SmallProducts<E: Engine> {
    /// Σ a·(x + SMALL_BIAS).
    biased: E::SmallSum,
    /// Σ a, for engines that have a bias.
    plain: E::SmallSum,
    /// 1, less the bias.
    one: E::Small,
    pending: usize,
    limit: usize,
}

impl<E: Engine<Modulus = FrConfig>> SmallProducts<E> {
    /// An empty sum for integers of at most `magnitude`.
    #[inline(always)]
    pub(crate) fn new(e: E, magnitude: u64) -> Self {
        Self {
            biased: e.small_sum(),
            plain: e.small_sum(),
            one: e.small(&[1 - E::SMALL_BIAS; MAX_LANES]),
            pending: 0,
            limit: if magnitude <= 1 << 16 {
                E::NARROW_PRODUCTS
            } else {
                E::SMALL_PRODUCTS
            },
        }
    }

    /// Adds a·x, a loaded plain or the result of a multiplication.
    #[inline(always)]
    pub(crate) fn add(&mut self, e: E, a: E::Vector, x: E::Small) {
        if self.pending == self.limit {
            self.carry(e);
        }
        self.pending += 1;
        e.add_small(&mut self.biased, a, x);
        if E::SMALL_BIAS != 0 {
            e.add_small(&mut self.plain, a, self.one);
        }
    }

    #[inline(always)]
    fn carry(&mut self, e: E) {
        e.carry_small(&mut self.biased);
        e.carry_small(&mut self.plain);
        self.pending = 0;
    }

    /// The total over all lanes.
    #[inline(always)]
    pub(crate) fn total(mut self, e: E) -> F {
        self.carry(e);
        let scale = from_i64(2).pow([u64::from(E::SMALL_SHIFT + E::LIFT)]);
        let biased = lanes(e, self.biased, &scale);
        if E::SMALL_BIAS == 0 {
            return biased;
        }
        biased - from_i64(E::SMALL_BIAS) * lanes(e, self.plain, &scale)
    }
}

/// scale·Σ over lanes of sum / 2^(SMALL_SHIFT + LIFT).
#[inline(always)]
fn lanes<E: Engine<Modulus = FrConfig>>(e: E, sum: E::SmallSum, scale: &F) -> F {
    let scaled = e.store(e.mul(e.splat(&scale.0.0), e.settle(sum)));
    scaled.as_ref().iter().map(|limbs| from_montgomery(*limbs)).sum()
}
