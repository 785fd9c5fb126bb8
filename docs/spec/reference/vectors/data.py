"""Vectors of committed data (formats.md §6, §9, §10): formats, points of rows, ids, openings."""
import random
from dataclasses import replace
from hashlib import sha3_256
from spec import curve
from spec.data import RowFormat, data_id, input_id, opens, public_input_id, public_row
from spec.field import R

FORMATS = {
    "pixels": RowFormat((3, 5), 2, -128, 127, 6, 0),
    "columns": RowFormat((2, 3), 3, -32768, 32767, 4, 3, (1, (4, -2, 3))),
    "one": RowFormat((), 0, 0, 1, 0, 2),
    "Äpfel": RowFormat((5,), 1, -(2 ** 40), 2 ** 40, 0, 1),
}
ROWS = 4


def blinder(name, row, point):
    text = f"the blinder of point {point} of row {row} of {name}".encode()
    return int.from_bytes(sha3_256(text).digest(), "little") % R


def hexes(scalars):
    return [v.to_bytes(32, "little").hex() for v in scalars]


def data():
    rng, inputs, ids = random.Random(15), [], {}
    for name, form in FORMATS.items():
        values = [[rng.randint(form.lo, form.hi) for _ in range(form.cells)] for _ in range(ROWS)]
        values[0][0], values[1][0] = form.lo, form.hi
        count = len(form.vectors(values[0]))
        blinders = [[blinder(name, row, i) for i in range(count)] for row in range(ROWS)]
        points = [form.commit(v, b) for v, b in zip(values, blinders)]
        total = [sum(cell) for cell in zip(*values)]
        total_blinders = [sum(column) % R for column in zip(*blinders)]
        assert opens(form, points, total, total_blinders)
        ids[name] = input_id(form, points)
        inputs.append(
            {
                "name": name,
                "format": form.encode().hex(),
                "values": [[str(v) for v in row] for row in values],
                "blinders": [hexes(row) for row in blinders],
                "points": ["".join(curve.encode(p).hex() for p in row) for row in points],
                "inputId": ids[name].hex(),
                "sum": [str(v) for v in total],
                "sumBlinders": hexes(total_blinders),
            }
        )
    return {"inputs": inputs, "dataId": data_id(ids).hex(), **public(inputs, ids)}


def public(inputs, ids):
    """The same rows as those that everyone may see; and an id of some that are hidden, some public."""
    shown, mixed = [], dict(ids)
    for made in inputs:
        form = replace(FORMATS[made["name"]], column_bits=0)
        rows = [[int(v) for v in row] for row in made["values"]]
        id_ = public_input_id(form, rows)
        if made["name"] in ("one", "Äpfel"):
            mixed[made["name"]] = id_
        shown.append(
            {
                "name": made["name"],
                "format": form.encode().hex(),
                "rows": [public_row(form, row).hex() for row in rows],
                "inputId": id_.hex(),
            }
        )
    return {"public": shown, "mixedDataId": data_id(mixed).hex()}


FILES = {"data": data}
