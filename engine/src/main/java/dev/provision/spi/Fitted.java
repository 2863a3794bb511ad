package dev.provision.spi;

import java.util.List;

/**
 * What is wanted, as far as the server at hand can have it.
 *
 * @param desired without what means nothing there
 * @param notes what was left out and why, a line for the plan each
 */
public record Fitted<D>(D desired, List<String> notes) {
  public Fitted {
    notes = List.copyOf(notes);
  }
}
