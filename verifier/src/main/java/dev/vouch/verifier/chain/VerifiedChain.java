package dev.vouch.verifier.chain;

import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.VerifiedResult;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.WeightStatus;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.RowFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Verified inferences of which outputs are inputs of later ones: together one inference of the
 * composed network. Immutable.
 */
public final class VerifiedChain implements VerifiedResult {
  private final List<VerifiedInference> parts;
  private final List<ChainLink> links;

  /**
   * An input or output of the whole.
   *
   * @param part that has it, from 0
   */
  public record PartTensor(int part, VerifiedTensor tensor) {}

  private VerifiedChain(List<VerifiedInference> parts, List<ChainLink> links) {
    this.parts = List.copyOf(parts);
    this.links = List.copyOf(links);
  }

  /**
   * Joins verified inferences, of models that may have been compiled apart from each other.
   *
   * @param parts in an order in which each reads from earlier ones only
   * @param links what must be one value
   * @throws RejectedChainException with reason {@code LINK_FORMAT} if a link joins anything but a
   *     hidden output and a hidden input of equal format, {@code LINK} if their commitments are not
   *     equal
   * @throws IllegalArgumentException if a link names a part that is not there, or two lead to one
   *     input
   */
  public static VerifiedChain of(List<VerifiedInference> parts, List<ChainLink> links)
      throws RejectedChainException {
    Set<ChainKey.End> inputs = new HashSet<>();
    for (ChainLink link : links) {
      if (link.toPart() >= parts.size()) {
        throw new IllegalArgumentException(link + ": there are " + parts.size() + " parts");
      }
      if (!inputs.add(new ChainKey.End(link.toPart(), link.input()))) {
        throw new IllegalArgumentException("two links lead to " + link);
      }
      VerifiedTensor output =
          find(link, "output", link.output(), parts.get(link.fromPart()).outputs());
      VerifiedTensor input = find(link, "input", link.input(), parts.get(link.toPart()).inputs());
      RowFormat given = format(link, output);
      RowFormat taken = format(link, input);
      if (!given.equals(taken)) {
        throw RejectedChainException.ofFormat(
            link, "their formats differ, " + given + " and " + taken);
      }
      if (!Arrays.equals(output.points(), input.points())) {
        throw RejectedChainException.ofLink(link);
      }
    }
    return new VerifiedChain(parts, links);
  }

  private static VerifiedTensor find(
      ChainLink link, String role, String name, List<VerifiedTensor> tensors)
      throws RejectedChainException {
    for (VerifiedTensor tensor : tensors) {
      if (tensor.name().equals(name)) {
        if (!tensor.isHidden()) {
          throw RejectedChainException.ofFormat(link, "the " + role + " is public");
        }
        return tensor;
      }
    }
    throw RejectedChainException.ofFormat(link, "there is no such " + role);
  }

  private static RowFormat format(ChainLink link, VerifiedTensor tensor)
      throws RejectedChainException {
    try {
      return tensor.rowFormat();
    } catch (NoRowFormatException e) {
      throw RejectedChainException.ofFormat(link, String.valueOf(e.getMessage()));
    }
  }

  /** The parts. */
  @Override
  public List<VerifiedInference> parts() {
    return parts;
  }

  /** What was found to be one value. */
  public List<ChainLink> links() {
    return links;
  }

  /**
   * The inputs that no link leads to. Of models that were compiled apart several may have one name.
   */
  @Override
  public List<VerifiedTensor> inputs() {
    return partInputs().stream().map(PartTensor::tensor).toList();
  }

  /**
   * The outputs that no link leads from. Of models that were compiled apart several may have one
   * name.
   */
  @Override
  public List<VerifiedTensor> outputs() {
    return partOutputs().stream().map(PartTensor::tensor).toList();
  }

  /** {@link #inputs} and the parts that have them. */
  public List<PartTensor> partInputs() {
    Set<ChainKey.End> joined = new HashSet<>();
    links.forEach(link -> joined.add(new ChainKey.End(link.toPart(), link.input())));
    List<PartTensor> inputs = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      add(inputs, part, parts.get(part).inputs(), joined);
    }
    return inputs;
  }

  /** {@link #outputs} and the parts that have them. */
  public List<PartTensor> partOutputs() {
    Set<ChainKey.End> joined = new HashSet<>();
    links.forEach(link -> joined.add(new ChainKey.End(link.fromPart(), link.output())));
    List<PartTensor> outputs = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      add(outputs, part, parts.get(part).outputs(), joined);
    }
    return outputs;
  }

  private static void add(
      List<PartTensor> all, int part, List<VerifiedTensor> tensors, Set<ChainKey.End> joined) {
    tensors.stream()
        .filter(tensor -> !joined.contains(new ChainKey.End(part, tensor.name())))
        .forEach(tensor -> all.add(new PartTensor(part, tensor)));
  }

  /** What is known of the weights of each part. */
  public List<WeightStatus> weights() {
    return parts.stream().map(VerifiedInference::weights).toList();
  }

  /**
   * Bits of security: as many as the part has that has fewest. Errors of parts add up, which takes
   * less than 6 bits of more than 200.
   */
  @Override
  public int securityBits() {
    return parts.stream().mapToInt(VerifiedInference::securityBits).min().orElseThrow();
  }
}
