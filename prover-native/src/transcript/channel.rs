use super::Transcript;
use crate::curve::{self, Affine};
use crate::field::{ELEMENT_BYTES, F, to_bytes};
use zeroize::Zeroizing;

/// The number of a hidden message: 1, 2, … in order of transmission. Sending a message makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message(usize);

impl Message {
    /// k ≥ 1: the message is masked by pad k.
    pub fn number(self) -> usize {
        self.0
    }
}

/// The prover's side of the conversation: writes proof bytes, each absorbed by the call that writes it, and masks
/// hidden messages with the pads (protocol.md §8): message k is sent as v − pad_k, k = 1, 2, … in order of
/// transmission; pad 0 = ψ masks nothing.
pub struct Channel {
    transcript: Transcript,
    proof: Vec<u8>,
    pads: Zeroizing<Vec<F>>,
    sent: Vec<F>,
}

impl Channel {
    /// Continues `transcript`, in which the statement has been absorbed.
    pub fn new(transcript: Transcript) -> Self {
        Self {
            transcript,
            proof: Vec::new(),
            pads: Zeroizing::new(Vec::new()),
            sent: Vec::new(),
        }
    }

    /// Gives the channel its pads, ψ first. Once, before the first hidden message.
    ///
    /// # Panics
    /// If there were pads already.
    pub fn set_pads(&mut self, pads: Zeroizing<Vec<F>>) {
        assert!(self.pads.is_empty(), "pads are set once");
        self.sent.reserve_exact(pads.len());
        self.pads = pads;
    }

    /// V -> P: a challenge.
    pub fn challenge(&mut self, label: &str) -> F {
        self.transcript.challenge(label)
    }

    /// P -> V: a scalar in the clear.
    pub fn scalar(&mut self, label: &str, value: &F) {
        self.write(label, &to_bytes(value));
    }

    /// P -> V: a scalar after the last challenge. Verifiers absorb it, to weigh proofs that they check together; nothing
    /// that the prover sends depends on it.
    pub fn last_scalar(&mut self, value: &F) {
        self.proof.extend_from_slice(&to_bytes(value));
    }

    /// P -> V: a group element.
    pub fn point(&mut self, label: &str, point: &Affine) {
        self.write(label, &curve::encode(point));
    }

    /// P -> V: a hidden scalar, masked by the next pad. Returns the message's number.
    ///
    /// # Panics
    /// If there are more hidden messages than pads: the plan and the prover disagree.
    pub fn hidden(&mut self, label: &str, value: &F) -> Message {
        let message = Message(self.sent.len() + 1);
        let pad = self.pads.get(message.0).expect("a pad for each hidden message");
        let masked = *value - pad;
        self.sent.push(masked);
        self.write(label, &to_bytes(&masked));
        message
    }

    fn write(&mut self, label: &str, bytes: &[u8; ELEMENT_BYTES]) {
        self.transcript.absorb(label, bytes);
        self.proof.extend_from_slice(bytes);
    }

    /// The hidden messages as sent: element k − 1 is message k less pad k.
    pub fn masked(&self) -> &[F] {
        &self.sent
    }

    /// The pads, ψ first; empty before [`Channel::set_pads`].
    pub fn pads(&self) -> &[F] {
        &self.pads
    }

    /// The transcript's state.
    pub fn state(&self) -> [u8; 32] {
        self.transcript.state()
    }

    /// The bytes written so far.
    pub fn proof(&self) -> &[u8] {
        &self.proof
    }

    /// The proof's messages.
    pub fn into_proof(mut self) -> Vec<u8> {
        std::mem::take(&mut self.proof)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_messages_are_masked_in_order() {
        let mut channel = Channel::new(Transcript::new());
        channel.set_pads(Zeroizing::new((0..3u64).map(|k| F::from(100 + k)).collect()));
        assert_eq!(channel.hidden("prod", &F::from(1000u64)).number(), 1);
        assert_eq!(channel.hidden("prod", &F::from(2000u64)).number(), 2);
        assert_eq!(channel.masked(), [F::from(899u64), F::from(1898u64)]);
        let mut replay = Transcript::new();
        replay.absorb("prod", &to_bytes(&F::from(899u64)));
        replay.absorb("prod", &to_bytes(&F::from(1898u64)));
        assert_eq!(channel.state(), replay.state());
        assert_eq!(channel.proof().len(), 64);
    }

    #[test]
    #[should_panic(expected = "a pad for each hidden message")]
    fn a_message_without_a_pad_is_a_bug() {
        let mut channel = Channel::new(Transcript::new());
        channel.set_pads(Zeroizing::new(vec![F::from(1u64)]));
        channel.hidden("prod", &F::from(5u64));
    }
}
