package dev.provision.declare;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.syntax.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of the play's {@code outputs}.
 *
 * @param value evaluated as far as it could be offline
 * @param uses what it reads of resources
 */
public record Output(String name, Node value, List<Use> uses, Evaluation evaluation) {
  /** Evaluates once more, with what is known by now of resources. */
  @FunctionalInterface
  public interface Evaluation {
    Checked<Node> with(Function<Address, Optional<Map<String, Object>>> attributes);
  }

  public Output {
    uses = List.copyOf(uses);
  }
}
