use super::axis_map::{AxisMap, Target};
use super::contract::{Window, contract_field, contract_small};
use crate::covector::Side;
use crate::field::{F, from_i64};
use crate::values::{Small, Values};

/// A_g or B_g on the cells of k up to the last real one; those beyond are 0.
///
/// A_g[k] = Σ_row V_row·a[…], B_g[k] = Σ_col V_col·V_batch·b[…]: the operand is contracted axis by axis, the first time
/// straight from its integers, so each cell is read once.
pub fn factor(side: &Side<'_>, operand: &Values<'_>, shape: &[usize], bits: u32) -> Vec<F> {
    let entries = side.operand.map.iter().zip(shape);
    let maps: Vec<AxisMap> = entries
        .map(|(entry, length)| AxisMap::new(side, entry, *length))
        .collect();
    if maps.iter().any(|map| map.used.is_empty()) {
        return vec![from_i64(0)];
    }
    let mut array = Array {
        dims: maps.iter().map(|map| Dim::Used(map.used.len())).collect(),
        data: Vec::new(),
    };
    let first = (0..maps.len())
        .filter(|axis| maps[*axis].summed)
        .max_by_key(|axis| maps[*axis].reduction());
    match (operand, first) {
        (Values::Small(small), Some(axis)) => array.contract_first(small, shape, &maps, axis),
        _ => {
            array.data = cells(shape, &maps)
                .into_iter()
                .map(|cell| operand.at(cell))
                .collect()
        }
    }
    for (axis, map) in maps.iter().enumerate() {
        if map.summed && matches!(array.dims[axis], Dim::Used(_)) {
            array.contract(map, axis);
        }
    }
    array.scatter(&maps, &side.scale, bits)
}

/// Row-major numbers of the cells whose index is used on every axis.
fn cells(shape: &[usize], maps: &[AxisMap]) -> Vec<usize> {
    let mut cells = vec![0];
    for (length, map) in shape.iter().zip(maps) {
        cells = cells
            .iter()
            .flat_map(|cell| map.used.iter().map(move |index| cell * length + index))
            .collect();
    }
    cells
}

#[derive(Clone, Copy)]
enum Dim {
    /// Not summed out yet: one entry for each used index.
    Used(usize),
    /// Summed out: one entry for each target.
    Targets(usize),
}

impl Dim {
    fn len(self) -> usize {
        match self {
            Dim::Used(length) | Dim::Targets(length) => length,
        }
    }

    /// Where the targets of an axis are; those that are read nowhere are dropped.
    fn places(self, map: &AxisMap) -> Vec<Place> {
        let targets = map.targets.iter().enumerate();
        let place = |(i, target): (usize, &Target)| {
            let position = match self {
                Dim::Targets(_) => i,
                Dim::Used(_) => target.sources.first()?.0 as usize,
            };
            Some((position, target.address, target.scale))
        };
        targets.filter_map(place).collect()
    }
}

/// Position in the data, address in k, and a factor.
type Place = (usize, usize, F);

struct Array {
    dims: Vec<Dim>,
    data: Vec<F>,
}

impl Array {
    fn contract_first(&mut self, small: &Small<'_>, shape: &[usize], maps: &[AxisMap], axis: usize) {
        let stride: usize = shape[axis + 1..].iter().product();
        let before = cells(&shape[..axis], &maps[..axis])
            .into_iter()
            .map(|cell| cell * shape[axis] * stride);
        let mut after: Vec<(usize, usize)> = Vec::new();
        for cell in cells(&shape[axis + 1..], &maps[axis + 1..]) {
            match after.last_mut() {
                Some((start, length)) if *start + *length == cell => *length += 1,
                _ => after.push((cell, 1)),
            }
        }
        let window = Window {
            data: small.integers(),
            magnitude: small.magnitude(),
            before: before.collect(),
            stride,
            after,
        };
        self.data = contract_small(&window, &maps[axis]);
        self.dims[axis] = Dim::Targets(maps[axis].targets.len());
    }

    fn contract(&mut self, map: &AxisMap, axis: usize) {
        let after = self.dims[axis + 1..].iter().map(|dim| dim.len()).product();
        self.data = contract_field(&self.data, map, after);
        self.dims[axis] = Dim::Targets(map.targets.len());
    }

    /// Puts each combination of targets at its address in k.
    fn scatter(&self, maps: &[AxisMap], scale: &F, bits: u32) -> Vec<F> {
        let one = from_i64(1);
        let times = |a: &F, b: &F| if *b == one { *a } else { *a * b };
        let axes: Vec<Vec<Place>> = self
            .dims
            .iter()
            .zip(maps)
            .map(|(dim, map)| dim.places(map))
            .collect();
        let length = 1 + axes
            .iter()
            .filter_map(|places| places.iter().map(|place| place.1).max())
            .sum::<usize>();
        debug_assert!(length <= 1 << bits);
        let mut out = vec![from_i64(0); length];
        let mut outer = vec![(0, 0, *scale)];
        let Some((last, before)) = axes.split_last() else {
            return vec![self.data[0] * scale];
        };
        for (dim, places) in self.dims.iter().zip(before) {
            let join = |(position, address, factor): Place| {
                places.iter().map(move |(at, part, scale)| {
                    (position * dim.len() + at, address + part, times(&factor, scale))
                })
            };
            outer = outer.into_iter().flat_map(join).collect();
        }
        for (position, address, factor) in outer {
            let row = &self.data[position * self.dims[before.len()].len()..];
            for (at, part, scale) in last {
                out[address + part] = times(&times(&row[*at], scale), &factor);
            }
        }
        out
    }
}
