use super::names::is_writable;
use crate::field::{F, from_bytes};

/// The bytes are no circuit (formats.md §1): what is wrong, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed circuit: {what} at byte {at}")]
pub struct Malformed {
    /// What is wrong.
    pub what: &'static str,
    /// Where reading stopped.
    pub at: usize,
}

/// Reads the conventions of formats.md from untrusted bytes. Never allocates more than the bytes that are left allow.
pub(super) struct Reader<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0 }
    }

    pub fn fail<T>(&self, what: &'static str) -> Result<T, Malformed> {
        Err(Malformed { what, at: self.at })
    }

    fn left(&self) -> usize {
        self.data.len() - self.at
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        if count > self.left() {
            return self.fail("truncated");
        }
        self.at += count;
        Ok(&self.data[self.at - count..self.at])
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        Ok(self.take(N)?.try_into().expect("as many bytes as asked for"))
    }

    pub fn u8(&mut self) -> Result<u8, Malformed> {
        Ok(self.array::<1>()?[0])
    }

    pub fn u8_at_most(&mut self, limit: u8, what: &'static str) -> Result<u8, Malformed> {
        match self.u8()? {
            value if value <= limit => Ok(value),
            _ => self.fail(what),
        }
    }

    pub fn u32(&mut self) -> Result<u32, Malformed> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub fn i32(&mut self) -> Result<i32, Malformed> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    pub fn i64(&mut self) -> Result<i64, Malformed> {
        Ok(i64::from_le_bytes(self.array()?))
    }

    /// A length, count or index: below 2^31.
    pub fn number(&mut self) -> Result<usize, Malformed> {
        match self.u32()? {
            value if value >> 31 == 0 => Ok(value as usize),
            _ => self.fail("number of 2^31 or more"),
        }
    }

    /// A count of elements of at least `smallest` bytes each.
    pub fn count(&mut self, smallest: usize) -> Result<usize, Malformed> {
        let count = self.number()?;
        if count > self.left() / smallest {
            return self.fail("count beyond the bytes that are left");
        }
        Ok(count)
    }

    /// `rank` lengths, each at least 1.
    pub fn lengths(&mut self, max_rank: u8) -> Result<Vec<usize>, Malformed> {
        let rank = self.u8_at_most(max_rank, "rank")?;
        (0..rank)
            .map(|_| match self.number()? {
                0 => self.fail("length 0"),
                length => Ok(length),
            })
            .collect()
    }

    pub fn scalar(&mut self) -> Result<F, Malformed> {
        let bytes = self.array()?;
        match from_bytes(&bytes) {
            Some(scalar) => Ok(scalar),
            None => self.fail("scalar not canonical"),
        }
    }

    pub fn string(&mut self) -> Result<String, Malformed> {
        let length = self.u8()?;
        let bytes = self.take(length.into())?;
        match std::str::from_utf8(bytes) {
            Ok(text) if !is_writable(text) => self.fail("forbidden character"),
            Ok(text) => Ok(text.to_owned()),
            Err(_) => self.fail("string is not UTF-8"),
        }
    }

    /// The zigzag value of a LEB128 number in its shortest form.
    pub fn svar(&mut self) -> Result<i64, Malformed> {
        let mut value = 0u64;
        for shift in (0..).step_by(7) {
            let byte = self.u8()?;
            let bits = u64::from(byte & 0x7f);
            if shift > 63 || bits << shift >> shift != bits {
                return self.fail("variable-length integer beyond 64 bits");
            }
            value |= bits << shift;
            if byte < 0x80 {
                if byte == 0 && shift > 0 {
                    return self.fail("variable-length integer not in shortest form");
                }
                break;
            }
        }
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// `count` values, each the difference to the one before (the first: to 0); sums wrap around at 64 bits.
    pub fn deltas(&mut self, count: usize) -> Result<Vec<i64>, Malformed> {
        if count > self.left() {
            return self.fail("count beyond the bytes that are left");
        }
        let mut value = 0i64;
        (0..count)
            .map(|_| {
                value = value.wrapping_add(self.svar()?);
                Ok(value)
            })
            .collect()
    }

    pub fn end(&self) -> Result<(), Malformed> {
        if self.left() == 0 {
            Ok(())
        } else {
            self.fail("bytes left")
        }
    }
}

/// Appends a zigzag LEB128 number.
pub(super) fn put_svar(out: &mut Vec<u8>, value: i64) {
    let mut value = (value << 1 ^ value >> 63) as u64;
    while value > 0x7f {
        out.push(value as u8 & 0x7f | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a string of at most 255 bytes.
pub(super) fn put_string(out: &mut Vec<u8>, text: &str) {
    out.push(u8::try_from(text.len()).expect("names are at most 255 bytes"));
    out.extend_from_slice(text.as_bytes());
}

/// Appends a number as u32.
pub(super) fn put_number(out: &mut Vec<u8>, value: usize) {
    out.extend_from_slice(&u32::try_from(value).expect("below 2^32").to_le_bytes());
}

/// Appends a count and what each item is written as.
pub(super) fn put_list<T>(out: &mut Vec<u8>, items: &[T], mut put: impl FnMut(&mut Vec<u8>, &T)) {
    put_number(out, items.len());
    items.iter().for_each(|item| put(out, item));
}

/// Appends a rank and the lengths of as many axes.
pub(super) fn put_lengths(out: &mut Vec<u8>, lengths: &[usize]) {
    out.push(lengths.len() as u8);
    lengths.iter().for_each(|length| put_number(out, *length));
}
