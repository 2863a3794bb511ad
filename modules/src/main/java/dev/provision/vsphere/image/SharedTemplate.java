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
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.RunningClones;
import dev.provision.vsphere.wire.Faults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Creates a template that environments share, only once, even if other runs do the same. It looks
 * at the server before each attempt. A finished template is used; of several, the one that was
 * finished first, and the others are deleted if nothing is linked to them. A template that another
 * run is creating is waited for. One that no run works on any more is finished or deleted by {@link
 * Making}. When another run takes the name first, it looks again. Used by one step's thread.
 */
public final class SharedTemplate {
  /** The name of the snapshot that ends every import and every copy. */
  public static final String SNAPSHOT = "provision";

  private static final String WAITS = "somebody else is making it; looking again";

  private static final int ROUNDS = 30;

  /** What is created, and how. */
  public interface Making {
    String instanceUuid();

    /** The name as in the inventory. */
    String name();

    ManagedObjectReference folder();

    /** The properties that {@link #isFinished} and the other methods need of a VM. */
    Set<String> properties();

    /** VMs whose tasks may be creating it: those that it may be a clone of. */
    Set<ManagedObjectReference> sources();

    boolean isFinished(Item vm);

    /**
     * How many seconds an unfinished one may show no task and no change before it counts as
     * abandoned. A run that creates it pauses only for moments between two calls, because
     * everything that takes long is a visible task.
     */
    default int patienceSeconds() {
      return 3;
    }

    /** Creates it from start to end. */
    void make() throws ModuleException, InterruptedException;

    /** Finishes or deletes one that no run works on. */
    void takeOver(Item abandoned) throws ModuleException, InterruptedException;

    /** Deletes one that is not needed, unless something is linked to it. */
    void sweep(Item spare) throws ModuleException, InterruptedException;
  }

  private final Making making;
  private final VsphereWriter write;
  private final FreshVms vms;

  /** Those that did not change while they were watched. */
  private final Set<ManagedObjectReference> abandoned = new HashSet<>();

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

  /** Empty when it was created; otherwise why its name is taken. */
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

  /** Whether its uuid and its marks are right. */
  private boolean isIt(Item vm) {
    return vm.get(FreshVms.UUID, String.class).orElse("").equalsIgnoreCase(making.instanceUuid())
        && Marks.of(vm, Marks.UUID).equalsIgnoreCase(making.instanceUuid());
  }

  /** Whether this run began it, or it did not change while it was watched. */
  private boolean isFree(Item vm) {
    boolean marked = Marks.of(vm, Marks.UUID).equalsIgnoreCase(making.instanceUuid());
    return marked && isOfThisRun(vm) || isIt(vm) && abandoned.contains(vm.ref());
  }

  private boolean isOfThisRun(Item vm) {
    return Marks.of(vm, Marks.RUN).equals(write.runId());
  }

  /** Waits for another run's task, or for any change when there is no task. */
  private void await(List<Item> there) throws ModuleException, InterruptedException {
    write.progress().at(-1, WAITS);
    List<TaskInfo> tasks = vms.tasks(there, making.sources());
    for (TaskInfo task : tasks) {
      RunningClones.await(task, write);
    }
    if (!tasks.isEmpty() || vms.change(there, making.patienceSeconds())) {
      return;
    }
    // it may have become something else while it was watched
    List<Item> now = vms.look();
    for (Item vm : now) {
      if (!isIt(vm)) {
        throw ModuleException.refused(
            vm.get(FreshVms.UUID, String.class).isEmpty()
                ? "`" + making.name() + "` is there and cannot be read: it may be inaccessible"
                : "`" + making.name() + "` is there and is not ours: move, rename or delete it");
      }
      abandoned.add(vm.ref());
    }
  }

  private void sweep(List<Item> ours, Item kept) throws ModuleException, InterruptedException {
    for (Item vm : ours) {
      // an unfinished one is given up by the run that creates it
      boolean isDone = making.isFinished(vm) || isOfThisRun(vm);
      if (isDone && !vm.ref().equals(kept.ref())) {
        making.sweep(vm);
      }
    }
  }

  /**
   * By the server's time of the snapshot that finishes it; otherwise by the number in the managed
   * object's ID, which grows.
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
