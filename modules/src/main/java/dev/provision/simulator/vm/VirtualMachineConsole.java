package dev.provision.simulator.vm;

import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import com.vmware.vim25.VirtualMachineTicket;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Set;

/** {@code VirtualMachine.AcquireTicket}: tickets for a console that nobody can open here. */
public final class VirtualMachineConsole implements ManagedType {
  /** {@code VirtualMachineTicketType}; webmks since vSphere API 6.0. */
  private static final Set<String> TYPES = Set.of("device", "guestControl", "mks", "webmks");

  private static final int PORT = 443;

  private final World world;

  public VirtualMachineConsole(World world) {
    this.world = world;
  }

  @Override
  public void register(Registry registry) {
    registry.on(
        "VirtualMachine",
        "AcquireTicket",
        "VirtualMachine.Interact.ConsoleInteract",
        this::acquire);
  }

  private Object acquire(Invocation in) throws VimFault {
    Managed vm = in.self();
    String type = in.text("ticketType");
    if (!TYPES.contains(type)) {
      throw Refuse.argument("ticketType", "there is no ticket `" + type + "`");
    }
    if (VmState.power(vm) != VirtualMachinePowerState.poweredOn) {
      throw Refuse.power(VmState.power(vm), VirtualMachinePowerState.poweredOn);
    }
    VirtualMachineTicket ticket = new VirtualMachineTicket();
    ticket.ticket = String.format("%016x", world.hash("ticket " + world.nextId()));
    ticket.cfgFile = VmFiles.config(vm).files.vmPathName;
    ticket.host = world.need(vm.get("runtime", VirtualMachineRuntimeInfo.class).host).name();
    ticket.port = PORT;
    ticket.sslThumbprint = String.format("%016X", world.hash("certificate " + ticket.host));
    return ticket;
  }
}
