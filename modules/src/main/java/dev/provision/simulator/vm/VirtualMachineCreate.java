package dev.provision.simulator.vm;

import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.simulator.compute.EnvironmentBrowser;
import dev.provision.simulator.compute.HostSystem;
import dev.provision.simulator.compute.Site;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.Place;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code Folder.CreateVM_Task}: makes a VM from a spec alone. */
public final class VirtualMachineCreate implements ManagedType {
  private static final Duration TIME = Duration.ofMillis(200);

  private final World world;
  private final DatastoreContents files;
  private final Tasks tasks;

  public VirtualMachineCreate(World world, DatastoreContents files, Tasks tasks) {
    this.world = world;
    this.files = files;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    registry.on("Folder", "CreateVM_Task", "VirtualMachine.Inventory.Create", this::createVm);
  }

  private Object createVm(Invocation in) throws VimFault {
    Managed folder = in.self();
    VirtualMachineConfigSpec spec = in.need("config", VirtualMachineConfigSpec.class);
    Managed pool = in.object("pool");
    Optional<Managed> host = in.maybeObject("host");
    String name = Names.checked(spec.name);
    return tasks.start(
        in,
        folder,
        TIME,
        plan -> {
          Folder.accepts(world, folder, "VirtualMachine");
          tasks.demandFree(folder, name);
          plan.name(folder, name);
          Made made = make(spec, name, pool, host);
          return () -> made.register(folder).ref();
        });
  }

  /** A VM from a spec alone; its files were checked and are not made yet. */
  final class Made {
    private final Site site;
    private final Place vmx;
    private final VirtualMachineConfigInfo config;
    private final DiskEdits disks;

    private Made(Site site, Place vmx, VirtualMachineConfigInfo config, DiskEdits disks) {
      this.site = site;
      this.vmx = vmx;
      this.config = config;
      this.disks = disks;
    }

    Managed register(Managed folder) throws VimFault {
      disks.commit();
      files.put(vmx, 4096);
      return VmModel.register(world, folder, site, config);
    }
  }

  Made make(VirtualMachineConfigSpec spec, String name, Managed pool, Optional<Managed> host)
      throws VimFault {
    if (spec.files == null || spec.files.vmPathName == null) {
      throw Refuse.argument("config.files.vmPathName", "it is missing");
    }
    Place asked = files.place(spec.files.vmPathName);
    Place vmx =
        asked.path().endsWith(".vmx")
            ? asked
            : new Place(
                asked.datastore(),
                (asked.path().isEmpty() ? files.freeFolder(asked.datastore(), name) : asked.path())
                    + "/"
                    + name
                    + ".vmx");
    files.refuseExisting(vmx);
    Managed chosen = Site.host(world, host, Optional.of(pool), asked.datastore());
    VirtualMachineConfigInfo config = VmModel.config(world, name, vmx.text());
    config.version = "vmx-" + Math.min(EnvironmentBrowser.MADE, HostSystem.newest(chosen));
    DiskEdits disks = new DiskEdits(world, files, vmx, name);
    DeviceEdits devices =
        new DeviceEdits(world, List.of(config.hardware.device), disks, false, Set.of());
    devices.apply(spec.deviceChange);
    config.hardware.device = devices.devices();
    VirtualMachineConfigSpec rest = Values.copy(spec);
    rest.deviceChange = null;
    rest.name = null;
    rest.files = null;
    ConfigEdits.apply(world, rest, config, VirtualMachinePowerState.poweredOff);
    return new Made(new Site(chosen, pool, asked.datastore()), vmx, config, disks);
  }
}
