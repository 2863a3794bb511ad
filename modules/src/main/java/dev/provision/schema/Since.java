package dev.provision.schema;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A version of the API, ordered by its numbers. A class of its own and not the product's, which the
 * schema is to judge. The numbers are read once: each element of each request is compared.
 */
public final class Since implements Comparable<Since> {
  private static final Pattern NUMBERS = Pattern.compile("\\d+(\\.\\d+)*");

  private final String text;
  private final int[] numbers;

  /**
   * @throws IllegalArgumentException when it is no version
   */
  public Since(String text) {
    if (!NUMBERS.matcher(text).matches()) {
      throw new IllegalArgumentException("`" + text + "` is no version of the API");
    }
    this.text = text;
    this.numbers = Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }

  public boolean isNewerThan(Since other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Since other) {
    for (int i = 0; i < Math.max(numbers.length, other.numbers.length); i++) {
      int order = Integer.compare(number(i), other.number(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int number(int at) {
    return at < numbers.length ? numbers[at] : 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Since since && text.equals(since.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
