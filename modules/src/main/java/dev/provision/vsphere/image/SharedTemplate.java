package dev.provision.vsphere.image;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ModuleException.Kind;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.RunningClones;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a template that environments share, once, whoever else is at it. The server is looked at
 * before each try: a finished one is taken, of several the one that was finished first, and those
 * that nothing hangs on go; one that somebody else is making is waited for; one that nobody works
 * on any more is finished or deleted by {@link Making}. Whoever loses a race for the name looks
 * again. Used by one step's thread.
 */
public final class SharedTemplate {
  /** Imports end their template with a snapshot of this name, and so do copies. */
  public static final String SNAPSHOT = "provision";

  private static final String WAITS = "somebody else is making it; looking again";

  private static final int ROUNDS = 30;

  /** What is made, and how. */
  public interface Making {
    String instanceUuid();

    /** As the inventory writes it. */
    String name();

    ManagedObjectReference folder();

    /** What {@link #isFinished} and the others read of a VM. */
    Set<String> properties();

    /** VMs whose tasks may be making it: what it is cloned from. */
    Set<ManagedObjectReference> sources();

    boolean isFinished(Item vm);

    /**
     * How long one in the making may show no task and no change before it counts as left. Between
     * two calls of whoever makes it there is no more than a moment, where all that takes long is a
     * task that is seen.
     */
    default int patienceSeconds() {
      return 3;
    }

    /** Makes it from nothing to its end. */
    void make() throws ModuleException, InterruptedException;

    /** Finishes or deletes one that nobody works on. */
    void takeOver(Item left) throws ModuleException, InterruptedException;

    /** Deletes one that is not needed, unless something hangs on it. */
    void sweep(Item spare) throws ModuleException, InterruptedException;
  }

  private final Making making;
  private final VsphereWriter write;
  private final FreshVms vms;

  /** What did not change while it was watched. */
  private final Set<ManagedObjectReference> left = new HashSet<>();

  private SharedTemplate(Making making, VsphereWriter write) {
    this.making = making;
    this.write = write;
    this.vms =
        new FreshVms(
            making.instanceUuid(), making.folder(), making.name(), making.properties(), write);
  }

  /** The finished template. */
  public static Item of(Making making, VsphereWriter write)
      throws ModuleException, InterruptedException {
    return new SharedTemplate(making, write).ensure();
  }

  private Item ensure() throws ModuleException, InterruptedException {
    Optional<ModuleException> taken = Optional.empty();
    for (int round = 0; round < ROUNDS; round++) {
      List<Item> there = vms.look();
      List<Item> ours = there.stream().filter(this::isIt).toList();
      Optional<Item> finished = ours.stream().filter(making::isFinished).min(FINISHED_FIRST);
      if (finished.isPresent()) {
        write.touched(finished.get().ref());
        sweep(ours, finished.get());
        return finished.get();
      }
      Optional<Item> free = there.stream().filter(this::isFree).findFirst();
      if (free.isPresent()) {
        making.takeOver(free.get());
      } else if (!there.isEmpty()) {
        await(there);
      } else if (taken.isPresent() && !vms.change(List.of(), making.patienceSeconds())) {
        throw taken.get();
      } else {
        taken = made();
      }
    }
    throw new ModuleException(
        Kind.STALE, "`" + making.name() + "` is made and deleted again by somebody else", null);
  }

  /** Empty when it was made; else why its name is taken. */
  private Optional<ModuleException> made() throws ModuleException, InterruptedException {
    try {
      making.make();
      return Optional.empty();
    } catch (ModuleException e) {
      if (Faults.is(e, DuplicateName.class)) {
        write.progress().at(-1, WAITS);
        return Optional.of(e);
      }
      throw e;
    }
  }

  /** Its uuid and its marks. */
  private boolean isIt(Item vm) {
    return vm.get(FreshVms.UUID, String.class).orElse("").equalsIgnoreCase(making.instanceUuid())
        && Marks.of(vm, Marks.UUID).equalsIgnoreCase(making.instanceUuid());
  }

  /** One that this run began, or that was watched and did not change. */
  private boolean isFree(Item vm) {
    boolean marked = Marks.of(vm, Marks.UUID).equalsIgnoreCase(making.instanceUuid());
    return marked && isOfThisRun(vm) || isIt(vm) && left.contains(vm.ref());
  }

  private boolean isOfThisRun(Item vm) {
    return Marks.of(vm, Marks.RUN).equals(write.runId());
  }

  /** Waits for somebody else's task, or where none is to be seen for any change. */
  private void await(List<Item> there) throws ModuleException, InterruptedException {
    write.progress().at(-1, WAITS);
    List<TaskInfo> tasks = vms.tasks(there, making.sources());
    for (TaskInfo task : tasks) {
      RunningClones.await(task, write);
    }
    if (!tasks.isEmpty() || vms.change(there, making.patienceSeconds())) {
      return;
    }
    // what it is may have become another thing while it was watched
    List<Item> now = vms.look();
    for (Item vm : now) {
      if (!isIt(vm)) {
        throw ModuleException.refused(
            vm.get(FreshVms.UUID, String.class).isEmpty()
                ? "`" + making.name() + "` is there and cannot be read: it may be inaccessible"
                : "`" + making.name() + "` is there and is not ours: move, rename or delete it");
      }
      left.add(vm.ref());
    }
  }

  private void sweep(List<Item> ours, Item kept) throws ModuleException, InterruptedException {
    for (Item vm : ours) {
      // what somebody else is still making is given up by whoever makes it
      boolean isDone = making.isFinished(vm) || isOfThisRun(vm);
      if (isDone && !vm.ref().equals(kept.ref())) {
        making.sweep(vm);
      }
    }
  }

  /**
   * By the server's clock, which says when the snapshot was made that finishes it; else by the
   * number in the managed object's id, which grows.
   */
  public static final Comparator<Item> FINISHED_FIRST =
      Comparator.comparing(SharedTemplate::finishedAt, Comparator.nullsLast(Long::compare))
          .thenComparing(vm -> vm.ref().getVal().length())
          .thenComparing(vm -> vm.ref().getVal());

  private static Long finishedAt(Item vm) {
    List<VirtualMachineSnapshotTree> snapshots = new ArrayList<>();
    vm.get("snapshot", VirtualMachineSnapshotInfo.class)
        .map(VirtualMachineSnapshotInfo::getRootSnapshotList)
        .ifPresent(roots -> snapshots.addAll(List.of(roots)));
    return snapshots.stream()
        .filter(tree -> tree.getName().equals(SNAPSHOT) && tree.getCreateTime() != null)
        .map(tree -> tree.getCreateTime().getTimeInMillis())
        .findFirst()
        .orElse(null);
  }
}
