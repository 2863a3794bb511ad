package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.ModuleException;
import java.util.Optional;

/** A kind that keeps an object that was created under a former name ({@code formerly}). */
public interface Renamable<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * Marks an object of ours with a new address. It stays the same object, and whether it was
   * created or adopted does not change.
   */
  void rename(Address from, Address to, D desired, O seen, W write)
      throws ModuleException, InterruptedException;

  /** Why this object can have no new address; empty when it can. */
  default Optional<String> whyNotRenamed(O seen) {
    return Optional.empty();
  }

  /** Why an object of any kind cannot keep its identity under a new address. */
  static <O> Optional<String> whyNot(ManagedKind<?, ?, O, ?, ?> kind, Address old, O seen) {
    Optional<String> why =
        kind instanceof Renamable<?, ?, O, ?, ?> renamable
            ? renamable.whyNotRenamed(seen)
            : Optional.of("a " + kind.info().kind().replace('_', ' ') + " keeps its name here");
    return why.map(
        words ->
            words
                + "; go on calling it `"
                + old.name()
                + "`, or leave `formerly` out to make another one");
  }
}
