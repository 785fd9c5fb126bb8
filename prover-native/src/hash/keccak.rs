//! SHAKE256 of several short messages at a time: what one lane of a vector does to one state, all do.
//!
//! Plain loops that compile to vector code where vectors have a lane for each message and rotate; narrower ones are slower
//! than one message after the other.

use crate::kernel::simd::Engine;
use zeroize::Zeroizing;

/// Messages that are hashed together.
pub(crate) const MESSAGES: usize = 8;
/// Bytes of a block.
const RATE: usize = 136;

/// A word of each state.
type Word = [u64; MESSAGES];

/// The first 64 bytes of SHAKE256(prefix ‖ u64le index) for the indices from `first` on. A message is less than a block.
pub(crate) fn shake256_of_indices<E: Engine>(
    e: E,
    prefix: &[u8],
    first: u64,
) -> Zeroizing<[[u8; 64]; MESSAGES]> {
    let mut states = Zeroizing::new([[0; MESSAGES]; 25]);
    let mut block = Zeroizing::new([0; RATE]);
    let (head, tail) = block.split_at_mut(prefix.len());
    head.copy_from_slice(prefix);
    assert!(tail.len() > 8, "less than a block");
    tail[8] = 0x1f;
    *tail.last_mut().expect("a byte") |= 0x80;
    for (index, message) in (first..).zip(0..MESSAGES) {
        block[prefix.len()..prefix.len() + 8].copy_from_slice(&index.to_le_bytes());
        for (word, bytes) in states.iter_mut().zip(block.chunks_exact(8)) {
            word[message] = u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
        }
    }
    permute(e, &mut states);
    let mut out = Zeroizing::new([[0; 64]; MESSAGES]);
    for (message, out) in out.iter_mut().enumerate() {
        for (bytes, word) in out.chunks_exact_mut(8).zip(states.iter()) {
            bytes.copy_from_slice(&word[message].to_le_bytes());
        }
    }
    out
}

/// Keccak-f[1600] on all states.
fn permute<E: Engine>(e: E, states: &mut [Word; 25]) {
    e.run(
        #[inline(always)]
        || {
            for constant in ROUND_CONSTANTS {
                round(states, constant);
            }
        },
    );
}

/// Calls `word(i)` for each state: a loop that compiles to vector code.
#[inline(always)]
fn each(word: impl Fn(usize) -> u64) -> Word {
    let mut out = [0; MESSAGES];
    for (i, out) in out.iter_mut().enumerate() {
        *out = word(i);
    }
    out
}

#[inline(always)]
fn round(a: &mut [Word; 25], constant: u64) {
    let mut parity = [[0; MESSAGES]; 5];
    for x in 0..5 {
        parity[x] = each(
            #[inline(always)]
            |i| a[x][i] ^ a[x + 5][i] ^ a[x + 10][i] ^ a[x + 15][i] ^ a[x + 20][i],
        );
    }
    let mut b = [[0; MESSAGES]; 25];
    for x in 0..5 {
        let (left, right) = (parity[(x + 4) % 5], parity[(x + 1) % 5]);
        for y in 0..5 {
            b[y + 5 * ((2 * x + 3 * y) % 5)] = each(
                #[inline(always)]
                |i| (a[x + 5 * y][i] ^ left[i] ^ right[i].rotate_left(1)).rotate_left(ROTATIONS[x + 5 * y]),
            );
        }
    }
    for y in 0..5 {
        for x in 0..5 {
            let [own, next, after] = [x, (x + 1) % 5, (x + 2) % 5].map(|x| b[x + 5 * y]);
            a[x + 5 * y] = each(
                #[inline(always)]
                |i| own[i] ^ (!next[i] & after[i]),
            );
        }
    }
    a[0] = each(
        #[inline(always)]
        |i| a[0][i] ^ constant,
    );
}

const ROTATIONS: [u32; 25] = [
    0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14,
];

const ROUND_CONSTANTS: [u64; 24] = [
    0x0000000000000001,
    0x0000000000008082,
    0x800000000000808a,
    0x8000000080008000,
    0x000000000000808b,
    0x0000000080000001,
    0x8000000080008081,
    0x8000000000008009,
    0x000000000000008a,
    0x0000000000000088,
    0x0000000080008009,
    0x000000008000000a,
    0x000000008000808b,
    0x800000000000008b,
    0x8000000000008089,
    0x8000000000008003,
    0x8000000000008002,
    0x8000000000000080,
    0x000000000000800a,
    0x800000008000000a,
    0x8000000080008081,
    0x8000000000008080,
    0x0000000080000001,
    0x8000000080008008,
];
