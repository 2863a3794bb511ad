package dev.provision.vsphere;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the plan says of a VM that fits nowhere: every host with its reasons, and the nearest fix.
 */
final class Refusal {
  private Refusal() {}

  /**
   * @param where the clusters that were looked at, quoted
   */
  static String text(VmNeed need, String where, List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return (where.isEmpty() ? "the datacenter" : where) + " has no host";
    }
    int width = verdicts.stream().mapToInt(v -> v.host().name().length()).max().orElseThrow();
    StringBuilder text =
        new StringBuilder(
            need.vcpus()
                + " vcpus, "
                + need.ram()
                + " of ram and "
                + need.disk()
                + " of disk fit no host of "
                + where
                + ", and a VM cannot span hosts:");
    for (Verdict verdict : verdicts) {
      text.append("\n  ")
          .append(verdict.host().name())
          .append(" ".repeat(width - verdict.host().name().length()))
          .append("  ")
          .append(joined(verdict, Obstacle::text));
    }
    Verdict nearest =
        verdicts.stream()
            .min(Comparator.comparingInt((Verdict v) -> v.obstacles().size()))
            .orElseThrow();
    return text.append("\nnearest is ")
        .append(nearest.host().name())
        .append(": ")
        .append(joined(nearest, Obstacle::fix))
        .toString();
  }

  private static String joined(
      Verdict verdict, java.util.function.Function<Obstacle, String> part) {
    return verdict.obstacles().stream().map(part).collect(Collectors.joining(", "));
  }
}
