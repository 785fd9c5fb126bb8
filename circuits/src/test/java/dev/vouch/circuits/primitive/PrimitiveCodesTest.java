package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever implements {@link Primitive} can be read. */
class PrimitiveCodesTest {
  private static final String UNKNOWN = "unknown primitive";

  @Test
  void everyPrimitiveHasItsLine() throws Exception {
    List<JavaClass> primitives =
        new ClassFileImporter()
            .importPackages(Primitive.class.getPackageName()).stream()
                .filter(type -> type.isAssignableTo(Primitive.class) && !type.isInterface())
                .toList();
    assertThat(primitives).hasSizeGreaterThanOrEqualTo(8);
    for (JavaClass primitive : primitives) {
      int code = primitive.reflect().getDeclaredField("CODE").getInt(null);
      assertThatThrownBy(() -> PrimitiveCodes.read(code, 1, new NothingLeft()))
          .as(primitive.getSimpleName())
          .isInstanceOf(MalformedFormatException.class)
          .hasMessageNotContaining(UNKNOWN);
    }
  }

  @Test
  void anotherCodeIsRefused() {
    assertThatThrownBy(() -> PrimitiveCodes.read(0, 1, new NothingLeft()))
        .isInstanceOf(MalformedFormatException.class)
        .hasMessageContaining(UNKNOWN + " 0");
  }

  /** Bytes that end where the primitive's should begin. */
  private static final class NothingLeft implements PrimitiveSource {
    private final FormatReader bytes = new FormatReader(new byte[0]);

    @Override
    public FormatReader bytes() {
      return bytes;
    }

    @Override
    public IntegerTensor tensor(int index) {
      Interval bit = new Interval(0, 1);
      return new IntegerTensor("t", List.of(1), IntegerTensor.Kind.COMPUTED, bit, 0);
    }

    @Override
    public int operand(int output) throws MalformedFormatException {
      return bytes.u31("operand");
    }

    @Override
    public int length() throws MalformedFormatException {
      return bytes.u31("length");
    }

    @Override
    public Interval interval() throws MalformedFormatException {
      long lo = bytes.i64("least value");
      return new Interval(lo, lo);
    }

    @Override
    public long work(long positions, int length) {
      return positions * length;
    }

    @Override
    public void requireSameShape(int left, int right) {}
  }
}
