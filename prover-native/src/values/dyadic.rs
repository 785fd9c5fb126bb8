use crate::field::F;
use ark_ff::PrimeField;

/// A coefficient n·2^-shift with |n| < 2^62: what compilers emit for scales.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dyadic {
    /// n, odd if `shift` > 0.
    pub numerator: i64,
    /// Exponent of the denominator.
    pub shift: u32,
}

/// The largest denominator looked for.
const MAX_SHIFT: u32 = 62;

impl Dyadic {
    /// Finds the least shift with which `value` is small, if there is one.
    pub fn of(value: &F) -> Option<Self> {
        let mut scaled = *value;
        for shift in 0..=MAX_SHIFT {
            if let Some(numerator) = small(&scaled) {
                return Some(Self { numerator, shift });
            }
            scaled += scaled;
        }
        None
    }
}

/// `value` as a signed integer below 2^62 in magnitude.
pub fn small(value: &F) -> Option<i64> {
    let magnitude = |value: F| {
        let limbs = value.into_bigint().0;
        (limbs[1..] == [0; 3] && limbs[0] < 1 << 62).then_some(limbs[0] as i64)
    };
    magnitude(*value).or_else(|| magnitude(-*value).map(|m| -m))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::from_i64;
    use ark_ff::Field;

    #[test]
    fn finds_numerator_and_shift() {
        for (numerator, shift) in [
            (1, 0),
            (-1, 0),
            (3, 5),
            (-7, 40),
            (1 << 40, 0),
            (-(1 << 20) + 1, 62),
        ] {
            let value = from_i64(numerator) * from_i64(2).pow([u64::from(shift)]).inverse().unwrap();
            assert_eq!(Dyadic::of(&value), Some(Dyadic { numerator, shift }));
        }
        assert_eq!(Dyadic::of(&from_i64(3).inverse().unwrap()), None);
        assert_eq!(small(&(from_i64(1 << 61) + from_i64(1 << 61))), None);
    }
}
