use super::{Engine, portable::Portable};
use crate::field::Modulus;
use std::sync::OnceLock;

#[cfg(target_arch = "x86_64")]
use super::{avx2::Avx2, ifma::Ifma};

/// A computation to be run by whichever engine fits the processor.
pub(crate) trait Kernel {
    /// The field it computes in.
    type Modulus: Modulus;
    /// What it returns.
    type Output;
    /// Runs it. Inner loops go through [`Engine::run`].
    fn run<E: Engine<Modulus = Self::Modulus>>(self, engine: E) -> Self::Output;
}

/// The engines, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    Ifma,
    Avx2,
    Portable,
}

impl Choice {
    const ALL: [Self; 3] = [Self::Ifma, Self::Avx2, Self::Portable];

    fn name(self) -> &'static str {
        match self {
            Self::Ifma => "ifma",
            Self::Avx2 => "avx2",
            Self::Portable => "portable",
        }
    }

    /// Runs `kernel`; gives it back if the processor lacks what the engine needs.
    fn run<K: Kernel>(self, kernel: K) -> Result<K::Output, K> {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Ifma => match Ifma::detect() {
                Some(engine) => Ok(kernel.run(engine)),
                None => Err(kernel),
            },
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => match Avx2::detect() {
                Some(engine) => Ok(kernel.run(engine)),
                None => Err(kernel),
            },
            #[cfg(not(target_arch = "x86_64"))]
            Self::Ifma | Self::Avx2 => Err(kernel),
            Self::Portable => Ok(kernel.run(Portable::new())),
        }
    }

    fn is_available(self) -> bool {
        struct Nothing;
        impl Kernel for Nothing {
            type Modulus = ark_pallas::FrConfig;
            type Output = ();
            fn run<E: Engine<Modulus = Self::Modulus>>(self, _: E) {}
        }
        self.run(Nothing).is_ok()
    }

    /// The engine that the environment variable VOUCH_ENGINE names (ifma, avx2, portable), for tests and benches; the
    /// best one if it is not set or names none that this processor has.
    fn get() -> Self {
        static CHOSEN: OnceLock<Choice> = OnceLock::new();
        *CHOSEN.get_or_init(|| {
            let wanted = std::env::var("VOUCH_ENGINE").unwrap_or_default();
            let available = || Self::ALL.into_iter().filter(|choice| choice.is_available());
            available()
                .find(|choice| choice.name() == wanted)
                .or_else(|| available().next())
                .unwrap_or(Self::Portable)
        })
    }
}

/// The engine in use: "ifma", "avx2" or "portable".
pub fn engine_name() -> &'static str {
    Choice::get().name()
}

/// Runs `kernel` on the engine in use.
pub(crate) fn dispatch<K: Kernel>(kernel: K) -> K::Output {
    Choice::get().run(kernel).unwrap_or_else(dispatch_portable)
}

/// Runs `kernel` in scalar code.
pub(crate) fn dispatch_portable<K: Kernel>(kernel: K) -> K::Output {
    kernel.run(Portable::new())
}

/// Runs a kernel on each engine that the processor has.
#[cfg(test)]
pub(crate) fn on_each<K: Kernel>(kernel: impl Fn() -> K) -> Vec<(&'static str, K::Output)> {
    Choice::ALL
        .into_iter()
        .filter_map(|choice| Some((choice.name(), choice.run(kernel()).ok()?)))
        .collect()
}
