use super::axis_map::AxisMap;
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
}

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
        // (position in data, address in k, factor); positions of unread targets are dropped.
        let mut places = vec![(0usize, 0usize, *scale)];
        for (dim, map) in self.dims.iter().zip(maps) {
            let choices: Vec<(usize, usize, F)> = match dim {
                Dim::Targets(_) => map
                    .targets
                    .iter()
                    .enumerate()
                    .map(|(i, t)| (i, t.address, t.scale))
                    .collect(),
                Dim::Used(_) => map
                    .targets
                    .iter()
                    .filter_map(|target| {
                        let (position, _) = target.sources.first()?;
                        Some((*position as usize, target.address, target.scale))
                    })
                    .collect(),
            };
            let one = from_i64(1);
            let join = |(position, address, factor): (usize, usize, F)| {
                choices.iter().map(move |(at, part, scale)| {
                    let factor = if *scale == one { factor } else { factor * scale };
                    (position * dim.len() + at, address + part, factor)
                })
            };
            places = places.into_iter().flat_map(join).collect();
        }
        let length = places.iter().map(|place| place.1 + 1).max().unwrap_or(1);
        debug_assert!(length <= 1 << bits);
        let mut out = vec![from_i64(0); length];
        let one = from_i64(1);
        for (position, address, factor) in places {
            let value = self.data[position];
            out[address] = if factor == one { value } else { value * factor };
        }
        out
    }
}
