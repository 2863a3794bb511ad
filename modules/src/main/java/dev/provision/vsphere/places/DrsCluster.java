package dev.provision.vsphere.places;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDasAdmissionControlPolicy;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterFailoverHostAdmissionControlPolicy;
import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.DrsBehavior;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.PlannedRule;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster with the DRS and HA settings of its {@code configurationEx} (vSphere API,
 * ClusterConfigInfoEx).
 */
public record DrsCluster(ManagedObjectReference ref, InventoryPath path, Item item) {
  /** The light property that this reads. */
  public static final String CONFIG = "configurationEx";

  /** Not a property of the API: holds {@link #planned}. */
  private static final String PLANNED = "planned rules";

  /** Not a property of the API: HA as the plan sets it. */
  private static final String PLANNED_HA = "planned HA";

  private static final String TYPE = "ClusterComputeResource";

  public static DrsCluster of(Item item, Inventory inventory) {
    return new DrsCluster(item.ref(), inventory.path(item.ref()), item);
  }

  /** The same cluster with properties that were read just now. */
  public DrsCluster with(Item now) {
    return new DrsCluster(ref, path, now);
  }

  /** All clusters, without standalone hosts. */
  public static List<DrsCluster> all(Inventory inventory) {
    return inventory.all(TYPE).stream().map(item -> of(item, inventory)).toList();
  }

  /** The clusters that a connection lets VMs go to. */
  public static List<DrsCluster> usable(VcenterSpec spec, Inventory inventory) {
    List<DrsCluster> usable = new ArrayList<>();
    for (Item compute : new Clusters(spec, inventory).usable()) {
      if (compute.type().equals(TYPE)) {
        usable.add(of(compute, inventory));
      }
    }
    return usable;
  }

  /** The cluster of a host; empty for a standalone host. */
  public static Optional<DrsCluster> around(ManagedObjectReference host, Inventory inventory) {
    return inventory
        .get(host)
        .flatMap(Item::parent)
        .filter(compute -> compute.getType().equals(TYPE))
        .flatMap(inventory::get)
        .map(compute -> of(compute, inventory));
  }

  /** The cluster that something is in, at any depth; empty when it is in none. */
  public static Optional<DrsCluster> above(Item inner, Inventory inventory) {
    Optional<Item> at = Optional.of(inner);
    while (at.isPresent() && !at.get().type().equals(TYPE)) {
      at = at.get().parent().flatMap(inventory::get);
    }
    return at.map(cluster -> of(cluster, inventory));
  }

  private Optional<ClusterConfigInfoEx> config() {
    return item.get(CONFIG, Object.class)
        .filter(ClusterConfigInfoEx.class::isInstance)
        .map(ClusterConfigInfoEx.class::cast);
  }

  /** Whether DRS is on, in any mode. */
  public boolean hasDrs() {
    return config()
        .map(ClusterConfigInfoEx::getDrsConfig)
        .filter(drs -> Boolean.TRUE.equals(drs.getEnabled()))
        .isPresent();
  }

  /** Whether its settings could be read, and DRS is off in them. */
  public boolean isWithoutDrs() {
    return config().isPresent() && !hasDrs();
  }

  /** Whether DRS itself migrates running VMs when their host has too little for them. */
  public boolean balances() {
    return hasDrs()
        && config()
            .filter(known -> known.getDrsConfig().getDefaultVmBehavior() != DrsBehavior.manual)
            .filter(
                known ->
                    known.getDrsConfig().getDefaultVmBehavior() != DrsBehavior.partiallyAutomated)
            .isPresent();
  }

  /** Whether DRS only recommends a host at power-on, and a person decides. */
  public boolean asksBeforePowerOn() {
    return hasDrs()
        && config()
            .filter(known -> known.getDrsConfig().getDefaultVmBehavior() == DrsBehavior.manual)
            .isPresent();
  }

  public List<ClusterRuleInfo> rules() {
    return config().map(ClusterConfigInfoEx::getRule).map(List::of).orElse(List.of());
  }

  /** VM groups and host groups. */
  public List<ClusterGroupInfo> groups() {
    return config().map(ClusterConfigInfoEx::getGroup).map(List::of).orElse(List.of());
  }

  /** The cluster's item as it will be with the rules and groups that a plan gives it. */
  public Item with(List<PlannedRule> planned) {
    Map<String, Object> properties = new HashMap<>(item.properties());
    properties.put(PLANNED, planned);
    return new Item(ref, properties, item.missing());
  }

  /** The rules and groups that the plan gives it; empty in a snapshot of the server. */
  @SuppressWarnings("unchecked") // only `with` puts it there
  public List<PlannedRule> planned() {
    return item.get(PLANNED, List.class).orElse(List.of());
  }

  /** A cluster's item as it will be with HA as a plan sets it. */
  public static Item with(ClusterDasConfigInfo planned, Item cluster) {
    return cluster.with(PLANNED_HA, planned);
  }

  /** A cluster's item as it will be when HA keeps these hosts free. */
  public static Item keeping(List<ManagedObjectReference> free, Item cluster) {
    ClusterFailoverHostAdmissionControlPolicy policy =
        new ClusterFailoverHostAdmissionControlPolicy();
    policy.setFailoverHosts(free.toArray(ManagedObjectReference[]::new));
    ClusterDasConfigInfo planned = new ClusterDasConfigInfo();
    planned.setEnabled(
        new DrsCluster(cluster.ref(), InventoryPath.ROOT, cluster)
            .ha()
            .map(ClusterDasConfigInfo::getEnabled)
            .orElse(null));
    planned.setAdmissionControlEnabled(true);
    planned.setAdmissionControlPolicy(policy);
    return with(planned, cluster);
  }

  private Optional<ClusterDasConfigInfo> ha() {
    return item.get(PLANNED_HA, ClusterDasConfigInfo.class)
        .or(() -> config().map(ClusterConfigInfoEx::getDasConfig));
  }

  /** What HA keeps free, as the server has it or as the plan sets it; empty when it is off. */
  public Optional<ClusterDasAdmissionControlPolicy> admission() {
    return ha().filter(das -> Boolean.TRUE.equals(das.getEnabled()))
        .filter(das -> Boolean.TRUE.equals(das.getAdmissionControlEnabled()))
        .map(ClusterDasConfigInfo::getAdmissionControlPolicy);
  }

  /** The hosts that HA keeps free for failover. */
  public List<ManagedObjectReference> failoverHosts() {
    return admission()
        .filter(ClusterFailoverHostAdmissionControlPolicy.class::isInstance)
        .map(policy -> ((ClusterFailoverHostAdmissionControlPolicy) policy).getFailoverHosts())
        .map(List::of)
        .orElse(List.of());
  }
}
