use crate::field::{F, eq_vector, from_i64};
use crate::lookup;

/// Numbers hidden messages in order of transmission: message k is masked by pad k ≥ 1.
#[derive(Debug, Default)]
pub struct Messages {
    sent: usize,
}

impl Messages {
    /// The number of the next message.
    pub fn take(&mut self) -> usize {
        self.sent += 1;
        self.sent
    }
}

/// An affine form in the hidden messages, without its constant: (message, coefficient) pairs. The constant c_0 is the
/// verifier's business.
#[derive(Clone, Debug, Default)]
pub struct Affine(Vec<(usize, F)>);

impl Affine {
    /// A message.
    pub fn message(number: usize) -> Self {
        Self(vec![(number, from_i64(1))])
    }

    /// self += coefficient · message.
    pub fn add_message(&mut self, number: usize, coefficient: F) {
        self.0.push((number, coefficient));
    }

    /// self += coefficient · other.
    pub fn add(&mut self, other: &Affine, coefficient: &F) {
        self.0
            .extend(other.0.iter().map(|(number, own)| (*number, *own * coefficient)));
    }

    /// self · coefficient.
    pub fn scale(&mut self, coefficient: &F) {
        self.0.iter_mut().for_each(|(_, own)| *own *= coefficient);
    }
}

/// What the lookups leave to be shown.
#[derive(Debug)]
pub struct Leaves {
    /// p_leaf.
    pub p: Affine,
    /// q_leaf.
    pub q: Affine,
    /// The message S, if some table is direct.
    pub direct: Option<usize>,
}

/// The verifier's equations combined with powers of θ (protocol.md §8): L(x, w) + Σ κ_ij·w_i·w_j + c_0 = 0, here in the
/// hidden values v = v̂ + w themselves: Σ linear_k·v_k + Σ κ·v_i·v_j + Σ columns_j·x_j + … = 0.
#[derive(Debug)]
pub struct Form {
    /// Coefficient of each hidden message; number 0 (ψ) has none.
    pub linear: Vec<F>,
    /// (κ, i, j).
    pub products: Vec<(F, usize, usize)>,
    /// Coefficient of each column of x; empty if nothing is opened.
    pub columns: Vec<F>,
    theta: F,
    power: F,
}

impl Form {
    /// No equations yet.
    pub fn new(theta: F, messages: usize) -> Self {
        let linear = vec![from_i64(0); messages + 1];
        Self {
            linear,
            products: Vec::new(),
            columns: Vec::new(),
            theta,
            power: from_i64(1),
        }
    }

    /// Adds the next equation: affine + Σ coefficient·i·j (+ what depends on x).
    fn equation(&mut self, affine: &Affine, products: impl IntoIterator<Item = (F, usize, usize)>) {
        for (number, coefficient) in &affine.0 {
            self.linear[*number] += *coefficient * self.power;
        }
        let power = self.power;
        self.products.extend(
            products
                .into_iter()
                .map(|(coefficient, i, j)| (coefficient * power, i, j)),
        );
        self.power *= self.theta;
    }

    /// §4: q_root·inv = 1, and c_ℓ = a·q1 + p1·q0 for each layer, where c_0 = (S + λ)·q_root.
    pub fn lookups(&mut self, messages: &mut Messages, trace: &lookup::Trace) -> Leaves {
        let one = from_i64(1);
        let (root, inverse) = (messages.take(), messages.take());
        self.equation(&Affine::default(), [(one, root, inverse)]);
        let direct = (!trace.direct.is_empty()).then(|| messages.take());
        let mut root_numerator = direct.map(|sum| (one, sum, root));
        let (mut p, mut q) = (Affine::default(), Affine::message(root));
        let mut point: Vec<F> = Vec::new();
        for layer in &trace.layers {
            let mut claim = p;
            claim.add(&q, &layer.lambda);
            for (r, z) in layer.rounds.iter().zip(&point) {
                claim.add_message(messages.take(), *r - z);
                claim.add_message(messages.take(), *r * (*r - one));
            }
            let [a, p1, q1, q0] = std::array::from_fn(|_| messages.take());
            let products = [(-one, a, q1), (-one, p1, q0)];
            self.equation(&claim, products.into_iter().chain(root_numerator.take()));
            let rest = one - layer.tau;
            p = Affine(vec![(a, rest), (q0, -rest * layer.lambda), (p1, layer.tau)]);
            q = Affine(vec![(q0, rest), (q1, layer.tau)]);
            point = std::iter::once(layer.tau)
                .chain(layer.rounds.iter().copied())
                .collect();
        }
        Leaves { p, q, direct }
    }

    /// §6: c = Σ_g A_g·B_g·Π_{j > n_g}(1 − r_j), `bits` being the n_g. Returns the messages (A_g, B_g).
    pub fn products(
        &mut self,
        messages: &mut Messages,
        prod: usize,
        point: &[F],
        bits: &[u32],
    ) -> Vec<[usize; 2]> {
        let claim = rounds(messages, Affine::message(prod), point);
        let mut late = vec![from_i64(1); point.len() + 1];
        for (round, r) in point.iter().enumerate().rev() {
            late[round] = late[round + 1] * (from_i64(1) - r);
        }
        let factors: Vec<[usize; 2]> = bits.iter().map(|_| [messages.take(), messages.take()]).collect();
        let products = factors
            .iter()
            .zip(bits)
            .map(|([a, b], bits)| (-late[*bits as usize], *a, *b));
        self.equation(&claim, products.collect::<Vec<_>>());
        factors
    }

    /// §7: c = <x, eq(s)>, or c = 0 where nothing is opened (`point` is `None`).
    pub fn opening(&mut self, messages: &mut Messages, claim: Affine, point: Option<&[F]>) {
        let Some(point) = point else {
            return self.equation(&claim, []);
        };
        let claim = rounds(messages, claim, point);
        let power = -self.power;
        self.columns = eq_vector(point, 1 << point.len())
            .iter()
            .map(|e| *e * power)
            .collect();
        self.equation(&claim, []);
    }
}

/// Rounds of §6 and §7: c ← r·c + (1 − 2r)·m(0) + r(r − 1)·m(∞).
fn rounds(messages: &mut Messages, mut claim: Affine, point: &[F]) -> Affine {
    let one = from_i64(1);
    for r in point {
        claim.scale(r);
        claim.add_message(messages.take(), one - r - r);
        claim.add_message(messages.take(), *r * (*r - one));
    }
    claim
}
