package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who uses a datastore, and so keeps hosts from unmounting it. */
record DatastoreUse(ManagedObjectReference datastore, Inventory read) {
  /** Of every VM, templates too; one with an ISO file of the datastore counts. */
  static final String USED = "datastore";

  /** The VMs and templates on it. */
  Stream<Item> vms() {
    return read.all("VirtualMachine").stream().filter(this::uses);
  }

  private boolean uses(Item vm) {
    return vm.get(USED, ManagedObjectReference[].class).stream()
        .flatMap(Arrays::stream)
        .anyMatch(datastore::equals);
  }

  /** Why hosts cannot unmount it as these changes say. */
  List<Problem> problems(List<Change> changes) {
    List<Problem> problems = new ArrayList<>();
    for (Change change : changes) {
      if (change.effect() == Effect.UNMOUNTS) {
        Mounts.host(change).ifPresent(path -> problems.addAll(problems(path)));
      }
    }
    return problems;
  }

  private List<Problem> problems(String path) {
    List<Problem> problems = new ArrayList<>();
    String vms =
        vms()
            .filter(vm -> path.equals(host(vm)))
            .map(vm -> "`" + read.path(vm.ref()) + "`")
            .sorted()
            .collect(Collectors.joining(", "));
    if (!vms.isEmpty()) {
      problems.add(
          new Problem("hosts", "`" + path + "` cannot unmount it: it is used there by " + vms));
    }
    hosts(path)
        .forEach(
            why ->
                problems.add(
                    new Problem("hosts", "`" + path + "` cannot unmount it: the host " + why)));
    for (Item cluster : Heartbeats.of(datastore, read)) {
      if (path.startsWith(read.path(cluster.ref()) + "/")) {
        problems.add(
            new Problem(
                "hosts",
                "`"
                    + path
                    + "` cannot unmount it: `"
                    + read.path(cluster.ref())
                    + "` uses it for HA's heartbeat"));
      }
    }
    return problems;
  }

  /** What a host itself keeps on it. */
  List<String> hosts(String path) {
    Optional<Item> store = read.get(datastore);
    return store.isEmpty()
        ? List.of()
        : read.at(InventoryPath.parse(path))
            .map(host -> HostUse.of(host, store.get()))
            .orElse(List.of());
  }

  private String host(Item vm) {
    return vm.get("runtime.host", ManagedObjectReference.class)
        .map(host -> read.path(host).toString())
        .orElse("");
  }
}
