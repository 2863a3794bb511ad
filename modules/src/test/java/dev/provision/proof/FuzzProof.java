package dev.provision.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.proof.fuzz.FuzzTargets;
import dev.provision.proof.fuzz.Fuzzing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes a reader of the product is given, it ends in a value or in a refusal with its
 * words. All targets share the budget, one a core at a time; {@code -Dproof.target=disk} is one of
 * them alone, {@code -Dproof.seed=7} another beginning than that of CI.
 */
class FuzzProof {
  /** Starting the fuzzer and instrumenting the product takes so long. */
  private static final long START_SECONDS = 15;

  private final Budget budget = Budget.seconds(240);

  @Test
  void noInputBreaksAReader() throws Exception {
    String only = System.getProperty("proof.target", "");
    List<String> targets =
        FuzzTargets.all().keySet().stream().filter(each -> each.contains(only)).toList();
    int cores = Math.min(targets.size(), Runtime.getRuntime().availableProcessors());
    long whole = budget.all() ? 3600L * targets.size() : Integer.getInteger("proof.seconds", 240);
    long seconds = Math.max(2, whole * cores / targets.size() - START_SECONDS);
    Path folder = folder();
    ExecutorService threads = Executors.newFixedThreadPool(cores);
    List<Fuzzing.Result> results = new ArrayList<>();
    try {
      List<Future<Fuzzing.Result>> running = new ArrayList<>();
      for (String target : targets) {
        long seed = Long.getLong("proof.seed", 1);
        running.add(
            threads.submit(() -> Fuzzing.run(target, folder.resolve(target), seconds, seed)));
      }
      for (Future<Fuzzing.Result> each : running) {
        results.add(each.get());
      }
    } finally {
      threads.shutdownNow();
    }
    report(results);
  }

  private void report(List<Fuzzing.Result> results) {
    List<String> finds =
        results.stream()
            .filter(each -> !each.find().isEmpty())
            .map(each -> each.target() + ": " + each.find())
            .toList();
    try (Figures figures = new Figures("fuzzing", budget)) {
      figures.put("targets", results.size());
      figures.put("executions", results.stream().mapToLong(Fuzzing.Result::executions).sum());
      figures.put("MiB", results.stream().mapToLong(Fuzzing.Result::bytes).sum() >> 20);
      for (Fuzzing.Result each : results) {
        figures.put(
            each.target(),
            "%d runs %d KiB %d branches %d features:"
                .formatted(
                    each.executions(), each.bytes() >> 10, each.branches(), each.features()));
      }
      figures.put("finds", finds.size());
    }
    assertThat(finds).isEmpty();
    assertThat(results).allMatch(each -> each.executions() > 0);
  }

  private static Path folder() throws Exception {
    Path basedir = Path.of(Optional.ofNullable(System.getProperty("basedir")).orElse(""));
    return Files.createDirectories(basedir.toAbsolutePath().resolve("target/fuzz"));
  }
}
