package dev.provision.plan;

import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Disruption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What happens to one resource.
 *
 * @param entry the entry that this is a late part of; its own address for everything else
 * @param path where it is, or will be if that is known; empty when unknown
 * @param summary one line about a new resource; empty otherwise
 * @param changes fields that differ, for ADOPT and UPDATE; empty for NONE
 * @param placement where a new resource will go, {@code esx02, nas1}; empty when there is nothing
 *     to choose
 * @param notes remarks for the user besides the changes
 * @param existing whether it is only looked up, and never counted
 * @param where the position of its declaration; empty for a DELETE or RELEASE of an undeclared
 *     object
 * @param after addresses of steps that must finish first
 * @param needs what the user has to allow; one for each disruption
 */
public record Step(
    Address address,
    Address entry,
    Action action,
    String path,
    String summary,
    List<PlannedChange> changes,
    String placement,
    List<String> notes,
    boolean existing,
    Optional<Span> where,
    List<Address> after,
    List<Need> needs) {
  public Step {
    Objects.requireNonNull(address);
    Objects.requireNonNull(entry);
    Objects.requireNonNull(action);
    changes = List.copyOf(changes);
    notes = List.copyOf(notes);
    after = List.copyOf(after);
    needs = List.copyOf(needs);
  }

  /** A step for something that is not a late part. */
  public Step(
      Address address,
      Action action,
      String path,
      String summary,
      List<PlannedChange> changes,
      String placement,
      List<String> notes,
      boolean existing,
      Optional<Span> where,
      List<Address> after,
      List<Need> needs) {
    this(
        address, address, action, path, summary, changes, placement, notes, existing, where, after,
        needs);
  }

  Step withAfter(List<Address> other) {
    return new Step(
        address, entry, action, path, summary, changes, placement, notes, existing, where, other,
        needs);
  }

  boolean needs(Disruption disruption) {
    return needs.stream().anyMatch(need -> need.disruption() == disruption);
  }

  public boolean isLate() {
    return !address.equals(entry);
  }

  /** Whether it does anything. */
  public boolean isWork() {
    return action != Action.NONE;
  }
}
