package dev.provision.simulator.vm;

import com.vmware.vim25.ImportSpec;
import com.vmware.vim25.VirtualMachineImportSpec;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Optional;

/** {@code ResourcePool.ImportVApp} of one VM, which opens a lease. */
public final class VirtualMachineImport implements ManagedType {
  private final World world;
  private final Tasks tasks;
  private final VirtualMachineCreate machines;
  private final HttpNfcLease leases;
  private final Authorization authorization;

  public VirtualMachineImport(
      World world,
      Tasks tasks,
      VirtualMachineCreate machines,
      HttpNfcLease leases,
      Authorization authorization) {
    this.world = world;
    this.tasks = tasks;
    this.machines = machines;
    this.leases = leases;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry.on("ResourcePool", "ImportVApp", "VApp.Import", this::importVapp);
  }

  private Object importVapp(Invocation in) throws VimFault {
    if (!(in.need("spec", ImportSpec.class) instanceof VirtualMachineImportSpec spec)) {
      throw Refuse.notSupported("the simulator imports single virtual machines only");
    }
    Managed pool = in.self();
    Managed folder = in.object("folder");
    authorization.demand(in, folder, "VirtualMachine.Inventory.Create");
    Optional<Managed> host = in.maybeObject("host");
    Folder.accepts(world, folder, "VirtualMachine");
    String name = Names.checked(spec.configSpec.name);
    tasks.demandFree(folder, name);
    VirtualMachineCreate.Made made = machines.make(spec.configSpec, name, pool, host);
    return leases.open(in, made.register(folder));
  }
}
