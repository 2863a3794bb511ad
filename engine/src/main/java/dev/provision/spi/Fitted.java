package dev.provision.spi;

import java.util.List;

/**
 * The desired state, reduced to what the connected server supports.
 *
 * @param desired without fields that the server does not know
 * @param notes one line for the plan for each field that was left out, with the reason
 */
public record Fitted<D>(D desired, List<String> notes) {
  public Fitted {
    notes = List.copyOf(notes);
  }
}
