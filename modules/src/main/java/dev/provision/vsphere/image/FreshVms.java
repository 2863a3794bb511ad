package dev.provision.vsphere.image;

import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The VMs that may be one shared template, read from the server now and not from the run's
 * snapshot: those with its instanceUuid anywhere, and those with its name in its folder ({@code
 * SearchIndex}). Also the tasks that work on them.
 */
final class FreshVms {
  static final String UUID = "config.instanceUuid";
  private static final String TEMPLATE = "summary.config.template";
  private static final int PAGE = 50;

  private final String instanceUuid;
  private final ManagedObjectReference folder;
  private final String name;
  private final Set<String> properties;
  private final VsphereWriter write;

  /**
   * @param name as the inventory writes it
   * @param properties to read, besides names, marks and snapshots
   */
  FreshVms(
      String instanceUuid,
      ManagedObjectReference folder,
      String name,
      Set<String> properties,
      VsphereWriter write) {
    this.instanceUuid = instanceUuid;
    this.folder = folder;
    this.name = name;
    this.properties = new TreeSet<>(properties);
    this.properties.addAll(
        List.of(
            "name", "parent", "resourcePool", "snapshot", TEMPLATE, UUID, "config.extraConfig"));
    this.write = write;
  }

  List<Item> look() throws ModuleException, InterruptedException {
    return Retrieval.whole(this::read);
  }

  private List<Item> read() throws RemoteException {
    ManagedObjectReference index = write.content().getSearchIndex();
    Set<ManagedObjectReference> refs = new LinkedHashSet<>();
    ManagedObjectReference[] same =
        write.api().findAllByUuid(index, null, instanceUuid, true, true);
    if (same != null) {
      refs.addAll(List.of(same));
    }
    ManagedObjectReference named = write.api().findChild(index, folder, name);
    if (named != null && named.getType().equals("VirtualMachine")) {
      refs.add(named);
    }
    if (refs.isEmpty()) {
      return List.of();
    }
    List<Item> items = new ArrayList<>();
    for (ObjectContent content :
        retrieval()
            .all(
                ReadSpecs.filter(
                    refs.stream().map(ReadSpecs::object).toList(),
                    List.of(ReadSpecs.properties("VirtualMachine", properties))))) {
      items.add(Items.of(content));
    }
    return items;
  }

  private static Set<String> states(List<Item> vms) {
    Set<String> states = new TreeSet<>();
    for (Item vm : vms) {
      boolean isFinished = vm.get("snapshot", VirtualMachineSnapshotInfo.class).isPresent();
      states.add(
          vm.ref().getVal() + " " + vm.name() + " " + vm.get(TEMPLATE, Boolean.class) + isFinished);
    }
    return states;
  }

  private Retrieval retrieval() {
    return new Retrieval(write.api(), write.content().getPropertyCollector(), PAGE);
  }

  /** Running and queued tasks on one of these VMs, or imports into the pool of one. */
  List<TaskInfo> tasks(List<Item> vms, Set<ManagedObjectReference> sources)
      throws ModuleException, InterruptedException {
    Set<ManagedObjectReference> on = new LinkedHashSet<>(sources);
    Set<ManagedObjectReference> pools = new LinkedHashSet<>();
    for (Item vm : vms) {
      on.add(vm.ref());
      vm.get("resourcePool", ManagedObjectReference.class).ifPresent(pools::add);
    }
    List<TaskInfo> found = new ArrayList<>();
    for (TaskInfo task : running()) {
      boolean imports = String.valueOf(task.getDescriptionId()).contains("ImportVApp");
      if (on.contains(task.getEntity()) || (imports && pools.contains(task.getEntity()))) {
        found.add(task);
      }
    }
    return found;
  }

  private List<TaskInfo> running() throws ModuleException, InterruptedException {
    ManagedObjectReference manager = write.content().getTaskManager();
    if (manager == null) {
      return List.of();
    }
    List<TaskInfo> running = new ArrayList<>();
    for (ObjectContent content :
        Retrieval.whole(
            () ->
                retrieval()
                    .all(
                        ReadSpecs.filter(
                            List.of(ReadSpecs.behind(manager, "TaskManager", "recentTask")),
                            List.of(ReadSpecs.properties("Task", List.of("info"))))))) {
      Items.of(content)
          .get("info", TaskInfo.class)
          .filter(
              info ->
                  info.getState() == TaskInfoState.running
                      || info.getState() == TaskInfoState.queued)
          .ifPresent(running::add);
    }
    return running;
  }

  /**
   * Waits until one of these VMs or the contents of the folder changes.
   *
   * @return false when nothing changed in that time
   */
  boolean change(List<Item> vms, int seconds) throws ModuleException, InterruptedException {
    Map<ManagedObjectReference, List<String>> paths = new LinkedHashMap<>();
    paths.put(folder, List.of("childEntity"));
    vms.forEach(vm -> paths.put(vm.ref(), List.of("name", "snapshot", TEMPLATE, UUID)));
    try (ObjectWatch watch = ObjectWatch.on(paths, write)) {
      watch.next(seconds);
      // the watch would never report a change between that look and its first answer
      return !states(look()).equals(states(vms)) || !watch.next(seconds).isEmpty();
    } catch (RemoteException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (e instanceof VimFault fault && fault.is(ManagedObjectNotFound.class)) {
        return true;
      }
      throw Faults.translate(e);
    }
  }
}
