//! Σ weight·row over rows of small integers: what contractions of operands and openings of rows do with the cells.

use crate::field::{F, Limbs, from_i64, from_montgomery};
use crate::kernel::simd::{Engine, Kernel, MAX_LANES, dispatch, dispatch_portable};
use ark_ff::AdditiveGroup;
use ark_pallas::FrConfig;
use rayon::prelude::*;

/// Integers in the width they are kept in.
#[derive(Clone, Copy, Debug)]
pub enum Integers<'a> {
    /// 64 bits.
    Wide(&'a [i64]),
    /// 16 bits.
    Narrow(&'a [i16]),
}

impl<'a> Integers<'a> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Integers::Wide(values) => values.len(),
            Integers::Narrow(values) => values.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Those of a range.
    pub fn slice(&self, range: std::ops::Range<usize>) -> Integers<'a> {
        match self {
            Integers::Wide(values) => Integers::Wide(&values[range]),
            Integers::Narrow(values) => Integers::Narrow(&values[range]),
        }
    }

    /// The integers from `start` on, one a lane; 0 beyond the end.
    #[inline(always)]
    fn lanes<E: Engine>(&self, e: E, start: usize) -> E::Small {
        match self {
            Integers::Wide(values) => match &values[start.min(values.len())..] {
                rest if rest.len() >= E::LANES => e.small(rest),
                rest => e.small(&padded(rest)),
            },
            Integers::Narrow(values) => match &values[start.min(values.len())..] {
                rest if rest.len() >= E::LANES => e.narrow(rest),
                rest => e.narrow(&padded(rest)),
            },
        }
    }
}

#[inline(always)]
fn padded<T: Copy + Default>(rest: &[T]) -> [T; MAX_LANES] {
    let mut padded = [T::default(); MAX_LANES];
    padded[..rest.len()].copy_from_slice(rest);
    padded
}

/// A row and its weight.
pub type Row<'a> = (Integers<'a>, F);

/// Magnitudes below this fit the engines' lanes.
pub(crate) const LANE_LIMIT: u64 = 1 << 31;

/// Σ weight·row, as long as the longest row; `magnitude` bounds the integers. Uses rayon's current pool.
pub fn combine_rows(rows: &[Row<'_>], magnitude: u64) -> Vec<F> {
    dispatch_integers(Combine { rows, magnitude }, magnitude)
}

/// Runs a kernel on integers of at most `magnitude`.
pub(crate) fn dispatch_integers<K: Kernel>(kernel: K, magnitude: u64) -> K::Output {
    if magnitude < LANE_LIMIT {
        dispatch(kernel)
    } else {
        dispatch_portable(kernel)
    }
}

struct Combine<'a> {
    rows: &'a [Row<'a>],
    magnitude: u64,
}

impl Kernel for Combine<'_> {
    type Modulus = FrConfig;
    type Output = Vec<F>;

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Vec<F> {
        let rows: Vec<Integers<'_>> = self.rows.iter().map(|(row, _)| *row).collect();
        let lengths = self.rows.iter().map(|(row, weight)| (row.len(), *weight));
        let columns = rows.iter().map(Integers::len).max().unwrap_or(0);
        let mut sums = vec![F::ZERO; columns];
        Weights::new(e, lengths, self.magnitude).combine(e, &rows, &mut sums);
        sums
    }
}

/// Weights of rows made ready for use with any number of blocks of rows.
///
/// A small sum becomes an element by settled·2^SMALL_SHIFT − SMALL_BIAS·Σ weights.
pub(crate) struct Weights<E: Engine> {
    weights: Vec<E::Weight>,
    scale: E::Vector,
    /// From this column on: −SMALL_BIAS times the sum of the weights of all rows that reach it. Ascending.
    corrections: Vec<(usize, F)>,
    /// Products between carries.
    products: usize,
}

/// Columns of a task: their sums stay in the first-level cache.
const STRIP: usize = 128;
/// Rows that are read side by side. Rows a power of two apart share few places in the cache: their lines have to be used
/// up before others come.
const ROWS: usize = 16;

impl<E: Engine<Modulus = FrConfig>> Weights<E> {
    /// From the length and the weight of each row; `magnitude` bounds the integers. A row may be shorter than the length
    /// given here if nothing is asked for beyond its end.
    pub(crate) fn new(e: E, rows: impl Iterator<Item = (usize, F)> + Clone, magnitude: u64) -> Self {
        let shift = E::SMALL_SHIFT + E::LIFT;
        let powers = [shift / 2, shift - shift / 2].map(|bits| F::from(1u64 << bits));
        let mut corrections: Vec<(usize, F)> = vec![(0, F::ZERO)];
        if E::SMALL_BIAS != 0 {
            let bias = from_i64(-E::SMALL_BIAS);
            for (length, weight) in rows.clone() {
                corrections[0].1 += weight;
                if corrections.last().is_none_or(|(end, _)| *end != length) {
                    corrections.push((length, F::ZERO));
                }
                corrections.last_mut().expect("an end").1 -= weight;
            }
            corrections[1..].sort_by_key(|(end, _)| *end);
            let mut sum = F::ZERO;
            for (_, correction) in &mut corrections {
                sum += *correction;
                *correction = sum * bias;
            }
        }
        Self {
            weights: rows.map(|(_, weight)| e.weight(&weight.0.0)).collect(),
            scale: e.splat(&(powers[0] * powers[1]).0.0),
            corrections,
            products: if magnitude <= 1 << 16 {
                E::NARROW_PRODUCTS
            } else {
                E::SMALL_PRODUCTS
            },
        }
    }

    /// to[i] = Σ weight·row[i], on all cores where it is worth it.
    pub(crate) fn combine(&self, e: E, rows: &[Integers<'_>], to: &mut [F]) {
        let run = |(number, to): (usize, &mut [F])| {
            e.run(
                #[inline(always)]
                || {
                    if E::SMALL_SUMS == 1 {
                        self.strip::<1>(e, rows, number * STRIP, to);
                    } else {
                        self.strip::<4>(e, rows, number * STRIP, to);
                    }
                },
            );
        };
        if to.len() <= STRIP {
            run((0, to));
        } else {
            to.par_chunks_mut(STRIP).enumerate().for_each(run);
        }
    }

    /// The columns from `start` on.
    #[inline(always)]
    fn strip<const VECTORS: usize>(&self, e: E, rows: &[Integers<'_>], start: usize, to: &mut [F]) {
        let tile = VECTORS * E::LANES;
        let mut sums = vec![[e.small_sum(); VECTORS]; to.len().div_ceil(tile)];
        let block = ROWS.min(self.products);
        let mut pending = 0;
        for (rows, weights) in rows.chunks(block).zip(self.weights.chunks(block)) {
            let full = pending + rows.len() > self.products;
            pending = if full { rows.len() } else { pending + rows.len() };
            for (k, sums) in sums.iter_mut().enumerate() {
                let start = start + k * tile;
                let mut own = *sums;
                if full {
                    own.iter_mut().for_each(|sum| e.carry_small(sum));
                }
                for (row, weight) in rows.iter().zip(weights) {
                    if row.len() <= start {
                        continue;
                    }
                    let weight = e.spread(weight);
                    for (v, sum) in own.iter_mut().enumerate() {
                        e.add_small(sum, weight, row.lanes(e, start + v * E::LANES));
                    }
                }
                *sums = own;
            }
        }
        for (k, (to, sums)) in to.chunks_mut(tile).zip(sums).enumerate() {
            let correction = e.splat(self.correction(start + k * tile));
            for (v, mut sum) in sums.into_iter().enumerate() {
                e.carry_small(&mut sum);
                let values = e.store(e.mul_add(self.scale, e.settle(sum), correction));
                for (to, value) in to.iter_mut().skip(v * E::LANES).zip(values.as_ref()) {
                    *to = from_montgomery(*value);
                }
            }
        }
    }

    fn correction(&self, column: usize) -> &Limbs {
        let after = self.corrections.partition_point(|(start, _)| *start <= column);
        &self.corrections[after - 1].1.0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::simd::on_each;
    use ark_ff::Field;
    use proptest::prelude::*;

    fn widened(row: &Integers<'_>) -> Vec<i64> {
        match row {
            Integers::Wide(values) => values.to_vec(),
            Integers::Narrow(values) => values.iter().map(|value| i64::from(*value)).collect(),
        }
    }

    fn expected(rows: &[Row<'_>]) -> Vec<F> {
        let columns = rows.iter().map(|(row, _)| row.len()).max().unwrap_or(0);
        let mut sums = vec![F::ZERO; columns];
        for (row, weight) in rows {
            for (sum, value) in sums.iter_mut().zip(widened(row)) {
                *sum += from_i64(value) * weight;
            }
        }
        sums
    }

    fn check(rows: &[Row<'_>]) {
        let expected = expected(rows);
        let integers = rows.iter().flat_map(|(row, _)| widened(row));
        let magnitude = integers.map(i64::unsigned_abs).max().unwrap_or(0);
        for (engine, sums) in on_each(|| Combine { rows, magnitude }) {
            assert_eq!(sums, expected, "{engine}");
        }
    }

    fn weight(seed: u64) -> F {
        -(F::from(seed) + F::ONE).pow([9])
    }

    const EDGE: i64 = 1 << 31;

    proptest! {
        #[test]
        fn rows_of_all_lengths_agree_with_field_arithmetic(
            wide in prop::collection::vec(prop::collection::vec(prop_oneof![-EDGE..EDGE, Just(-EDGE), Just(EDGE - 1)], 0..90), 0..6),
            narrow in prop::collection::vec(prop::collection::vec(any::<i16>(), 0..90), 0..6),
        ) {
            let wide = wide.iter().map(|row| Integers::Wide(row));
            let rows = wide.chain(narrow.iter().map(|row| Integers::Narrow(row)));
            let rows: Vec<Row<'_>> = rows.zip(0..).map(|(row, seed)| (row, weight(seed))).collect();
            check(&rows);
            prop_assert_eq!(combine_rows(&rows, 1 << 40), expected(&rows));
        }
    }

    #[test]
    fn many_large_products_are_carried() {
        let (wide, narrow) = ([-EDGE; 40], [i16::MIN; 40]);
        let weights = |seed: usize| -from_i64(seed as i64 % 3 + 1);
        let rows = |row: Integers<'static>, count: usize| -> Vec<Row<'static>> {
            (0..count).map(|seed| (row, weights(seed))).collect()
        };
        let (wide, narrow): (&'static [i64], &'static [i16]) = (wide.to_vec().leak(), narrow.to_vec().leak());
        check(&rows(Integers::Wide(wide), 5000));
        check(&rows(Integers::Narrow(narrow), 70_000));
        let least_wide: &'static [i64] = vec![-(1 << 16); 300].leak();
        check(&rows(Integers::Wide(least_wide), 70_000));
    }

    #[test]
    fn integers_beyond_the_lanes() {
        let values = [i64::MIN, i64::MAX, 1 << 40, 0, -1];
        let rows = [
            (Integers::Wide(&values), weight(1)),
            (Integers::Wide(&values[..2]), weight(2)),
        ];
        assert_eq!(combine_rows(&rows, 1 << 63), expected(&rows));
    }
}
