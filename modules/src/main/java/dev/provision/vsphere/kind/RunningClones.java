package dev.provision.vsphere.kind;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.wire.Faults;

/** Clones that another run, or one of ours that was killed, has under way. */
public final class RunningClones {
  private RunningClones() {}

  /**
   * A name that is taken where nothing was seen is most likely our own VM: its reply was lost, or
   * it is being made for a run that was killed. A task does not say what it makes, so all clones of
   * the template that ran when the world was read are waited for, and then the world is read again.
   *
   * @return what to throw: stale where the name was taken, else the failure itself
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

  /** Until it ended, however it did. */
  public static void await(TaskInfo task, VsphereWriter write)
      throws ModuleException, InterruptedException {
    try {
      write.await(task.getTask());
    } catch (ModuleException e) {
      if (e.kind() == ModuleException.Kind.CANCELLED
          || e.kind() == ModuleException.Kind.UNREACHABLE) {
        throw e;
      }
      // how somebody else's clone ended is seen by reading the world again
    }
  }
}
