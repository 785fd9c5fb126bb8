/**
 * Turns ONNX networks into arithmetic circuits. What a program needs to compile a network, to give
 * it inputs and to read reports is exported; how it is done is not.
 */
@SuppressWarnings("module") // dev.vouch.prover is built after this one
module dev.vouch.circuits {
  requires transitive dev.vouch.verifier;
  requires com.fasterxml.jackson.core;
  requires com.google.protobuf;
  requires java.desktop; // ImageIO, for PNG inputs
  requires static org.jspecify;

  exports dev.vouch.circuits.audit;
  exports dev.vouch.circuits.compile;
  exports dev.vouch.circuits.data;
  exports dev.vouch.circuits.graph;
  exports dev.vouch.circuits.importer;
  exports dev.vouch.circuits.input;
  exports dev.vouch.circuits.integer;
  exports dev.vouch.circuits.measure;
  exports dev.vouch.circuits.model;
  exports dev.vouch.circuits.node;
  exports dev.vouch.circuits.onnx;
  exports dev.vouch.circuits.program;
  exports dev.vouch.circuits.quantise;
  exports dev.vouch.circuits.report;
  exports dev.vouch.circuits.rows;
  exports dev.vouch.circuits.split;
  exports dev.vouch.circuits.trace;
  exports dev.vouch.circuits.tree;
  exports dev.vouch.circuits.emit to
      dev.vouch.prover;

  opens dev.vouch.circuits.onnx.proto to
      com.google.protobuf;
}
