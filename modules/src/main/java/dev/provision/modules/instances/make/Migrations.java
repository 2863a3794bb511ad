package dev.provision.modules.instances.make;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.place.VmMigration;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Change;
import dev.provision.spi.Demand;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.placement.MoveNeed;
import dev.provision.vsphere.placement.VmNeed;
import dev.provision.vsphere.placement.VmNeed.Within;
import dev.provision.vsphere.placement.VmSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A migration in the plan: the notes about it, and what the VM needs at its destination. */
public final class Migrations {
  private Migrations() {}

  /** The plan's notes about a migration; the changes themselves say from where to where. */
  public static List<String> notes(InstanceDesired desired, InstanceState vm) {
    VmMigration part = new VmMigration();
    List<Change> changes = part.changes(desired.placing(), vm.migration(), vm.vm());
    if (changes.isEmpty()) {
      return List.of();
    }
    List<String> notes = new ArrayList<>();
    notes.add(vm.power() == Power.ON ? "it is migrated while it runs (vMotion)" : "it is migrated");
    boolean copied = VmField.DATASTORE.isIn(changes);
    List<Disk> shared = VmPromotion.moving(vm);
    if (copied && !shared.isEmpty()) {
      notes.add(
          "its disk, which shares the image's now, becomes a full copy of up to "
              + VmPromotion.size(shared));
    } else if (copied && vm.disks().root().filter(Disk::hasParent).isPresent()) {
      notes.add(
          "its disk moves with the files that it is a child of, and stays their child, because it "
              + (vm.hasSnapshot() ? "has a snapshot" : "is suspended"));
    }
    if (copied && !vm.disks().foreign().isEmpty()) {
      notes.add("disks that are not its own stay on their datastore");
    }
    return notes;
  }

  /** What the VM needs where these changes move it; empty if they do not move it. */
  public static Optional<Demand> demand(
      InstanceDesired desired, InstanceState vm, List<Change> changes, Inventory read) {
    List<Change> moves = changes.stream().filter(VmMigration::isOf).toList();
    return moves.isEmpty()
        ? Optional.empty()
        : Optional.of(new Demand(desired.address(), need(desired, vm, changes, read)));
  }

  /**
   * What the VM needs at its destination: on a host or datastore that it stays on, only what grows.
   *
   * @param changes all changes, because the VM may grow too
   */
  static MoveNeed need(
      InstanceDesired desired, InstanceState vm, List<Change> changes, Inventory read) {
    List<Change> moves = changes.stream().filter(VmMigration::isOf).toList();
    boolean copied = VmField.DATASTORE.isIn(moves);
    boolean stays = moves.stream().allMatch(change -> change.isOf(VmField.DATASTORE));
    List<ManagedObjectReference> mounted = new ArrayList<>();
    long bytes = VmGrowth.more(desired, vm, changes);
    if (!copied) {
      bytes += VmPromotion.size(VmPromotion.growing(desired, vm, changes)).bytes();
    }
    for (Disk disk : vm.disks().all()) {
      boolean own = !vm.disks().foreign().contains(disk);
      if (copied && own) {
        bytes += disk.size().bytes();
      } else {
        Disks.place(disk, vm.vm(), read)
            .filter(ref -> !mounted.contains(ref))
            .ifPresent(mounted::add);
      }
    }
    Optional<ManagedObjectReference> keeps =
        copied
            ? Optional.empty()
            : vm.disks().root().flatMap(disk -> Disks.place(disk, vm.vm(), read));
    Within within =
        stays
            ? new Within(Optional.empty(), vm.place().hostPath().map(PlaceName::of))
            : desired.placing().within();
    VmNeed need =
        VmNeed.sized(
                stays ? vm.size().vcpus() : VmGrowth.size(desired, vm).vcpus(),
                stays ? vm.size().ram() : VmGrowth.size(desired, vm).ram(),
                new DataSize(bytes))
            .on(desired.nics().stream().map(nic -> nic.network()).toList())
            .lying(keeps, copied ? desired.placing().datastore() : Optional.empty())
            .mounting(mounted)
            .in(stays ? Optional.empty() : desired.placing().group())
            .reserving(
                stays ? new DataSize(0) : desired.sizing().memoryReservation(),
                stays ? 0 : desired.sizing().cpuReservationMhz())
            .within(within)
            .madeOf(
                new VmSource(
                    Optional.empty(),
                    desired.hardware().declaredVersion().orElse(vm.flavorExtras().version())))
            .satisfying(copied ? desired.policy().policy() : Optional.empty());
    return new MoveNeed(need, !stays);
  }
}
