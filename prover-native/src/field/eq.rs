use super::{F, from_i64};

/// (eq(point, i)) for i < `length`: Π_j (bit j of i ? p_j : 1 − p_j), lowest bit first (protocol.md §2.1).
///
/// `length` ≤ 2^|point|.
pub fn eq_vector(point: &[F], length: usize) -> Vec<F> {
    eq_vector_scaled(&from_i64(1), point, length)
}

/// `scale` · eq(point, i) for i < `length`.
pub fn eq_vector_scaled(scale: &F, point: &[F], length: usize) -> Vec<F> {
    debug_assert!(point.len() >= 64 || length <= 1 << point.len());
    let mut values = Vec::with_capacity(length);
    values.push(*scale);
    for p in point {
        let half = values.len();
        if half >= length {
            // The rest of the bits are 0 in every index asked for.
            let rest = from_i64(1) - p;
            values.iter_mut().for_each(|v| *v *= rest);
            continue;
        }
        for i in 0..half {
            let upper = values[i] * p;
            values[i] -= upper;
            if half + i < length {
                values.push(upper);
            }
        }
    }
    values.truncate(length);
    values
}

/// eq(point, index).
pub fn eq_at(point: &[F], index: u64) -> F {
    let one = from_i64(1);
    point.iter().enumerate().fold(one, |product, (j, p)| {
        let factor = if j < 64 && index >> j & 1 == 1 {
            *p
        } else {
            one - p
        };
        product * factor
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::any_element;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn vectors_agree_with_single_values(point in prop::collection::vec(any_element(), 0..6), cut in 0.0..=1.0f64) {
            let length = 1 + (((1usize << point.len()) - 1) as f64 * cut) as usize;
            let vector = eq_vector(&point, length);
            prop_assert_eq!(vector.len(), length);
            for (i, v) in vector.iter().enumerate() {
                prop_assert_eq!(*v, eq_at(&point, i as u64));
            }
        }
    }
}
