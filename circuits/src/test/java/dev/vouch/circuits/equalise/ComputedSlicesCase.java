package dev.vouch.circuits.equalise;

import static dev.vouch.circuits.equalise.EqualisationCase.matrix;
import static dev.vouch.circuits.equalise.EqualisationCase.roots;
import static dev.vouch.circuits.equalise.EqualisationCase.rows;
import static dev.vouch.circuits.equalise.EqualisationCase.size;
import static dev.vouch.circuits.equalise.EqualisationCase.sizes;

import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Attribute;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

/** Computed values of unlike slices that meet each other, are chosen from, or are joined. */
enum ComputedSlicesCase implements UnlikeSlices {
  /** Columns that meet are unlike in opposite ways. */
  COMPUTED_MATRICES(true) {
    @Override
    public Graph graph() {
      return opposites()
          .node("MatMul", "y", "t", "inverse")
          .node("MatMul", "z", "t", "x")
          .outputs("y", "z");
    }
  },
  COMPUTED_GEMM(true) {
    @Override
    public Graph graph() {
      return opposites()
          .constant("shape", TensorData.ofVector(4, 6))
          .node("Transpose", LAST_TWO, "u", "inverse")
          .node("Reshape", "a", "t", "shape")
          .node("Reshape", "b", "u", "shape")
          .node("Gemm", Map.of("transB", new Attribute.Integer(1)), "y", "a", "b")
          .outputs("y");
    }
  },
  COMPUTED_EINSUM(true) {
    @Override
    public Graph graph() {
      Map<String, Attribute> sum = Map.of("equation", new Attribute.Text("bij,bik->bk"));
      return opposites().node("Einsum", sum, "y", "x", "inverse").outputs("y");
    }
  },
  /** Each head's scores are as large as its own queries and keys. */
  HEADS(true) {
    @Override
    public Graph graph() {
      Map<String, Attribute> last = Map.of("perm", new Attribute.Integers(new long[] {0, 1, 3, 2}));
      return new TestGraph(12)
          .input("x", 1, 6, 2, 3)
          .constant("r", roots().reshape(6, 1, 1))
          .node("Div", "q", "x", "r")
          .node("Transpose", last, "k", "q")
          .node("MatMul", "y", "q", "k")
          .outputs("y");
    }
  },
  /** The same after columns were split into heads, and before heads are columns again. */
  SPLIT_HEADS(false) {
    @Override
    public Graph graph() {
      Map<String, Attribute> first =
          Map.of("perm", new Attribute.Integers(new long[] {0, 2, 1, 3}));
      Map<String, Attribute> last = Map.of("perm", new Attribute.Integers(new long[] {0, 2, 3, 1}));
      return new TestGraph(16)
          .input("x", 1, 4, 8)
          .constant("u", matrix(8, 18, (row, column) -> size(column / 3)))
          .constant("v", matrix(8, 18, (row, column) -> 1 / size(column / 3)))
          .constant("w", matrix(18, 5, (row, column) -> 1 / size(row / 3)))
          .constant("split", TensorData.ofVector(1, 4, 6, 3))
          .constant("joined", TensorData.ofVector(1, 4, 18))
          .node("MatMul", "a", "x", "u")
          .node("Reshape", "b", "a", "split")
          .node("Transpose", first, "q", "b")
          .node("MatMul", "c", "x", "v")
          .node("Reshape", "d", "c", "split")
          .node("Transpose", last, "k", "d")
          .node("MatMul", "s", "q", "k")
          .node("MatMul", "t", "s", "q")
          .node("Transpose", first, "heads", "t")
          .node("Reshape", "e", "heads", "joined")
          .node("MatMul", "y", "e", "w")
          .outputs("y");
    }
  },
  /** Embeddings whose columns are unlike, looked up and taken to one size by weights. */
  EMBEDDING(false) {
    @Override
    public Graph graph() {
      return new TestGraph(13)
          .input("x", 1, 6)
          .constant("table", matrix(8, 6, (row, column) -> size(column)))
          .constant("w", rows(6, 3))
          .node("ArgMax", Map.of("axis", new Attribute.Integer(1)), "i", "x")
          .node("Gather", "e", "table", "i")
          .node("MatMul", "y", "e", "w")
          .outputs("e", "y");
    }
  },
  /** Rows of a computed value, of which each keeps its columns. */
  CHOSEN_ROWS(true) {
    @Override
    public Graph graph() {
      Map<String, Attribute> along =
          Map.of("axis", new Attribute.Integer(1), "keepdims", new Attribute.Integer(0));
      return new TestGraph(14)
          .input("x", 1, 6, 4)
          .constant("last", TensorData.ofVector(2))
          .node("Transpose", LAST_TWO, "t", "x")
          .node("ArgMax", along, "i", "t")
          .node("Unsqueeze", "tuples", "i", "last")
          .node("GatherND", Map.of("batch_dims", new Attribute.Integer(1)), "y", "t", "tuples")
          .node("Gather", Map.of("axis", new Attribute.Integer(1)), "z", "t", "i")
          .outputs("y", "z");
    }
  },
  /** Channels in which some rows are those of others. */
  SCATTERED(true) {
    @Override
    public Graph graph() {
      long[] places = LongStream.range(0, 24).map(cell -> cell % 4).toArray();
      return new TestGraph(16)
          .input("x", 1, 6, 4, 4)
          .constant("places", TensorData.ofLongs(DataType.INT64, new int[] {1, 6, 1, 4}, places))
          .node("Relu", "r", "x")
          .node("ReduceMean", Map.of("axes", new Attribute.Integers(new long[] {2})), "m", "x")
          .node(
              "ScatterElements", Map.of("axis", new Attribute.Integer(2)), "y", "r", "places", "m")
          .outputs("y");
    }
  },
  /** Boxes of all sizes, each with its scores between 0 and 1. */
  BOXES_AND_SCORES(false) {
    @Override
    public Graph graph() {
      return new TestGraph(15)
          .input("x", 1, 8)
          .weights("u", 1, 8, 12)
          .weights("v", 1, 8, 18)
          .constant("two", TensorData.ofVector(1, 6, 2))
          .constant("three", TensorData.ofVector(1, 6, 3))
          .constant("anchors", matrix(6, 2, (row, column) -> 1000 >> row).reshape(1, 6, 2))
          .node("MatMul", "a", "x", "u")
          .node("Reshape", "offsets", "a", "two")
          .node("Mul", "moved", "offsets", "anchors")
          .node("Add", "boxes", "moved", "anchors")
          .node("MatMul", "b", "x", "v")
          .node("Reshape", "logits", "b", "three")
          .node("Sigmoid", "scores", "logits")
          .node("Concat", Map.of("axis", new Attribute.Integer(2)), "y", "boxes", "scores")
          .outputs("y");
    }
  };

  private static final Map<String, Attribute> LAST_TWO =
      Map.of("perm", new Attribute.Integers(new long[] {0, 2, 1}));

  private final boolean sized;

  ComputedSlicesCase(boolean sized) {
    this.sized = sized;
  }

  @Override
  public boolean sized() {
    return sized;
  }

  /** x, x transposed, and x with columns that are as large as those of x are small. */
  private static TestGraph opposites() {
    return new TestGraph(11)
        .input("x", 1, 6, 4)
        .constant("s", squares().reshape(6, 1))
        .node("Transpose", LAST_TWO, "t", "x")
        .node("Div", "inverse", "x", "s");
  }

  private static TensorData squares() {
    double[] values = sizes(1).doubles().clone();
    Arrays.setAll(values, i -> values[i] * values[i]);
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {6}, values);
  }
}
