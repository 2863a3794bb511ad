package dev.provision.simulator.world;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** What is to happen at a later time, in order; guarded by the world's lock. */
final class Agenda {
  private record Entry(long at, long number, Runnable action) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::number));
  private long numbers;

  void at(long millis, Runnable action) {
    entries.add(new Entry(millis, numbers++, action));
  }

  OptionalLong next() {
    return entries.isEmpty() ? OptionalLong.empty() : OptionalLong.of(entries.peek().at());
  }

  /** Takes what is due out; null when nothing is. */
  Runnable due(long now) {
    return entries.isEmpty() || entries.peek().at() > now ? null : entries.poll().action();
  }
}
