package dev.provision.spi;

import java.util.Objects;

/**
 * A task of the server that nobody waits for any more, because the run was stopped.
 *
 * @param of the address of the step that waited for it, as text; another text where none did
 * @param text what it is, and what becomes of it: {@code CloneVM_Task of base (task-12) was asked
 *     to cancel}
 */
public record LeftTask(String of, String text) {
  public LeftTask {
    Objects.requireNonNull(of);
    Objects.requireNonNull(text);
  }

  public boolean isOf(Address step) {
    return of.equals(step.toString());
  }
}
