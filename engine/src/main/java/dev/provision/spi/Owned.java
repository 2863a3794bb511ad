package dev.provision.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * An object that carries an environment's mark, declared or not, or that evidently belongs to the
 * environment although not everything about it can be read.
 *
 * @param path its inventory path, for messages
 * @param adopted it is released, not deleted
 * @param protect its mark says that it must not be deleted
 * @param suspect why the mark does not belong to this object, as on a copy made by hand; the object
 *     is then shown with this reason and never changed. Empty when the mark is right
 * @param after addresses of objects that must be deleted before it
 * @param stay why the object cannot be removed although the environment owns it; empty when it can
 *     be
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
   * Why an object of the environment stays.
   *
   * @param what continues a sentence after "it" and after "one that": {@code cannot be read},
   *     {@code was restored}
   * @param why for people, with advice if there is any
   * @param mayLeave whether it can still be given back: only its deletion is not possible
   */
  public record Stay(String what, String why, boolean mayLeave) {
    public Stay {
      Objects.requireNonNull(what);
      Objects.requireNonNull(why);
    }

    /** For an object that can neither be deleted nor given back. */
    public Stay(String what, String why) {
      this(what, why, false);
    }

    /** For an object that can be given back and not deleted, because others use it. */
    public static Stay undeletable(String what, String why) {
      return new Stay(what, why, true);
    }

    /**
     * For an object that may still be ours but cannot be read, such as a machine whose files are
     * out of reach.
     */
    public static Stay unread(String why) {
      return new Stay("cannot be read", why);
    }

    /** For an object that contains what others made; empty when it contains nothing of them. */
    public static Optional<Stay> holding(List<String> others) {
      return others.isEmpty()
          ? Optional.empty()
          : Optional.of(undeletable("holds what is not ours", String.join(", ", others)));
    }

    @Override
    public String toString() {
      return what + ": " + why;
    }
  }

  /** An object that may be removed. */
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

  /** Why it stays when all of the environment goes: what is given back is not deleted. */
  public Optional<Stay> keeps() {
    return stay.filter(each -> !adopted || !each.mayLeave());
  }

  /** The same object, deleted only after these. */
  public Owned<O> after(List<Address> others) {
    return new Owned<>(address, state, path, adopted, protect, suspect, others, stay);
  }

  /** The same of another form of the state. */
  public <P> Owned<P> map(Function<O, P> form) {
    return new Owned<>(address, form.apply(state), path, adopted, protect, suspect, after, stay);
  }
}
