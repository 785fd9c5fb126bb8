//! The C ABI: what it gives for right calls, and which code for wrong ones.

mod support;

use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering::Relaxed};
use support::{bytes, integers, joined, vectors};
use vouch_prover::ffi::*;

/// The caller's control block.
#[repr(C, align(8))]
struct Control([u8; 64]);

impl Control {
    fn new() -> Self {
        Self([0; 64])
    }

    fn pointer(&mut self) -> *mut u8 {
        self.0.as_mut_ptr()
    }
}

/// A net of the vectors, opened and with its model loaded.
struct Net {
    session: u64,
    seed: Vec<u8>,
    context: Vec<u8>,
    model: Vec<i64>,
    witness: Vec<i64>,
    vector: serde_json::Value,
}

impl Net {
    fn open(name: &str) -> Self {
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

    fn prove(&self, witness: &[i64], control: &mut Control) -> Result<u64, i32> {
        prove(self.session, &self.context, witness, control)
    }
}

impl Drop for Net {
    fn drop(&mut self) {
        assert_eq!(vouch_session_close(self.session), Code::Ok as i32);
    }
}

fn outcome(code: i32, handle: u64) -> Result<u64, i32> {
    if code == Code::Ok as i32 {
        Ok(handle)
    } else {
        Err(code)
    }
}

fn open(circuit: &[u8]) -> Result<u64, i32> {
    let mut session = 0;
    let code = unsafe { vouch_session_open(circuit.as_ptr(), circuit.len() as u64, 2, &mut session) };
    outcome(code, session)
}

fn load(session: u64, model: &[i64], points: &[u8], blinders: &[u8]) -> i32 {
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

fn prove(session: u64, context: &[u8], witness: &[i64], control: &mut Control) -> Result<u64, i32> {
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
            control,
            &mut result,
        )
    };
    outcome(code, result)
}

fn section(result: u64, number: u32) -> Vec<u8> {
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

fn message() -> String {
    let (mut buffer, mut length) = ([0u8; 512], 0);
    assert_eq!(
        unsafe { vouch_last_error(buffer.as_mut_ptr(), 512, &mut length) },
        Code::Ok as i32
    );
    String::from_utf8(buffer[..length as usize].to_vec()).unwrap()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T, i32>, code: Code) {
    assert_eq!(outcome.unwrap_err(), code as i32, "{}", message());
}

#[test]
fn version_and_codes() {
    assert_eq!(vouch_abi_version(), 1);
    let numbers: Vec<i32> = Code::ALL.iter().map(|(code, _)| *code as i32).collect();
    assert_eq!(
        numbers,
        [0, 1, 10, 11, 12, 13, 14, 20, 21, 30, 31, 32, 40, 90, 99]
    );
    let folder = env!("CARGO_MANIFEST_DIR");
    let document = std::fs::read_to_string(format!("{folder}/../docs/spec/native-abi.md")).unwrap();
    for (code, name) in Code::ALL {
        assert!(
            document.contains(&format!("| {} | {name} |", code as i32)),
            "{name}"
        );
    }
}

#[test]
fn a_fixed_seed_gives_the_proof_of_the_specification() {
    let net = Net::open("net_mlp.json");
    let (mut control, mut result) = (Control::new(), 0);
    let (witness, context) = (&net.witness, &net.context);
    let code = unsafe {
        let (count, length) = (witness.len() as u64, context.len() as u64);
        let (data, text) = (witness.as_ptr(), context.as_ptr());
        vouch_test_prove(
            net.session,
            text,
            length,
            data,
            count,
            control.pointer(),
            &mut result,
            net.seed.as_ptr(),
        )
    };
    assert_eq!(code, Code::Ok as i32, "{}", message());
    let file = bytes(&net.vector["proof"]);
    assert!(file.ends_with(&section(result, 1)));
    assert_eq!(section(result, 0), joined(&net.vector["hiddenPoints"]));
    assert_eq!(section(result, 2), joined(&net.vector["hiddenBlinders"]));
    let report = section(result, 3);
    let stages = report
        .chunks_exact(12)
        .map(|entry| u32::from_le_bytes(entry[..4].try_into().unwrap()));
    assert_eq!(stages.collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(
        u32::from_le_bytes(control.0[4..8].try_into().unwrap()),
        7,
        "the last stage"
    );
    assert_eq!(vouch_result_close(result), Code::Ok as i32);
}

#[test]
fn models_are_committed_afresh() {
    let net = Net::open("net_tiny.json");
    let commit = || {
        let (mut control, mut result, count) = (Control::new(), 0, net.model.len() as u64);
        let code = unsafe {
            vouch_model_commit(
                net.session,
                net.model.as_ptr(),
                count,
                control.pointer(),
                &mut result,
            )
        };
        assert_eq!(code, Code::Ok as i32);
        let sections = (section(result, 0), section(result, 1));
        assert_eq!(vouch_result_close(result), Code::Ok as i32);
        sections
    };
    let (first, second) = (commit(), commit());
    assert_eq!(first.0.len(), joined(&net.vector["modelPoints"]).len());
    assert!(first.0 != second.0 && first.1 != second.1);
    assert_eq!(load(net.session, &net.model, &first.0, &first.1), Code::Ok as i32);
    let result = net.prove(&net.witness, &mut Control::new()).unwrap();
    assert_eq!(vouch_result_close(result), Code::Ok as i32);
}

#[test]
fn proofs_share_no_element() {
    let net = Net::open("net_tiny.json");
    let elements = || {
        let result = net.prove(&net.witness, &mut Control::new()).unwrap();
        let elements: std::collections::HashSet<Vec<u8>> =
            section(result, 1).chunks(32).map(<[u8]>::to_vec).collect();
        assert_eq!(elements.len() * 32, section(result, 1).len());
        assert_eq!(vouch_result_close(result), Code::Ok as i32);
        elements
    };
    assert!(elements().is_disjoint(&elements()));
}

#[test]
fn wrong_pointers_and_lengths() {
    let net = Net::open("net_tiny.json");
    let (mut control, mut result, witness) = (Control::new(), 7u64, &net.witness);
    let (data, count) = (witness.as_ptr(), witness.len() as u64);
    let (session, block) = (net.session, control.pointer());
    let cases = unsafe {
        [
            (
                vouch_prove(session, null(), 3, data, count, block, &mut result),
                Code::NullPointer,
            ),
            (
                vouch_prove(session, null(), 0, null(), count, block, &mut result),
                Code::NullPointer,
            ),
            (
                vouch_prove(session, null(), 0, data, count, null_mut(), &mut result),
                Code::NullPointer,
            ),
            (
                vouch_prove(session, null(), 0, data, count, block, null_mut()),
                Code::NullPointer,
            ),
            (
                vouch_prove(session, null(), 0, data, count, block.add(4), &mut result),
                Code::BadArgument,
            ),
            (
                vouch_prove(session, null(), 0, data.byte_add(1), 1, block, &mut result),
                Code::BadArgument,
            ),
            (
                vouch_prove(session, null(), 0, data, u64::MAX, block, &mut result),
                Code::BadLength,
            ),
            (
                vouch_prove(session, null(), 0, data, 1 << 60, block, &mut result),
                Code::BadLength,
            ),
            (
                vouch_prove(session, null(), 0, data, count - 1, block, &mut result),
                Code::BadLength,
            ),
            (
                vouch_prove(session, null(), 0, null(), 0, block, &mut result),
                Code::BadLength,
            ),
            (
                vouch_model_commit(session, null(), 0, block, &mut result),
                Code::BadLength,
            ),
            (vouch_session_open(null(), 4, 1, &mut result), Code::NullPointer),
            (vouch_session_open(null(), 0, 1, null_mut()), Code::NullPointer),
            (
                vouch_session_open(null(), 0, 1, &mut result),
                Code::MalformedCircuit,
            ),
            (vouch_last_error(null_mut(), 10, &mut result), Code::NullPointer),
            (vouch_last_error(null_mut(), 0, null_mut()), Code::NullPointer),
            (vouch_last_error(null_mut(), 0, &mut result), Code::Ok),
        ]
    };
    for (number, (code, expected)) in cases.into_iter().enumerate() {
        assert_eq!(code, expected as i32, "case {number}");
    }
    let circuit = bytes(&net.vector["circuit"]);
    let code = unsafe { vouch_session_open(circuit.as_ptr(), circuit.len() as u64, 1025, &mut result) };
    assert_eq!(code, Code::BadArgument as i32);
    refused(
        prove(session, &vec![0; 65537], witness, &mut control),
        Code::BadArgument,
    );
    let long = prove(session, &vec![0; 65536], witness, &mut control).unwrap();
    assert_eq!(vouch_result_close(long), Code::Ok as i32);
}

#[test]
fn wrong_models() {
    let net = Net::open("net_tiny.json");
    let fresh = open(&bytes(&net.vector["circuit"])).unwrap();
    refused(
        prove(fresh, &[], &net.witness, &mut Control::new()),
        Code::NoModel,
    );
    let (points, mut blinders) = (
        joined(&net.vector["modelPoints"]),
        joined(&net.vector["modelBlinders"]),
    );
    assert_eq!(
        load(fresh, &net.model[1..], &points, &blinders),
        Code::BadLength as i32
    );
    assert_eq!(
        load(fresh, &net.model, &points[1..], &blinders),
        Code::BadLength as i32
    );
    assert_eq!(
        load(fresh, &net.model, &points, &blinders[..32]),
        Code::BadLength as i32
    );
    blinders[32..64].fill(0xff);
    assert_eq!(
        load(fresh, &net.model, &points, &blinders),
        Code::BadArgument as i32
    );
    assert!(message().contains("row 1"), "{}", message());
    let mut values = net.model.clone();
    values[4] = 77;
    assert_eq!(
        load(fresh, &values, &points, &joined(&net.vector["modelBlinders"])),
        Code::ValueRange as i32
    );
    assert!(
        message().contains("'w'") && message().contains("cell 4") && !message().contains("77"),
        "{}",
        message()
    );
    assert_eq!(vouch_session_close(fresh), Code::Ok as i32);
}

#[test]
fn false_witnesses_are_named_without_their_values() {
    let net = Net::open("net_tiny.json");
    let mut control = Control::new();
    let mut out_of_range = net.witness.clone();
    out_of_range[1] = 1_000_003;
    refused(net.prove(&out_of_range, &mut control), Code::ValueRange);
    assert!(
        message().contains("'x'") && message().contains("cell 1"),
        "{}",
        message()
    );
    assert!(!message().contains("1000003"));
    // Another output than the activation's: the key (q, y) is in no row.
    let mut wrong = net.witness.clone();
    *wrong.last_mut().unwrap() ^= 1;
    refused(net.prove(&wrong, &mut control), Code::UnsatisfiedLookup);
    assert!(
        message().contains("cell 1") && message().contains("lookup"),
        "{}",
        message()
    );
    let mut result = 0;
    let (data, count) = (wrong.as_ptr(), wrong.len() as u64);
    let code = unsafe {
        vouch_test_prove(
            net.session,
            null(),
            0,
            data,
            count,
            control.pointer(),
            &mut result,
            null(),
        )
    };
    assert_eq!(
        code,
        Code::Ok as i32,
        "the prover for tests proves anything: {}",
        message()
    );
    assert_eq!(vouch_result_close(result), Code::Ok as i32);
}

#[test]
fn messages_are_truncated_and_kept_per_thread() {
    assert_eq!(vouch_result_close(0), Code::BadHandle as i32);
    let whole = message();
    let (mut few, mut length) = ([0xffu8; 8], 0);
    assert_eq!(
        unsafe { vouch_last_error(few.as_mut_ptr(), 4, &mut length) },
        Code::Ok as i32
    );
    assert_eq!(
        (length as usize, &few[..4], few[4]),
        (whole.len(), &whole.as_bytes()[..4], 0xff)
    );
    std::thread::spawn(|| assert_eq!(message(), "")).join().unwrap();
    assert_eq!(message(), whole);
}

#[test]
fn stale_and_foreign_handles() {
    let net = Net::open("net_tiny.json");
    let result = net.prove(&net.witness, &mut Control::new()).unwrap();
    let (mut data, mut length) = (null(), 0);
    unsafe {
        assert_eq!(
            vouch_result_view(net.session, 0, &mut data, &mut length),
            Code::BadHandle as i32
        );
        assert_eq!(
            vouch_result_view(result, 4, &mut data, &mut length),
            Code::BadArgument as i32
        );
        assert_eq!(
            vouch_result_view(result, 0, null_mut(), &mut length),
            Code::NullPointer as i32
        );
    }
    assert_eq!(vouch_session_close(result), Code::BadHandle as i32);
    refused(
        prove(result, &[], &net.witness, &mut Control::new()),
        Code::BadHandle,
    );
    assert_eq!(vouch_result_close(result), Code::Ok as i32);
    assert_eq!(vouch_result_close(result), Code::BadHandle as i32);
    for handle in [0, u64::MAX, u64::MAX / 2] {
        assert_eq!(vouch_session_close(handle), Code::BadHandle as i32);
    }
}

#[test]
fn a_session_in_use_is_not_closed() {
    let net = Net::open("net_conv.json");
    // A call has begun once its control block shows a stage beyond the first; then closing must fail until it ends.
    let busy = (0..50).any(|_| {
        let control = Control::new();
        let block = AtomicPtr::new(control.0.as_ptr().cast_mut());
        std::thread::scope(|scope| {
            let call = scope.spawn(|| prove_with(&net, block.load(Relaxed)));
            let stage = || unsafe { &*block.load(Relaxed).add(4).cast::<AtomicU32>() }.load(Relaxed);
            while stage() == 0 && !call.is_finished() {
                std::hint::spin_loop();
            }
            let code = if stage() < 6 {
                vouch_session_close(net.session)
            } else {
                Code::BadHandle as i32
            };
            assert_eq!(vouch_result_close(call.join().unwrap().unwrap()), Code::Ok as i32);
            code == Code::Busy as i32
        })
    });
    assert!(busy);
}

fn prove_with(net: &Net, control: *mut u8) -> Result<u64, i32> {
    let (mut result, data, count) = (0, net.witness.as_ptr(), net.witness.len() as u64);
    outcome(
        unsafe { vouch_prove(net.session, null(), 0, data, count, control, &mut result) },
        result,
    )
}

#[test]
fn cancellation() {
    let net = Net::open("net_conv.json");
    let mut control = Control::new();
    control.0[0] = 1;
    refused(net.prove(&net.witness, &mut control), Code::Cancelled);
    let mut result = 0;
    let (data, count) = (net.model.as_ptr(), net.model.len() as u64);
    let code = unsafe { vouch_model_commit(net.session, data, count, control.pointer(), &mut result) };
    assert_eq!(code, Code::Cancelled as i32);
}

#[test]
fn a_panic_is_an_internal_error() {
    assert_eq!(vouch_test_panic(), Code::Internal as i32);
    assert_eq!(message(), "internal: a panic for a test");
}

#[test]
fn unreadable_and_invalid_circuits() {
    refused(open(&[1, 2, 3]), Code::MalformedCircuit);
    let (_, cases) = vectors("circuits_invalid").remove(0);
    let support = cases
        .as_array()
        .unwrap()
        .iter()
        .find(|case| case["rule"] == "SUPPORT")
        .unwrap();
    refused(open(&bytes(&support["circuit"])), Code::InvalidCircuit);
    assert!(message().contains("SUPPORT"), "{}", message());
}
