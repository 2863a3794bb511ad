package dev.provision.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What a kind found in the snapshot for one resource. */
public sealed interface Observation<O> {
  /** The object's state, whether it is ours or not; empty if there is none, or none is read. */
  default Optional<O> there() {
    if (this instanceof Present<O> present) {
      return Optional.of(present.state());
    }
    return this instanceof Foreign<O> foreign ? Optional.of(foreign.state()) : Optional.empty();
  }

  /** The object does not exist. */
  record Absent<O>() implements Observation<O> {}

  /**
   * The object exists and is ours to change, or it is an existing one that is only looked up.
   *
   * @param path its inventory path, for messages
   */
  record Present<O>(O state, String path, Ownership ownership) implements Observation<O> {
    public Present {
      Objects.requireNonNull(state);
      Objects.requireNonNull(path);
      Objects.requireNonNull(ownership);
    }
  }

  /**
   * An object that is not ours is at the declared path: an error, unless the playbook adopts it.
   */
  record Foreign<O>(O state, String path) implements Observation<O> {}

  /** A running task is creating the object; the run waits for it and never creates a second one. */
  record InProgress<O>(String what) implements Observation<O> {}

  /** The object exists but cannot be read, so it is neither absent nor free: an error. */
  record Unreadable<O>(String path, String why) implements Observation<O> {}

  /** Several objects match: an error that names all of them. */
  record Ambiguous<O>(List<String> paths) implements Observation<O> {
    public Ambiguous {
      paths = List.copyOf(paths);
    }
  }

  /** Who owns the object. */
  enum Ownership {
    /** This environment created it. */
    OWNED,
    /**
     * Taken over with {@code adopt}: it is released, never deleted, unless the playbook says {@code
     * state: absent}.
     */
    ADOPTED,
    /** An existing object: looked up, never changed. */
    EXISTING
  }

  /** The same of another form of the state. */
  default <P> Observation<P> map(Function<O, P> form) {
    if (this instanceof Present<O> present) {
      return new Present<>(form.apply(present.state()), present.path(), present.ownership());
    }
    if (this instanceof Foreign<O> foreign) {
      return new Foreign<>(form.apply(foreign.state()), foreign.path());
    }
    if (this instanceof InProgress<O> running) {
      return new InProgress<>(running.what());
    }
    if (this instanceof Unreadable<O> unread) {
      return new Unreadable<>(unread.path(), unread.why());
    }
    if (this instanceof Ambiguous<O> several) {
      return new Ambiguous<>(several.paths());
    }
    if (this instanceof Absent<O>) {
      return new Absent<>();
    }
    throw new AssertionError(this);
  }
}
