package dev.provision.modules.datastoreclusters;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.StorageDrsConfigInfo;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.trait.Parted;
import dev.provision.spi.trait.Referring;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.exported.PodRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.CallRights;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.LookedUpObject;
import dev.provision.vsphere.kind.object.ObjectCalls;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectKind;
import dev.provision.vsphere.kind.object.ObjectPlace;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectTop;
import dev.provision.vsphere.kind.object.ObjectType;
import dev.provision.vsphere.places.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The section {@code datastore_clusters}. A cluster is made first, then its datastores go into it,
 * and then, in the late part {@code settings}, it gets its settings: datastores do not go into one
 * whose Storage DRS is on where the licence lacks that. What names instances is the last part.
 */
public final class PodKind extends ObjectKind<PodSpec, PodDraft>
    implements LookedUpObject<PodSpec>,
        Parted<PodSpec, ObjectDesired<PodSpec>, ObjectState, Inventory, VsphereWriter>,
        Referring<PodSpec, ObjectDesired<PodSpec>, ObjectState, Inventory, VsphereWriter> {
  /** The VMs of the environment; added to the properties of one that is declared. */
  private static final String VMS = "provision.podVms";

  private static final Set<Activity> ACTIVITIES =
      Activities.set(
          Activity.of(
                  "to keep datastore clusters",
                  Activity.call("CreateStoragePod", on(On.DATACENTER, "Folder.", "Create")),
                  Activity.call("Rename_Task", on(On.DATACENTER, "Folder.", "Rename")),
                  Activity.call("MoveIntoFolder_Task", on(On.DATACENTER, "Folder.", "Move")),
                  Activity.call("Destroy_Task", on(On.DATACENTER, "Folder.", "Delete")),
                  Activity.call(
                      "ConfigureStorageDrsForPod_Task", on(On.DATACENTER, "StoragePod.", "Config")),
                  Activity.call("SetField", on(On.DATACENTER, "Global.", "SetCustomField")))
              .rarely(),
          Activities.MARKS);

  private static final ObjectType<PodSpec, PodDraft> TYPE =
      new ObjectType<>(
          new KindInfo(
              "datastore_clusters",
              "datastore_cluster",
              "A datastore cluster with its settings of Storage DRS.",
              """
              datastore_clusters:
                shared:
                  enabled: true
                  automation: manual
                  space: {threshold: 80}
              """,
              ObjectType.attributes(
                  List.of(
                      new KindInfo.Attribute("enabled", "whether Storage DRS is on"),
                      new KindInfo.Attribute("automation", "manual or automated"))),
              List.of()),
          PodSpec.class,
          "StoragePod",
          ObjectTop.of(Tree.DATASTORE),
          PodRows.ROWS,
          ObjectCalls.<PodDraft>made(
                  (above, name, none, write) ->
                      write.call(api -> api.createStoragePod(above, name)))
              .changedAfterwards(
                  (pod, draft, write) -> {
                    ManagedObjectReference manager = write.content().getStorageResourceManager();
                    write.task(
                        api ->
                            api.configureStorageDrsForPod_Task(manager, pod, draft.whole(), true));
                  }),
          List.of("childEntity"),
          ACTIVITIES,
          "it has none; leave it out");

  public PodKind() {
    super(TYPE);
  }

  @Override
  public List<Part<PodSpec>> lateParts() {
    return List.of(
        new Part<>(
            "settings",
            Set.of(
                "enabled",
                "automation",
                "automation_overrides",
                "space",
                "io",
                "interval",
                "keep_vmdks_together",
                "options"),
            PodSpec::settings),
        new Part<>("members", Set.of("vm_overrides", "rules"), PodSpec::members));
  }

  @Override
  public PodSpec base(PodSpec spec) {
    return spec.base();
  }

  /** The settings come after all datastores that the playbook declares. */
  @Override
  public List<Reference> references(Declaration<PodSpec> pod, EnvironmentId environment) {
    return pod.spec().hasSettings() && !pod.common().absent()
        ? List.of(
            new Reference("datastores", Reference.EVERY, Reference.Order.USES_EACH, "", pod.span()))
        : List.of();
  }

  @Override
  public List<Problem> validate(Declaration<PodSpec> pod) {
    PodSpec spec = pod.spec();
    List<Problem> problems = new ArrayList<>();
    spec.room()
        .threshold()
        .ifPresent(
            text -> {
              try {
                SpaceThreshold.parse(text);
              } catch (IllegalArgumentException e) {
                problems.add(new Problem("space.threshold", e.getMessage()));
              }
            });
    within("space.min_difference", spec.room().minDifference(), 1, 50, problems);
    within("io.latency", spec.load().latency(), 5, 100, problems);
    within("io.imbalance", spec.load().imbalance(), 1, 100, problems);
    within(
        "interval",
        spec.interval().map(time -> (int) Math.min(Integer.MAX_VALUE, time.toMinutes())),
        60,
        43_200,
        problems);
    if (spec.path().isPresent() && !spec.existing()) {
      problems.add(new Problem("path", "is for `existing: true`; others have their own name"));
    }
    if (spec.existing() && (spec.hasSettings() || spec.hasMembers())) {
      problems.add(new Problem("existing", "what is only looked up is not changed"));
    }
    return problems;
  }

  private static void within(
      String field, Optional<Integer> value, int least, int most, List<Problem> problems) {
    value
        .filter(number -> number < least || number > most)
        .ifPresent(
            number ->
                problems.add(
                    new Problem(
                        field, "expected " + least + " to " + most + ", found `" + number + "`")));
  }

  @Override
  public Optional<PodSpec> implied(String name, EnvironmentId environment, Span span) {
    return PlaceName.read(name).map(PodSpec::existing);
  }

  @Override
  public boolean isExisting(PodSpec spec) {
    return spec.existing();
  }

  @Override
  public boolean makes(Declaration<PodSpec> pod, String place) {
    return !pod.spec().existing()
        && InventoryPath.isPath(place)
        && isOn(InventoryPath.parse(place).names(), pod);
  }

  /** One in a folder is not that at the top of the tree, which may be its own folder. */
  private static boolean isOn(List<String> names, Declaration<PodSpec> pod) {
    int top = names.indexOf(Tree.DATASTORE.top());
    int at = names.lastIndexOf(pod.address().name());
    return top >= 0 && (pod.spec().folder().isPresent() ? at > top + 1 : at == top + 1);
  }

  @Override
  protected ObjectPlace place(Declaration<PodSpec> pod, Resolved references) {
    PodSpec spec = pod.spec();
    return ObjectPlace.of(
        pod,
        spec.path(),
        spec.folder().map(each -> references.get("folders", each.name(), FolderRef.class).path()),
        spec.existing());
  }

  /** A name with {@code count} becomes those of all its instances. */
  @Override
  public Checked<ObjectDesired<PodSpec>> desired(Declaration<PodSpec> pod, Resolved references) {
    PodSpec spec = pod.spec();
    if (!spec.hasMembers()) {
      return super.desired(pod, references);
    }
    Function<Ref, List<Ref>> each =
        ref ->
            references.each("instances", ref.name(), Object.class).keySet().stream()
                .map(address -> new Ref(address.name()))
                .toList();
    Map<Ref, VmOverrideSpec> overrides = new LinkedHashMap<>();
    spec.overridden()
        .forEach((ref, wanted) -> each.apply(ref).forEach(vm -> overrides.put(vm, wanted)));
    Map<String, PodRuleSpec> rules = new LinkedHashMap<>();
    spec.ruled()
        .forEach(
            (name, rule) ->
                rules.put(
                    name,
                    new PodRuleSpec(
                        rule.apart().stream().flatMap(ref -> each.apply(ref).stream()).toList(),
                        rule.enabled())));
    PodSpec meant =
        spec.meaning(spec.vmOverrides().map(all -> overrides), spec.rules().map(all -> rules));
    return super.desired(pod, references).then(all -> Checked.of(all.meaning(meant)));
  }

  @Override
  protected Item seen(ObjectDesired<PodSpec> desired, Item item, Inventory read) {
    return item.with(VMS, PodVms.of(desired.environment(), read));
  }

  @Override
  public Map<String, Set<String>> declaredProperties(PodSpec spec) {
    return spec.hasMembers() ? Map.of("StoragePod", Set.of(PodRows.CONFIG)) : Map.of();
  }

  @Override
  protected List<Change> alsoChanges(ObjectDesired<PodSpec> desired, ObjectState seen) {
    Optional<StorageDrsConfigInfo> config =
        seen.item().get(PodRows.CONFIG, StorageDrsConfigInfo.class);
    return desired.spec().hasMembers() && config.isPresent()
        ? new PodMembers(config.get(), seen.item().get(VMS, PodVms.class).orElseThrow())
            .changes(desired.spec())
        : List.of();
  }

  @Override
  protected List<Right> alsoNeeds(
      Optional<ObjectDesired<PodSpec>> desired, Optional<ObjectState> seen, List<Change> changes) {
    if (desired.isEmpty() || !desired.get().spec().hasMembers()) {
      return List.of();
    }
    String path =
        seen.map(ObjectState::path).orElseGet(() -> desired.get().path().orElseThrow()).toString();
    return new CallRights(ACTIVITIES).of("ConfigureStorageDrsForPod_Task", path);
  }

  @Override
  protected void finish(
      ObjectDesired<PodSpec> desired,
      ManagedObjectReference ref,
      List<Change> changes,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (desired.spec().hasMembers()) {
      MemberWrites.of(ref, desired.environment(), write).write(desired.spec(), changes);
    }
  }

  /** Storage DRS that moves disks by itself would take volumes from where they are found. */
  @Override
  public List<Problem> problems(
      ObjectDesired<PodSpec> desired, Observation<ObjectState> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>(super.problems(desired, seen, read));
    boolean moves = desired.spec().automation().filter(Automation.AUTOMATED::equals).isPresent();
    if (moves && seen instanceof Observation.Present<ObjectState> present) {
      Set<ManagedObjectReference> members =
          contents(present.state().item(), read).map(Item::ref).collect(Collectors.toSet());
      String volumes =
          read.volumes().folders().stream()
              .filter(folder -> members.contains(folder.home().datastore()))
              .map(folder -> "`" + folder.home().name() + "`")
              .distinct()
              .sorted()
              .collect(Collectors.joining(", "));
      if (!volumes.isEmpty()) {
        problems.add(
            new Problem(
                "automation",
                "Storage DRS would move the files of these volumes, which are found by their"
                    + " paths: "
                    + volumes
                    + "; let it be manual"));
      }
    }
    return problems;
  }

  @Override
  public List<String> notes(ObjectDesired<PodSpec> desired, Observation<ObjectState> seen) {
    return desired.spec().automation().filter(Automation.AUTOMATED::equals).isPresent()
        ? List.of("volumes are found by their paths: put none on these datastores")
        : List.of();
  }

  /** Our datastores leave one that is to be absent. */
  @Override
  public Set<Address> before(
      ObjectDesired<PodSpec> desired, Observation<ObjectState> seen, Inventory read) {
    return seen.there().stream()
        .flatMap(state -> contents(state.item(), read))
        .flatMap(item -> ObjectMark.read(item, read).stream())
        .filter(mark -> mark.isOf(desired.environment()))
        .map(mark -> Address.parse(mark.address()))
        .collect(Collectors.toSet());
  }

  @Override
  protected Object exported(InventoryPath path, Optional<ObjectState> seen) {
    return new PodRef(
        path, seen.map(state -> Place.of(state.ref())).orElseGet(() -> new Place.Planned(path)));
  }
}
