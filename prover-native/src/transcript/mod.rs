//! The Fiat–Shamir transcript (protocol.md §1) and the prover's side of the conversation (§3, §8).

mod channel;

pub use channel::{Channel, Message};

use crate::field::{F, reduce_wide};
use sha3::{Digest, Sha3_256};
use shake::Shake256;
use shake::digest::{ExtendableOutput, Update, XofReader};

/// state_0 = SHA3-256(suite); each absorbed datum and each challenge moves the state.
#[derive(Clone, Debug)]
pub struct Transcript {
    state: [u8; 32],
}

impl Transcript {
    /// A transcript of suite `vouch-1`.
    pub fn new() -> Self {
        Self {
            state: Sha3_256::digest(b"vouch-1").into(),
        }
    }

    /// state = SHA3-256(state ‖ u64le(|label|) ‖ label ‖ u64le(|data|) ‖ data).
    pub fn absorb(&mut self, label: &str, data: &[u8]) {
        let mut hasher = Sha3_256::new();
        Update::update(&mut hasher, &self.state);
        Update::update(&mut hasher, &(label.len() as u64).to_le_bytes());
        Update::update(&mut hasher, label.as_bytes());
        Update::update(&mut hasher, &(data.len() as u64).to_le_bytes());
        Update::update(&mut hasher, data);
        self.state = hasher.finalize().into();
    }

    /// 64 bytes of SHAKE256(state ‖ u64le(|label|) ‖ label), absorbed under `label` and read as an integer mod |F|.
    pub fn challenge(&mut self, label: &str) -> F {
        let mut hasher = Shake256::default();
        hasher.update(&self.state);
        hasher.update(&(label.len() as u64).to_le_bytes());
        hasher.update(label.as_bytes());
        let mut wide = [0; 64];
        hasher.finalize_xof().read(&mut wide);
        self.absorb(label, &wide);
        reduce_wide(&wide)
    }

    /// The current state.
    pub fn state(&self) -> [u8; 32] {
        self.state
    }
}

impl Default for Transcript {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::to_bytes;

    #[test]
    fn every_part_of_a_message_moves_the_state() {
        let start = Transcript::new();
        let run = |label: &str, data: &[u8]| {
            let mut t = start.clone();
            t.absorb(label, data);
            t.state()
        };
        let base = run("mu", b"ab");
        assert_ne!(base, start.state());
        assert_ne!(base, run("mua", b"b"));
        assert_ne!(base, run("m", b"uab"));
        assert_ne!(base, run("mu", b"ac"));
        assert_eq!(base, run("mu", b"ab"));
    }

    #[test]
    fn challenges_ratchet() {
        let mut t = Transcript::new();
        let (a, b) = (t.challenge("u"), t.challenge("u"));
        assert_ne!(to_bytes(&a), to_bytes(&b));
        assert_ne!(Transcript::new().challenge("tau"), a);
    }
}
