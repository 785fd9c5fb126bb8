use crate::curve::{Affine, encode};
use crate::field::{ELEMENT_BYTES, F, to_bytes};
use zeroize::Zeroizing;

pub(crate) fn encode_points(points: &[Affine]) -> Vec<u8> {
    points.iter().flat_map(encode).collect()
}

pub(crate) fn encode_scalars(scalars: &[F]) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(ELEMENT_BYTES * scalars.len()));
    scalars
        .iter()
        .for_each(|scalar| bytes.extend_from_slice(&to_bytes(scalar)));
    bytes
}
