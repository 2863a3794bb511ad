package dev.provision.spi;

import java.util.List;
import java.util.Objects;

/**
 * A thing that carries an environment's mark, declared or not, or is known as the environment's by
 * what can still be read of it.
 *
 * @param path where it is, for messages
 * @param adopted it is given back, not deleted
 * @param protect its mark says that it must stay
 * @param suspect not empty when the mark does not agree with the thing, as on a copy made by hand:
 *     it is shown with this reason and never touched
 * @param after addresses of what must be deleted before it
 * @param unread why it cannot be read, as a machine whose files are out of reach; empty for one
 *     that can. It is neither gone nor a stranger's: it stays, and what was to remove it has not
 *     ended
 */
public record Owned<O>(
    Address address,
    O state,
    String path,
    boolean adopted,
    boolean protect,
    String suspect,
    List<Address> after,
    String unread) {
  /** One that can be read. */
  public Owned(
      Address address,
      O state,
      String path,
      boolean adopted,
      boolean protect,
      String suspect,
      List<Address> after) {
    this(address, state, path, adopted, protect, suspect, after, "");
  }

  public Owned {
    Objects.requireNonNull(unread);
    Objects.requireNonNull(address);
    Objects.requireNonNull(state);
    Objects.requireNonNull(path);
    Objects.requireNonNull(suspect);
    after = List.copyOf(after);
  }
}
