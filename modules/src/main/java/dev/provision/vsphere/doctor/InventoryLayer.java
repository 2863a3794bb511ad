package dev.provision.vsphere.doctor;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Layer;
import dev.provision.spi.Problem;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.kind.NeededPrivilege;
import dev.provision.vsphere.places.AllowedDatastores;
import dev.provision.vsphere.places.Clusters;
import dev.provision.vsphere.places.ConnectionPlaces;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.DatastoreRegex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Checks that the account sees a cluster, a host and a datastore that the connection allows. */
final class InventoryLayer {
  static final String NAME = "inventory";
  private static final long GIBIBYTE = 1L << 30;

  private final VcenterSpec spec;
  private final Inventory inventory;
  private final List<Item> clusters;
  private final List<Item> hosts;
  private final List<DatastoreFacts> mounted;
  private final BiPredicate<String, String> hasTopFolder;

  /**
   * @param hasTopFolder whether a vSAN or vVol datastore of this name has this top folder
   */
  InventoryLayer(VcenterSpec spec, Inventory inventory, BiPredicate<String, String> hasTopFolder) {
    this.hasTopFolder = hasTopFolder;
    this.spec = spec;
    this.inventory = inventory;
    this.clusters = new Clusters(spec, inventory).usable();
    this.hosts =
        inventory.all("HostSystem").stream()
            .filter(
                host -> clusters.stream().anyMatch(c -> host.parent().equals(Optional.of(c.ref()))))
            .toList();
    Set<ManagedObjectReference> datastores = new LinkedHashSet<>();
    hosts.forEach(host -> datastores.addAll(references(host, "datastore")));
    this.mounted =
        datastores.stream()
            .flatMap(ref -> inventory.get(ref).stream())
            .map(DatastoreFacts::new)
            .toList();
  }

  private static List<ManagedObjectReference> references(Item host, String property) {
    return host.get(property, ManagedObjectReference[].class).map(List::of).orElse(List.of());
  }

  /**
   * For a playbook that makes some of the places; the plan says which of the others are missing.
   */
  Layer ofMadePlaces() {
    return ConnectionPlaces.problems(spec, inventory).isEmpty() && !hosts.isEmpty()
        ? layer()
        : Layer.skipped(NAME, "because the playbook makes what the connection names");
  }

  Layer layer() {
    List<Problem> problems = ConnectionPlaces.problems(spec, inventory);
    if (!problems.isEmpty()) {
      return Layer.mistaken(
          NAME,
          problems.stream().map(p -> "`" + p.field() + "`: " + p.message()).toList(),
          "write the names as vCenter has them");
    }
    if (clusters.isEmpty() || hosts.isEmpty()) {
      return Layer.refused(
          NAME,
          List.of(
              clusters.isEmpty()
                  ? "the account sees no cluster and no host"
                  : paths(clusters) + " has no host that the account sees"),
          "give the account at least the role Read-only there, with propagation");
    }
    List<String> lines = new ArrayList<>();
    for (Item cluster : clusters) {
      long usable = hostsOf(cluster).stream().filter(InventoryLayer::isUsable).count();
      lines.add(
          inventory.path(cluster.ref())
              + ": "
              + usable
              + " of "
              + hostsOf(cluster).size()
              + " hosts can take VMs");
    }
    return datastores(lines);
  }

  private Layer datastores(List<String> lines) {
    List<DatastoreFacts> allowed = allowed();
    if (allowed.isEmpty()) {
      lines.add(
          0,
          mounted.isEmpty()
              ? "no host there has a datastore"
              : "none of the datastores there is " + text() + ": " + names(mounted));
      return mounted.isEmpty()
          ? Layer.refused(NAME, lines, "mount one on the hosts")
          : Layer.mistaken(
              NAME, lines, "change `datastore_regex` or `datastores`: a regex begins at the start");
    }
    List<DatastoreFacts> writable = writable();
    for (DatastoreFacts datastore : allowed) {
      lines.add(
          "datastore "
              + datastore.name()
              + ": "
              + (writable.contains(datastore)
                  ? datastore.freeBytes() / GIBIBYTE + " GiB free"
                  : "cannot be written to now: " + why(datastore)));
    }
    List<DatastoreFacts> others = new ArrayList<>(mounted);
    others.removeAll(allowed);
    if (!others.isEmpty()) {
      lines.add("not used: " + names(others));
    }
    if (writable.isEmpty()) {
      lines.add(0, "none of the datastores that may be used can be written to now");
      return Layer.refused(NAME, lines, "make one of them accessible in vCenter");
    }
    return Layer.ok(NAME, lines);
  }

  private String text() {
    return new AllowedDatastores(regex(), spec.datastores(), inventory).text();
  }

  private Optional<Pattern> regex() {
    try {
      return DatastoreRegex.of(spec);
    } catch (PatternSyntaxException e) {
      return Optional.empty(); // ConnectionPlaces reports it
    }
  }

  /** The mounted datastores that the connection lets placement choose from. */
  List<DatastoreFacts> allowed() {
    AllowedDatastores allowed = new AllowedDatastores(regex(), spec.datastores(), inventory);
    return mounted.stream().filter(allowed::allows).toList();
  }

  /** The allowed datastores that at least one host can write to. */
  List<DatastoreFacts> writable() {
    return allowed().stream()
        .filter(
            ds -> hosts.stream().anyMatch(host -> sees(host, ds) && ds.isWritableFrom(host.ref())))
        .toList();
  }

  private static boolean sees(Item host, DatastoreFacts datastore) {
    return references(host, "datastore").contains(datastore.ref());
  }

  private static String why(DatastoreFacts datastore) {
    return datastore
        .item()
        .get("summary.maintenanceMode", String.class)
        .filter(mode -> !mode.equals("normal"))
        .map(mode -> "it is in maintenance (" + mode + ")")
        .orElse("it is not accessible, or mounted read-only");
  }

  private List<Item> hostsOf(Item cluster) {
    return hosts.stream().filter(h -> h.parent().equals(Optional.of(cluster.ref()))).toList();
  }

  private static boolean isUsable(Item host) {
    return host.get("runtime.connectionState", Object.class)
            .map(state -> state.toString().equals("connected"))
            .orElse(true)
        && !host.get("runtime.inMaintenanceMode", Boolean.class).orElse(false);
  }

  /** The objects on which the account needs privileges. */
  Map<NeededPrivilege.On, List<Item>> objects() {
    Set<ManagedObjectReference> networks = new LinkedHashSet<>();
    hosts.forEach(host -> networks.addAll(references(host, "network")));
    return Map.of(
        NeededPrivilege.On.ROOT,
        inventory.get(inventory.root()).stream().toList(),
        NeededPrivilege.On.ATTRIBUTE,
        lacksAttribute() ? inventory.get(inventory.root()).stream().toList() : List.of(),
        NeededPrivilege.On.DATACENTER,
        datacenters(),
        NeededPrivilege.On.CLUSTER,
        clusters,
        NeededPrivilege.On.DATASTORE,
        allowed().stream().map(DatastoreFacts::item).toList(),
        NeededPrivilege.On.TOP_FOLDER,
        allowed().stream().filter(this::lacksTopFolder).map(DatastoreFacts::item).toList(),
        NeededPrivilege.On.NETWORK,
        networks.stream().flatMap(ref -> inventory.get(ref).stream()).toList());
  }

  private boolean lacksAttribute() {
    return !inventory.all("CustomFieldsManager").isEmpty()
        && inventory.customFieldKey(ObjectMark.ATTRIBUTE).isEmpty();
  }

  private boolean lacksTopFolder(DatastoreFacts datastore) {
    return !datastore.makesTopFolders()
        && !spec.topFolders().stream().allMatch(top -> hasTopFolder.test(datastore.name(), top));
  }

  private List<Item> datacenters() {
    return inventory.all("Datacenter").stream()
        .filter(dc -> clusters.stream().anyMatch(c -> path(c).isBelow(path(dc))))
        .toList();
  }

  /**
   * The path of its datacenter as {@code /folder} takes it in {@code dcPath}; empty when the
   * account does not see the datacenter.
   */
  Optional<String> datacenterPath(DatastoreFacts datastore) {
    return inventory.all("Datacenter").stream()
        .map(this::path)
        .filter(dc -> path(datastore.item()).isBelow(dc))
        .map(dc -> dc.toString().substring(1))
        .findFirst();
  }

  private InventoryPath path(Item item) {
    return inventory.path(item.ref());
  }

  private String paths(List<Item> items) {
    return items.stream().map(item -> path(item).toString()).collect(Collectors.joining(", "));
  }

  private static String names(List<DatastoreFacts> datastores) {
    return datastores.stream().map(DatastoreFacts::name).sorted().collect(Collectors.joining(", "));
  }
}
