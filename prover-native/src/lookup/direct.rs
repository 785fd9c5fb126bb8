//! Direct tables (protocol.md §4). Their columns are written out in the circuit, so both sides know their keys κ_t(x) and
//! v_t(x) = 1/(α − κ_t(x)): they have no leaves, only S = Σ m_t(x)·v_t(x) is sent.
//!
//! v is public, the multiplicities are not.

use crate::field::{F, batch_invert, from_i64, from_montgomery};
use crate::kernel::combine::LANE_LIMIT;
use crate::kernel::passes::{SmallProducts, integers};
use crate::kernel::simd::{Engine, MAX_LANES};
use ark_ff::AdditiveGroup;
use ark_pallas::FrConfig;
use rayon::prelude::*;
use std::sync::Arc;

/// A direct table.
#[derive(Clone, Debug)]
pub struct DirectTable<'a> {
    /// Its tag.
    pub tag: u64,
    /// Columns T_1 … T_m, row-major.
    pub columns: Vec<&'a [i64]>,
    /// How often each row is looked up.
    pub multiplicities: &'a [i64],
}

/// Rows of a task: one inversion each.
const ROWS: usize = 1024;

/// S and the v_t.
pub(super) fn fractions<E: Engine<Modulus = FrConfig>>(
    e: E,
    tables: &[DirectTable<'_>],
    alpha: &F,
    beta: &F,
) -> (F, Vec<Arc<Vec<F>>>) {
    let (sums, vectors): (Vec<F>, Vec<_>) = tables
        .par_iter()
        .map(|table| {
            let (sum, v) = table_fractions(e, table, alpha, beta);
            (sum, Arc::new(v))
        })
        .unzip();
    (sums.iter().sum(), vectors)
}

fn table_fractions<E: Engine<Modulus = FrConfig>>(
    e: E,
    table: &DirectTable<'_>,
    alpha: &F,
    beta: &F,
) -> (F, Vec<F>) {
    let rows = table.multiplicities.len();
    let poles = Poles::new(e, table, alpha, beta);
    let mut v = vec![F::ZERO; rows];
    let sums = v
        .par_chunks_mut(ROWS)
        .zip(table.multiplicities.par_chunks(ROWS))
        .enumerate()
        .map_init(Memory::<E>::new, |memory, (task, (v, multiplicities))| {
            memory.load(e, &poles, task * ROWS, v);
            memory.reciprocals(e, v);
            memory.sum(e, multiplicities, v)
        });
    let sum = sums.sum();
    (sum, v)
}

/// α − κ as a sum of columns.
struct Poles<'a, E: Engine> {
    /// α − tag.
    base: F,
    /// −β^m and T_m, for columns that fit the lanes.
    small: Vec<(E::Factor, &'a [i64])>,
    /// The same for the others.
    large: Vec<(F, &'a [i64])>,
}

impl<'a, E: Engine<Modulus = FrConfig>> Poles<'a, E> {
    fn new(e: E, table: &DirectTable<'a>, alpha: &F, beta: &F) -> Self {
        let mut poles = Self {
            base: *alpha - F::from(table.tag),
            small: Vec::new(),
            large: Vec::new(),
        };
        let mut power = from_i64(-1);
        for column in &table.columns {
            power *= beta;
            if column.iter().all(|value| value.unsigned_abs() < LANE_LIMIT) {
                poles.small.push((e.factor(&power.0.0), column));
            } else {
                poles.large.push((power, column));
            }
        }
        poles
    }
}

/// What a task works in.
struct Memory<E: Engine> {
    /// α − κ of its rows, then their inverses; 1 beyond the last row.
    rows: Vec<E::Vector>,
    /// Products of halves, of halves of these, and so on.
    products: Vec<E::Vector>,
}

impl<E: Engine<Modulus = FrConfig>> Memory<E> {
    fn new() -> Self {
        Self {
            rows: Vec::new(),
            products: Vec::new(),
        }
    }

    /// Takes the poles of the rows from `first` on, as many as `v` has, which it may use as memory.
    fn load(&mut self, e: E, poles: &Poles<'_, E>, first: usize, v: &mut [F]) {
        v.fill(poles.base);
        for (factor, column) in &poles.large {
            v.iter_mut()
                .zip(&column[first..])
                .for_each(|(pole, value)| *pole += *factor * from_i64(*value));
        }
        let one = from_i64(1);
        self.rows.clear();
        e.run(
            #[inline(always)]
            || {
                let base = e.splat(&poles.base.0.0);
                for start in (0..v.len()).step_by(E::LANES) {
                    let mut pole = match poles.large.is_empty() {
                        true => base,
                        false => lanes(e, &v[start..], &one),
                    };
                    for (factor, column) in &poles.small {
                        let values = integers(e, &column[first + start..]);
                        pole = e.normalise(e.small_mul_add(*factor, values, pole));
                    }
                    self.rows.push(pole);
                }
                if let (Some(last), rest @ 1..) = (self.rows.last_mut(), v.len() % E::LANES) {
                    let elements = e.store(*last);
                    *last = e.load(
                        #[inline(always)]
                        |lane| {
                            if lane < rest {
                                &elements.as_ref()[lane]
                            } else {
                                &one.0.0
                            }
                        },
                    );
                }
            },
        );
    }

    /// Inverts all poles and writes them to `v`; zeros stay.
    fn reciprocals(&mut self, e: E, v: &mut [F]) {
        // Halves are rounded up.
        let products = self.rows.len() + usize::BITS as usize;
        self.products.resize(products, e.splat(&[0; 4]));
        let all = invert(e, &mut self.rows, &mut self.products);
        let rows = &self.rows;
        e.run(
            #[inline(always)]
            || {
                for (v, row) in v.chunks_mut(E::LANES).zip(rows) {
                    let elements = e.store(*row);
                    for (v, limbs) in v.iter_mut().zip(elements.as_ref()) {
                        *v = from_montgomery(*limbs);
                    }
                }
            },
        );
        if !all {
            batch_invert(v);
            let (rows, zero) = (self.rows.iter_mut(), F::ZERO);
            rows.zip(v.chunks(E::LANES))
                .for_each(|(row, v)| *row = lanes(e, v, &zero));
        }
    }

    /// Σ m·v.
    fn sum(&self, e: E, multiplicities: &[i64], v: &[F]) -> F {
        let magnitude = multiplicities.iter().map(|m| m.unsigned_abs()).max().unwrap_or(0);
        if magnitude >= LANE_LIMIT {
            return multiplicities.iter().zip(v).map(|(m, v)| from_i64(*m) * v).sum();
        }
        e.run(
            #[inline(always)]
            || {
                let mut sum = SmallProducts::new(e, magnitude);
                for (row, multiplicities) in self.rows.iter().zip(multiplicities.chunks(E::LANES)) {
                    sum.add(e, *row, integers(e, multiplicities));
                }
                sum.total(e)
            },
        )
    }
}

/// The first of `elements`, one a lane; `beyond` beyond their end.
#[inline(always)]
fn lanes<E: Engine>(e: E, elements: &[F], beyond: &F) -> E::Vector {
    e.load(
        #[inline(always)]
        |lane| &elements.get(lane).unwrap_or(beyond).0.0,
    )
}

/// Inverts `values` in every lane, with one inversion in the field and three multiplications a value; `products` is memory.
/// If some lane is 0 it says so and leaves all as they are.
///
/// A product P = a·b/2^LIFT has 1/a = (1/P)·b/2^LIFT: the factors cancel.
fn invert<E: Engine<Modulus = FrConfig>>(e: E, values: &mut [E::Vector], products: &mut [E::Vector]) -> bool {
    if let [value] = values {
        return invert_lanes(e, value);
    }
    let half = values.len().div_ceil(2);
    let (parents, rest) = products.split_at_mut(half);
    let (low, high) = values.split_at_mut(half);
    // An odd value has no partner.
    let odd = (low.len() > high.len()).then(|| low.len() - 1);
    e.run(
        #[inline(always)]
        || {
            for ((parent, a), b) in parents.iter_mut().zip(&*low).zip(&*high) {
                *parent = e.mul(*a, *b);
            }
        },
    );
    if let Some(odd) = odd {
        parents[odd] = low[odd];
    }
    if !invert(e, parents, rest) {
        return false;
    }
    e.run(
        #[inline(always)]
        || {
            for ((parent, a), b) in parents.iter().zip(&mut *low).zip(high) {
                (*a, *b) = (e.mul(*parent, *b), e.mul(*parent, *a));
            }
        },
    );
    if let Some(odd) = odd {
        low[odd] = parents[odd];
    }
    true
}

/// Inverts one vector in every lane, unless some lane is 0.
fn invert_lanes<E: Engine<Modulus = FrConfig>>(e: E, value: &mut E::Vector) -> bool {
    e.run(
        #[inline(always)]
        || {
            let elements = e.store(*value);
            let mut lanes = [F::ZERO; MAX_LANES];
            for (lane, limbs) in lanes.iter_mut().zip(elements.as_ref()) {
                *lane = from_montgomery(*limbs);
            }
            let lanes = &mut lanes[..E::LANES];
            if lanes.contains(&F::ZERO) {
                return false;
            }
            batch_invert(lanes);
            *value = e.load(
                #[inline(always)]
                |lane| &lanes[lane].0.0,
            );
            true
        },
    )
}
