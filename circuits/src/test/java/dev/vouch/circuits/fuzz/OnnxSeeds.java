package dev.vouch.circuits.fuzz;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static dev.vouch.circuits.onnx.ModelBuilder.reference;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.List;
import java.util.stream.Stream;

/** Small ONNX models with many kinds of nodes, to start from. */
final class OnnxSeeds {
  private OnnxSeeds() {}

  static Stream<byte[]> all() {
    TensorData kernel =
        TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 1, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8);
    ModelBuilder convolution =
        model()
            .input("x", DataType.FLOAT, "N", 1, 5, 5)
            .initializer("k", kernel)
            .node(
                "Conv",
                "x k",
                "c",
                attributes("pads", 1L, 0L, 0L, 1L),
                attributes("strides", 2L, 1L))
            .node("BatchNormalization", "c s s s s", "n")
            .initializer("s", TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 1, 2))
            .node(
                "MaxPool", "n", "p", attributes("kernel_shape", 2L, 2L), attribute("ceil_mode", 1))
            .node(
                "AveragePool",
                "p",
                "a",
                attributes("kernel_shape", 1L, 2L),
                attribute("auto_pad", "SAME_UPPER"))
            .node("Flatten", "a", "f")
            .node("Softmax", "f", "y")
            .output("y");
    ModelBuilder shapes =
        model()
            .input("x", 2, 3, 4)
            .initializer("axes", TensorData.ofVector(1))
            .initializer("pads", TensorData.ofVector(0, 1, 0, 0, -1, 2))
            .initializer("ends", TensorData.ofVector(-1))
            .initializer("split", TensorData.ofVector(1, 2))
            .node("Pad", "x pads", "p", attribute("mode", "reflect"))
            .node("Slice", "p axes ends axes", "s")
            .node("Transpose", "s", "t", attributes("perm", 2L, 0L, 1L))
            .node("Split", "x split", "u v", attribute("axis", 1))
            .node("Shape", "t", "shape")
            .node("ConstantOfShape", "shape", "zeros")
            .node("Where", "cond zeros t", "w")
            .node("Range", "zero three one", "r")
            .node("Cast", "zeros", "cond", attribute("to", 9))
            .initializer("zero", TensorData.ofLongs(DataType.INT64, new int[0], 0))
            .initializer("three", TensorData.ofLongs(DataType.INT64, new int[0], 3))
            .initializer("one", TensorData.ofLongs(DataType.INT64, new int[0], 1))
            .node("Gather", "w r", "g", attribute("axis", 0))
            .node("ReduceMean", "g", "y", attributes("axes", 0L, 2L), attribute("keepdims", 0))
            .node("Concat", "u v", "z", attribute("axis", 1))
            .node("Tile", "z split3", "tiled")
            .initializer("split3", TensorData.ofVector(1, 2, 1))
            .output("y")
            .output("tiled");
    ModelBuilder products =
        model()
            .opset(11)
            .input("x", 3, 2)
            .initializer("w", TensorData.ofDoubles(DataType.DOUBLE, new int[] {2, 2}, 1, 2, 3, 4))
            .node("Gemm", "x w", "g", attribute("transB", 1), attribute("alpha", 0.5))
            .node("MatMul", "g w", "m")
            .node("Clip", "m", "c")
            .node("Squeeze", "c", "q")
            .node("Unsqueeze", "q", "e", attributes("axes", 0L))
            .node("ArgMax", "e", "i", attribute("axis", 2))
            .node("LayerNormalization", "e b", "y")
            .initializer("b", TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 1, 2))
            .node("Mod", "i d", "z")
            .initializer("d", TensorData.ofVector(2))
            .output("z")
            .output("y");
    return Stream.of(
        convolution.build().toByteArray(),
        shapes.build().toByteArray(),
        products.build().toByteArray(),
        nested().build().toByteArray(),
        loops().build().toByteArray());
  }

  /** Functions that call one another, and branches that read what is outside. */
  private static ModelBuilder nested() {
    ModelBuilder leaky =
        model()
            .node(
                "LeakyRelu",
                "a",
                "b",
                reference("alpha", AttributeProto.AttributeType.FLOAT, "slope"));
    ModelBuilder twice =
        model()
            .call("local", "Leaky", "a", "t", attribute("slope", 0.5))
            .call("local", "Leaky", "t", "b");
    ModelBuilder shift = model().node("Add", "x w", "s").node("Neg", "s", "n").output("n");
    ModelBuilder keep = model().initializer("k", TensorData.ofScalar(2)).node("Mul", "x k", "n");
    return model()
        .input("x", 3)
        .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {3}, 1, 2, 3))
        .initializer("yes", TensorData.ofLongs(DataType.BOOL, new int[0], 1))
        .node(
            "If",
            "yes",
            "c",
            attribute("then_branch", shift),
            attribute("else_branch", keep.output("n")))
        .call("local", "Twice", "c", "y")
        .output("y")
        .function("Twice", "a", "b", twice)
        .function("Leaky", "a", "b", leaky);
  }

  /** A loop and a scan, sequences, and a recurrent layer. */
  private static ModelBuilder loops() {
    ModelBuilder loop =
        model()
            .input("i", DataType.INT64)
            .input("c", DataType.BOOL)
            .input("v", 2, 2)
            .node("Add", "v x", "u")
            .node("Less", "i two", "d")
            .output("d")
            .output("u")
            .output("u");
    ModelBuilder scan = model().input("s", 2).input("e", 2).node("Add", "s e", "t").output("t");
    return model()
        .input("x", 2, 2)
        .initializer("two", TensorData.ofLongs(DataType.INT64, new int[0], 2))
        .initializer("yes", TensorData.ofLongs(DataType.BOOL, new int[0], 1))
        .node("Loop", "two yes x", "l all", attribute("body", loop))
        .initializer("zeros", TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 0, 0))
        .node(
            "Scan",
            "zeros l",
            "t sums",
            attribute("body", scan.output("t")),
            attribute("num_scan_inputs", 1),
            attributes("scan_input_axes", 1L))
        .node("SplitToSequence", "sums", "parts", attribute("axis", 0))
        .node("SequenceInsert", "parts l two", "more")
        .node("ConcatFromSequence", "more", "joined", attribute("axis", 0))
        .initializer(
            "w", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 4, 2}, 1, 2, 3, 4, 5, 6, 7, 8))
        .initializer("r", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 4, 1}, 1, 2, 3, 4))
        .node("LSTM", "all w r", "y", attribute("activations", List.of("Tanh", "Relu", "Affine")))
        .output("y")
        .output("joined");
  }
}
