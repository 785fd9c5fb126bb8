use super::{Affine, Fq};
use crate::field::{ELEMENT_BYTES, bytes_to_limbs, limbs_to_bytes};
use ark_ec::AffineRepr;
use ark_ff::{BigInt, BigInteger, Field, PrimeField};

/// Why 32 bytes are no point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PointError {
    /// x is not below the modulus of the base field.
    #[error("the x coordinate is not canonical")]
    NotCanonical,
    /// x³ + 5 is not a square.
    #[error("not a point of the curve")]
    NotOnCurve,
}

/// 32 bytes: x little-endian, bit 255 = parity of y.
///
/// # Panics
/// On infinity, which has no encoding and never occurs in a commitment.
pub fn encode(point: &Affine) -> [u8; ELEMENT_BYTES] {
    assert!(!point.is_zero(), "infinity has no encoding");
    let mut bytes = limbs_to_bytes(point.x.into_bigint().0);
    bytes[31] |= (point.y.into_bigint().is_odd() as u8) << 7;
    bytes
}

/// Decodes a point.
///
/// # Errors
/// [`PointError`] if x is not canonical or not the abscissa of a point.
pub fn decode(bytes: &[u8; ELEMENT_BYTES]) -> Result<Affine, PointError> {
    let odd = bytes[31] >> 7 == 1;
    let mut x = *bytes;
    x[31] &= 0x7f;
    let x = Fq::from_bigint(BigInt(bytes_to_limbs(&x))).ok_or(PointError::NotCanonical)?;
    lift(x, odd).ok_or(PointError::NotOnCurve)
}

/// The point with abscissa `x` whose y has the given parity, if there is one. y = 0 cannot happen: the order is odd.
pub(super) fn lift(x: Fq, odd: bool) -> Option<Affine> {
    let y = (x.square() * x + Fq::from(5u64)).sqrt()?;
    let y = if y.into_bigint().is_odd() == odd { y } else { -y };
    Some(Affine::new_unchecked(x, y))
}

#[cfg(test)]
mod tests {
    use super::super::generators;
    use super::*;

    #[test]
    fn points_round_trip() {
        for point in generators(20).iter() {
            assert_eq!(decode(&encode(point)), Ok(*point));
            assert_eq!(decode(&encode(&-*point)), Ok(-*point));
        }
    }

    #[test]
    fn bad_bytes_are_refused() {
        assert_eq!(
            decode(&limbs_to_bytes(Fq::MODULUS.0)),
            Err(PointError::NotCanonical)
        );
        assert_eq!(decode(&[0x7f; 32]), Err(PointError::NotCanonical));
        let refused = (0..=255u8)
            .filter(|first| {
                let mut bytes = [0; 32];
                bytes[0] = *first;
                decode(&bytes) == Err(PointError::NotOnCurve)
            })
            .count();
        assert!((64..192).contains(&refused), "half of all abscissae");
    }

    #[test]
    #[should_panic(expected = "infinity")]
    fn infinity_has_no_encoding() {
        encode(&Affine::identity());
    }
}
