#!/bin/sh
# Writes CRATES.md, the crates that are linked into the library and their licences; --check: compares it only.
set -eu
cd "$(dirname "$0")/.."

crates() {
    cat <<'TEXT'
# Crates in libvouch_prover.so

What is linked into the native library besides Rust's standard library (MIT OR Apache-2.0), and under which licences.
Written by `prover-native/scripts/crates.sh`.

| crate | version | licence |
|---|---|---|
TEXT
    cargo tree --locked --edges normal,no-proc-macro --target x86_64-unknown-linux-gnu --prefix none --no-dedupe \
        --format '| {p} | {l} |' | sed '1d; s/ v\([0-9][^ ]*\) |/ | \1 |/; s, (\*),,; s,MIT/Apache,MIT OR Apache,' |
        LC_ALL=C sort -u
}

if [ "${1:-}" = --check ]; then
    crates | diff CRATES.md - || {
        echo "CRATES.md does not name the crates of Cargo.lock; run prover-native/scripts/crates.sh" >&2
        exit 1
    }
else
    crates >CRATES.md
fi
