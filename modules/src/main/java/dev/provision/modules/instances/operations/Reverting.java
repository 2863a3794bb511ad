package dev.provision.modules.instances.operations;

import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmRescue;
import dev.provision.modules.instances.vm.VmSnapshots;
import dev.provision.modules.instances.vm.VmTasks;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Intent;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Owned;
import dev.provision.spi.Scene;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes a VM back to a snapshot, and switches it on again if it was on. The snapshot's
 * configuration brings back old marks too. That is right for marks that say what the VM is made of;
 * marks that say whose it is may have changed since, so they are written again.
 */
final class Reverting implements Intent.Goal<InstanceState, Inventory, VsphereWriter> {
  private static final String FIELD = "snapshot";

  /** The marks that must not go back with the snapshot. */
  private static final List<String> OWNER_MARKS =
      List.of(
          Marks.UUID,
          Marks.ENVIRONMENT,
          Marks.ADDRESS,
          Marks.PROTECT,
          Marks.ADOPTED,
          Marks.EXPIRES);

  private final String name;
  private final Set<Address> done = ConcurrentHashMap.newKeySet();

  /** The VM before the revert; after a lost reply it cannot be read any more. */
  private final Map<Address, InstanceState> before = new ConcurrentHashMap<>();

  Reverting(String name) {
    this.name = name;
  }

  @Override
  public List<Change> diff(Owned<InstanceState> it, Scene<Inventory> scene) {
    before.putIfAbsent(it.address(), it.state());
    if (done.contains(it.address())) {
      return List.of();
    }
    VmSnapshots snapshots = VmSnapshots.of(it.state().vm(), scene.read());
    List<VmSnapshots.Taken> there = snapshots.named(name);
    Change change = Change.inPlace(FIELD, "now", name);
    if (VmRescue.of(it.state().vm()).isPresent()) {
      return List.of(
          change.with(
              Effect.REFUSED,
              "is in rescue mode, whose disk would be left behind; end that first"));
    }
    if (there.isEmpty()) {
      return List.of(
          change.with(Effect.REFUSED, "has no snapshot `" + name + "`; " + snapshots.text()));
    }
    if (there.size() > 1) {
      return List.of(
          change.with(
              Effect.REFUSED,
              "has " + there.size() + " snapshots `" + name + "`; rename all but one"));
    }
    return List.of(
        change.with(
            Effect.REVERTS,
            there.get(0).at().isEmpty()
                ? "what was written since the snapshot"
                : "what was written since it was " + there.get(0).when()));
  }

  @Override
  public void make(
      Owned<InstanceState> it, Scene<Inventory> scene, List<Change> changes, VsphereWriter write)
      throws ModuleException, InterruptedException {
    InstanceState vm = it.state();
    write.touched(vm.ref());
    VmSnapshots.Taken to = VmSnapshots.of(vm.vm(), scene.read()).named(name).get(0);
    VmTasks.run(write, api -> api.revertToSnapshot_Task(to.ref(), null, null));
    InstanceState was = before.getOrDefault(it.address(), vm);
    Item now = write.read(vm.ref(), "config.extraConfig", Vm.POWER);
    Map<String, String> marks = new LinkedHashMap<>();
    for (String mark : OWNER_MARKS) {
      if (!Marks.of(now, mark).equals(was.mark(mark))) {
        marks.put(mark, was.mark(mark));
      }
    }
    if (!marks.isEmpty()) {
      VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
      spec.setExtraConfig(Marks.options(marks));
      VmTasks.run(write, api -> api.reconfigVM_Task(vm.ref(), spec));
    }
    if (was.power() == Power.ON && Vm.power(now) == Power.OFF) {
      VmTasks.run(write, api -> api.powerOnVM_Task(vm.ref(), null));
    }
    done.add(it.address());
  }

  @Override
  public List<String> said(Address address) {
    InstanceState was = before.get(address);
    boolean volumes =
        was != null && was.disks().all().stream().anyMatch(d -> d.mode().startsWith("independent"));
    return volumes
        ? List.of(
            "the data of its volumes is as it was before; which are attached went back with the"
                + " rest, and `provision plan` says what differs")
        : List.of();
  }
}
