package dev.vouch.verifier.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import dev.vouch.verifier.rows.RowRange;
import dev.vouch.verifier.testing.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids, contexts and bytes of chains (formats.md §11). */
class ChainFormatTest {
  private static final byte[] NONCE = "nonce".getBytes(StandardCharsets.US_ASCII);

  @Test
  void idsAndContextsAreThoseOfTheSpecification() {
    for (JsonNode chain : Vectors.read("chains.json")) {
      List<ModelId> models =
          Vectors.bytesOfAll(chain.get("models")).stream().map(ModelId::of).toList();
      List<ChainLink> links = new ArrayList<>();
      for (JsonNode link : chain.get("links")) {
        links.add(
            new ChainLink(
                link.get(0).intValue(),
                link.get(1).textValue(),
                link.get(2).intValue(),
                link.get(3).textValue()));
      }
      links.sort(ChainLink.ORDER);
      ModelId id = ChainKey.id(models, links);
      assertThat(id.hex()).isEqualTo(chain.get("id").textValue());
      assertThat(ModelId.parse(id.hex())).isEqualTo(id).hasSameHashCodeAs(id);
      byte[] rows = new RowRange(128, 10, 64, true).context(NONCE);
      for (int part = 0; part < models.size(); part++) {
        assertThat(Vectors.hex(ChainContext.of(id, part, NONCE)))
            .isEqualTo(chain.get("contexts").get(part).textValue());
        assertThat(Vectors.hex(ChainContext.of(id, part, rows)))
            .isEqualTo(chain.get("rowContexts").get(part).textValue());
      }
    }
  }

  @Test
  void linksThatAreOutOfOrderOrOfNoPartsAreMalformed() throws Exception {
    ChainLink a = new ChainLink(0, "y", 1, "a");
    ChainLink b = new ChainLink(0, "y", 1, "b");
    assertThat(read(List.of(a, b), 2)).containsExactly(a, b);
    for (List<ChainLink> wrong :
        List.of(List.of(b, a), List.of(a, a), List.of(new ChainLink(0, "y", 2, "a")))) {
      assertThatThrownBy(() -> read(wrong, 2)).isInstanceOf(MalformedFormatException.class);
    }
    byte[] backwards =
        new FormatWriter().u32(1).u32(1).string("y").u32(1).string("a").toByteArray();
    assertThatThrownBy(() -> ChainFormat.readLinks(new FormatReader(backwards), 2))
        .isInstanceOf(MalformedFormatException.class)
        .hasMessageContaining("from part 1 to part 1");
  }

  @Test
  void aFileHasTwoToMostParts() throws Exception {
    for (int parts : List.of(2, ChainFormat.MAX_PARTS)) {
      assertThat(ChainFormat.parts(counted(parts))).isEqualTo(parts);
    }
    for (int parts : List.of(0, 1, ChainFormat.MAX_PARTS + 1)) {
      assertThatThrownBy(() -> ChainFormat.parts(counted(parts)))
          .isInstanceOf(MalformedFormatException.class)
          .hasMessageContaining(parts + " parts");
    }
  }

  /** A number of parts, and as many bytes as they take at least. */
  private static FormatReader counted(int parts) {
    return new FormatReader(new FormatWriter().u32(parts).bytes(new byte[parts]).toByteArray());
  }

  private static List<ChainLink> read(List<ChainLink> links, int parts) throws Exception {
    FormatWriter out = new FormatWriter();
    ChainFormat.writeLinks(out, links);
    return ChainFormat.readLinks(new FormatReader(out.toByteArray()), parts);
  }

  @Test
  void aContextLeavesRoomForWhatIsSaidOfTheChain() {
    ModelId id = ModelId.of(new byte[ModelId.BYTES]);
    assertThat(id).hasToString("00".repeat(ModelId.BYTES));
    byte[] most = new byte[ChainContext.MAX_CONTEXT_BYTES];
    assertThat(ChainContext.of(id, 0, most)).hasSize(1 << 16);
    assertThatThrownBy(() -> ChainContext.of(id, 0, new byte[most.length + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ModelId.parse("ab")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ModelId.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
  }
}
