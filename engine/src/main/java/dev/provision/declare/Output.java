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
 * @param value evaluated as far as possible offline
 * @param uses the attributes of resources that it reads
 */
public record Output(String name, Node value, List<Use> uses, Evaluation evaluation) {
  /** Evaluates again with what is known about resources by now. */
  @FunctionalInterface
  public interface Evaluation {
    Checked<Node> with(Function<Address, Optional<Map<String, Object>>> attributes);
  }

  public Output {
    uses = List.copyOf(uses);
  }
}
