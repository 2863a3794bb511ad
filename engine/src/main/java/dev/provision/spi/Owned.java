package dev.provision.spi;

import java.util.List;
import java.util.Objects;

/**
 * A thing that carries an environment's mark, declared or not.
 *
 * @param path where it is, for messages
 * @param adopted it is given back, not deleted
 * @param protect its mark says that it must stay
 * @param suspect not empty when the mark does not agree with the thing, as on a copy made by hand:
 *     it is shown with this reason and never touched
 * @param after addresses of what must be deleted before it
 */
public record Owned<O>(
    Address address,
    O state,
    String path,
    boolean adopted,
    boolean protect,
    String suspect,
    List<Address> after) {
  public Owned {
    Objects.requireNonNull(address);
    Objects.requireNonNull(state);
    Objects.requireNonNull(path);
    Objects.requireNonNull(suspect);
    after = List.copyOf(after);
  }
}
