package dev.provision.modules.instances;

import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.SharesLevel;
import com.vmware.vim25.StorageIOAllocationInfo;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardResourceAllocation;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.InstanceSpec.Power;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.Quota;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Limits, reservations and shares of CPU, memory, the root disk's I/O and every NIC, as the
 * flavor's {@code quota:} extra specs have them. They change while a VM runs. What the flavor
 * leaves out is vSphere's default on a VM that we made, and is left alone on one that was adopted.
 */
final class VmQuotas {
  private VmQuotas() {}

  static Quota read(ResourceAllocationInfo info) {
    return info == null
        ? Quota.DEFAULT
        : quota(info.getLimit(), info.getReservation(), info.getShares());
  }

  static Quota read(StorageIOAllocationInfo info) {
    return info == null
        ? Quota.DEFAULT
        : quota(
            info.getLimit(),
            info.getReservation() == null ? null : (long) info.getReservation(),
            info.getShares());
  }

  static Quota read(VirtualEthernetCardResourceAllocation info) {
    return info == null
        ? Quota.DEFAULT
        : quota(info.getLimit(), info.getReservation(), info.getShare());
  }

  private static Quota quota(Long limit, Long reservation, SharesInfo shares) {
    boolean said = shares != null && shares.getLevel() != null;
    return new Quota(
        limit == null ? Quota.UNLIMITED : limit,
        reservation == null ? 0 : reservation,
        said ? shares.getLevel().name() : Quota.DEFAULT.level(),
        said ? shares.getShares() : 0);
  }

  /** Of a VM that is to be made. */
  static Quota wanted(Quota.Of of, InstanceDesired desired) {
    return Quota.wanted(of, desired.sizing().extraSpecs(), Quota.DEFAULT);
  }

  /** The same, of the root disk, where a template's disk has this. */
  static Quota wantedOfDisk(InstanceDesired desired, Quota template) {
    return Quota.DEFAULT.equals(template)
        ? wanted(Quota.Of.DISK_IO, desired)
        : wanted(Quota.Of.DISK_IO, desired)
            .leaving(Quota.Of.DISK_IO, desired.sizing().extraSpecs(), template);
  }

  private static Quota wanted(
      Quota.Of of, InstanceDesired desired, InstanceState vm, Quota observed) {
    boolean made = !vm.isAdopted() && vm.mark(Marks.UUID).equalsIgnoreCase(vm.uuid());
    return Quota.wanted(of, desired.sizing().extraSpecs(), made ? Quota.DEFAULT : observed)
        .leaving(of, desired.sizing().extraSpecs(), observed);
  }

  static List<Change> changes(InstanceDesired desired, InstanceState vm) {
    List<Change> changes = new ArrayList<>();
    Fittings has = vm.fittings();
    add(Quota.Of.CPU, desired, vm, has.cpu(), changes);
    add(Quota.Of.MEMORY, desired, vm, has.memory(), changes);
    VmDisks.root(vm)
        .ifPresent(root -> add(Quota.Of.DISK_IO, desired, vm, has.of(root.key()), changes));
    for (InstanceState.Nic nic : NicMatch.of(desired, vm).present().values()) {
      Quota observed = has.of(nic.key());
      if (!observed.equals(wanted(Quota.Of.VIF, desired, vm, observed))) {
        // one line stands for all NICs, which get the same
        add(Quota.Of.VIF, desired, vm, observed, changes);
        break;
      }
    }
    return changes;
  }

  private static void add(
      Quota.Of of,
      InstanceDesired desired,
      InstanceState vm,
      Quota observed,
      List<Change> changes) {
    Quota wanted = wanted(of, desired, vm, observed);
    boolean ofDevice = of == Quota.Of.DISK_IO || of == Quota.Of.VIF;
    for (Change change : differences(of, observed, wanted)) {
      changes.add(
          ofDevice && vm.power() == Power.SUSPENDED
              ? change.with(Effect.NEEDS_POWER_OFF, "it is suspended")
              : change);
    }
  }

  private static List<Change> differences(Quota.Of of, Quota observed, Quota wanted) {
    List<Change> changes = new ArrayList<>();
    if (observed.limit() != wanted.limit()) {
      changes.add(
          Change.inPlace(
              of.limit().path(),
              limit(observed.limit(), of.limit()),
              limit(wanted.limit(), of.limit())));
    }
    if (observed.reservation() != wanted.reservation()) {
      String unit = " " + of.reservation().unit();
      changes.add(
          Change.inPlace(
              of.reservation().path(), observed.reservation() + unit, wanted.reservation() + unit));
    }
    if (!observed.level().equals(wanted.level()) || observed.shares() != wanted.shares()) {
      ExtraSpec row = observed.level().equals(wanted.level()) ? of.share() : of.level();
      changes.add(Change.inPlace(row.path(), shares(observed), shares(wanted)));
    }
    return changes;
  }

  private static String limit(long limit, ExtraSpec row) {
    return limit == Quota.UNLIMITED ? "unlimited" : limit + " " + row.unit();
  }

  private static String shares(Quota quota) {
    return quota.level().equals(Quota.CUSTOM)
        ? quota.level() + " " + quota.shares()
        : quota.level();
  }

  private static boolean has(List<Change> changes, Quota.Of of) {
    return changes.stream()
        .anyMatch(c -> of.rows().stream().anyMatch(row -> row.path().equals(c.field())));
  }

  /** Puts CPU and memory into the spec of a clone, where the template has something else. */
  static void put(InstanceDesired desired, Fittings template, VirtualMachineConfigSpec spec) {
    Quota cpu = wanted(Quota.Of.CPU, desired);
    if (!cpu.equals(template.cpu())) {
      spec.setCpuAllocation(info(cpu));
    }
    Quota memory = wanted(Quota.Of.MEMORY, desired);
    if (!memory.equals(template.memory())) {
      spec.setMemoryAllocation(info(memory));
    }
  }

  /**
   * Puts what was asked to be changed of CPU and memory into the spec of a reconfigure.
   *
   * @return whether there was something
   */
  static boolean put(
      InstanceDesired desired,
      InstanceState vm,
      List<Change> changes,
      VirtualMachineConfigSpec spec) {
    if (has(changes, Quota.Of.CPU)) {
      spec.setCpuAllocation(info(wanted(Quota.Of.CPU, desired, vm, vm.fittings().cpu())));
    }
    if (has(changes, Quota.Of.MEMORY)) {
      spec.setMemoryAllocation(info(wanted(Quota.Of.MEMORY, desired, vm, vm.fittings().memory())));
    }
    return spec.getCpuAllocation() != null || spec.getMemoryAllocation() != null;
  }

  private static ResourceAllocationInfo info(Quota quota) {
    ResourceAllocationInfo info = new ResourceAllocationInfo();
    info.setLimit(quota.limit());
    info.setReservation(quota.reservation());
    info.setShares(sharesInfo(quota));
    return info;
  }

  private static SharesInfo sharesInfo(Quota quota) {
    SharesInfo shares = new SharesInfo();
    shares.setLevel(SharesLevel.valueOf(quota.level()));
    // counts with custom only (vim25, SharesInfo.shares)
    shares.setShares(quota.shares());
    return shares;
  }

  /** Whether the root disk of a VM that is there is to get something else. */
  static boolean changesDisk(List<Change> changes) {
    return has(changes, Quota.Of.DISK_IO);
  }

  /** Puts what the root disk is to get into an edit of it. */
  static VirtualDeviceConfigSpec onDisk(
      InstanceDesired desired, InstanceState vm, Disk root, VirtualDeviceConfigSpec edit) {
    Quota observed = vm.fittings().of(root.key());
    return onDisk(desired, wanted(Quota.Of.DISK_IO, desired, vm, observed), observed, edit);
  }

  /** The same, of a template's disk that a clone gets, and of a new one. */
  static VirtualDeviceConfigSpec onDisk(
      InstanceDesired desired, Quota wanted, Quota observed, VirtualDeviceConfigSpec edit) {
    if (!wanted.equals(observed) || !wanted.equals(Quota.DEFAULT)) {
      Set<ExtraSpec> alone = desired.sizing().extraSpecs().leftAlone();
      StorageIOAllocationInfo info = new StorageIOAllocationInfo();
      info.setLimit(wanted.limit());
      // what is left out does not change (vim25, StorageIOAllocationInfo)
      if (!alone.contains(Quota.Of.DISK_IO.reservation())) {
        info.setReservation(Math.toIntExact(wanted.reservation()));
      }
      if (!alone.contains(Quota.Of.DISK_IO.level())) {
        info.setShares(sharesInfo(wanted));
      }
      ((VirtualDisk) edit.getDevice()).setStorageIOAllocation(info);
    }
    return edit;
  }

  /** Puts what every NIC is to get into one that is added to a clone. */
  static VirtualDeviceConfigSpec onNewCard(InstanceDesired desired, VirtualDeviceConfigSpec add) {
    Quota wanted = wanted(Quota.Of.VIF, desired);
    if (!wanted.equals(Quota.DEFAULT)) {
      ((VirtualEthernetCard) add.getDevice()).setResourceAllocation(allocation(wanted));
    }
    return add;
  }

  /**
   * The edits of NICs with what each is to get in them, and an edit more for each NIC of which
   * nothing else changes.
   */
  static List<VirtualDeviceConfigSpec> onCards(
      InstanceDesired desired,
      InstanceState vm,
      List<Change> changes,
      List<VirtualDeviceConfigSpec> edits) {
    List<VirtualDeviceConfigSpec> all = new ArrayList<>(edits);
    Set<Integer> edited = new HashSet<>();
    for (VirtualDeviceConfigSpec edit : edits) {
      edited.add(edit.getDevice().getKey());
      if (edit.getOperation() != VirtualDeviceConfigSpecOperation.remove
          && edit.getDevice() instanceof VirtualEthernetCard card) {
        Quota observed = vm.fittings().of(card.getKey());
        Quota wanted = wanted(Quota.Of.VIF, desired, vm, observed);
        if (!wanted.equals(observed) || !wanted.equals(Quota.DEFAULT)) {
          card.setResourceAllocation(allocation(wanted));
        }
      }
    }
    if (has(changes, Quota.Of.VIF)) {
      NicMatch match = NicMatch.of(desired, vm);
      for (InstanceDesired.Nic nic : desired.nics()) {
        Optional<InstanceState.Nic> device =
            Optional.ofNullable(match.present().get(nic.name()))
                .filter(card -> !edited.contains(card.key()));
        device.ifPresent(card -> all.add(onCard(desired, vm, nic, card)));
      }
    }
    return all;
  }

  private static VirtualDeviceConfigSpec onCard(
      InstanceDesired desired, InstanceState vm, InstanceDesired.Nic nic, InstanceState.Nic card) {
    VirtualDeviceConfigSpec edit = VmNetworks.edit(nic, card, vm, false);
    Quota wanted = wanted(Quota.Of.VIF, desired, vm, vm.fittings().of(card.key()));
    ((VirtualEthernetCard) edit.getDevice()).setResourceAllocation(allocation(wanted));
    return edit;
  }

  private static VirtualEthernetCardResourceAllocation allocation(Quota quota) {
    VirtualEthernetCardResourceAllocation info = new VirtualEthernetCardResourceAllocation();
    info.setLimit(quota.limit());
    info.setReservation(quota.reservation());
    info.setShare(sharesInfo(quota));
    return info;
  }
}
