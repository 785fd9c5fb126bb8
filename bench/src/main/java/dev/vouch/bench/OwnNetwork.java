package dev.vouch.bench;

import dev.vouch.circuits.onnx.proto.ModelProto;

/** A network that is made here; enums of them implement it. */
interface OwnNetwork {
  /** The constant's name. */
  String name();

  /** The network with its weights, always the same. */
  ModelProto model();
}
