package dev.provision.vsphere.placement;

import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.Residents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The plan's message about VMs that fit nowhere: every host with its reasons, the total that is
 * left, and the nearest fix.
 */
final class Refusal {
  /** From this many hosts on, hosts with the same reasons share a line. */
  private static final int MANY = 9;

  /** How many hosts of one line are listed by name. */
  private static final int NAMED = 3;

  /** How many VMs it suggests to move at most. */
  private static final int MOVES = 2;

  private final Places places;
  private final Residents residents;
  private final Ledger ledger;
  private final Judge judge;

  Refusal(Places places, Residents residents, Ledger ledger, Judge judge) {
    this.judge = judge;
    this.places = places;
    this.residents = residents;
    this.ledger = ledger;
  }

  /**
   * @param wanted what does not fit, up to the verb: {@code 2 vcpus ... fit}
   * @param need the need of one of them
   * @param trial judges all of them again
   */
  String text(String wanted, VmNeed need, List<Verdict> verdicts, Remedy.Trial trial) {
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
    text.append(String.join(", ", new Remedy(trial, nearest.host()).fixes(nearest, need)));
    moves(nearest, need).ifPresent(text::append);
    if (nearest.lacks(Constraint.MEMORY)
        && verdicts.stream().anyMatch(v -> v.lacksOnlyRoom(need))) {
      text.append("\nvSphere overcommits memory: ")
          .append(
              ledger.overcommitsMemory()
                  ? "a larger ram_allocation_ratio"
                  : "ram_allocation_ratio above 1")
          .append(" lets placement do so");
    }
    return text.toString();
  }

  /** Reasons by host, or by group of hosts when there are many. */
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

  /** Why the total of free memory does not help, when memory is what lacks. */
  private Optional<String> inAll(List<Verdict> verdicts) {
    if (verdicts.stream().noneMatch(v -> v.lacks(Constraint.MEMORY))) {
      return Optional.empty();
    }
    long sum = 0;
    long most = 0;
    for (Verdict verdict : verdicts) {
      long free = Math.max(0, ledger.freeMemory(verdict.host()));
      sum += verdict.lacks(Constraint.STATE) ? 0 : free;
      long fits = Math.min(free, verdict.host().memoryBytes());
      most = verdict.lacksOnly(Constraint.MEMORY) ? Math.max(most, fits) : most;
    }
    if (sum == 0) {
      return Optional.of("no memory is free on any host");
    }
    return Optional.of(
        new DataSize(sum).brief()
            + " of memory is free in all, and "
            + (most == 0
                ? "none on a host that could take it"
                : new DataSize(most - most % Lever.RAM.step())
                    + " on one host: that is the largest that fits now"));
  }

  /**
   * VMs of the nearest host that other hosts can take and that free enough room: the smallest that
   * is enough alone, otherwise several, the largest first.
   */
  private Optional<String> moves(Verdict nearest, VmNeed need) {
    long lacking = need.ram().bytes() - Math.max(0, ledger.freeMemory(nearest.host()));
    if (lacking <= 0 || nearest.lacks(Constraint.STATE) || !nearest.lacksOnlyRoom(need)) {
      return Optional.empty();
    }
    List<Item> running =
        residents.on(nearest.host().ref()).stream()
            .filter(vm -> !ledger.isReleased(vm.ref()) && Residents.memory(vm) > 0)
            .sorted(Comparator.comparingLong(Residents::memory).thenComparing(Item::name))
            .toList();
    for (Item vm : running) {
      if (Residents.memory(vm) >= lacking) {
        List<String> one = moved(List.of(vm), nearest, lacking);
        if (!one.isEmpty()) {
          return Optional.of("; could move: " + one.get(0));
        }
      }
    }
    List<Item> largest = new ArrayList<>(running);
    Collections.reverse(largest);
    List<String> some = moved(largest, nearest, lacking);
    return some.isEmpty()
        ? Optional.empty()
        : Optional.of("; could move: " + String.join(", ", some));
  }

  /** Where each goes, one after the other, until there is enough room; empty when there is not. */
  private List<String> moved(List<Item> vms, Verdict nearest, long lacking) {
    Ledger after = ledger.copy();
    List<String> moves = new ArrayList<>();
    long room = 0;
    for (Item vm : vms) {
      Optional<HostFacts> to =
          places.hosts().stream()
              .filter(other -> !other.ref().equals(nearest.host().ref()))
              .filter(other -> judge.takes(other, vm, after))
              .findFirst();
      if (to.isPresent()) {
        after.arrive(to.get().ref(), vm);
        room += Residents.memory(vm);
        moves.add(
            "`"
                + vm.name()
                + "` of "
                + new DataSize(Residents.memory(vm)).brief()
                + " to "
                + to.get().name());
      }
      if (room >= lacking) {
        return moves;
      }
      if (moves.size() == MOVES) {
        break;
      }
    }
    return List.of();
  }

  private static String joined(Verdict verdict, Function<Obstacle, String> part) {
    return verdict.obstacles().stream().map(part).collect(Collectors.joining(", "));
  }
}
