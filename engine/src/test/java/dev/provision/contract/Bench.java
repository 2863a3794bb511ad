package dev.provision.contract;

import dev.provision.plan.Work;
import dev.provision.spi.Session;

/** A world of its own with one declaration of one kind in it. */
public interface Bench<R, W> {
  /** The declaration, and whatever it needs. */
  Work<?, R, W> declared();

  /** The same with {@code state: absent} on what is tried, and nothing else changed. */
  Work<?, R, W> absent();

  Session<R, W> session();

  /** How many writing calls the world has seen, counted by the world. */
  int writes();

  /** The next write has its effect, and its reply is lost. */
  void loseNextReply();
}
