package dev.provision.vsphere.kind.files;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;

/** Running clones that another run, or a killed run of ours, started. */
public final class RunningClones {
  private RunningClones() {}

  /**
   * When a name is taken although the snapshot did not show it, the object is most likely our own
   * VM: the reply was lost, or a killed run started the clone. A task does not say what it creates,
   * so this waits for all clones of the template that ran when the snapshot was read; then the run
   * reads again.
   *
   * @return what to throw: STALE when the name was taken, otherwise the failure itself
   */
  public static ModuleException retold(
      ModuleException failure, ManagedObjectReference template, VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (!(Faults.is(failure, DuplicateName.class))) {
      return failure;
    }
    for (TaskInfo task : write.inventory().runningTasks()) {
      if (template.equals(task.getEntity())) {
        await(task, write);
      }
    }
    return failure.as(ModuleException.Kind.STALE);
  }

  /** Waits until the task has ended, whether or not it succeeded. */
  public static void await(TaskInfo task, VsphereWriter write)
      throws ModuleException, InterruptedException {
    try {
      write.await(task.getTask());
    } catch (ModuleException e) {
      if (e.kind() == ModuleException.Kind.CANCELLED
          || e.kind() == ModuleException.Kind.UNREACHABLE) {
        throw e;
      }
      // the next read shows how the other run's clone ended
    }
  }
}
