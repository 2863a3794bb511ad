package dev.provision.simulator.vm;

import com.vmware.vim25.CannotAccessNetwork;
import com.vmware.vim25.CheckResult;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.simulator.compute.Site;
import dev.provision.simulator.compute.VirtualApp;
import dev.provision.simulator.network.Network;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.StoragePolicies;
import dev.provision.simulator.storage.VmPolicies;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves VMs, and {@code VirtualMachineProvisioningChecker}: whether a VM could move. */
public final class VirtualMachineRelocate implements ManagedType {
  private static final String CHECKER = "VirtualMachineProvisioningChecker";
  private static final Duration TIME = Duration.ofMillis(300);

  private final World world;
  private final DatastoreContents files;
  private final StoragePolicies policies;
  private final Tasks tasks;

  public VirtualMachineRelocate(
      World world, DatastoreContents files, StoragePolicies policies, Tasks tasks) {
    this.world = world;
    this.files = files;
    this.policies = policies;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(CHECKER + ":")
        .service(CHECKER, "ProvChecker", (content, ref) -> content.vmProvisioningChecker = ref)
        .on("VirtualMachine", "RelocateVM_Task", "Resource.ColdMigrate", this::relocate)
        .on("VirtualMachine", "MigrateVM_Task", "Resource.HotMigrate", this::migrate)
        .on(CHECKER, "CheckRelocate_Task", "Resource.QueryVMotion", this::check);
  }

  private Object relocate(Invocation in) throws VimFault {
    VirtualMachineRelocateSpec spec = in.need("spec", VirtualMachineRelocateSpec.class);
    return move(in, spec);
  }

  private Object migrate(Invocation in) throws VimFault {
    VirtualMachineRelocateSpec spec = new VirtualMachineRelocateSpec();
    spec.host = in.get("host", ManagedObjectReference.class);
    spec.pool = in.get("pool", ManagedObjectReference.class);
    return move(in, spec);
  }

  /** A migration that was found possible. */
  private record Move(
      Managed to,
      Optional<Managed> pool,
      Optional<Managed> store,
      Optional<Managed> folder,
      VirtualMachineConfigInfo config) {}

  private Object move(Invocation in, VirtualMachineRelocateSpec spec) throws VimFault {
    Managed vm = in.self();
    return tasks.start(
        in,
        vm,
        TIME,
        plan -> {
          plan.lock(vm);
          Move move = judged(vm, spec);
          return () -> {
            carryOut(vm, spec, move);
            return null;
          };
        });
  }

  /** {@code VirtualMachineProvisioningChecker}: whether it could move, as an array of results. */
  private Object check(Invocation in) throws VimFault {
    Managed vm = in.object("vm");
    VirtualMachineRelocateSpec spec = in.need("spec", VirtualMachineRelocateSpec.class);
    return tasks.start(
        in,
        vm,
        TIME,
        plan ->
            () -> {
              CheckResult result = new CheckResult();
              result.vm = vm.ref();
              result.host = spec.host;
              try {
                judged(vm, spec);
              } catch (VimFault refusal) {
                result.error = new LocalizedMethodFault[] {Refuse.localized(refusal)};
              }
              return new CheckResult[] {result};
            });
  }

  private Move judged(Managed vm, VirtualMachineRelocateSpec spec) throws VimFault {
    Optional<Managed> host = found(spec.host);
    Optional<Managed> pool = found(spec.pool);
    Optional<Managed> store = found(spec.datastore);
    VirtualMachineRuntimeInfo now = vm.get("runtime", VirtualMachineRuntimeInfo.class);
    Managed to =
        host.isPresent() || pool.isPresent()
            ? Site.host(world, host, pool, store.orElse(null))
            : world.need(now.host);
    Managed old =
        vm.get("resourcePool") == null
            ? null
            : world.need(vm.get("resourcePool", ManagedObjectReference.class));
    if (pool.isEmpty() && old != null && Site.owner(world, old) != world.need(to.parent())) {
      throw Refuse.argument("spec.pool", "another cluster has to be said by its resource pool");
    }
    if (store.isEmpty()) {
      for (ManagedObjectReference each : (ManagedObjectReference[]) world.read(vm, "datastore")) {
        Site.mounted(world.need(each), to);
      }
    } else {
      Site.mounted(store.get(), to);
    }
    VirtualMachineConfigInfo config = Values.copy(VmFiles.config(vm));
    DiskEdits disks =
        new DiskEdits(world, files, files.place(config.files.vmPathName), config.name);
    DeviceEdits devices =
        new DeviceEdits(
            world,
            List.of(config.hardware.device),
            disks,
            now.powerState == VirtualMachinePowerState.poweredOn,
            Snapshots.disksIn(world, vm));
    devices.apply(spec.deviceChange);
    config.hardware.device = devices.devices();
    networks(config, to);
    if (now.powerState == VirtualMachinePowerState.poweredOn
        && !Values.isSame(now.host, to.ref())) {
      Site.fits(world, config, to, 0);
    }
    return new Move(to, pool, store, found(spec.folder), config);
  }

  /** Refuses a host that lacks the network of a card. */
  private void networks(VirtualMachineConfigInfo config, Managed host) throws VimFault {
    List<ManagedObjectReference> has =
        List.of((ManagedObjectReference[]) world.read(host, "network"));
    for (VirtualDevice device : config.hardware.device) {
      Optional<Managed> network = Network.of(world, device);
      if (network.isPresent() && !has.contains(network.get().ref())) {
        throw Refuse.with(
            new CannotAccessNetwork(),
            "Currently connected network interface uses network '"
                + network.get().name()
                + "', which is not accessible on host '"
                + host.name()
                + "'.");
      }
    }
  }

  private void carryOut(Managed vm, VirtualMachineRelocateSpec spec, Move move) throws VimFault {
    VirtualMachineConfigInfo config = move.config();
    VmModel.stamp(world, config);
    world.set(vm, "config", config);
    if (move.store().isPresent()) {
      new MovedDisks(world, files).move(vm, move.store().get(), spec.disk);
    }
    world.set(
        vm,
        VmPolicies.PROPERTY,
        VmPolicies.after(
            policies,
            vm.get(VmPolicies.PROPERTY, String[].class),
            spec.profile,
            Map.of(),
            VmFiles.config(vm)));
    VirtualMachineRuntimeInfo runtime =
        Values.copy(vm.get("runtime", VirtualMachineRuntimeInfo.class));
    runtime.host = move.to().ref();
    world.set(vm, "runtime", runtime);
    if (move.pool().isPresent()) {
      world.set(vm, "resourcePool", move.pool().get().ref());
      VirtualApp.hold(world, vm);
    }
    if (move.folder().isPresent()) {
      world.set(vm, "parent", move.folder().get().ref());
    }
  }

  private Optional<Managed> found(ManagedObjectReference ref) throws VimFault {
    return ref == null ? Optional.empty() : Optional.of(Invocation.find(world, ref));
  }
}
