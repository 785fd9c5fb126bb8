use super::clamped;
use crate::field::{F, from_montgomery};
use crate::kernel::simd::{Engine, Kernel, dispatch};
use ark_pallas::FrConfig;

/// to[i] += factor·from[i] as far as both go, in one task.
pub(crate) fn add_multiple(to: &mut [F], from: &[F], factor: &F) {
    dispatch(AddMultiple { to, from, factor });
}

struct AddMultiple<'a> {
    to: &'a mut [F],
    from: &'a [F],
    factor: &'a F,
}

impl Kernel for AddMultiple<'_> {
    type Modulus = FrConfig;
    type Output = ();

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) {
        let Self { to, from, factor } = self;
        e.run(
            #[inline(always)]
            || {
                let factor = e.splat_lifted(&factor.0.0);
                for (to, from) in to.chunks_mut(E::LANES).zip(from.chunks(E::LANES)) {
                    let (old, added) = (clamped(e, to, 0), clamped(e, from, 0));
                    let sums = e.store(e.mul_add(factor, added, old));
                    let count = to.len().min(from.len());
                    for (to, sum) in to[..count].iter_mut().zip(sums.as_ref()) {
                        *to = from_montgomery(*sum);
                    }
                }
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::from_i64;
    use crate::kernel::simd::on_each;

    struct Sum<'a>(&'a [F], &'a [F], &'a F);

    impl Kernel for Sum<'_> {
        type Modulus = FrConfig;
        type Output = Vec<F>;

        fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Vec<F> {
            let Self(to, from, factor) = self;
            let mut to = to.to_vec();
            AddMultiple {
                to: &mut to,
                from,
                factor,
            }
            .run(e);
            to
        }
    }

    #[test]
    fn multiples_are_added_as_far_as_both_go() {
        let elements = |from: i64, count: i64| -> Vec<F> {
            (from..from + count)
                .map(|i| from_i64(i - 7) * from_i64(i64::MAX))
                .collect()
        };
        let factor = elements(99, 1)[0];
        for (to, from) in [(0, 3), (1, 1), (8, 5), (13, 29), (32, 32)] {
            let (to, from) = (elements(0, to), elements(50, from));
            let mut expected = to.clone();
            expected
                .iter_mut()
                .zip(&from)
                .for_each(|(to, from)| *to += factor * from);
            for (engine, sum) in on_each(|| Sum(&to, &from, &factor)) {
                assert_eq!(sum, expected, "{engine}");
            }
        }
    }
}
