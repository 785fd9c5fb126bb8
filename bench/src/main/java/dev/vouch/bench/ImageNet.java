package dev.vouch.bench;

import dev.vouch.circuits.onnx.proto.ModelProto;

/**
 * Networks of the size that classifies photographs, with the layers of the published ones and
 * random weights: they cost what the trained ones cost and recognise nothing. Batch normalisation
 * is taken as folded into the convolutions, as exporters of trained networks do.
 */
enum ImageNet implements OwnNetwork {
  /** SqueezeNet 1.1 on 3 × 224 × 224 (Iandola et al., 2016): 1 235 496 weights. */
  SQUEEZENET1_1 {
    @Override
    public ModelProto model() {
      NetworkBuilder network =
          new NetworkBuilder(1, 3, SIDE, SIDE)
              .forRelu()
              .convolution(3, 64, 3, 2, 0)
              .relu()
              .maxPool(3, 2, 0, true);
      fire(network, 64, 16, 64);
      fire(network, 128, 16, 64).maxPool(3, 2, 0, true);
      fire(network, 128, 32, 128);
      fire(network, 256, 32, 128).maxPool(3, 2, 0, true);
      fire(network, 256, 48, 192);
      fire(network, 384, 48, 192);
      fire(network, 384, 64, 256);
      fire(network, 512, 64, 256);
      return network.convolution(512, CLASSES, 1).relu().globalAveragePool().flatten().build();
    }
  },
  /** ResNet-50 on 3 × 224 × 224 (He et al., 2015): 25 530 472 weights. */
  RESNET50 {
    @Override
    public ModelProto model() {
      NetworkBuilder network =
          new NetworkBuilder(1, 3, SIDE, SIDE)
              .forRelu()
              .convolution(3, 64, 7, 2, 3)
              .relu()
              .maxPool(3, 2, 1, false);
      int channels = 64;
      int[] blocks = {3, 4, 6, 3};
      for (int stage = 0; stage < blocks.length; stage++) {
        int width = 64 << stage;
        for (int block = 0; block < blocks[stage]; block++) {
          bottleneck(network, channels, width, stage > 0 && block == 0 ? 2 : 1);
          channels = EXPANSION * width;
        }
      }
      return network.globalAveragePool().flatten().dense(channels, CLASSES).build();
    }
  };

  private static final int SIDE = 224;
  private static final int CLASSES = 1000;

  /** Channels of a bottleneck's result over those of its middle. */
  private static final int EXPANSION = 4;

  /** 1 × 1 to few channels, then 1 × 1 and 3 × 3 side by side. */
  private static NetworkBuilder fire(NetworkBuilder network, int inputs, int few, int each) {
    String squeezed = network.convolution(inputs, few, 1).relu().last();
    String narrow = network.convolution(few, each, 1).relu().last();
    network.from(squeezed).convolution(few, each, 3, 1, 1).relu();
    return network.joined(narrow);
  }

  /** 1 × 1, 3 × 3, 1 × 1 beside the input itself, or beside a 1 × 1 of it where shapes differ. */
  private static void bottleneck(NetworkBuilder network, int inputs, int width, int stride) {
    String input = network.last();
    int outputs = EXPANSION * width;
    String shortcut =
        inputs == outputs ? input : network.convolution(inputs, outputs, 1, stride, 0).last();
    network.from(input).convolution(inputs, width, 1).relu();
    network.convolution(width, width, 3, stride, 1).relu().convolution(width, outputs, 1);
    network.plus(shortcut).relu();
  }
}
