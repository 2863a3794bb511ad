package dev.provision.simulator.compute;

import com.vmware.vim25.HostConnectSpec;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.VirtualMachineConnectionState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;

/**
 * Connects and disconnects hosts. vCenter shows what it last knew of a disconnected host, whose VMs
 * go on running ({@code VirtualMachineConnectionState}).
 */
public final class HostSystemConnection implements ManagedType {
  private static final Duration TIME = Duration.ofMillis(100);

  /** Whether the host lets a vCenter connect again. */
  public interface Check {
    /**
     * @param spec as it was sent; null when what the vCenter knows is to be used
     */
    void of(Managed host, HostConnectSpec spec) throws VimFault;
  }

  private final World world;
  private final Tasks tasks;
  private final Check check;

  public HostSystemConnection(World world, Tasks tasks, Check check) {
    this.world = world;
    this.tasks = tasks;
    this.check = check;
  }

  @Override
  public void register(Registry registry) {
    String privilege = "Host.Config.Connection";
    registry
        .on("HostSystem", "DisconnectHost_Task", privilege, in -> become(in, false))
        .on("HostSystem", "ReconnectHost_Task", privilege, in -> become(in, true));
  }

  private Object become(Invocation in, boolean held) {
    Managed host = in.self();
    HostSystemConnectionState wanted =
        held ? HostSystemConnectionState.connected : HostSystemConnectionState.disconnected;
    return tasks.start(
        in,
        host,
        TIME,
        plan -> {
          plan.lock(host);
          HostConnectSpec spec = in.get("cnxSpec", HostConnectSpec.class);
          // with a spec, a connected host is told another account or certificate
          if (host.get("runtime", HostRuntimeInfo.class).connectionState == wanted
              && spec == null) {
            throw Refuse.state("The host is " + wanted + " already.");
          }
          if (held) {
            check.of(host, spec);
          }
          return () -> {
            HostRuntimeInfo runtime = Values.copy(host.get("runtime", HostRuntimeInfo.class));
            runtime.connectionState = wanted;
            world.set(host, "runtime", runtime);
            vms(host, held);
            return null;
          };
        });
  }

  private void vms(Managed host, boolean held) {
    for (Managed vm : world.all("VirtualMachine")) {
      if (VmState.isAt(vm, host)) {
        VirtualMachineRuntimeInfo runtime =
            Values.copy(vm.get("runtime", VirtualMachineRuntimeInfo.class));
        runtime.connectionState =
            held
                ? VirtualMachineConnectionState.connected
                : VirtualMachineConnectionState.disconnected;
        world.set(vm, "runtime", runtime);
      }
    }
  }
}
