package dev.provision.simulator.vm;

import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.DiskNames;
import dev.provision.simulator.storage.Place;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code VirtualMachine.PromoteDisks_Task} with {@code unlink}: disks get all their blocks in a
 * file of their own, under a new name in the VM's folder, and parents that nothing else uses are
 * deleted.
 */
public final class VirtualMachinePromote implements ManagedType {
  private static final Duration TIME = Duration.ofMillis(500);

  /**
   * @param from the chain of the disk's files, the child first
   * @param bytes what the whole file takes
   */
  private record Whole(VirtualDisk disk, List<String> from, Place to, long bytes) {}

  private final World world;
  private final DatastoreContents files;
  private final Tasks tasks;

  public VirtualMachinePromote(World world, DatastoreContents files, Tasks tasks) {
    this.world = world;
    this.files = files;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    registry.on(
        "VirtualMachine",
        "PromoteDisks_Task",
        "VirtualMachine.Provisioning.PromoteDisks",
        this::promote);
  }

  private Object promote(Invocation in) throws VimFault {
    Managed vm = in.self();
    if (!in.flag("unlink", false)) {
      throw Refuse.notSupported("only shared disks are promoted here, with `unlink`");
    }
    Set<Integer> keys = new HashSet<>();
    for (VirtualDisk disk : in.maybe("disks", VirtualDisk[].class).orElse(new VirtualDisk[0])) {
      keys.add(disk.key);
    }
    return tasks.start(
        in,
        vm,
        TIME,
        plan -> {
          plan.lock(vm);
          if (Snapshots.info(vm) != null) {
            throw VmState.power(vm) == VirtualMachinePowerState.poweredOff
                ? Refuse.notSupported("it has snapshots")
                : Refuse.state(
                    "A virtual machine with snapshots cannot be promoted while it runs.");
          }
          VirtualMachineConfigInfo config = Values.copy(VmFiles.config(vm));
          Place vmx = files.place(config.files.vmPathName);
          List<Whole> all = wholes(config, vmx, keys);
          long bytes = all.stream().mapToLong(Whole::bytes).sum();
          files.room(vmx.datastore(), bytes);
          plan.takes(TIME.plus(world.settings().copyOf(bytes)));
          return () -> {
            for (Whole each : all) {
              carryOut(vm, vmx, each);
            }
            VmModel.stamp(world, config);
            world.set(vm, "config", config);
            return null;
          };
        });
  }

  private List<Whole> wholes(VirtualMachineConfigInfo config, Place vmx, Set<Integer> keys)
      throws VimFault {
    DiskNames names = new DiskNames(files, vmx.folder(), config.name);
    List<Whole> all = new ArrayList<>();
    Set<Integer> unknown = new HashSet<>(keys);
    for (VirtualDisk disk : VmFiles.disks(config)) {
      unknown.remove(disk.key);
      if ((keys.isEmpty() || keys.contains(disk.key))
          && disk.backing instanceof VirtualDiskFlatVer2BackingInfo flat
          && flat.parent != null) {
        List<String> from = VmFiles.chain(disk);
        long bytes = 0;
        for (String file : from) {
          bytes += files.need(files.place(file)).fileSize;
        }
        Place to = names.next(vmx.datastore());
        long capacity = disk.capacityInKB << 10;
        boolean thin = Boolean.TRUE.equals(flat.thinProvisioned);
        all.add(new Whole(disk, from, to, thin ? Math.min(bytes, capacity) : capacity));
        flat.parent = null;
        flat.fileName = to.text();
        flat.datastore = vmx.datastore().ref();
      }
    }
    if (!unknown.isEmpty()) {
      throw Refuse.argument("disks", "there is no disk " + unknown);
    }
    return all;
  }

  private void carryOut(Managed vm, Place vmx, Whole whole) throws VimFault {
    VirtualDiskFlatVer2BackingInfo backing = (VirtualDiskFlatVer2BackingInfo) whole.disk().backing;
    boolean thin = Boolean.TRUE.equals(backing.thinProvisioned);
    files.putDisk(whole.to(), whole.disk().capacityInKB, whole.bytes(), thin);
    Set<String> others = new HashSet<>();
    for (Managed other : world.all("VirtualMachine")) {
      others.addAll(
          Optional.of(other).filter(each -> each != vm).map(VmFiles::all).orElse(Set.of()));
    }
    for (String file : whole.from()) {
      Place place = files.place(file);
      boolean own = file.equals(whole.from().get(0)) || place.folder().equals(vmx.folder());
      if (own && !others.contains(file)) {
        files.remove(place);
      }
    }
  }
}
