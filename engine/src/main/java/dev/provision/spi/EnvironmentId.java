package dev.provision.spi;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What everything made by one play carries: the play's name, with the optional project before it.
 *
 * @param project empty for none
 * @param name matches {@code [a-z0-9][a-z0-9.-]{0,59}}
 */
public record EnvironmentId(String project, String name) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,59}");

  public EnvironmentId {
    Objects.requireNonNull(project);
    Objects.requireNonNull(name);
  }

  /** Whether a play or a project may be called so. */
  public static boolean isValidName(String text) {
    return NAME.matcher(text).matches();
  }

  /** {@code shop/ci-main}, or {@code ci-main} without a project. */
  @Override
  public String toString() {
    return project.isEmpty() ? name : project + "/" + name;
  }
}
