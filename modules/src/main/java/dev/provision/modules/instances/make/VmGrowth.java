package dev.provision.modules.instances.make;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.disks.ExtraDisks;
import dev.provision.modules.instances.disks.ExtraDisksFound;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Change;
import dev.provision.spi.Demand;
import dev.provision.spi.Effect;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.Sizing;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.placement.StayNeed;
import dev.provision.vsphere.placement.VmNeed;
import dev.provision.vsphere.placement.VmNeed.Within;
import dev.provision.vsphere.places.DrsCluster;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an existing VM needs of its place when it grows or is switched on. Placement checks it
 * before the VM is touched, so that no VM is switched off for a size that no host can give.
 */
public final class VmGrowth {
  /** In MB, and in MHz ({@code VirtualMachineConfigSummary}). */
  private static final String MEMORY = "summary.config.memoryReservation";

  private static final String CPU = "summary.config.cpuReservation";

  private VmGrowth() {}

  /** Empty if the changes need no more than the VM has. */
  public static Optional<Demand> demand(
      InstanceDesired desired, InstanceState vm, List<Change> changes, Inventory read) {
    long disk =
        more(desired, vm, changes)
            + VmPromotion.size(VmPromotion.growing(desired, vm, changes)).bytes();
    Sizing size = size(desired, vm);
    boolean runs =
        desired.power().orElse(vm.power()) == Power.ON && asksForMore(desired, vm, changes, read);
    if (!runs && disk == 0 || vm.place().hostPath().isEmpty()) {
      return Optional.empty();
    }
    VmNeed need =
        VmNeed.sized(
                runs ? size.vcpus() : 0, runs ? size.ram() : new DataSize(0), new DataSize(disk))
            .lying(
                vm.disks().root().flatMap(root -> Disks.place(root, vm.vm(), read)),
                Optional.empty())
            .mounting(mounted(vm, read))
            .within(within(desired, vm.place().hostPath().get(), read));
    return Optional.of(
        new Demand(
            desired.address(),
            new StayNeed(
                runs
                    ? need.on(desired.nics().stream().map(nic -> nic.network()).toList())
                        .reserving(
                            desired.sizing().memoryReservation(),
                            desired.sizing().cpuReservationMhz())
                    : need)));
  }

  /** As the flavor says; an adopted VM without a flavor keeps its size. */
  static Sizing size(InstanceDesired desired, InstanceState vm) {
    return desired.sizing().or(vm.size().vcpus(), vm.size().ram());
  }

  private static boolean isMade(Change change) {
    return change.effect() == Effect.IN_PLACE || change.effect() == Effect.NEEDS_POWER_OFF;
  }

  /** Whether the VM is not running yet, or will need more of its host. */
  private static boolean asksForMore(
      InstanceDesired desired, InstanceState vm, List<Change> changes, Inventory read) {
    if (vm.power() != Power.ON) {
      return true;
    }
    Sizing wanted = size(desired, vm);
    return changes.stream().anyMatch(VmGrowth::isMade)
        && (wanted.vcpus() > vm.size().vcpus()
            || wanted.ram().compareTo(vm.size().ram()) > 0
            || wanted.memoryReservation().mebibytes() > reserved(MEMORY, vm, read)
            || wanted.cpuReservationMhz() > reserved(CPU, vm, read));
  }

  private static long reserved(String property, InstanceState vm, Inventory read) {
    return read.get(vm.ref())
        .flatMap(item -> item.get(property, Number.class))
        .map(Number::longValue)
        .orElse(0L);
  }

  /** How much more of the datastore all changes of its own disks take, in bytes. */
  static long more(InstanceDesired desired, InstanceState vm, List<Change> changes) {
    return changes.stream()
        .filter(VmGrowth::isMade)
        .mapToLong(each -> disk(each, desired, vm))
        .sum();
  }

  /** How much more of the datastore one change takes, in bytes; 0 if it is about no own disk. */
  private static long disk(Change change, InstanceDesired desired, InstanceState vm) {
    if (change.isOf(VmField.DISK)) {
      long has = vm.disks().root().map(Disk::size).map(DataSize::bytes).orElse(0L);
      return Math.max(0, desired.rootDisk().size().map(DataSize::bytes).orElse(has) - has);
    }
    return ExtraDisks.isOf(change)
        ? ExtraDisksFound.more(change, desired.extraDisks(), vm.disks(), vm.vm())
        : 0;
  }

  private static List<ManagedObjectReference> mounted(InstanceState vm, Inventory read) {
    Set<ManagedObjectReference> all = new LinkedHashSet<>();
    vm.disks().all().forEach(disk -> Disks.place(disk, vm.vm(), read).ifPresent(all::add));
    return List.copyOf(all);
  }

  /** Its host; or any host of its cluster if DRS balances there and no host is declared. */
  private static Within within(InstanceDesired desired, InventoryPath host, Inventory read) {
    boolean balanced =
        desired.placing().host().isEmpty()
            && read.at(host)
                .map(Item::ref)
                .flatMap(ref -> DrsCluster.around(ref, read))
                .filter(DrsCluster::balances)
                .isPresent();
    return balanced
        ? new Within(Optional.of(PlaceName.of(host.parent())), Optional.empty())
        : new Within(Optional.empty(), Optional.of(PlaceName.of(host)));
  }
}
