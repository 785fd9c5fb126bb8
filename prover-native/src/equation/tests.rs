use super::*;
use crate::field::{ELEMENT_BYTES, F, dot, eq_vector, from_i64};
use crate::progress::Progress;
use crate::transcript::{Channel, Message, Transcript};
use ark_ff::Field;
use zeroize::Zeroizing;

/// A conversation with pads for `messages` messages.
pub(crate) fn conversation(messages: usize, progress: &Progress) -> Conversation<'_> {
    let mut channel = Channel::new(Transcript::new());
    let pads = (0..=messages as i64).map(|k| from_i64(k * k - 7));
    channel.set_pads(Zeroizing::new(pads.collect()));
    Conversation::new(channel, progress)
}

/// What was sent, by number; there is no message 0.
pub(crate) fn sent(channel: &Channel) -> Vec<F> {
    let sent = channel.masked().iter().zip(&channel.pads()[1..]);
    let sent = sent.map(|(masked, pad)| *masked + pad);
    std::iter::once(from_i64(0)).chain(sent).collect()
}

fn element(seed: usize) -> F {
    from_i64(seed as i64 * 7919 + 3).pow([9])
}

#[test]
fn forms_are_sums_of_multiples_of_messages() {
    let progress = Progress::new();
    let mut talk = conversation(3, &progress);
    let [x, y, z] = [5, 7, 11].map(|value| talk.send("m", &from_i64(value)));
    let messages = sent(&talk.channel);
    let value = |form: &AffineForm| form.value(&messages);
    let mut form = AffineForm::from([(from_i64(2), x), (from_i64(-1), y)]);
    assert_eq!(value(&form), from_i64(2 * 5 - 7));
    form.scale(&from_i64(10));
    form.add(from_i64(1), x);
    form.add_form(&from_i64(3), &AffineForm::of(z));
    assert_eq!(value(&form), from_i64(10 * (2 * 5 - 7) + 5 + 3 * 11));
}

#[test]
fn equations_are_combined_with_powers_of_theta() {
    let progress = Progress::new();
    let mut talk = conversation(4, &progress);
    let sent_as: Vec<Message> = (0..4).map(|i| talk.send("m", &element(i))).collect();
    let [a, b, c, d] = sent_as[..] else { unreachable!() };
    let x: Vec<F> = (10..14).map(element).collect();
    talk.add(Equation::new(AffineForm::of(a)).minus_product(element(20), b, c));
    talk.add(
        Equation::new(AffineForm::from([(element(21), d), (element(22), a)]))
            .minus_product(from_i64(1), a, a)
            .minus_product(element(23), c, b),
    );
    talk.add(Equation::new(AffineForm::of(b)).minus_opened((30..34).map(element).collect()));
    let messages = sent(&talk.channel);
    let values = talk.equations.values(&messages, &x);

    let mut transcript = Transcript::new();
    for masked in talk.channel.proof().chunks(ELEMENT_BYTES) {
        transcript.absorb("m", masked);
    }
    let theta = transcript.challenge("theta");
    let form = talk.combine();
    assert_eq!(form.on_messages.len(), 5);
    assert_eq!(form.on_messages[0], from_i64(0), "psi is no message");
    let products = form.products.iter();
    let products: F = products
        .map(|(kappa, i, j)| *kappa * messages[i.number()] * messages[j.number()])
        .sum();
    let value = dot(&form.on_messages, &messages) + products + dot(&form.on_opened, &x);
    assert_eq!(value, values[0] + theta * values[1] + theta * theta * values[2]);
    assert!(talk.equations.is_empty());
}

/// Two vectors, folded entry by entry.
struct Plain([Vec<F>; 2]);

impl Summand for Plain {
    fn len(&self) -> usize {
        self.0[0].len()
    }

    fn round(&self, _: u32, _: Embedding) -> [F; 2] {
        let [a, b] = &self.0;
        let pairs = || a.chunks(2).zip(b.chunks(2));
        [
            pairs().map(|(a, b)| a[0] * b[0]).sum(),
            pairs().map(|(a, b)| (a[1] - a[0]) * (b[1] - b[0])).sum(),
        ]
    }

    fn bind(&mut self, _: u32, r: &F, _: Embedding) {
        self.0 = self.0.each_ref().map(|v| {
            v.chunks(2)
                .map(|pair| pair[0] + *r * (pair[1] - pair[0]))
                .collect()
        });
    }
}

#[test]
fn a_sumcheck_leaves_the_claim_on_the_point() {
    for rounds in 0..5u32 {
        let progress = Progress::new();
        let mut talk = conversation(1 + 2 * rounds as usize, &progress);
        let vectors = [100, 200].map(|seed| (0..1 << rounds).map(|i| element(seed + i)).collect::<Vec<F>>());
        let sum = talk.send("sum", &dot(&vectors[0], &vectors[1]));
        let mut summands = [Plain(vectors.clone())];
        let claim = AffineForm::of(sum);
        let end = sumcheck(
            &mut talk,
            claim,
            "rounds",
            &mut summands,
            rounds,
            Embedding::OneFactor,
        )
        .unwrap();
        let weights = eq_vector(&end.point, 1 << rounds);
        let expected = dot(&vectors[0], &weights) * dot(&vectors[1], &weights);
        assert_eq!(end.claim.value(&sent(&talk.channel)), expected, "{rounds} rounds");
        assert_eq!(sent(&talk.channel).len(), 2 + 2 * rounds as usize);
    }
}
