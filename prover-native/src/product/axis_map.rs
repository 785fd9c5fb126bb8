use crate::circuit::IndexEntry;
use crate::covector::{AxisVector, Role, Side};
use crate::field::{F, from_i64};

/// How one operand axis enters a factor: out[k] = Σ_Y M[k][Y]·in[Y], with M given by the box axes in its index map.
pub struct AxisMap {
    /// The indices Y that are read at all, ascending.
    pub used: Vec<usize>,
    /// One entry per combination of the axis's key axes.
    pub targets: Vec<Target>,
    /// Whether box axes are summed out here; else each target reads at most one index.
    pub summed: bool,
}

/// One combination of key axes.
pub struct Target {
    /// Its part of the address in k.
    pub address: usize,
    /// V_batch and, for an axis that is not summed, 1.
    pub scale: F,
    /// (position in `used`, weight), ascending positions.
    pub sources: Vec<(u32, F)>,
}

/// A target in the making: indices may still lie outside the axis.
struct Spread {
    address: usize,
    scale: F,
    sources: Vec<(i64, F)>,
}

impl AxisMap {
    /// The map of an operand axis of a side.
    pub fn new(side: &Side<'_>, entry: &IndexEntry, length: usize) -> Self {
        let one = from_i64(1);
        let mut targets = vec![Spread {
            address: 0,
            scale: one,
            sources: vec![(entry.offset, one)],
        }];
        let mut summed = false;
        for part in &entry.parts {
            let steps = 0..side.lengths[part.axis];
            let index = |at: i64, i: usize| at + part.coefficient * i as i64;
            match side.roles[part.axis]
                .as_ref()
                .expect("a role for each axis that is read")
            {
                Role::Key { low, weight } => {
                    let weight = weight.as_deref().map(AxisVector::values);
                    let split = |target: Spread| {
                        steps.clone().map(move |i| Spread {
                            address: target.address + (i << low),
                            scale: weight.map_or(target.scale, |weight| target.scale * weight[i]),
                            sources: target.sources.iter().map(|(at, w)| (index(*at, i), *w)).collect(),
                        })
                    };
                    targets = targets.into_iter().flat_map(split).collect();
                }
                Role::Summed(weight) => {
                    summed = true;
                    let weight = weight.as_deref().map(AxisVector::values);
                    for target in &mut targets {
                        let spread = |(at, w): &(i64, F)| {
                            let (at, w) = (*at, *w);
                            steps
                                .clone()
                                .map(move |i| (index(at, i), weight.map_or(w, |weight| w * weight[i])))
                        };
                        target.sources = target.sources.iter().flat_map(spread).collect();
                    }
                }
            }
        }
        Self::collect(targets, length, summed)
    }

    /// Drops what lies outside the axis and numbers the indices that are used.
    fn collect(targets: Vec<Spread>, length: usize, summed: bool) -> Self {
        let inside = |at: i64| usize::try_from(at).ok().filter(|at| *at < length);
        let mut is_used = vec![false; length];
        let indices = targets.iter().flat_map(|target| &target.sources);
        indices
            .filter_map(|(at, _)| inside(*at))
            .for_each(|at| is_used[at] = true);
        let used: Vec<usize> = (0..length).filter(|at| is_used[*at]).collect();
        let mut position = vec![0; length];
        used.iter()
            .zip(0..)
            .for_each(|(at, number)| position[*at] = number);
        let targets = targets.into_iter().map(|target| {
            let sources = target.sources.into_iter();
            let mut sources: Vec<(u32, F)> = sources
                .filter_map(|(at, w)| Some((position[inside(at)?], w)))
                .collect();
            sources.sort_by_key(|source| source.0);
            sources.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                if same {
                    kept.1 += next.1;
                }
                same
            });
            Target {
                address: target.address,
                scale: target.scale,
                sources,
            }
        });
        Self {
            targets: targets.collect(),
            used,
            summed,
        }
    }

    /// Cells read for each combination of key axes: the larger, the more this axis shrinks when it is summed out.
    pub fn reduction(&self) -> usize {
        self.used.len() / self.targets.len().max(1)
    }
}
