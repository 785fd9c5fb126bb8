//! A caller of the C ABI.

use crate::support::{bytes, integers, joined, vectors};
use std::ptr::null;
use vouch_prover::ffi::*;

/// The caller's control block.
#[repr(C, align(8))]
pub struct Control(pub [u8; 64]);

impl Control {
    pub fn new() -> Self {
        Self([0; 64])
    }

    pub fn pointer(&mut self) -> *mut u8 {
        self.0.as_mut_ptr()
    }
}

/// A net of the vectors, opened and with its model loaded.
pub struct Net {
    pub session: u64,
    pub seed: Vec<u8>,
    pub context: Vec<u8>,
    pub model: Vec<i64>,
    pub witness: Vec<i64>,
    pub vector: serde_json::Value,
}

impl Net {
    pub fn open(name: &str) -> Self {
        let (_, vector) = vectors(name).remove(0);
        let session = open(&bytes(&vector["circuit"])).unwrap();
        let model = integers(&vector["modelValues"]);
        let (points, blinders) = (joined(&vector["modelPoints"]), joined(&vector["modelBlinders"]));
        assert_eq!(
            load(session, &model, &points, &blinders),
            Code::Ok as i32,
            "{}",
            message()
        );
        Self {
            session,
            seed: bytes(&vector["operatingSystemBytes"]),
            context: bytes(&vector["context"]),
            witness: integers(&vector["witnessValues"]),
            model,
            vector,
        }
    }

    pub fn prove(&self, witness: &[i64], control: &mut Control) -> Result<u64, i32> {
        prove(self.session, &self.context, witness, control)
    }
}

impl Drop for Net {
    fn drop(&mut self) {
        assert_eq!(vouch_session_close(self.session), Code::Ok as i32);
    }
}

pub fn outcome(code: i32, handle: u64) -> Result<u64, i32> {
    if code == Code::Ok as i32 {
        Ok(handle)
    } else {
        Err(code)
    }
}

pub fn open(circuit: &[u8]) -> Result<u64, i32> {
    let mut session = 0;
    let code = unsafe { vouch_session_open(circuit.as_ptr(), circuit.len() as u64, 2, &mut session) };
    outcome(code, session)
}

pub fn load(session: u64, model: &[i64], points: &[u8], blinders: &[u8]) -> i32 {
    let (p, b) = (points.len() as u64, blinders.len() as u64);
    unsafe {
        vouch_model_load(
            session,
            model.as_ptr(),
            model.len() as u64,
            points.as_ptr(),
            p,
            blinders.as_ptr(),
            b,
        )
    }
}

pub fn prove(session: u64, context: &[u8], witness: &[i64], control: &mut Control) -> Result<u64, i32> {
    prove_given(session, context, witness, (&[], &[]), control)
}

/// With flags and blinders of hidden rows.
pub fn prove_given(
    session: u64,
    context: &[u8],
    witness: &[i64],
    (given, blinders): (&[u8], &[u8]),
    control: &mut Control,
) -> Result<u64, i32> {
    let (mut result, count) = (0, witness.len() as u64);
    let (context, length) = (context.as_ptr(), context.len() as u64);
    let control = control.pointer();
    let code = unsafe {
        vouch_prove(
            session,
            context,
            length,
            witness.as_ptr(),
            count,
            given.as_ptr(),
            given.len() as u64,
            blinders.as_ptr(),
            blinders.len() as u64,
            control,
            &mut result,
        )
    };
    outcome(code, result)
}

pub fn section(result: u64, number: u32) -> Vec<u8> {
    let (mut data, mut length) = (null(), 0);
    assert_eq!(
        unsafe { vouch_result_view(result, number, &mut data, &mut length) },
        Code::Ok as i32
    );
    if length == 0 {
        Vec::new()
    } else {
        unsafe { std::slice::from_raw_parts(data, length as usize) }.to_vec()
    }
}

pub fn message() -> String {
    let (mut buffer, mut length) = ([0u8; 512], 0);
    assert_eq!(
        unsafe { vouch_last_error(buffer.as_mut_ptr(), 512, &mut length) },
        Code::Ok as i32
    );
    String::from_utf8(buffer[..length as usize].to_vec()).unwrap()
}

#[track_caller]
pub fn refused<T: std::fmt::Debug>(outcome: Result<T, i32>, code: Code) {
    assert_eq!(outcome.unwrap_err(), code as i32, "{}", message());
}
