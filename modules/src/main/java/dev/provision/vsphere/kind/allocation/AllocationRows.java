package dev.provision.vsphere.kind.allocation;

import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourcePoolRuntimeInfo;
import dev.provision.spi.Address;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.Quota;
import dev.provision.vsphere.exported.Shares;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

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
  private static final String RUNTIME = "runtime";

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

  /** The pool as it is when the declared values are written; planned ones have standard values. */
  Item foreseen(S spec, Item pool) {
    return pool.with(property, wanted(spec, pool));
  }

  private ResourceAllocationInfo wanted(S spec, Item pool) {
    ResourceAllocationInfo there = of(pool);
    ResourceAllocationInfo all = standard();
    all.setShares(there.getShares());
    all.setReservation(
        of(spec, AllocationSpec::reservation).map(unit::amount).orElse(there.getReservation()));
    all.setLimit(of(spec, AllocationSpec::limit).map(unit::limit).orElse(there.getLimit()));
    all.setExpandableReservation(isExpandable(spec, there));
    return all;
  }

  private ResourceAllocationInfo of(Item pool) {
    return pool.get(property, ResourceAllocationInfo.class).orElseGet(AllocationRows::standard);
  }

  private boolean isExpandable(S spec, ResourceAllocationInfo there) {
    return of(spec, AllocationSpec::expandable)
        .orElse(!Boolean.FALSE.equals(there.getExpandableReservation()));
  }

  /** What the pool's machines and pools have reserved already. */
  List<Problem> tooSmall(S spec, Item pool) {
    List<Problem> problems = new ArrayList<>();
    ResourceAllocationInfo all = wanted(spec, pool);
    Optional<Long> least = of(spec, AllocationSpec::reservation).map(unit::amount);
    Optional<Long> most = of(spec, AllocationSpec::limit).map(unit::limit).filter(m -> m >= 0);
    long inside = pool.get(RUNTIME, ResourcePoolRuntimeInfo.class).map(unit::reserved).orElse(0L);
    if (most.filter(limit -> limit < inside).isPresent()) {
      problems.add(
          new Problem(
              field + ".limit",
              "`%s.limit` %s is below the %s that its machines and pools reserve"
                  .formatted(field, unit.words(most.get()), unit.words(inside))));
    }
    boolean bounded = least.isPresent() || of(spec, AllocationSpec::expandable).isPresent();
    if (bounded && !all.getExpandableReservation() && all.getReservation() < inside) {
      problems.add(
          new Problem(
              field + (least.isPresent() ? ".reservation" : ".expandable"),
              "its machines and pools reserve %s, more than `%s.reservation` %s, and it is not expandable"
                  .formatted(unit.words(inside), field, unit.words(all.getReservation()))));
    }
    return problems;
  }

  /**
   * Why what is reserved does not fit into the pools above.
   *
   * @param pool as it will be after the plan
   */
  Optional<Problem> refusal(S spec, Item pool, Inventory then) {
    return of(spec, AllocationSpec::reservation)
        .flatMap(least -> new PoolClaims(then, unit, property).refusal(field, pool))
        .map(why -> new Problem(field + ".reservation", why));
  }

  /** The pools that reserve less after the plan, so that this one can reserve more. */
  Stream<Address> givers(Item pool, Inventory then) {
    return new PoolClaims(then, unit, property).givers(pool);
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
