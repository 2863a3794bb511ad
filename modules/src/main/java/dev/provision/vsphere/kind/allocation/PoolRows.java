package dev.provision.vsphere.kind.allocation;

import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import dev.provision.spi.Address;
import dev.provision.spi.KindInfo;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.newer.ScalingPoolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of a {@code ResourceConfigSpec}, with which resource pools and vApps share CPU and
 * memory.
 *
 * @param <S> the spec of the kind
 */
public final class PoolRows<S extends PoolRows.Fields> {
  /** The fields in the spec of the kind. */
  public interface Fields {
    Optional<AllocationSpec> cpu();

    Optional<AllocationSpec> memory();

    Optional<Boolean> scalableShares();
  }

  /** What expressions may read because of these rows. */
  public static final List<KindInfo.Attribute> ATTRIBUTES =
      List.of(
          new KindInfo.Attribute("cpu", "its shares, reservation, limit and expandable"),
          new KindInfo.Attribute("memory", "the same for memory"),
          new KindInfo.Attribute("scalable_shares", "whether it scales the shares of its pools"));

  /** {@code UpdateConfig} refuses an old one, so it does not undo what others change meanwhile. */
  private static final String VERSION = "config.changeVersion";

  private final AllocationRows<S, ResourceConfigSpec> cpu =
      AllocationRows.cpu(Fields::cpu, ResourceConfigSpec::getCpuAllocation);
  private final AllocationRows<S, ResourceConfigSpec> memory =
      AllocationRows.memory(Fields::memory, ResourceConfigSpec::getMemoryAllocation);

  public Rows<S, Item, ResourceConfigSpec> rows() {
    List<Row<S, Item, ResourceConfigSpec>> rows = new ArrayList<>(cpu.rows());
    rows.addAll(memory.rows());
    rows.add(scalable());
    return Rows.<S, Item, ResourceConfigSpec>sparse(
            () -> spec(new ResourceAllocationInfo(), new ResourceAllocationInfo()), rows)
        .madeFrom(() -> spec(AllocationRows.standard(), AllocationRows.standard()))
        .guardedBy(
            VERSION,
            (spec, pool) -> pool.get(VERSION, String.class).ifPresent(spec::setChangeVersion));
  }

  /**
   * The property is the whole configuration, because a server older than 7.0 refuses to read {@code
   * config.scaleDescendantsShares}. Nobody has seen what a real server shows for a pool that never
   * scaled; a missing value counts as {@code disabled}.
   */
  private Row<S, Item, ResourceConfigSpec> scalable() {
    return FieldRow.<S, Item, ResourceConfigSpec, Boolean>of(
            "scalable_shares",
            "config",
            Fields::scalableShares,
            item ->
                Seen.of(item, "config", ResourceConfigSpec.class)
                    .map(config -> ScalingPoolSpec.ON.equals(scaling(config))),
            (spec, value, seen) ->
                ((ScalingPoolSpec) spec).scaleDescendantsShares =
                    value ? ScalingPoolSpec.ON : ScalingPoolSpec.OFF)
        .since("7.0", "scalable shares, which came with vSphere 7.0");
  }

  private static String scaling(ResourceConfigSpec config) {
    return config instanceof ScalingPoolSpec some ? some.scaleDescendantsShares : "";
  }

  private static ResourceConfigSpec spec(
      ResourceAllocationInfo cpu, ResourceAllocationInfo memory) {
    ResourceConfigSpec spec = new ScalingPoolSpec();
    spec.setCpuAllocation(cpu);
    spec.setMemoryAllocation(memory);
    return spec;
  }

  /** The pool with the declared values, and standard ones where neither it nor the spec has any. */
  public Item foreseen(S spec, Item pool) {
    return memory.foreseen(spec, cpu.foreseen(spec, pool));
  }

  /**
   * What cannot be reserved or limited so, because of what its machines and pools have reserved.
   *
   * @param pool with {@code runtime}, as it is now; one that is planned has no properties
   */
  public List<Problem> tooSmall(S spec, Item pool) {
    List<Problem> problems = new ArrayList<>(cpu.tooSmall(spec, pool));
    problems.addAll(memory.tooSmall(spec, pool));
    return problems;
  }

  /**
   * What cannot be reserved because of the pools beside and above.
   *
   * @param pool as it will be after the plan
   */
  public List<Problem> crowded(S spec, Item pool, Inventory then) {
    return Stream.of(cpu, memory).flatMap(each -> each.refusal(spec, pool, then).stream()).toList();
  }

  /** The pools that reserve less after the plan, so that this one can reserve more. */
  public Set<Address> givers(Item pool, Inventory then) {
    return Stream.of(cpu, memory)
        .flatMap(each -> each.givers(pool, then))
        .collect(Collectors.toSet());
  }

  /** Whether it reserves something, which hosts must give. */
  public boolean isReserving(S spec) {
    return Stream.of(spec.cpu(), spec.memory())
        .flatMap(Optional::stream)
        .anyMatch(each -> each.reservation().isPresent());
  }

  /** What is wrong with the declared values. */
  public List<Problem> problems(S spec) {
    List<Problem> problems = new ArrayList<>(cpu.problems(spec));
    problems.addAll(memory.problems(spec));
    return problems;
  }
}
