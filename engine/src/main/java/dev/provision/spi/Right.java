package dev.provision.spi;

import java.util.Comparator;
import java.util.Objects;

/**
 * A privilege that a call needs on an object.
 *
 * @param privilege the server's name for it, {@code Folder.Create}
 * @param on the path of the object; of one that does not exist yet, the object above it counts
 * @param call what needs it, {@code CreateFolder}; empty when several calls do
 */
public record Right(String privilege, String on, String call) implements Comparable<Right> {
  private static final Comparator<Right> ORDER =
      Comparator.comparing(Right::on).thenComparing(Right::privilege).thenComparing(Right::call);

  public Right {
    Objects.requireNonNull(privilege);
    Objects.requireNonNull(on);
    Objects.requireNonNull(call);
  }

  /** Whether both ask for the same, whatever needs it. */
  public boolean isSameAs(Right other) {
    return privilege.equals(other.privilege) && on.equals(other.on);
  }

  @Override
  public int compareTo(Right other) {
    return ORDER.compare(this, other);
  }
}
