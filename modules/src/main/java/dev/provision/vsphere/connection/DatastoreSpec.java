package dev.provision.vsphere.connection;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code {name: nas1, weight: 10}}, an entry of Glance's {@code vmware_datastores}. */
@Doc("A datastore that may be used.")
public record DatastoreSpec(
    @Doc("Its name or path, or Glance's datacenter:datastore:weight.") @Shorthand PlaceName name,
    @Doc(
            "The datastore with the highest weight and enough room is used; among equal"
                + " weights, the one with the most free space.")
        @Default("0")
        int weight) {
  /** As Glance splits it, from the right ({@code vmware_datastore.py}, {@code rsplit}). */
  private static final Pattern GLANCE =
      Pattern.compile("(?<dc>[^:].*?):(?<ds>[^:/]+)(:(?<weight>\\d{1,9}))?");

  private Optional<Matcher> glance() {
    return Optional.of(GLANCE.matcher(name.text()))
        .filter(parts -> !name.text().contains("/datastore/") && parts.matches());
  }

  /** The datacenter's path, which Glance reads from the root; empty where none is named. */
  public Optional<InventoryPath> datacenter() {
    return glance()
        .map(parts -> new PlaceName(parts.group("dc")))
        .map(name -> name.below(InventoryPath.ROOT));
  }

  /** Its name or path. */
  public PlaceName datastore() {
    return glance().map(parts -> new PlaceName(parts.group("ds"))).orElse(name);
  }

  /** That of Glance's form where it says one. */
  public int effectiveWeight() {
    return glance().map(parts -> parts.group("weight")).map(Integer::parseInt).orElse(weight);
  }
}
