package dev.provision.vsphere.connection;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code {name: nas1, weight: 10}}, an entry of Glance's {@code vmware_datastores}. */
@Doc("A datastore that may be used.")
public record DatastoreSpec(
    @Doc("Its name or path, or Glance's datacenter:datastore:weight.") @Shorthand String name,
    @Doc(
            "The datastore with the highest weight and enough room is used; among equal"
                + " weights, the one with the most free space.")
        @Default("0")
        int weight) {
  /** As Glance splits it, from the right ({@code vmware_datastore.py}, {@code rsplit}). */
  private static final Pattern GLANCE =
      Pattern.compile("(?<dc>[^:].*?):(?<ds>[^:/]+)(:(?<weight>\\d{1,9}))?");

  private Optional<Matcher> glance() {
    return Optional.of(GLANCE.matcher(name))
        .filter(parts -> !name.contains("/datastore/") && parts.matches());
  }

  /** The datacenter's path without its first slash; empty where none is named. */
  public Optional<String> datacenter() {
    return glance().map(parts -> parts.group("dc").replaceAll("^/+", ""));
  }

  /** Its name or path. */
  public String datastore() {
    return glance().map(parts -> parts.group("ds")).orElse(name);
  }

  /** That of Glance's form where it says one. */
  public int effectiveWeight() {
    return glance().map(parts -> parts.group("weight")).map(Integer::parseInt).orElse(weight);
  }
}
