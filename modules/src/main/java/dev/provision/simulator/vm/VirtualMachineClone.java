package dev.provision.simulator.vm;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.SnapshotCloneNotSupported;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.simulator.compute.Site;
import dev.provision.simulator.compute.VirtualApp;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.Place;
import dev.provision.simulator.storage.StoragePolicies;
import dev.provision.simulator.storage.VmPolicies;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code VirtualMachine.CloneVM_Task}: the whole clone spec, for linked and full clones. */
public final class VirtualMachineClone implements ManagedType {
  private static final Duration LINKED = Duration.ofMillis(250);
  private static final Duration FULL = Duration.ofMillis(500);

  private final World world;
  private final DatastoreContents files;
  private final StoragePolicies policies;
  private final Tasks tasks;
  private final Authorization authorization;
  private final VirtualMachinePower power;

  public VirtualMachineClone(
      World world,
      DatastoreContents files,
      StoragePolicies policies,
      Tasks tasks,
      Authorization authorization,
      VirtualMachinePower power) {
    this.world = world;
    this.files = files;
    this.policies = policies;
    this.tasks = tasks;
    this.authorization = authorization;
    this.power = power;
  }

  @Override
  public void register(Registry registry) {
    registry.on("VirtualMachine", "CloneVM_Task", "", this::clone);
  }

  private Object clone(Invocation in) throws VimFault {
    Managed source = in.self();
    Managed folder = in.object("folder");
    VirtualMachineCloneSpec spec = in.need("spec", VirtualMachineCloneSpec.class);
    if (spec.location == null) {
      throw Refuse.argument("spec.location", "it is missing");
    }
    VirtualMachineConfigInfo from = VmFiles.config(source);
    authorization.demand(
        in,
        source,
        from.template
            ? "VirtualMachine.Provisioning.DeployTemplate"
            : "VirtualMachine.Provisioning.Clone");
    authorization.demand(in, folder, "VirtualMachine.Inventory.CreateFromExisting");
    if (spec.location.datastore != null) {
      authorization.demand(in, in.find(spec.location.datastore), "Datastore.AllocateSpace");
    }
    if (spec.location.pool != null) {
      Managed pool = in.find(spec.location.pool);
      authorization.demand(
          in, pool, VirtualApp.is(pool) ? "VApp.AssignVM" : "Resource.AssignVMToPool");
    }
    ConfigRights rights = new ConfigRights(world, authorization, in);
    rights.networks(spec.location.deviceChange, from.hardware.device);
    if (spec.config != null) {
      rights.networks(spec.config.deviceChange, from.hardware.device);
    }
    String name = Names.checked(in.text("name"));
    boolean linked = ClonedDisks.areLinked(spec.location);
    return tasks.start(
        in,
        source,
        linked ? LINKED : FULL,
        plan -> {
          plan.share(source);
          Folder.accepts(world, folder, "VirtualMachine");
          tasks.demandFree(folder, name);
          plan.name(folder, name);
          return begin(source, folder, name, spec, plan);
        });
  }

  private Tasks.Effect begin(
      Managed source, Managed folder, String name, VirtualMachineCloneSpec spec, Tasks.Plan plan)
      throws VimFault {
    VirtualMachineConfigInfo from = VmFiles.config(source);
    Site site = site(source, spec);
    Optional<Managed> snapshot = snapshot(source, spec.snapshot);
    boolean linked = ClonedDisks.areLinked(spec.location);
    if (linked && snapshot.isEmpty()) {
      throw Refuse.argument("spec.snapshot", "a linked clone needs a snapshot");
    }
    String folderName = files.freeFolder(site.datastore(), name);
    Place vmx = new Place(site.datastore(), folderName + "/" + name + ".vmx");
    VirtualMachineConfigInfo config =
        Values.copy(
            snapshot.map(each -> each.get("config", VirtualMachineConfigInfo.class)).orElse(from));
    config.name = name;
    config.template = spec.template;
    config.uuid = world.uuid();
    config.instanceUuid = world.uuid();
    config.files = VmModel.files(vmx.text());
    DiskEdits disks = new DiskEdits(world, files, vmx, name);
    ClonedDisks copies =
        new ClonedDisks(world, files, disks.names(), site.datastore(), spec.location);
    for (VirtualDisk disk : VmFiles.disks(config)) {
      copies.add(disk);
    }
    long need = copies.bytes();
    files.room(site.datastore(), need);
    if (!linked && !world.settings().copyOfGib().isZero()) {
      plan.takes(FULL.plus(world.settings().copyOf(need)));
    }
    // so that two clones at once cannot both take the last space, or the same folder
    files.reserve(vmx, need);
    try {
      VirtualMachineConfigSpec edits =
          spec.config == null ? new VirtualMachineConfigSpec() : spec.config;
      freshMacs(config);
      String[] profiles = apply(edits, spec.location, config, disks);
      if (spec.customization != null) {
        Customization.check(config, spec.customization);
      }
      boolean on = spec.powerOn && !spec.template;
      copies.retain(VmFiles.disks(config));
      return () -> {
        copies.make();
        disks.commit();
        files.put(vmx, 4096);
        Managed vm = VmModel.register(world, folder, site, config);
        world.set(vm, VmPolicies.PROPERTY, profiles);
        if (spec.customization != null) {
          Customization.pending(world, vm, spec.customization);
        }
        if (on) {
          // room on the host is checked last: without it the clone exists, switched off
          Site.fits(world, config, site.host(), 0);
          power.on(vm, site.host());
        }
        return vm.ref();
      };
    } catch (VimFault refusal) {
      files.remove(new Place(site.datastore(), folderName));
      throw refusal;
    }
  }

  /** The source's place is only the default; a clone may go anywhere. */
  private Site site(Managed source, VirtualMachineCloneSpec spec) throws VimFault {
    VirtualMachineConfigInfo from = VmFiles.config(source);
    Managed store =
        spec.location.datastore != null
            ? Invocation.find(world, spec.location.datastore)
            : files.place(from.files.vmPathName).datastore();
    Optional<Managed> pool = Optional.empty();
    if (spec.location.pool != null) {
      pool = Optional.of(Invocation.find(world, spec.location.pool));
    } else if (source.get("resourcePool") != null) {
      pool = world.get(source.get("resourcePool", ManagedObjectReference.class));
    }
    Optional<Managed> host = Optional.empty();
    if (spec.location.host != null) {
      host = Optional.of(Invocation.find(world, spec.location.host));
    }
    if (pool.isEmpty() && !spec.template) {
      throw Refuse.argument("spec.location.pool", "a clone of a template needs a resource pool");
    }
    if (pool.isEmpty() && host.isEmpty()) {
      host = world.get(source.get("runtime", VirtualMachineRuntimeInfo.class).host);
    }
    Managed chosen = Site.host(world, host, pool, store);
    return new Site(chosen, pool.orElseGet(() -> Site.rootPool(world, chosen)), store);
  }

  private Optional<Managed> snapshot(Managed source, ManagedObjectReference ref) throws VimFault {
    if (ref == null) {
      return Optional.empty();
    }
    Managed snapshot = Invocation.find(world, ref);
    if (!Values.isSame(snapshot.get("vm", ManagedObjectReference.class), source.ref())) {
      throw Refuse.with(
          new SnapshotCloneNotSupported(), "The snapshot belongs to another virtual machine.");
    }
    return Optional.of(snapshot);
  }

  /** A clone's cards get new addresses, unless they were set by hand (API, addressType). */
  private void freshMacs(VirtualMachineConfigInfo config) {
    for (VirtualDevice device : config.hardware.device) {
      if (device instanceof VirtualEthernetCard card && !"manual".equals(card.addressType)) {
        long bits = world.hash("mac " + world.nextId());
        card.macAddress =
            String.format(
                "00:50:56:%02x:%02x:%02x", 0x80 | bits & 0x3f, bits >> 8 & 0xff, bits >> 16 & 0xff);
        card.addressType = "assigned";
      }
    }
  }

  /**
   * @return the storage policies that the clone has then
   */
  private String[] apply(
      VirtualMachineConfigSpec spec,
      VirtualMachineRelocateSpec location,
      VirtualMachineConfigInfo config,
      DiskEdits disks)
      throws VimFault {
    DeviceEdits devices =
        new DeviceEdits(world, List.of(config.hardware.device), disks, false, Set.of());
    devices.apply(spec.deviceChange);
    config.hardware.device = devices.devices();
    String[] profiles =
        VmPolicies.after(
            policies,
            null,
            spec.vmProfile == null ? location.profile : spec.vmProfile,
            devices.policies(),
            config);
    spec.deviceChange = null;
    spec.name = null;
    spec.files = null;
    // a clone keeps its source's version (API: a spec sets it only for a new VM)
    spec.version = null;
    ConfigEdits.apply(world, spec, config, VirtualMachinePowerState.poweredOff);
    return profiles;
  }
}
