package dev.provision.modules.clusters;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.declaration.ClusterActivities;
import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.settings.ClusterDraft;
import dev.provision.modules.clusters.settings.EvcRows;
import dev.provision.modules.clusters.settings.Settings;
import dev.provision.spi.Declaration;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Resolved;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectCalls;
import dev.provision.vsphere.kind.object.ObjectKind;
import dev.provision.vsphere.kind.object.ObjectPlace;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectTop;
import dev.provision.vsphere.kind.object.ObjectType;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.newer.NewerClusterSpec;
import dev.provision.vsphere.places.DrsCluster;
import dev.provision.vsphere.places.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Clusters that are made, with their settings; {@link ClusterKind} answers for them. */
final class MadeClusters extends ObjectKind<ClusterSpec, ClusterDraft> {
  static final String TYPE = "ClusterComputeResource";

  /** The property with the root pool of a cluster, or with the pools in a pool. */
  private static final String POOL = "resourcePool";

  /**
   * The folder that vCenter has for its own machines in a cluster, which come and go with hosts.
   */
  private static final String SYSTEM_VMS = "vCLS";

  private static final List<RowsCall<ClusterSpec, ?>> MORE = List.of(EvcRows.call());

  MadeClusters(KindInfo info) {
    super(
        new ObjectType<>(
            info,
            ClusterSpec.class,
            TYPE,
            ObjectTop.of(Tree.HOST),
            Settings.rows(),
            ObjectCalls.<ClusterDraft>made(MadeClusters::make).changed(MadeClusters::change),
            List.of("host"),
            ClusterActivities.ALL,
            "it is in none; leave it out"));
  }

  /** Its root pool comes with it, and pools may go into that in the same run. */
  private static ManagedObjectReference make(
      ManagedObjectReference above, String name, ClusterDraft draft, VsphereWriter write)
      throws ModuleException {
    ManagedObjectReference made = write.call(api -> api.createClusterEx(above, name, draft.spec()));
    write.read(made, POOL).get(POOL, ManagedObjectReference.class).ifPresent(write::touched);
    return made;
  }

  /** vSAN comes first, in a call of its own: it is switched on while HA is still off. */
  private static void change(
      ManagedObjectReference cluster, ClusterDraft draft, VsphereWriter write)
      throws ModuleException, InterruptedException {
    NewerClusterSpec spec = draft.spec();
    if (spec.getVsanConfig() != null) {
      NewerClusterSpec vsan = new NewerClusterSpec();
      vsan.setVsanConfig(spec.getVsanConfig());
      write.task(api -> api.reconfigureComputeResource_Task(cluster, vsan, true));
      spec.setVsanConfig(null);
    }
    write.task(api -> api.reconfigureComputeResource_Task(cluster, spec, true));
  }

  @Override
  protected ObjectPlace place(Declaration<ClusterSpec> cluster, Resolved references) {
    ClusterSpec spec = cluster.spec();
    return ObjectPlace.of(
        cluster,
        spec.path(),
        spec.folder()
            .map(folder -> references.get("folders", folder.name(), FolderRef.class).path()),
        false);
  }

  @Override
  protected List<RowsCall<ClusterSpec, ?>> more() {
    return MORE;
  }

  /** A cluster, and the root pool that it comes with. */
  @Override
  protected List<Item> planned(InventoryPath path, Item above) {
    Item bare = Place.planned(TYPE, path, above.ref(), Map.of());
    Item root = Place.planned("ResourcePool", path.child("Resources"), bare.ref(), Map.of());
    return List.of(Place.planned(TYPE, path, above.ref(), Map.of(POOL, root.ref())), root);
  }

  /** Its hosts, the pools and VMs in its root pool, but no VMs of vCenter's own. */
  @Override
  protected Stream<Item> contents(Item cluster, Inventory read) {
    List<Item> all = new ArrayList<>();
    super.contents(cluster, read)
        .forEach(
            each -> {
              if (each.type().equals("ResourcePool")) {
                super.contents(each, read).forEach(all::add);
                vms(each, read).forEach(all::add);
              } else {
                all.add(each);
              }
            });
    return all.stream();
  }

  private static Stream<Item> vms(Item pool, Inventory read) {
    return read.all("VirtualMachine").stream()
        .filter(
            vm -> vm.get(POOL, ManagedObjectReference.class).filter(pool.ref()::equals).isPresent())
        .filter(vm -> !isOfSystem(vm, read));
  }

  private static boolean isOfSystem(Item vm, Inventory read) {
    return vm.parent()
        .flatMap(read::get)
        .filter(folder -> folder.shown().equals(SYSTEM_VMS))
        .isPresent();
  }

  @Override
  protected List<ManagedObjectReference> inside(ManagedObjectReference ref, VsphereWriter write)
      throws ModuleException {
    List<ManagedObjectReference> inside = new ArrayList<>(super.inside(ref, write));
    ManagedObjectReference root =
        write
            .read(ref, POOL)
            .get(POOL, ManagedObjectReference.class)
            .orElseThrow(
                () ->
                    ModuleException.refused(
                        "its root pool cannot be read, so nobody knows it is empty"));
    Item pool = write.read(root, "name", POOL, "vm");
    if (pool.name().isEmpty() || !pool.missing().isEmpty()) {
      throw ModuleException.refused("its pools cannot be read, so nobody knows it is empty");
    }
    for (String list : List.of(POOL, "vm")) {
      pool.get(list, ManagedObjectReference[].class).map(List::of).ifPresent(inside::addAll);
    }
    return inside;
  }

  /** What expressions may read of a cluster, ours or not. */
  Map<String, Object> attributes(DrsCluster cluster) {
    Map<String, Object> all = new LinkedHashMap<>(Settings.rows().attributes(cluster.item()));
    all.put("path", cluster.path().toString());
    all.put("id", cluster.ref().getVal());
    return all;
  }

  @Override
  protected Object exported(InventoryPath path, Optional<ObjectState> seen) {
    return path.toString();
  }
}
