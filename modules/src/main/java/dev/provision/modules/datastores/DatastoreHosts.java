package dev.provision.modules.datastores;

import dev.provision.spi.Problem;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.places.Clusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which hosts a datastore is to be mounted on. */
record DatastoreHosts(List<InventoryPath> paths, List<Problem> problems) {
  private static final String HOST = "HostSystem";
  private static final String COMPUTE = "ComputeResource";

  DatastoreHosts {
    paths = List.copyOf(paths);
    problems = List.copyOf(problems);
  }

  /**
   * The declaration with the paths of the hosts; names that mean none stay, so that {@link
   * #problems} tells of them.
   */
  static DatastoreSpec meant(DatastoreSpec spec, VcenterSpec vcenter, Inventory read) {
    List<PlaceName> names =
        new ArrayList<>(
            of(spec.hosts(), vcenter, read).paths().stream().map(PlaceName::of).toList());
    InventoryPath below = vcenter.below(read);
    spec.hosts().filter(hosts -> !hosts.isAll()).map(HostsSpec::names).orElse(List.of()).stream()
        .filter(name -> !(read.find(List.of(HOST), name, below) instanceof Lookup.Found))
        .forEach(names::add);
    Optional<PlaceName> cluster =
        spec.hosts()
            .flatMap(HostsSpec::cluster)
            .filter(name -> !(read.find(List.of(COMPUTE), name, below) instanceof Lookup.Found));
    boolean exclusive = spec.hosts().map(HostsSpec::exclusive).orElse(false);
    return spec.on(new HostsSpec(names, cluster, exclusive));
  }

  /** The same with the size of the disks of a volume that declares no capacity. */
  static DatastoreSpec sized(DatastoreSpec spec, VcenterSpec vcenter, Inventory read) {
    DatastoreSpec meant = meant(spec, vcenter, read);
    return meant
        .volume()
        .filter(volume -> meant.capacity().isEmpty())
        .flatMap(volume -> SeenLuns.read(read).all(Volume.declared(volume)))
        .map(DataSize::new)
        .map(meant::sized)
        .orElse(meant);
  }

  /** Those that are named; without names, those of the connection's clusters. */
  static DatastoreHosts of(Optional<HostsSpec> hosts, VcenterSpec vcenter, Inventory read) {
    InventoryPath below = vcenter.below(read);
    List<Problem> problems = new ArrayList<>();
    Set<String> paths = new TreeSet<>();
    List<Item> above = new ArrayList<>();
    if (hosts.isEmpty()) {
      above.addAll(new Clusters(vcenter, read).usable());
    } else {
      List<PlaceName> names = hosts.get().names();
      for (int i = 0; i < names.size() && !hosts.get().isAll(); i++) {
        find("host", HOST, names.get(i), below, read, problems)
            .ifPresent(host -> paths.add(read.path(host.ref()).toString()));
      }
      hosts
          .get()
          .cluster()
          .flatMap(name -> find("cluster", COMPUTE, name, below, read, problems))
          .ifPresent(above::add);
    }
    boolean all = hosts.filter(HostsSpec::isAll).isPresent();
    for (Item host : read.all(HOST)) {
      InventoryPath path = read.path(host.ref());
      boolean inside =
          above.stream().anyMatch(each -> host.parent().equals(Optional.of(each.ref())));
      if (inside || all && path.isBelow(below)) {
        paths.add(path.toString());
      }
    }
    return new DatastoreHosts(paths.stream().map(InventoryPath::parse).toList(), problems);
  }

  private static Optional<Item> find(
      String what,
      String type,
      PlaceName name,
      InventoryPath below,
      Inventory read,
      List<Problem> problems) {
    Lookup lookup = read.find(List.of(type), name, below);
    lookup
        .problem(what, name, below)
        .map(why -> new Problem("hosts", why))
        .ifPresent(problems::add);
    return lookup instanceof Lookup.Found found ? Optional.of(found.item()) : Optional.empty();
  }
}
