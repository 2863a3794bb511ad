package dev.provision.modules.instances.vm;

import com.vmware.vim25.InvalidPowerState;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;

/**
 * Tasks of VMs. One that finds another power state than was read is stale: the VM is looked at
 * again.
 */
public final class VmTasks {
  private VmTasks() {}

  /** Starts a task and waits for its end, as {@link VsphereWriter#task} does. */
  public static TaskInfo run(VsphereWriter write, Faults.Ask<ManagedObjectReference> start)
      throws ModuleException, InterruptedException {
    try {
      return write.task(start);
    } catch (ModuleException e) {
      throw retold(e);
    }
  }

  /** The same of a failure that came otherwise. */
  public static ModuleException retold(ModuleException e) {
    return Faults.is(e, InvalidPowerState.class) ? e.as(ModuleException.Kind.STALE) : e;
  }
}
