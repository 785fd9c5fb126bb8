package dev.vouch.verifier.curve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.testing.Vectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class GeneratorsTest {
  private static final int PACKAGED = 1024;

  @Test
  void agreeWithTheSpecification() {
    JsonNode vectors = Vectors.read("generators.json");
    int n = vectors.get("generators").size();
    assertThat(n).isGreaterThanOrEqualTo(1024);
    PointVector generators = Generators.first(n);
    for (int i = 0; i < n; i++) {
      assertThat(generators.get(i).encode())
          .isEqualTo(Vectors.bytes(vectors.get("generators").get(i)));
    }
    assertThat(Generators.blinder().encode()).isEqualTo(Vectors.bytes(vectors.get("h")));
  }

  @Test
  void thePackagedOnesAreTheDerivedOnes() {
    assertThat(Generators.packaged()).isEqualTo(derived());
  }

  private static long[] derived() {
    long[] all = new long[CurveArithmetic.AFFINE * (1 + PACKAGED)];
    Generators.derive(all, 0, Generators.BLINDER_LABEL, 0);
    for (int i = 0; i < PACKAGED; i++) {
      Generators.derive(all, CurveArithmetic.AFFINE * (1 + i), Generators.COLUMN_LABEL, i);
    }
    return all;
  }

  /** Writes the packaged file anew; the argument is where to. */
  public static void main(String[] arguments) throws IOException {
    long[] all = derived();
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * all.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(all);
    Files.write(Path.of(arguments[0]), bytes.array());
  }

  @Test
  void moreThanArePackagedAreDerived() throws Exception {
    int n = 1100;
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<PointVector>> tasks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int count = n - i;
        tasks.add(() -> Generators.first(count));
      }
      for (Future<PointVector> result : pool.invokeAll(tasks)) {
        PointVector found = result.get();
        assertThat(found).isEqualTo(Generators.first(n).prefix(found.length()));
      }
    } finally {
      pool.shutdown();
    }
    long[] derived = new long[CurveArithmetic.AFFINE];
    for (int i : new int[] {0, 1023, 1024, 1099}) {
      Generators.derive(derived, 0, Generators.COLUMN_LABEL, i);
      assertThat(Point.ofAffine(derived, 0)).isEqualTo(Generators.first(n).get(i));
    }
  }
}
