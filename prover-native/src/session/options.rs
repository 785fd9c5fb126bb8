use crate::statement::Entropy;
use crate::values::OnMissing;

/// What a caller may choose only in tests.
pub struct Options {
    pub(crate) entropy: Entropy,
    pub(crate) missing: OnMissing,
}

impl Options {
    /// The operating system's randomness; a key outside its table is refused.
    pub fn new() -> Self {
        Self {
            entropy: Entropy::operating_system(),
            missing: OnMissing::Refuse,
        }
    }

    /// For tests: fixed randomness, and whether a key outside its table is passed over.
    #[cfg(any(test, feature = "test-prover"))]
    pub fn for_tests(seed: Option<[u8; 32]>, ignore_missing: bool) -> Self {
        Self {
            entropy: seed.map_or_else(Entropy::operating_system, Entropy::fixed),
            missing: if ignore_missing {
                OnMissing::Ignore
            } else {
                OnMissing::Refuse
            },
        }
    }

    /// For tests: the operating system's randomness, which fails after so many requests.
    #[cfg(any(test, feature = "test-prover"))]
    pub fn without_randomness(requests: u64) -> Self {
        Self {
            entropy: Entropy::failing_after(requests),
            missing: OnMissing::Refuse,
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}
