package dev.provision.modules.instances;

import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Reference.Order;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder, pool and vApp of an instance, which need not be declared themselves. */
final class InstanceReferences {
  private InstanceReferences() {}

  static List<Reference> of(Declaration<InstanceSpec> declaration, EnvironmentId environment) {
    InstanceSpec spec = declaration.spec();
    String field = spec.path().isPresent() ? "path" : spec.folder().isPresent() ? "folder" : "";
    return Stream.of(
            folder(spec, declaration.common().adopt(), environment)
                .map(name -> reference("folders", name, field, declaration)),
            spec.resourcePool()
                .map(
                    pool -> reference("resource_pools", pool.text(), "resource_pool", declaration)),
            spec.vapp().map(app -> reference("vapps", app.text(), "vapp", declaration)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Reference reference(
      String section, String name, String field, Declaration<InstanceSpec> declaration) {
    return new Reference(
        section,
        name,
        Order.USES,
        field,
        field.isEmpty() ? declaration.span() : declaration.spanOf(field));
  }

  /**
   * The folder's name or path: the one in {@code path}, the declared one, or the environment's own;
   * empty for one that is adopted wherever it is.
   */
  static Optional<String> folder(InstanceSpec spec, boolean adopts, EnvironmentId environment) {
    return spec.path()
        .filter(PlaceName::isPath)
        .map(path -> path.below(InventoryPath.ROOT).parent().toString())
        .or(() -> spec.folder().map(PlaceName::text))
        .or(() -> adopts ? Optional.empty() : Optional.of(environment.name()));
  }
}
