package dev.provision.vsphere;

import dev.provision.spi.DataSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the plan says of VMs that fit nowhere: every host with its reasons, what is left in all, and
 * the nearest fix.
 */
final class Refusal {
  /** From so many hosts on, those that have the same reasons share a line. */
  private static final int MANY = 9;

  /** How many hosts of one line are named. */
  private static final int NAMED = 3;

  private static final int MOVES = 2;

  private final Places places;
  private final Residents residents;
  private final Ledger ledger;

  Refusal(Places places, Residents residents, Ledger ledger) {
    this.places = places;
    this.residents = residents;
    this.ledger = ledger;
  }

  /**
   * @param wanted what does not fit, up to the verb: {@code 2 vcpus ... fit}
   * @param need of one of them
   */
  String text(String wanted, VmNeed need, List<Verdict> verdicts) {
    String where = places.text();
    if (verdicts.isEmpty()) {
      return (where.isEmpty() ? "the datacenter" : where) + " has no host";
    }
    StringBuilder text =
        new StringBuilder(wanted + " no host of " + where + ", and a VM cannot span hosts:");
    Map<String, String> lines = lines(verdicts);
    int width = lines.keySet().stream().mapToInt(String::length).max().orElseThrow();
    lines.forEach(
        (hosts, reasons) ->
            text.append("\n  ")
                .append(hosts)
                .append(" ".repeat(width - hosts.length()))
                .append("  ")
                .append(reasons));
    inAll(verdicts).ifPresent(all -> text.append('\n').append(all));
    Verdict nearest =
        verdicts.stream()
            .min(
                Comparator.comparingInt((Verdict v) -> v.obstacles().size())
                    .thenComparing(v -> -ledger.freeMemory(v.host())))
            .orElseThrow();
    text.append("\nnearest");
    if (!nearest.lacksOnly(Constraint.GROUP)) {
      text.append(" is ").append(nearest.host().name());
    }
    text.append(": ");
    text.append(joined(nearest, Obstacle::fix));
    moves(nearest).ifPresent(text::append);
    if (nearest.lacks(Constraint.MEMORY)
        && verdicts.stream().anyMatch(v -> v.lacksOnlyRoom(need))) {
      text.append(
          "\nvSphere overcommits memory: ram_allocation_ratio above 1 lets placement do so");
    }
    return text.toString();
  }

  /** Reasons by host, or by hosts where there are many. */
  private static Map<String, String> lines(List<Verdict> verdicts) {
    Map<String, String> lines = new LinkedHashMap<>();
    if (verdicts.size() < MANY) {
      verdicts.forEach(v -> lines.put(v.host().name(), joined(v, Obstacle::text)));
      return lines;
    }
    Map<String, List<String>> hosts = new LinkedHashMap<>();
    for (Verdict verdict : verdicts) {
      hosts
          .computeIfAbsent(joined(verdict, Obstacle::text), reasons -> new ArrayList<>())
          .add(verdict.host().name());
    }
    hosts.forEach(
        (reasons, names) ->
            lines.put(
                String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                    + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : ""),
                reasons));
    return lines;
  }

  /** Why the sum of what is free does not help, where memory is what lacks. */
  private Optional<String> inAll(List<Verdict> verdicts) {
    if (verdicts.stream().noneMatch(v -> v.lacks(Constraint.MEMORY))) {
      return Optional.empty();
    }
    long sum = 0;
    long most = 0;
    for (Verdict verdict : verdicts) {
      long free = Math.max(0, ledger.freeMemory(verdict.host()));
      sum += verdict.lacks(Constraint.STATE) ? 0 : free;
      most = verdict.lacksOnly(Constraint.MEMORY) ? Math.max(most, free) : most;
    }
    if (sum == 0) {
      return Optional.of("no memory is free on any host");
    }
    return Optional.of(
        new DataSize(sum).brief()
            + " of memory is free in all, and "
            + (most == 0
                ? "none on a host that could take it"
                : new DataSize(most).brief() + " on one host: that is the largest that fits now"));
  }

  /** VMs of the nearest host that another one has room for, the smallest first. */
  private Optional<String> moves(Verdict nearest) {
    if (!nearest.lacks(Constraint.MEMORY) || nearest.lacks(Constraint.STATE)) {
      return Optional.empty();
    }
    List<String> moves = new ArrayList<>();
    List<Item> running =
        residents.on(nearest.host().ref()).stream()
            .filter(vm -> !ledger.isReleased(vm.ref()))
            .sorted(Comparator.comparingLong(Residents::memory).thenComparing(Item::name))
            .toList();
    for (Item vm : running) {
      places.hosts().stream()
          .filter(other -> !other.ref().equals(nearest.host().ref()))
          .filter(other -> other.unfit().isEmpty())
          .filter(other -> Residents.memory(vm) > 0)
          .filter(other -> ledger.freeMemory(other) >= Residents.memory(vm))
          .findFirst()
          .filter(other -> moves.size() < MOVES)
          .ifPresent(
              other ->
                  moves.add(
                      "`"
                          + vm.name()
                          + "` of "
                          + new DataSize(Residents.memory(vm)).brief()
                          + " to "
                          + other.name()));
    }
    return moves.isEmpty()
        ? Optional.empty()
        : Optional.of("; could move: " + String.join(", ", moves));
  }

  private static String joined(Verdict verdict, Function<Obstacle, String> part) {
    return verdict.obstacles().stream().map(part).collect(Collectors.joining(", "));
  }
}
