package dev.provision.spi;

import java.util.List;
import java.util.Objects;

/** What a kind found in the snapshot for one resource. */
public sealed interface Observation<O> {
  /** It is not there. */
  record Absent<O>() implements Observation<O> {}

  /**
   * It is there and ours to converge, or existing and only looked up.
   *
   * @param path where it is, for messages
   */
  record Present<O>(O state, String path, Ownership ownership) implements Observation<O> {
    public Present {
      Objects.requireNonNull(state);
      Objects.requireNonNull(path);
      Objects.requireNonNull(ownership);
    }
  }

  /** Something that is not ours has the declared path: an error, unless the playbook adopts it. */
  record Foreign<O>(O state, String path) implements Observation<O> {}

  /** It is being made by a task that still runs; it is awaited, never made again. */
  record InProgress<O>(String what) implements Observation<O> {}

  /** It is there and cannot be read, so it is neither absent nor free: refused. */
  record Unreadable<O>(String path, String why) implements Observation<O> {}

  /** More than one thing matches: refused, with all of them. */
  record Ambiguous<O>(List<String> paths) implements Observation<O> {
    public Ambiguous {
      paths = List.copyOf(paths);
    }
  }

  /** Whose it is. */
  enum Ownership {
    /** Made by this environment. */
    OWNED,
    /** Taken with {@code adopt}: given back, never deleted, unless its own line says absent. */
    ADOPTED,
    /** Existing: looked up, never changed. */
    EXISTING
  }
}
