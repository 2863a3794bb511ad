package dev.provision.spi;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The mark on everything that one play created: the play's name, after the optional project.
 *
 * @param project empty when there is none
 * @param name matches {@code [a-z0-9][a-z0-9.-]{0,59}}
 */
public record EnvironmentId(String project, String name) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,59}");

  public EnvironmentId {
    Objects.requireNonNull(project);
    Objects.requireNonNull(name);
  }

  /** Reads what {@link #toString} writes. */
  public static EnvironmentId parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new EnvironmentId("", text)
        : new EnvironmentId(text.substring(0, slash), text.substring(slash + 1));
  }

  /** Whether the text is a valid name for a play or a project. */
  public static boolean isValidName(String text) {
    return NAME.matcher(text).matches();
  }

  /** As one name: {@code shop.ci-main}, or {@code ci-main} without a project. */
  public String dotted() {
    return project.isEmpty() ? name : project + "." + name;
  }

  /** {@code shop/ci-main}, or {@code ci-main} without a project. */
  @Override
  public String toString() {
    return project.isEmpty() ? name : project + "/" + name;
  }
}
