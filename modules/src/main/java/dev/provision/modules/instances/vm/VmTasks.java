package dev.provision.modules.instances.vm;

import com.vmware.vim25.InvalidPowerState;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;

/**
 * Runs tasks on VMs. If a task fails because the power state is not the one that we read, the
 * failure is STALE, so that the VM is read again.
 */
public final class VmTasks {
  private VmTasks() {}

  /** Starts a task and waits for its end, as {@link VsphereWriter#task} does. */
  public static TaskInfo run(VsphereWriter write, Faults.Ask<ManagedObjectReference> start)
      throws ModuleException, InterruptedException {
    try {
      return write.task(start);
    } catch (ModuleException e) {
      throw translated(e);
    }
  }

  /** The same for a failure that was caught elsewhere. */
  public static ModuleException translated(ModuleException e) {
    return Faults.is(e, InvalidPowerState.class) ? e.as(ModuleException.Kind.STALE) : e;
  }
}
