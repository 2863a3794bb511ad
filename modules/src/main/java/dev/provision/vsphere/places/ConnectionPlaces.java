package dev.provision.vsphere.places;

import dev.provision.spi.Problem;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Checks that each place named in {@code vcenter:} exists exactly once. */
public final class ConnectionPlaces {
  private static final List<String> STORES = List.of("Datastore", "StoragePod");

  private ConnectionPlaces() {}

  public static List<Problem> problems(VcenterSpec spec, Inventory inventory) {
    List<Problem> problems = new ArrayList<>(new Clusters(spec, inventory).problems());
    if (DirectHost.is(inventory)) {
      problems.removeIf(DirectHost::isOfCluster);
      problems.addAll(0, DirectHost.problems(spec));
    }
    try {
      DatastoreRegex.of(spec)
          .flatMap(
              regex ->
                  inventory.all("Datastore").stream()
                      .map(Item::name)
                      .filter(name -> DatastoreRegex.takesTooLong(regex, name))
                      .findFirst())
          .ifPresent(
              name ->
                  problems.add(
                      new Problem(
                          "datastore_regex",
                          "`"
                              + spec.datastoreRegex().orElseThrow()
                              + "` takes too long on the name `"
                              + name
                              + "`: write it without a repetition inside a repetition")));
    } catch (PatternSyntaxException e) {
      problems.add(
          new Problem(
              "datastore_regex",
              "`"
                  + spec.datastoreRegex().orElseThrow()
                  + "` is no regular expression: "
                  + e.getDescription()));
    }
    datastores(spec, inventory, problems);
    if (spec.clonesPerDatastore() < 1) {
      problems.add(
          new Problem(
              "clones_per_datastore",
              "`clones_per_datastore` must be at least 1, not " + spec.clonesPerDatastore()));
    }
    return problems;
  }

  private static void datastores(VcenterSpec spec, Inventory inventory, List<Problem> problems) {
    for (int i = 0; i < spec.datastores().size(); i++) {
      String field = "datastores." + i + ".name";
      PlaceName whole = spec.datastores().get(i).name();
      if (inventory.find(STORES, whole, InventoryPath.ROOT) instanceof Lookup.Found) {
        continue; // a datastore cluster, or a name with colons that is not in Glance's form
      }
      PlaceName name = spec.datastores().get(i).datastore();
      InventoryPath below = spec.datastores().get(i).datacenter().orElse(InventoryPath.ROOT);
      inventory
          .find(List.of("Datastore"), name, below)
          .problem("datastore", name, below)
          .ifPresent(why -> problems.add(new Problem(field, why)));
    }
  }
}
