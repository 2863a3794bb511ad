package dev.provision.cli;

import dev.provision.cli.text.Redaction;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.diagnostic.FileTrouble;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Narrowing;
import dev.provision.plan.Options;
import dev.provision.plan.Policy;
import dev.provision.run.Settings;
import dev.provision.spi.Address;
import dev.provision.spi.RunContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options of a command that are about a run. */
final class Runs {
  private static final int PARALLELISM_MOST = 256;

  private Runs() {}

  /** The run's context, with the trace opened, which the caller closes. */
  static RunContext context(Invocation invocation) throws UsageException {
    Optional<PrintWriter> trace = Optional.empty();
    if (invocation.option("trace").isPresent()) {
      Path file = Loading.path(invocation.option("trace").get());
      try {
        Redaction redaction = invocation.console().redaction();
        trace = Optional.of(new PrintWriter(redaction.around(Files.newOutputStream(file)), true));
      } catch (IOException e) {
        throw new UsageException("--trace " + file + " cannot be written: " + why(file, e));
      }
    }
    return new RunContext(
        invocation.world().runId().get(),
        invocation.world().clock(),
        trace,
        invocation.has("offline-hosts"));
  }

  /** The operating system's reason, which the JDK mostly leaves out of the message. */
  static String why(Path file, IOException e) {
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      return "it is a directory";
    }
    if (directory != null && !Files.isDirectory(directory)) {
      return "there is no directory `" + directory + "`";
    }
    return e instanceof AccessDeniedException ? "permission denied" : FileTrouble.words(e);
  }

  static Options options(Invocation invocation) throws UsageException {
    Set<Address> targets = addresses(invocation, "target");
    Policy policy = new Policy(addresses(invocation, "replace"), invocation.has("no-reboot"));
    return new Options(
        targets.isEmpty() ? Optional.empty() : Optional.of(targets),
        policy,
        invocation.has("prune"),
        false,
        new Narrowing(
            addresses(invocation, "exclude"),
            words(invocation, "tags"),
            words(invocation, "skip-tags")),
        !invocation.has("no-lease"),
        Map.of());
  }

  /** Separated by commas, or by saying it again. */
  private static Set<String> words(Invocation invocation, String option) {
    Set<String> words = new LinkedHashSet<>();
    for (String text : invocation.options(option)) {
      for (String word : text.split(",")) {
        if (!word.isBlank()) {
          words.add(word.strip());
        }
      }
    }
    return words;
  }

  static Settings settings(Invocation invocation) throws UsageException {
    Settings settings = invocation.world().settings();
    int parallelism = settings.parallelism();
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
    return settings.withParallelism(parallelism).withFailFast(invocation.has("fail-fast"));
  }

  static Address address(String text) throws UsageException {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** Refuses an address that no play has. */
  static void mustBeDeclared(String what, Address address, List<LinkedPlay> plays)
      throws UsageException {
    if (plays.stream().anyMatch(play -> play.graph().get(address).isPresent())) {
      return;
    }
    List<String> known =
        plays.stream()
            .flatMap(play -> play.graph().resources().stream())
            .map(resource -> resource.address().toString())
            .toList();
    throw new UsageException(
        what + " is not in the playbook" + DidYouMean.suffix(address.toString(), known));
  }

  private static Set<Address> addresses(Invocation invocation, String option)
      throws UsageException {
    Set<Address> addresses = new LinkedHashSet<>();
    for (String text : invocation.options(option)) {
      addresses.add(address(text));
    }
    return addresses;
  }
}
