package dev.provision.vsphere.survey;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.CustomField;
import dev.provision.vsphere.inventory.CustomFields;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.ManagedTypes;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.wire.ApiVersion;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads snapshots: all objects lightly through one container view, then some VMs in full by object
 * list. The number of calls grows with pages and with nothing else.
 */
public final class InventoryReader {
  private final VimStub api;
  private final ServiceContent content;
  private final ApiVersion spoken;
  private final WantedProperties wantedProperties;
  private final Retrieval light;
  private final Retrieval full;

  /** Does something between the two passes. */
  public interface Between {
    void go(Snapshot light) throws ModuleException;
  }

  /**
   * @param spoken the version of the API in use, which has all properties that are read
   * @param lightPage objects a page in the light pass
   * @param fullPage VMs a page in the full pass, where one answer is about a hundred times larger
   */
  public InventoryReader(
      VimStub api,
      ServiceContent content,
      ApiVersion spoken,
      WantedProperties wantedProperties,
      int lightPage,
      int fullPage) {
    this.api = api;
    this.content = content;
    this.spoken = spoken;
    this.wantedProperties = wantedProperties;
    this.light = new Retrieval(api, content.getPropertyCollector(), lightPage);
    this.full = new Retrieval(api, content.getPropertyCollector(), fullPage);
  }

  /** Reads everything anew. */
  public Snapshot read(FullReading wanted) throws ModuleException, InterruptedException {
    return read(wanted, light -> {});
  }

  /**
   * Reads everything anew, in two passes.
   *
   * @param between runs after the first pass, to learn what the second needs for paths of files
   */
  public Snapshot read(FullReading wanted, Between between)
      throws ModuleException, InterruptedException {
    List<ObjectContent> answers = Retrieval.whole(() -> lightPass(wanted));
    Snapshot all = indexed(answers);
    between.go(all);
    Set<ManagedObjectReference> refs = madeMeanwhile(all, answers);
    for (Item vm : all.all("VirtualMachine")) {
      if (wanted.wants(vm, all.path(vm.ref()))) {
        refs.add(vm.ref());
      }
    }
    return refs.isEmpty() ? all : reread(all, refs, wanted);
  }

  /**
   * Reads these objects again, VMs in full, with one paged call, and keeps the rest of the
   * snapshot; those that are gone are left out. Tasks stay as they were seen: one that has ended
   * since made something that this snapshot does not hold, so whoever looks for it must go on
   * finding the task, until everything is read anew.
   */
  Snapshot reread(Snapshot before, Collection<ManagedObjectReference> refs, FullReading wanted)
      throws ModuleException, InterruptedException {
    List<ObjectContent> answers = Retrieval.whole(() -> byList(refs, wanted));
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(before.contents().items());
    Set<ManagedObjectReference> inFull = new HashSet<>(before.contents().full());
    items.keySet().removeAll(refs);
    inFull.removeAll(refs);
    Map<String, Integer> fields = new HashMap<>(before.contents().customFields());
    for (ObjectContent answer : answers) {
      Item item = Items.of(answer);
      if (item.type().equals(CustomFields.TYPE)) {
        fields.clear(); // one may have another name by now, or be gone
        addFields(fields, item);
      }
      items.put(item.ref(), item);
      if (item.type().equals("VirtualMachine")) {
        inFull.add(item.ref());
      }
    }
    return new Snapshot(
        new Snapshot.Contents(
            before.about(),
            spoken,
            before.root(),
            items,
            inFull,
            before.runningTasks(),
            fields,
            before.volumes(),
            before.remains(),
            before.policies()));
  }

  private List<ObjectContent> byList(Collection<ManagedObjectReference> refs, FullReading wanted)
      throws RemoteException {
    List<ObjectSpec> objects = new ArrayList<>();
    refs.forEach(ref -> objects.add(ReadSpecs.object(ref)));
    List<PropertySpec> properties =
        wantedProperties.with(wanted.properties(), Set.of()).fullSpecs();
    if (content.getCustomFieldsManager() != null
        && refs.contains(content.getCustomFieldsManager())) {
      properties.add(ReadSpecs.properties(CustomFields.TYPE, List.of(CustomFields.FIELDS)));
    }
    return full.all(ReadSpecs.filter(objects, properties));
  }

  /** A container view uses resources of the server, so it is destroyed right after the read. */
  private List<ObjectContent> lightPass(FullReading wanted) throws RemoteException {
    ManagedObjectReference view =
        api.createContainerView(
            content.getViewManager(),
            content.getRootFolder(),
            ManagedTypes.VIEWED.toArray(String[]::new),
            true);
    List<ObjectSpec> objects = new ArrayList<>();
    List<PropertySpec> properties =
        wantedProperties.with(wanted.properties(), Set.of()).lightSpecs();
    // read first, so that a clone that ends meanwhile is seen as running or as created, and never
    // as neither
    if (content.getTaskManager() != null) {
      objects.add(ReadSpecs.behind(content.getTaskManager(), "TaskManager", "recentTask"));
      properties.add(ReadSpecs.properties("Task", List.of("info")));
    }
    // absent on an ESXi host
    if (content.getCustomFieldsManager() != null) {
      objects.add(ReadSpecs.object(content.getCustomFieldsManager()));
      properties.add(ReadSpecs.properties(CustomFields.TYPE, List.of(CustomFields.FIELDS)));
    }
    if (content.getCustomizationSpecManager() != null) {
      objects.add(ReadSpecs.object(content.getCustomizationSpecManager()));
      properties.add(ReadSpecs.properties("CustomizationSpecManager", List.of("info")));
    }
    objects.add(ReadSpecs.object(content.getRootFolder()));
    objects.add(ReadSpecs.behind(view, "ContainerView", "view"));
    List<ObjectContent> all = light.all(ReadSpecs.filter(objects, properties));
    api.destroyView(view);
    return all;
  }

  private Snapshot indexed(List<ObjectContent> answers) {
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>();
    List<TaskInfo> tasks = new ArrayList<>();
    Map<String, Integer> fields = new HashMap<>();
    for (ObjectContent answer : answers) {
      Item item = Items.of(answer);
      if (item.type().equals("Task")) {
        addIfRunning(tasks, item);
      } else {
        if (item.type().equals(CustomFields.TYPE)) {
          addFields(fields, item);
        }
        items.put(item.ref(), item);
      }
    }
    return new Snapshot(
        new Snapshot.Contents(
            content.getAbout(), spoken, content.getRootFolder(), items, Set.of(), tasks, fields));
  }

  /** Of several with one name the one for all types, as ours is. */
  private static void addFields(Map<String, Integer> fields, Item manager) {
    List<CustomField> all = CustomFields.of(manager).map(CustomFields::all).orElse(List.of());
    all.forEach(field -> fields.putIfAbsent(field.name(), field.key()));
    all.stream()
        .filter(field -> field.type().isEmpty())
        .forEach(field -> fields.put(field.name(), field.key()));
  }

  /**
   * VMs that a finished task made and that the view did not list: the server may list the view
   * before it lists the tasks. VMs that were deleted since are left out when they are read.
   */
  private static Set<ManagedObjectReference> madeMeanwhile(
      Snapshot all, List<ObjectContent> answers) {
    Set<ManagedObjectReference> made = new LinkedHashSet<>();
    for (ObjectContent answer : answers) {
      if (answer.getObj().getType().equals("Task")) {
        Items.of(answer)
            .get("info", TaskInfo.class)
            .filter(info -> info.getState() == TaskInfoState.success)
            .map(TaskInfo::getResult)
            .filter(
                result ->
                    result instanceof ManagedObjectReference vm
                        && vm.getType().equals("VirtualMachine")
                        && all.get(vm).isEmpty())
            .ifPresent(result -> made.add((ManagedObjectReference) result));
      }
    }
    return made;
  }

  private static void addIfRunning(List<TaskInfo> tasks, Item task) {
    task.get("info", TaskInfo.class)
        .filter(
            info ->
                info.getState() == TaskInfoState.queued || info.getState() == TaskInfoState.running)
        .ifPresent(tasks::add);
  }
}
