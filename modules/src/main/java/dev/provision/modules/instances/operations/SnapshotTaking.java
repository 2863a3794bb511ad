package dev.provision.modules.instances.operations;

import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.VmRescue;
import dev.provision.modules.instances.vm.VmSnapshots;
import dev.provision.modules.instances.vm.VmTasks;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Intent;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Operation;
import dev.provision.spi.Owned;
import dev.provision.spi.Scene;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Takes a snapshot of a VM, with the same name on all VMs. It refuses a name that another run or a
 * person already used on the VM: one name stands for one moment.
 */
final class SnapshotTaking implements Intent.Goal<InstanceState, Inventory, VsphereWriter> {
  private static final String FIELD = "snapshot";

  private final Operation.Asked asked;
  private final String name;
  private final Map<Address, String> said = new ConcurrentHashMap<>();

  SnapshotTaking(Operation.Asked asked, String name) {
    this.asked = asked;
    this.name = name;
  }

  @Override
  public List<Change> diff(Owned<InstanceState> it, Scene<Inventory> scene) {
    List<VmSnapshots.Taken> there = VmSnapshots.of(it.state().vm(), scene.read()).named(name);
    if (there.stream().anyMatch(taken -> taken.isOfRun(asked.runId()))) {
      return List.of();
    }
    Change change = Change.inPlace(FIELD, Change.ABSENT, name);
    return List.of(
        refusal(it.state(), there).map(why -> change.with(Effect.REFUSED, why)).orElse(change));
  }

  private Optional<String> refusal(InstanceState vm, List<VmSnapshots.Taken> there) {
    if (!there.isEmpty()) {
      VmSnapshots.Taken first = there.get(0);
      String when = first.when().isEmpty() ? "" : ", " + first.when();
      return Optional.of(
          "has a snapshot `"
              + name
              + "` already"
              + when
              + (first.isOf(asked.environment())
                  ? "; take another name, or remove it with --delete " + name
                  : ", and it is somebody else's; take another name"));
    }
    if (VmRescue.of(vm.vm()).isPresent()) {
      return Optional.of("is in rescue mode, whose disk is no part of it; end that first");
    }
    if (asked.has("memory") && vm.power() != Power.OFF && !independent(vm).isEmpty()) {
      return Optional.of(
          "has disks that are independent of snapshots ("
              + String.join(", ", independent(vm))
              + "), and vSphere takes no memory beside them; leave --memory out");
    }
    if (asked.has("quiesce") && vm.power() == Power.ON && !vm.guest().toolsRun()) {
      return Optional.of(
          "does not run VMware Tools, which would bring its file systems to rest; leave --quiesce"
              + " out");
    }
    return Optional.empty();
  }

  /** The slots of independent disks, which snapshots leave out: volumes. */
  private static List<String> independent(InstanceState vm) {
    return vm.disks().all().stream()
        .filter(disk -> disk.mode().startsWith("independent"))
        .map(Disk::slot)
        .toList();
  }

  @Override
  public void make(
      Owned<InstanceState> it, Scene<Inventory> scene, List<Change> changes, VsphereWriter write)
      throws ModuleException, InterruptedException {
    InstanceState vm = it.state();
    write.touched(vm.ref());
    String mark = VmSnapshots.mark(asked.environment(), it.address(), asked.runId());
    VmTasks.run(
        write,
        api ->
            api.createSnapshot_Task(
                vm.ref(), name, mark, asked.has("memory"), asked.has("quiesce")));
    List<String> left = independent(vm);
    if (!left.isEmpty()) {
      said.put(
          it.address(),
          "volumes are no part of it, their data stays as it is: " + String.join(", ", left));
    }
  }

  @Override
  public List<String> said(Address address) {
    return Optional.ofNullable(said.get(address)).map(List::of).orElse(List.of());
  }

  @Override
  public List<String> remedy(Set<Address> failed, Set<Address> done) {
    String without =
        new TreeSet<>(failed).stream().map(Address::toString).collect(Collectors.joining(", "));
    return List.of(
        "there may be no snapshot `" + name + "` of " + without,
        "to go on: " + asked.command() + " ADDRESS --name " + name + ", for each of them",
        "to go back: " + asked.command() + " --delete " + name);
  }
}
