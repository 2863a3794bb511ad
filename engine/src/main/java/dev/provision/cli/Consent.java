package dev.provision.cli;

import dev.provision.plan.Disruption;
import dev.provision.plan.Plan;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Decides whether the disruptions of a plan are allowed: by a flag, or by an answer when the user
 * can be asked. If one is not allowed, the whole plan is refused before anything is written.
 */
final class Consent {
  private final Set<Disruption> allowed;
  private final Console console;
  private final Supplier<String> answer;
  private final boolean mayAsk;

  private Consent(
      Set<Disruption> allowed, Console console, Supplier<String> answer, boolean mayAsk) {
    this.allowed = allowed;
    this.console = console;
    this.answer = answer;
    this.mayAsk = mayAsk;
  }

  static Consent of(Invocation invocation) throws UsageException {
    Set<Disruption> allowed =
        invocation.has("yes") ? EnumSet.allOf(Disruption.class) : EnumSet.noneOf(Disruption.class);
    for (String given : invocation.options("allow")) {
      for (String word : given.split(",")) {
        allowed.add(disruption(word.strip()));
      }
    }
    Console console = invocation.console();
    boolean mayAsk = console.canAsk() && invocation.format("text", "json").equals("text");
    return new Consent(allowed, console, invocation.world().answer(), mayAsk);
  }

  private static Disruption disruption(String word) throws UsageException {
    for (Disruption disruption : Disruption.values()) {
      if (disruption.word().equals(word.toLowerCase(Locale.ROOT))) {
        return disruption;
      }
    }
    throw new UsageException(
        "--allow " + word + ": expected some of power-off, relink, replace, delete");
  }

  /** Whether the plan may be carried out; if not, the user has been told why. */
  boolean isGiven(Plan plan) throws InterruptedException {
    Set<Disruption> missing = EnumSet.noneOf(Disruption.class);
    missing.addAll(plan.disruptions());
    missing.removeAll(allowed);
    if (missing.isEmpty()) {
      return true;
    }
    Set<String> words = new TreeSet<>();
    missing.forEach(disruption -> words.add(disruption.word()));
    String what = String.join(",", words);
    if (mayAsk) {
      console
          .out()
          .print(
              "\nThis plan needs leave to " + what.replace(",", ", ") + ". Apply it? Type yes: ");
      if (typed().strip().equals("yes")) {
        return true;
      }
      console.error("nothing was changed: the answer was not yes");
      return false;
    }
    console.error(
        "nothing was changed: the plan needs leave to "
            + what.replace(",", ", ")
            + "; --allow "
            + what
            + " gives it, --yes allows everything");
    return false;
  }

  /** Waits on another thread: reading from a terminal cannot be interrupted, and Ctrl-C must be. */
  private String typed() throws InterruptedException {
    CompletableFuture<String> typed = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                typed.complete(answer.get());
              } catch (RuntimeException e) {
                typed.complete("");
              }
            },
            "answer");
    reader.setDaemon(true);
    reader.start();
    try {
      String answered = typed.get();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return answered;
    } catch (InterruptedException e) {
      console.out().println();
      throw e;
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
