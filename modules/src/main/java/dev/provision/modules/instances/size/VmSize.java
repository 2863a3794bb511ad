package dev.provision.modules.instances.size;

import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Sizing;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CPUs and memory: what differs, and whether it can change while the VM runs, from the VM's flags
 * ({@code VirtualMachineConfigInfo.cpuHotAddEnabled, memoryHotAddEnabled, hotPlugMemoryLimit,
 * hotPlugMemoryIncrementSize}).
 */
public final class VmSize implements Part<Sizing, VmSize.Has> {

  /**
   * The CPUs and memory that a VM has.
   *
   * @param hotPlugLimitMib the most memory that it can have without a power-off
   * @param hotPlugStepMib the step in which memory can be added while it runs
   */
  public record Has(
      int vcpus,
      DataSize ram,
      int coresPerSocket,
      boolean cpuHotAdd,
      boolean memoryHotAdd,
      Optional<Long> hotPlugLimitMib,
      Optional<Long> hotPlugStepMib) {
    public static Has read(Item vm) {
      Optional<VirtualHardware> hardware = Devices.hardware(vm);
      return new Has(
          hardware.map(VirtualHardware::getNumCPU).orElse(0),
          DataSize.ofMebibytes(hardware.map(VirtualHardware::getMemoryMB).orElse(0)),
          hardware.map(VirtualHardware::getNumCoresPerSocket).orElse(1),
          vm.get(CPU_HOT_ADD, Boolean.class).orElse(false),
          vm.get(MEMORY_HOT_ADD, Boolean.class).orElse(false),
          vm.get(MEMORY_LIMIT, Long.class),
          vm.get(MEMORY_STEP, Long.class));
    }
  }

  private static final String CPU_HOT_ADD = "config.cpuHotAddEnabled";
  private static final String MEMORY_HOT_ADD = "config.memoryHotAddEnabled";
  private static final String MEMORY_LIMIT = "config.hotPlugMemoryLimit";
  private static final String MEMORY_STEP = "config.hotPlugMemoryIncrementSize";

  private static final Set<VmField> FIELDS =
      EnumSet.of(
          VmField.VCPUS, VmField.RAM, VmField.CORES, VmField.CPU_HOT_ADD, VmField.MEMORY_HOT_ADD);

  @Override
  public Set<String> properties() {
    return Set.of(Devices.HARDWARE, CPU_HOT_ADD, MEMORY_HOT_ADD, MEMORY_LIMIT, MEMORY_STEP);
  }

  @Override
  public boolean has(String field) {
    return FIELDS.stream().anyMatch(each -> each.field().equals(field));
  }

  @Override
  public boolean isOfFlavor() {
    return true;
  }

  @Override
  public List<Change> changes(Sizing wanted, Has seen, Vm vm) {
    List<Change> changes = new ArrayList<>();
    if (!wanted.isSaid()) {
      return changes;
    }
    if (wanted.vcpus() != seen.vcpus()) {
      Change change = VmField.VCPUS.changes(seen.vcpus() + "", wanted.vcpus() + "");
      changes.add(cold(change, vm, cpuNeedsPowerOff(wanted, seen)));
    }
    if (!wanted.ram().equals(seen.ram())) {
      Change change = VmField.RAM.changes(seen.ram().toString(), wanted.ram().toString());
      changes.add(cold(change, vm, memoryNeedsPowerOff(wanted.ram(), seen)));
    }
    wanted
        .coresPerSocket()
        .filter(cores -> cores != seen.coresPerSocket())
        .map(cores -> VmField.CORES.changes(seen.coresPerSocket() + "", cores + ""))
        .ifPresent(c -> changes.add(cold(c, vm, Optional.of("sockets are fixed while it runs"))));
    flag(VmField.CPU_HOT_ADD, wanted.cpuHotAdd(), seen.cpuHotAdd(), vm).ifPresent(changes::add);
    flag(VmField.MEMORY_HOT_ADD, wanted.memoryHotAdd(), seen.memoryHotAdd(), vm)
        .ifPresent(changes::add);
    return changes;
  }

  private static Optional<Change> flag(VmField field, Optional<Boolean> wanted, boolean is, Vm vm) {
    return wanted
        .filter(flag -> flag != is)
        .map(flag -> field.changes(word(is), word(flag)))
        .map(c -> cold(c, vm, Optional.of("hot-add is switched while it is off")));
  }

  private static String word(boolean flag) {
    return flag ? "true" : "false";
  }

  private static Change cold(Change change, Vm vm, Optional<String> why) {
    if (vm.power() == Power.OFF) {
      return change;
    }
    if (vm.power() == Power.SUSPENDED) {
      return change.with(Effect.NEEDS_POWER_OFF, "it is suspended");
    }
    return why.map(reason -> change.with(Effect.NEEDS_POWER_OFF, reason)).orElse(change);
  }

  private static Optional<String> cpuNeedsPowerOff(Sizing wanted, Has seen) {
    if (!seen.cpuHotAdd()) {
      return Optional.of("CPU hot-add is disabled");
    }
    if (wanted.vcpus() < seen.vcpus()) {
      return Optional.of("CPUs cannot be taken away while it runs");
    }
    return wanted.vcpus() % Math.max(1, seen.coresPerSocket()) == 0
        ? Optional.empty()
        : Optional.of("sockets are fixed while it runs");
  }

  private static Optional<String> memoryNeedsPowerOff(DataSize wanted, Has seen) {
    if (!seen.memoryHotAdd()) {
      return Optional.of("memory hot-add is disabled");
    }
    if (wanted.compareTo(seen.ram()) < 0) {
      return Optional.of("memory cannot be taken away while it runs");
    }
    Optional<Long> limit = seen.hotPlugLimitMib().filter(l -> l > 0 && wanted.mebibytes() > l);
    if (limit.isPresent()) {
      return Optional.of("memory hot-add ends at " + DataSize.ofMebibytes(limit.get()));
    }
    long more = wanted.mebibytes() - seen.ram().mebibytes();
    return seen.hotPlugStepMib()
        .filter(step -> step > 0 && more % step != 0)
        .map(step -> "memory hot-add goes in steps of " + DataSize.ofMebibytes(step));
  }

  @Override
  public void create(Sizing wanted, Has template, CreateDraft draft) {
    VirtualMachineConfigSpec spec = draft.config();
    spec.setNumCPUs(wanted.vcpus());
    spec.setMemoryMB(wanted.ram().mebibytes());
    cores(wanted, template.coresPerSocket()).ifPresent(spec::setNumCoresPerSocket);
    wanted.cpuHotAdd().ifPresent(spec::setCpuHotAddEnabled);
    wanted.memoryHotAdd().ifPresent(spec::setMemoryHotAddEnabled);
  }

  @Override
  public void update(Sizing sizing, Has seen, Vm vm, List<Change> what, ReconfigureDraft draft) {
    VirtualMachineConfigSpec spec = draft.config();
    if (VmField.VCPUS.isIn(what)) {
      spec.setNumCPUs(sizing.vcpus());
      // a change while it runs must not write the value that it already has
      cores(sizing, seen.coresPerSocket())
          .filter(cores -> cores != seen.coresPerSocket())
          .ifPresent(spec::setNumCoresPerSocket);
    }
    if (VmField.RAM.isIn(what)) {
      spec.setMemoryMB(sizing.ram().mebibytes());
    }
    if (VmField.CORES.isIn(what)) {
      sizing.coresPerSocket().ifPresent(spec::setNumCoresPerSocket);
    }
    if (VmField.CPU_HOT_ADD.isIn(what)) {
      sizing.cpuHotAdd().ifPresent(spec::setCpuHotAddEnabled);
    }
    if (VmField.MEMORY_HOT_ADD.isIn(what)) {
      sizing.memoryHotAdd().ifPresent(spec::setMemoryHotAddEnabled);
    }
  }

  /**
   * The cores per socket to write: the declared ones; or 1 if the present ones do not divide the
   * CPUs, which vCenter would refuse.
   */
  private static Optional<Integer> cores(Sizing sizing, int present) {
    if (sizing.coresPerSocket().isPresent()) {
      return sizing.coresPerSocket();
    }
    return sizing.vcpus() % Math.max(1, present) == 0 ? Optional.empty() : Optional.of(1);
  }
}
