package dev.provision.modules.datastores;

import dev.provision.spi.Declaration;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Reference.Order;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.ArrayList;
import java.util.List;

/** What comes before a datastore that hosts mount. */
final class DatastoreReferences {
  private DatastoreReferences() {}

  static List<Reference> of(Declaration<DatastoreSpec> datastore) {
    DatastoreSpec spec = datastore.spec();
    if (!spec.isMounted() || datastore.common().absent()) {
      return List.of();
    }
    List<String> names =
        spec.declaredHosts()
            .filter(hosts -> !hosts.isOpen())
            .map(hosts -> hosts.names().stream().map(PlaceName::text).toList())
            .orElse(List.of(Reference.EVERY));
    String field = spec.local().isPresent() ? "local.host" : "hosts";
    List<Reference> all = new ArrayList<>();
    for (String name : names) {
      Order order = name.equals(Reference.EVERY) ? Order.USES_EACH : Order.USES;
      all.add(new Reference("hosts", name, order, field, datastore.spanOf(field)));
    }
    if (spec.isExport()) {
      all.add(
          new Reference("vmkernels", Reference.EVERY, Order.USES_EACH, "hosts", datastore.span()));
    }
    return all;
  }
}
