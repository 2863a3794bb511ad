package dev.provision.vsphere.kind.allocation;

import com.vmware.vim25.ResourceAllocationInfo;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.Quota;
import dev.provision.vsphere.exported.Shares;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The four rows of one {@code ResourceAllocationInfo}: {@code cpu} or {@code memory} of a resource
 * pool or a vApp.
 *
 * @param field as the playbook has it, {@code cpu}
 * @param property that is read, {@code config.cpuAllocation}
 * @param declared from the spec of the kind
 * @param part of the API's spec object; never null
 */
public record AllocationRows<S, T>(
    String field,
    String property,
    AllocationUnit unit,
    Function<S, Optional<AllocationSpec>> declared,
    Function<T, ResourceAllocationInfo> part) {
  /** Of processors. */
  public static <S, T> AllocationRows<S, T> cpu(
      Function<S, Optional<AllocationSpec>> declared, Function<T, ResourceAllocationInfo> part) {
    return new AllocationRows<>("cpu", "config.cpuAllocation", AllocationUnit.MHZ, declared, part);
  }

  /** Of memory. */
  public static <S, T> AllocationRows<S, T> memory(
      Function<S, Optional<AllocationSpec>> declared, Function<T, ResourceAllocationInfo> part) {
    return new AllocationRows<>(
        "memory", "config.memoryAllocation", AllocationUnit.MIB, declared, part);
  }

  public List<Row<S, Item, T>> rows() {
    return List.of(
        FieldRow.of(
            field + ".shares",
            property,
            spec -> of(spec, AllocationSpec::shares).map(Shares::parse),
            item ->
                seen(item, ResourceAllocationInfo::getShares)
                    .then(info -> Seen.word(Shares.of(info).orElse(null))),
            (spec, value, seen) -> part.apply(spec).setShares(value.info())),
        FieldRow.<S, Item, T, Long>of(
                field + ".reservation",
                property,
                spec -> of(spec, AllocationSpec::reservation).map(unit::amount),
                item -> seen(item, ResourceAllocationInfo::getReservation),
                (spec, value, seen) -> part.apply(spec).setReservation(value))
            .saying(unit::words),
        FieldRow.<S, Item, T, Long>of(
                field + ".limit",
                property,
                spec -> of(spec, AllocationSpec::limit).map(unit::limit),
                item -> seen(item, ResourceAllocationInfo::getLimit),
                (spec, value, seen) -> part.apply(spec).setLimit(value))
            .saying(unit::words),
        FieldRow.of(
            field + ".expandable",
            property,
            spec -> of(spec, AllocationSpec::expandable),
            item -> seen(item, ResourceAllocationInfo::getExpandableReservation),
            (spec, value, seen) -> part.apply(spec).setExpandableReservation(value)));
  }

  private <V> Optional<V> of(S spec, Function<AllocationSpec, Optional<V>> value) {
    return declared.apply(spec).flatMap(value);
  }

  private <V> Seen<V> seen(Item item, Function<ResourceAllocationInfo, V> value) {
    return Seen.of(item, property, ResourceAllocationInfo.class).map(value);
  }

  /** What is wrong with the declared values. */
  public List<Problem> problems(S spec) {
    List<Problem> problems = new ArrayList<>();
    check("shares", of(spec, AllocationSpec::shares), Shares::parse, problems);
    Optional<Long> least =
        check("reservation", of(spec, AllocationSpec::reservation), unit::amount, problems);
    Optional<Long> most = check("limit", of(spec, AllocationSpec::limit), unit::limit, problems);
    if (least.isPresent() && most.filter(m -> m >= 0 && m < least.get()).isPresent()) {
      problems.add(
          new Problem(
              field + ".limit",
              "`%s.limit` %s is below `%s.reservation` %s"
                  .formatted(field, unit.words(most.get()), field, unit.words(least.get()))));
    }
    return problems;
  }

  private <V> Optional<V> check(
      String name, Optional<String> text, Function<String, V> parse, List<Problem> problems) {
    try {
      return text.map(parse);
    } catch (IllegalArgumentException e) {
      String at = field + "." + name;
      problems.add(new Problem(at, "`" + at + "` " + e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * What clients send for a new pool when the user says nothing. {@code CreateResourcePool} and
   * {@code CreateVApp} need all values (vSphere API, ResourceConfigSpec).
   */
  public static ResourceAllocationInfo standard() {
    ResourceAllocationInfo info = new ResourceAllocationInfo();
    info.setReservation(0L);
    info.setLimit(Quota.UNLIMITED);
    info.setExpandableReservation(true);
    info.setShares(Shares.NORMAL.info());
    return info;
  }
}
