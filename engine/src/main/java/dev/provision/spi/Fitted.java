package dev.provision.spi;

import java.util.List;
import java.util.stream.Stream;

/**
 * The desired state, reduced to what the connected server supports.
 *
 * @param desired without fields that have no effect on the server
 * @param notes for the plan, of fields that have no effect any more, or will have none soon
 * @param refused fields that the server does not have yet
 */
public record Fitted<D>(D desired, List<Note> notes, List<Problem> refused) {
  /**
   * What a plan says about a field; the engine adds the position.
   *
   * @param field the path of the field, {@code drs.scalable_shares}
   */
  public record Note(String field, String text) {}

  public Fitted {
    notes = List.copyOf(notes);
    refused = List.copyOf(refused);
  }

  /** For a server that supports all of it. */
  public static <D> Fitted<D> whole(D desired) {
    return new Fitted<>(desired, List.of(), List.of());
  }

  /** The same about another desired state. */
  public <E> Fitted<E> with(E other) {
    return new Fitted<>(other, notes, refused);
  }

  /** The same with what another one says, about the same desired state. */
  public Fitted<D> and(Fitted<?> other) {
    return new Fitted<>(
        desired,
        Stream.concat(notes.stream(), other.notes.stream()).toList(),
        Stream.concat(refused.stream(), other.refused.stream()).toList());
  }
}
