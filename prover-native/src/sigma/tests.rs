use super::*;
use crate::equation::tests::conversation;
use crate::equation::{AffineForm, Equation};
use crate::field::{ELEMENT_BYTES, from_bytes};
use crate::progress::Progress;
use crate::transcript::{Message, Transcript};
use ark_ec::CurveGroup;
use ark_ff::Field;

fn element(seed: usize) -> F {
    from_i64(seed as i64 * 7919 + 3).pow([9])
}

/// V's checks of protocol.md §8: the equation of the opened values, and the two group equations.
#[test]
fn what_is_sent_satisfies_the_verifiers_equations() {
    let (progress, columns, messages) = (Progress::new(), 4, 3);
    let mut talk = conversation(messages, &progress);
    let sent: Vec<Message> = (0..messages).map(|i| talk.send("m", &element(i))).collect();
    let x: Vec<F> = (20..24).map(element).collect();
    talk.add(
        Equation::new(AffineForm::from([(element(30), sent[0]), (element(31), sent[2])]))
            .minus_product(element(32), sent[0], sent[1])
            .minus_product(element(33), sent[2], sent[2]),
    );
    talk.add(Equation::new(AffineForm::of(sent[1])).minus_opened((40..44).map(element).collect()));
    let form = talk.combine();
    // The value of the form at v and x: V subtracts it as its constant.
    let values: Vec<F> = (0..messages).map(element).collect();
    let value = |message: &Message| values[message.number() - 1];
    let products: F = form
        .products
        .iter()
        .map(|(kappa, i, j)| *kappa * value(i) * value(j))
        .sum();
    let total = dot(&form.on_messages[1..], &values) + products + dot(&form.on_opened, &x);

    let committer = Committer::new(8);
    let (blinder, pads_blinder) = (element(50), element(51));
    let pads = talk.channel.pads().to_vec();
    let commitments = committer
        .commit_scalars(&[(&x, &blinder), (&pads, &pads_blinder)])
        .unwrap();
    let seed = Seed::derive(&[b"sigma"]);
    let masks = Masks::new(&committer, &seed, Some(columns), messages + 1).unwrap();
    let (before, mut transcript) = (talk.channel.proof().len(), Transcript::new());
    for masked in talk.channel.proof().chunks(ELEMENT_BYTES) {
        transcript.absorb("m", masked);
    }
    transcript.challenge("theta");
    let committed = Committed {
        vector: &x,
        blinder: &blinder,
    };
    prove(&mut talk.channel, &masks, &form, Some(committed), &pads_blinder);

    let masked = talk.channel.masked().to_vec();
    let proof = talk.channel.proof()[before..].to_vec();
    let planned = super::elements(Some(columns as u64), messages as u64 + 1);
    assert_eq!(proof.len() as u64, planned * ELEMENT_BYTES as u64);
    let elements: Vec<[u8; ELEMENT_BYTES]> = proof
        .chunks(ELEMENT_BYTES)
        .map(|bytes| bytes.try_into().unwrap())
        .collect();
    for (label, bytes) in ["sigma D", "sigma D", "sigma l", "sigma l"].iter().zip(&elements) {
        transcript.absorb(label, bytes);
    }
    let c = transcript.challenge("c");
    let d = [0, 1].map(|i| curve::decode(&elements[i]).unwrap());
    let scalars: Vec<F> = elements[2..]
        .iter()
        .map(|bytes| from_bytes(bytes).unwrap())
        .collect();
    let (l, z) = scalars.split_at(2);
    let (z_x, rest) = z.split_at(columns);
    let (z_w, blinders) = rest.split_at(messages + 1);
    assert_eq!(blinders.len(), 2);

    // The form in the pads: v = v̂ + w.
    let received = |message: &Message| masked[message.number() - 1];
    let mut on_pads = form.on_messages.clone();
    let mut c_0 = dot(&form.on_messages[1..], &masked) - total;
    for (kappa, i, j) in &form.products {
        on_pads[i.number()] += *kappa * received(j);
        on_pads[j.number()] += *kappa * received(i);
        c_0 += *kappa * received(i) * received(j);
    }
    let products: F = form
        .products
        .iter()
        .map(|(kappa, i, j)| *kappa * z_w[i.number()] * z_w[j.number()])
        .sum();
    let left = c * (dot(&on_pads, z_w) + dot(&form.on_opened, z_x)) + products + z_w[0];
    assert_eq!(left, c * l[0] + l[1] - c * c * c_0);
    for (i, opened) in [z_x, z_w].into_iter().enumerate() {
        let point = committer.commit_scalars(&[(opened, &blinders[i])]).unwrap()[0];
        assert_eq!(point, (commitments[i] * c + d[i]).into_affine());
    }
}
