package dev.provision.schema;

import java.util.regex.Pattern;

/**
 * A version of the API, ordered by its numbers. A class of its own and not the product's, which the
 * schema is to judge.
 */
public record Since(String text) implements Comparable<Since> {
  private static final Pattern NUMBERS = Pattern.compile("\\d+(\\.\\d+)*");

  public Since {
    if (!NUMBERS.matcher(text).matches()) {
      throw new IllegalArgumentException("`" + text + "` is no version of the API");
    }
  }

  public boolean isNewerThan(Since other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Since other) {
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
