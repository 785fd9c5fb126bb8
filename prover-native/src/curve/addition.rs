//! Affine additions that share an inversion: 5 multiplications and a square each, several at a time.

use super::Fq;
use super::point::Point;
use crate::field::Limbs;
use crate::simd::{Engine, MAX_LANES};
use ark_ff::{BigInt, Field};
use ark_pallas::FqConfig;

/// Additions an inversion serves. Their prefix products stay in the second-level cache.
const BATCH: usize = 1024;

/// Independent chains of prefix products, so that multiplications overlap.
const CHAINS: usize = 2;

/// One addition: `to[target]` = `from[source]` + `from[source + 1]`.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) source: u32,
    pub(super) target: u32,
}

/// Memory of the kernels, kept between batches.
pub(super) struct Scratch<E: Engine> {
    /// Denominators, lifted, and the products of those before them in their chain.
    steps: Vec<(E::Vector, E::Vector)>,
    exceptions: Vec<Pair>,
}

impl<E: Engine> Default for Scratch<E> {
    fn default() -> Self {
        Self {
            steps: Vec::new(),
            exceptions: Vec::new(),
        }
    }
}

const ONE: Limbs = <FqConfig as crate::field::Modulus>::R;

/// Stand-ins for pairs that the formula does not fit: x2 − x1 = 1.
const DUMMY: [Point; 2] = [Point { x: [0; 4], y: [0; 4] }, Point { x: ONE, y: [0; 4] }];

/// Does all `pairs`.
pub(super) fn add_pairs<E: Engine<Modulus = FqConfig>>(
    e: E,
    scratch: &mut Scratch<E>,
    from: &[Point],
    pairs: &[Pair],
    to: &mut [Point],
) {
    for batch in pairs.chunks(BATCH) {
        e.run(
            #[inline(always)]
            || add_batch(e, scratch, from, batch, to),
        );
        for pair in scratch.exceptions.drain(..) {
            let [left, right] = [0, 1].map(|side| &from[pair.source as usize + side]);
            to[pair.target as usize] = left.add_slowly(right);
        }
    }
}

/// The points of a pair, or stand-ins and false.
#[inline(always)]
fn operands<'a>(from: &'a [Point], pair: &Pair) -> (&'a Point, &'a Point, bool) {
    let two = &from[pair.source as usize..pair.source as usize + 2];
    let regular = two[0].x != two[1].x && !two[0].is_infinity() && !two[1].is_infinity();
    if regular {
        (&two[0], &two[1], true)
    } else {
        (&DUMMY[0], &DUMMY[1], false)
    }
}

#[inline(always)]
fn add_batch<E: Engine<Modulus = FqConfig>>(
    e: E,
    scratch: &mut Scratch<E>,
    from: &[Point],
    pairs: &[Pair],
    to: &mut [Point],
) {
    let last = pairs[pairs.len() - 1];
    let pair = |k: usize, lane: usize| *pairs.get(k * E::LANES + lane).unwrap_or(&last);
    let vectors = pairs.len().div_ceil(E::LANES);
    let mut products = [e.splat(&ONE); CHAINS];
    scratch.steps.clear();
    for k in 0..vectors {
        let mut points = [(&DUMMY[0], &DUMMY[1]); MAX_LANES];
        for (lane, points) in points[..E::LANES].iter_mut().enumerate() {
            let (left, right, regular) = operands(from, &pair(k, lane));
            *points = (left, right);
            if !regular && k * E::LANES + lane < pairs.len() {
                scratch.exceptions.push(pair(k, lane));
            }
        }
        let left = e.load_lifted(
            #[inline(always)]
            |lane| &points[lane].0.x,
        );
        let right = e.load_lifted(
            #[inline(always)]
            |lane| &points[lane].1.x,
        );
        let denominator = e.sub(right, left);
        let product = products[k % CHAINS];
        scratch.steps.push((denominator, product));
        products[k % CHAINS] = e.mul(product, denominator);
    }
    let mut inverses = invert_lanes(e, products);
    for k in (0..vectors).rev() {
        let (denominator, product) = scratch.steps[k];
        let inverse = inverses[k % CHAINS];
        // The chain is lifted, the product is not: their product is the plain inverse of the denominator.
        let reciprocal = e.mul(inverse, product);
        inverses[k % CHAINS] = e.mul(inverse, denominator);
        let mut points = [(&DUMMY[0], &DUMMY[1]); MAX_LANES];
        for (lane, points) in points[..E::LANES].iter_mut().enumerate() {
            let (left, right, _) = operands(from, &pair(k, lane));
            *points = (left, right);
        }
        let x1 = e.load(
            #[inline(always)]
            |lane| &points[lane].0.x,
        );
        let x2 = e.load(
            #[inline(always)]
            |lane| &points[lane].1.x,
        );
        let y1 = e.load(
            #[inline(always)]
            |lane| &points[lane].0.y,
        );
        let y2 = e.load(
            #[inline(always)]
            |lane| &points[lane].1.y,
        );
        let slope = e.mul(e.lift(e.sub(y2, y1)), reciprocal);
        let x3 = e.normalise(e.sub(e.sub(e.lift(e.square(slope)), x1), x2));
        let y3 = e.normalise(e.sub(e.mul(e.lift(slope), e.sub(x1, x3)), y1));
        let (x3, y3) = (e.store(x3), e.store(y3));
        for lane in 0..E::LANES.min(pairs.len() - k * E::LANES) {
            to[pair(k, lane).target as usize] = Point {
                x: x3.as_ref()[lane],
                y: y3.as_ref()[lane],
            };
        }
    }
}

/// The inverses of each chain's products, lifted: one inversion for all lanes.
#[inline(always)]
fn invert_lanes<E: Engine<Modulus = FqConfig>>(e: E, products: [E::Vector; CHAINS]) -> [E::Vector; CHAINS] {
    let mut values = [Fq::ONE; CHAINS * MAX_LANES];
    for chain in 0..CHAINS {
        for (value, limbs) in values[chain * MAX_LANES..]
            .iter_mut()
            .zip(e.store(products[chain]).as_ref())
        {
            *value = Fq::new_unchecked(BigInt(*limbs));
        }
    }
    ark_ff::batch_inversion(&mut values);
    let mut inverses = products;
    for chain in 0..CHAINS {
        let values = &values[chain * MAX_LANES..];
        inverses[chain] = e.load_lifted(
            #[inline(always)]
            |lane| &values[lane].0.0,
        );
    }
    inverses
}

/// points[i] = 2·points[i]; none is infinity.
pub(super) fn double_all<E: Engine<Modulus = FqConfig>>(
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
    let vectors = points.len().div_ceil(E::LANES);
    let last = points.len() - 1;
    let two_lifts = e.splat(&Fq::from(1u64 << (2 * E::LIFT)).0.0);
    let mut products = [e.splat(&ONE); CHAINS];
    scratch.steps.clear();
    for k in 0..vectors {
        let y = e.load_lifted(
            #[inline(always)]
            |lane| &points[(k * E::LANES + lane).min(last)].y,
        );
        let denominator = e.add(y, y);
        let product = products[k % CHAINS];
        scratch.steps.push((denominator, product));
        products[k % CHAINS] = e.mul(product, denominator);
    }
    let mut inverses = invert_lanes(e, products);
    for k in (0..vectors).rev() {
        let (denominator, product) = scratch.steps[k];
        let inverse = inverses[k % CHAINS];
        let reciprocal = e.mul(inverse, product);
        inverses[k % CHAINS] = e.mul(inverse, denominator);
        let x = e.load(
            #[inline(always)]
            |lane| &points[(k * E::LANES + lane).min(last)].x,
        );
        let y = e.load(
            #[inline(always)]
            |lane| &points[(k * E::LANES + lane).min(last)].y,
        );
        let square = e.lift(e.square(x));
        let triple = e.normalise(e.add(e.add(square, square), square));
        // The product lacks 2^LIFT; a multiplication mends that and keeps the slope small enough to be lifted again.
        let slope = e.mul(e.mul(triple, reciprocal), two_lifts);
        let x3 = e.normalise(e.sub(e.lift(e.square(slope)), e.add(x, x)));
        let y3 = e.normalise(e.sub(e.mul(e.lift(slope), e.sub(x, x3)), y));
        let (x3, y3) = (e.store(x3), e.store(y3));
        for lane in 0..E::LANES.min(points.len() - k * E::LANES) {
            points[k * E::LANES + lane] = Point {
                x: x3.as_ref()[lane],
                y: y3.as_ref()[lane],
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::generators;
    use super::*;
    use crate::simd::{Kernel, on_each};
    use ark_ec::CurveGroup;

    struct AddAll<'a>(&'a [Point]);

    impl Kernel for AddAll<'_> {
        type Modulus = FqConfig;
        type Output = Vec<Point>;

        fn run<E: Engine<Modulus = FqConfig>>(self, e: E) -> Vec<Point> {
            let count = self.0.len() / 2;
            let pairs: Vec<Pair> = (0..count as u32)
                .map(|i| Pair {
                    source: 2 * i,
                    target: i,
                })
                .collect();
            let mut to = vec![Point::INFINITY; count];
            add_pairs(e, &mut Scratch::default(), self.0, &pairs, &mut to);
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
