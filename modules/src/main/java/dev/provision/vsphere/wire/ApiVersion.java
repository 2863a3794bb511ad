package dev.provision.vsphere.wire;

import com.vmware.vim25.AboutInfo;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version of the vSphere API: {@code 6.5}, {@code 6.7.3}, {@code 8.0.2.0}. Ordered by its
 * numbers, of which those that are not written count as 0.
 *
 * @param text as servers write it in {@code AboutInfo.apiVersion} and {@code
 *     vimServiceVersions.xml}
 */
public record ApiVersion(String text) implements Comparable<ApiVersion> {
  private static final Pattern NUMBERS = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){0,5}");

  /** The schema of yavijava 6.0, which every supported server has. */
  public static final ApiVersion OLDEST = new ApiVersion("6.0");

  /**
   * @throws IllegalArgumentException for what is not numbers with dots between them
   */
  public ApiVersion {
    if (!NUMBERS.matcher(text).matches()) {
      throw new IllegalArgumentException("`" + text + "` is no version of the vSphere API");
    }
  }

  /**
   * Empty for what is not numbers alone: a development build calls its own version {@code
   * uA046D008}, which has no place in the order.
   */
  public static Optional<ApiVersion> parse(String text) {
    return text != null && NUMBERS.matcher(text).matches()
        ? Optional.of(new ApiVersion(text))
        : Optional.empty();
  }

  /** The version in {@code AboutInfo.apiVersion}; empty where that is no number. */
  static Optional<ApiVersion> announced(AboutInfo about) {
    return parse(about.getApiVersion());
  }

  /** Whether this version is the other one or newer. */
  public boolean isAtLeast(String other) {
    return compareTo(new ApiVersion(other)) >= 0;
  }

  @Override
  public int compareTo(ApiVersion other) {
    String[] mine = text.split("\\.");
    String[] others = other.text.split("\\.");
    for (int i = 0; i < Math.max(mine.length, others.length); i++) {
      int order = Integer.compare(part(mine, i), part(others, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int part(String[] parts, int at) {
    return at < parts.length ? Integer.parseInt(parts[at]) : 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
