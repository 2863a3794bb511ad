package dev.provision.vsphere.places;

import dev.provision.vsphere.connection.DatastoreSpec;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * The datastores that a connection allows: those that match {@code datastore_regex} and are listed
 * in {@code datastores}, where these are set.
 */
public record AllowedDatastores(
    Optional<Pattern> regex, List<DatastoreSpec> listed, Inventory inventory) {
  public AllowedDatastores {
    listed = List.copyOf(listed);
  }

  /** Those of a connection; all that are listed while its {@code datastore_regex} is wrong. */
  public static AllowedDatastores of(VcenterSpec spec, Inventory inventory) {
    try {
      return new AllowedDatastores(DatastoreRegex.of(spec), spec.datastores(), inventory);
    } catch (PatternSyntaxException e) {
      // placement reports what is wrong with it
      return new AllowedDatastores(Optional.empty(), spec.datastores(), inventory);
    }
  }

  public boolean allows(DatastoreFacts datastore) {
    return regex.map(r -> DatastoreRegex.fits(r, datastore.name())).orElse(true)
        && (listed.isEmpty() || entry(datastore).isPresent());
  }

  /** Glance's weight; 0 for a datastore that is not listed. */
  public int weight(DatastoreFacts datastore) {
    return entry(datastore).map(DatastoreSpec::effectiveWeight).orElse(0);
  }

  private Optional<DatastoreSpec> entry(DatastoreFacts datastore) {
    return listed.stream().filter(each -> means(each, datastore)).findFirst();
  }

  /** A datastore cluster stands for those in it. */
  private boolean means(DatastoreSpec entry, DatastoreFacts datastore) {
    boolean inside =
        datastore
            .item()
            .parent()
            .filter(above -> above.getType().equals("StoragePod"))
            .filter(pod -> entry.name().fits(inventory.path(pod)))
            .isPresent();
    if (inside || entry.name().fits(inventory.path(datastore.ref()))) {
      return true;
    }
    if (entry.datacenter().isPresent()
        && !inventory.path(datastore.ref()).isBelow(entry.datacenter().get())) {
      return false;
    }
    return entry.datastore().fits(inventory.path(datastore.ref()));
  }

  /** What is allowed, for people: {@code a datastore that matches `nas.*`}. */
  public String text() {
    String list = listed.stream().map(d -> "`" + d.name() + "`").collect(Collectors.joining(", "));
    String matching = regex.map(r -> " that matches `" + r + "`").orElse("");
    return "a datastore" + (list.isEmpty() ? "" : " of " + list) + matching;
  }
}
