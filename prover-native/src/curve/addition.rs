//! Affine additions that share an inversion: 5 multiplications and a square each, several at a time.

use super::{Fq, Point};
use crate::field::Limbs;
use crate::kernel::simd::{Engine, MAX_LANES};
use ark_ff::{AdditiveGroup, BigInt, Field};
use ark_pallas::FqConfig;
use zeroize::Zeroize;

/// Additions an inversion serves. Their prefix products stay in the second-level cache.
const BATCH: usize = 2048;

/// Independent chains of prefix products: their multiplications overlap.
const CHAINS: usize = 2;

/// One addition: `to[target]` = `from[source]` + `from[source + 1]`.
#[derive(Clone, Copy, Zeroize)]
pub(crate) struct Pair {
    pub(crate) source: u32,
    pub(crate) target: u32,
}

/// Memory of the kernels, kept between batches.
pub(crate) struct Scratch<E: Engine> {
    /// Denominators, lifted, and the products of those before them in their chain.
    steps: Vec<[(E::Vector, E::Vector); CHAINS]>,
}

impl<E: Engine> Default for Scratch<E> {
    fn default() -> Self {
        Self { steps: Vec::new() }
    }
}

impl<E: Engine> Drop for Scratch<E> {
    fn drop(&mut self) {
        self.steps.zeroize();
    }
}

const ONE: Limbs = <FqConfig as crate::field::Modulus>::R;

/// A value for each chain.
#[inline(always)]
fn chains<T>(value: impl Fn(usize) -> T) -> [T; CHAINS] {
    [value(0), value(1)]
}

/// Does all `pairs`; adds copies of the last one, to fill the lanes.
pub(crate) fn add_pairs<E: Engine<Modulus = FqConfig>>(
    e: E,
    scratch: &mut Scratch<E>,
    from: &[Point],
    pairs: &mut Vec<Pair>,
    to: &mut [Point],
) {
    if let Some(last) = pairs.last().copied() {
        pairs.resize(pairs.len().next_multiple_of(CHAINS * E::LANES), last);
    }
    for batch in pairs.chunks(BATCH) {
        let regular = e.run(
            #[inline(always)]
            || add_batch(e, scratch, from, batch, to),
        );
        if !regular {
            for pair in batch {
                let source = pair.source as usize;
                to[pair.target as usize] = from[source].add_slowly(&from[source + 1]);
            }
        }
    }
}

/// A coordinate of one side of each pair.
#[inline(always)]
fn load<E: Engine<Modulus = FqConfig>>(
    e: E,
    from: &[Point],
    pairs: &[Pair],
    side: usize,
    coordinate: impl Fn(&Point) -> &Limbs,
) -> E::Vector {
    e.load(
        #[inline(always)]
        |lane| coordinate(&from[pairs[lane].source as usize + side]),
    )
}

#[inline(always)]
fn load_lifted<E: Engine<Modulus = FqConfig>>(
    e: E,
    from: &[Point],
    pairs: &[Pair],
    side: usize,
) -> E::Vector {
    e.load_lifted(
        #[inline(always)]
        |lane| &from[pairs[lane].source as usize + side].x,
    )
}

/// False, and nothing done, if the formula does not fit some pair: x2 = x1, or a point is infinity.
#[inline(always)]
fn add_batch<E: Engine<Modulus = FqConfig>>(
    e: E,
    scratch: &mut Scratch<E>,
    from: &[Point],
    pairs: &[Pair],
    to: &mut [Point],
) -> bool {
    let mut products = [e.splat(&ONE); CHAINS];
    let mut infinity = false;
    scratch.steps.clear();
    for step in pairs.chunks_exact(CHAINS * E::LANES) {
        let x1 = chains(
            #[inline(always)]
            |chain| load_lifted(e, from, &step[chain * E::LANES..], 0),
        );
        let x2 = chains(
            #[inline(always)]
            |chain| load_lifted(e, from, &step[chain * E::LANES..], 1),
        );
        for chain in 0..CHAINS {
            infinity |= e.any_zero(x1[chain]) | e.any_zero(x2[chain]);
        }
        let denominators = chains(
            #[inline(always)]
            |chain| e.sub(x2[chain], x1[chain]),
        );
        scratch
            .steps
            .push([(denominators[0], products[0]), (denominators[1], products[1])]);
        products = chains(
            #[inline(always)]
            |chain| e.mul(products[chain], denominators[chain]),
        );
    }
    if infinity {
        return false;
    }
    let Some(mut inverses) = invert_lanes(e, products) else {
        return false;
    };
    for (step, factors) in pairs.chunks_exact(CHAINS * E::LANES).zip(&scratch.steps).rev() {
        for chain in 0..CHAINS {
            let pairs = &step[chain * E::LANES..][..E::LANES];
            let (denominator, product) = factors[chain];
            // A chain is lifted, a product is not: together the plain inverse of the denominator.
            let reciprocal = e.mul(inverses[chain], product);
            inverses[chain] = e.mul(inverses[chain], denominator);
            let y1 = load(e, from, pairs, 0, |point| &point.y);
            let y2 = load(e, from, pairs, 1, |point| &point.y);
            let slope = e.mul(e.lift(e.sub(y2, y1)), reciprocal);
            let x1 = load(e, from, pairs, 0, |point| &point.x);
            let x2 = load(e, from, pairs, 1, |point| &point.x);
            let x3 = e.normalise(e.sub(e.sub(e.lift(e.square(slope)), x1), x2));
            let y3 = e.normalise(e.sub(e.mul(e.lift(slope), e.sub(x1, x3)), y1));
            let (x, y) = (e.store(x3), e.store(y3));
            for (lane, pair) in pairs.iter().enumerate() {
                to[pair.target as usize] = Point {
                    x: x.as_ref()[lane],
                    y: y.as_ref()[lane],
                };
            }
        }
    }
    true
}

/// The inverses of each chain's products, lifted: one inversion for all lanes. `None` if a product is 0.
#[inline(always)]
fn invert_lanes<E: Engine<Modulus = FqConfig>>(
    e: E,
    products: [E::Vector; CHAINS],
) -> Option<[E::Vector; CHAINS]> {
    let mut values = [Fq::ONE; CHAINS * MAX_LANES];
    for (values, product) in values.chunks_exact_mut(MAX_LANES).zip(products) {
        for (value, limbs) in values.iter_mut().zip(e.store(product).as_ref()) {
            *value = Fq::new_unchecked(BigInt(*limbs));
        }
    }
    if values.contains(&Fq::ZERO) {
        return None;
    }
    ark_ff::batch_inversion(&mut values);
    Some(chains(
        #[inline(always)]
        |chain| {
            e.load_lifted(
                #[inline(always)]
                |lane| &values[chain * MAX_LANES + lane].0.0,
            )
        },
    ))
}

/// points[i] = 2·points[i]; none is infinity.
pub(crate) fn double_all<E: Engine<Modulus = FqConfig>>(
    e: E,
    scratch: &mut Scratch<E>,
    points: &mut [Point],
) {
    for batch in points.chunks_mut(BATCH) {
        e.run(
            #[inline(always)]
            || double_batch(e, scratch, batch),
        );
    }
}

#[inline(always)]
fn double_batch<E: Engine<Modulus = FqConfig>>(e: E, scratch: &mut Scratch<E>, points: &mut [Point]) {
    let (width, last) = (CHAINS * E::LANES, points.len() - 1);
    let place = |step: usize, chain: usize, lane: usize| step * width + chain * E::LANES + lane;
    let two_lifts = e.splat(&Fq::from(1u64 << (2 * E::LIFT)).0.0);
    let mut products = [e.splat(&ONE); CHAINS];
    scratch.steps.clear();
    for step in 0..points.len().div_ceil(width) {
        let denominators = chains(
            #[inline(always)]
            |chain| {
                let y = e.load_lifted(
                    #[inline(always)]
                    |lane| &points[place(step, chain, lane).min(last)].y,
                );
                e.add(y, y)
            },
        );
        scratch.steps.push(chains(
            #[inline(always)]
            |chain| (denominators[chain], products[chain]),
        ));
        products = chains(
            #[inline(always)]
            |chain| e.mul(products[chain], denominators[chain]),
        );
    }
    let mut inverses = invert_lanes(e, products).expect("no point of order 2");
    for (step, factors) in scratch.steps.iter().enumerate().rev() {
        for chain in 0..CHAINS {
            let (denominator, product) = factors[chain];
            let reciprocal = e.mul(inverses[chain], product);
            inverses[chain] = e.mul(inverses[chain], denominator);
            let x = e.load(
                #[inline(always)]
                |lane| &points[place(step, chain, lane).min(last)].x,
            );
            let y = e.load(
                #[inline(always)]
                |lane| &points[place(step, chain, lane).min(last)].y,
            );
            let square = e.lift(e.square(x));
            let triple = e.normalise(e.add(e.add(square, square), square));
            // The product lacks 2^LIFT; a multiplication mends that and keeps the slope small enough to be lifted again.
            let slope = e.mul(e.mul(triple, reciprocal), two_lifts);
            let x3 = e.normalise(e.sub(e.lift(e.square(slope)), e.add(x, x)));
            let y3 = e.normalise(e.sub(e.mul(e.lift(slope), e.sub(x, x3)), y));
            let (x3, y3) = (e.store(x3), e.store(y3));
            let first = place(step, chain, 0);
            for (lane, point) in points.iter_mut().skip(first).take(E::LANES).enumerate() {
                *point = Point {
                    x: x3.as_ref()[lane],
                    y: y3.as_ref()[lane],
                };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::generators;
    use super::*;
    use crate::kernel::simd::{Kernel, on_each};
    use ark_ec::CurveGroup;

    struct AddAll<'a>(&'a [Point]);

    impl Kernel for AddAll<'_> {
        type Modulus = FqConfig;
        type Output = Vec<Point>;

        fn run<E: Engine<Modulus = FqConfig>>(self, e: E) -> Vec<Point> {
            let count = self.0.len() / 2;
            let mut pairs: Vec<Pair> = (0..count as u32)
                .map(|i| Pair {
                    source: 2 * i,
                    target: i,
                })
                .collect();
            let mut to = vec![Point::INFINITY; count];
            add_pairs(e, &mut Scratch::default(), self.0, &mut pairs, &mut to);
            to
        }
    }

    fn check(points: &[Point]) {
        for (engine, sums) in on_each(|| AddAll(points)) {
            for (i, sum) in sums.iter().enumerate() {
                let expected = (points[2 * i].affine() + points[2 * i + 1].affine()).into_affine();
                assert_eq!(sum.affine(), expected, "{engine}: pair {i}");
            }
        }
    }

    #[test]
    fn sums_agree_with_arkworks() {
        let points: Vec<Point> = generators(1100).iter().map(|g| Point::from(*g)).collect();
        for count in [2, 4, 6, 8, 10, 34, 1100] {
            check(&points[..count]);
        }
    }

    #[test]
    fn an_exception_in_one_batch_of_several() {
        let mut points: Vec<Point> = generators(1000).iter().map(|g| Point::from(*g)).collect();
        points = points.repeat(9);
        assert!(points.len() > 4 * BATCH);
        for pair in [BATCH + 1, 2 * BATCH - 1] {
            points[2 * pair] = points[2 * pair + 1];
        }
        check(&points);
    }

    #[test]
    fn equal_opposite_and_infinite_operands() {
        let g = generators(8);
        let [a, b] = [Point::from(g[0]), Point::from(g[1])];
        let o = Point::INFINITY;
        check(&[a, a, a, a.signed(true), o, b, b, o, o, o, a, b, b, a]);
    }

    #[test]
    fn doubles_agree_with_arkworks() {
        struct DoubleAll(Vec<Point>);
        impl Kernel for DoubleAll {
            type Modulus = FqConfig;
            type Output = Vec<Point>;

            fn run<E: Engine<Modulus = FqConfig>>(mut self, e: E) -> Vec<Point> {
                double_all(e, &mut Scratch::default(), &mut self.0);
                self.0
            }
        }
        let g = generators(600);
        for count in [1, 3, 4, 9, 600] {
            let points: Vec<Point> = g[..count].iter().map(|g| Point::from(*g)).collect();
            for (engine, doubled) in on_each(|| DoubleAll(points.clone())) {
                for (g, doubled) in g.iter().zip(doubled) {
                    assert_eq!(doubled.affine(), (*g + *g).into_affine(), "{engine}");
                }
            }
        }
    }
}
