use super::{Equation, Equations, QuadraticForm};
use crate::field::F;
use crate::progress::Progress;
use crate::transcript::{Channel, Message};

/// What a stage speaks through: it sends hidden messages and adds the equations that V derives from them.
pub struct Conversation<'p> {
    /// Messages and challenges.
    pub channel: Channel,
    /// Those of the stages so far.
    pub equations: Equations,
    /// Whom a stage tells how far it is.
    pub progress: &'p Progress,
}

impl<'p> Conversation<'p> {
    /// Continues on a channel that has its pads.
    pub fn new(channel: Channel, progress: &'p Progress) -> Self {
        Self {
            channel,
            equations: Equations::default(),
            progress,
        }
    }

    /// P -> V: the next hidden message.
    ///
    /// # Panics
    /// If there are more hidden messages than pads.
    pub fn send(&mut self, label: &str, value: &F) -> Message {
        self.channel.hidden(label, value)
    }

    /// V -> P: the next challenge.
    pub fn challenge(&mut self, label: &str) -> F {
        self.channel.challenge(label)
    }

    /// Adds the next equation.
    pub fn add(&mut self, equation: Equation) {
        self.equations.add(equation);
    }

    /// V -> P theta: one polynomial for all equations.
    pub fn combine(&mut self) -> QuadraticForm {
        let theta = self.challenge("theta");
        QuadraticForm::combine(
            std::mem::take(&mut self.equations),
            &theta,
            self.channel.masked().len(),
        )
    }
}
