package dev.provision.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
 * @param stay why it stays although it is the environment's; empty for one that may go. What was to
 *     remove it has not ended
 */
public record Owned<O>(
    Address address,
    O state,
    String path,
    boolean adopted,
    boolean protect,
    String suspect,
    List<Address> after,
    Optional<Stay> stay) {
  /**
   * Why something of the environment stays.
   *
   * @param what goes on with "it", and with "one that": {@code cannot be read}, {@code was
   *     restored}
   * @param why for people, with what to do where that is known
   */
  public record Stay(String what, String why) {
    public Stay {
      Objects.requireNonNull(what);
      Objects.requireNonNull(why);
    }

    /** Of what is neither gone nor a stranger's, as a machine whose files are out of reach. */
    public static Stay unread(String why) {
      return new Stay("cannot be read", why);
    }

    @Override
    public String toString() {
      return what + ": " + why;
    }
  }

  /** One that may go. */
  public Owned(
      Address address,
      O state,
      String path,
      boolean adopted,
      boolean protect,
      String suspect,
      List<Address> after) {
    this(address, state, path, adopted, protect, suspect, after, Optional.empty());
  }

  public Owned {
    Objects.requireNonNull(stay);
    Objects.requireNonNull(address);
    Objects.requireNonNull(state);
    Objects.requireNonNull(path);
    Objects.requireNonNull(suspect);
    after = List.copyOf(after);
  }

  /** The same, which these go before. */
  public Owned<O> after(List<Address> others) {
    return new Owned<>(address, state, path, adopted, protect, suspect, others, stay);
  }
}
