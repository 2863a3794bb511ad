package dev.provision.cli;

import dev.provision.plan.Options;
import dev.provision.plan.Policy;
import dev.provision.run.Settings;
import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.spi.RunContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What the options of a command say about a run. */
final class Runs {
  private static final int PARALLELISM_MOST = 256;

  private Runs() {}

  /** The run's context, with the trace opened. */
  static RunContext context(Invocation invocation) throws UsageException {
    Optional<PrintWriter> trace = Optional.empty();
    if (invocation.option("trace").isPresent()) {
      Path file = Path.of(invocation.option("trace").get());
      try {
        trace = Optional.of(new PrintWriter(Files.newBufferedWriter(file), true));
      } catch (IOException e) {
        throw new UsageException("--trace " + file + " cannot be written: " + e.getMessage());
      }
    }
    return new RunContext(invocation.world().runId().get(), invocation.world().clock(), trace);
  }

  static Options options(Invocation invocation) throws UsageException {
    Set<Address> targets = addresses(invocation, "target");
    Policy policy = new Policy(addresses(invocation, "replace"), false);
    return new Options(
        targets.isEmpty() ? Optional.empty() : Optional.of(targets),
        policy,
        invocation.has("prune"),
        false);
  }

  static Settings settings(Invocation invocation) throws UsageException {
    int parallelism = Settings.DEFAULT.parallelism();
    if (invocation.option("parallelism").isPresent()) {
      String text = invocation.option("parallelism").get();
      try {
        parallelism = Integer.parseInt(text);
      } catch (NumberFormatException e) {
        parallelism = 0;
      }
      if (parallelism < 1 || parallelism > PARALLELISM_MOST) {
        throw new UsageException(
            "--parallelism " + text + ": expected a whole number from 1 to " + PARALLELISM_MOST);
      }
    }
    return Settings.DEFAULT.withParallelism(parallelism).withFailFast(invocation.has("fail-fast"));
  }

  static Address address(String text) throws UsageException {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static Set<Address> addresses(Invocation invocation, String option)
      throws UsageException {
    Set<Address> addresses = new LinkedHashSet<>();
    for (String text : invocation.options(option)) {
      addresses.add(address(text));
    }
    return addresses;
  }

  /** Says that the world cannot be reached, or refuses us. */
  static void unreachable(Invocation invocation, ModuleException e) {
    invocation.console().error(Style.oneLine(e.getMessage()));
  }
}
