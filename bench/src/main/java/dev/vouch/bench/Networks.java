package dev.vouch.bench;

import dev.vouch.circuits.onnx.proto.ModelProto;

/** The project's own networks, made here: small, of fixed shapes, untrained. */
enum Networks implements OwnNetwork {
  /** 196-24-10: 4 978 weights. */
  MLP {
    @Override
    public ModelProto model() {
      return perceptron(1, 196, 24, 10);
    }
  },
  /** One convolution and one dense layer on a 14 × 14 image: 2 970 weights. */
  CONV {
    @Override
    public ModelProto model() {
      return new NetworkBuilder(1, 1, 14, 14)
          .convolution(1, 8, 3)
          .relu()
          .halve()
          .flatten()
          .dense(8 * 6 * 6, 10)
          .build();
    }
  },
  /** LeNet-5 with Relu and MaxPool on a 28 × 28 image: 44 426 weights. */
  LENET {
    @Override
    public ModelProto model() {
      return new NetworkBuilder(1, 1, 28, 28)
          .convolution(1, 6, 5)
          .relu()
          .halve()
          .convolution(6, 16, 5)
          .relu()
          .halve()
          .flatten()
          .dense(16 * 4 * 4, 120)
          .relu()
          .dense(120, 84)
          .relu()
          .dense(84, 10)
          .build();
    }
  };

  /** Dense layers with Relu between them. */
  static ModelProto perceptron(int batch, int... widths) {
    NetworkBuilder network = new NetworkBuilder(batch, widths[0]);
    for (int layer = 1; layer < widths.length; layer++) {
      network.dense(widths[layer - 1], widths[layer]);
      if (layer < widths.length - 1) {
        network.relu();
      }
    }
    return network.build();
  }
}
