package dev.provision.proof.worlds;

import java.util.List;

/** Choices one after the other from drawn numbers; when they are used up, always the first. */
final class Picks {
  private final List<Integer> numbers;
  private int at;

  Picks(List<Integer> numbers) {
    this.numbers = numbers;
  }

  /** From 0 to {@code choices - 1}; 0 is the simplest. */
  int of(int choices) {
    return at < numbers.size() ? numbers.get(at++) % choices : 0;
  }

  /** One of them. */
  <T> T from(List<T> some) {
    return some.get(of(some.size()));
  }

  /** Once in so many. */
  boolean once(int in) {
    return of(in) == in - 1;
  }
}
