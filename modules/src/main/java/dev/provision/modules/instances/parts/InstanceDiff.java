package dev.provision.modules.instances.parts;

import dev.provision.diagnostic.Span;
import dev.provision.modules.instances.size.FlavorFields;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import java.util.List;

/** What differs between a VM and its declaration: each part decides about its own fields. */
public final class InstanceDiff {
  private InstanceDiff() {}

  public static List<Change> changes(InstanceDesired desired, InstanceState observed) {
    return InstanceParts.changes(desired, observed);
  }

  /** Where the playbook writes the value of a field: in the flavor or in the instance. */
  public static Span origin(
      Declaration<InstanceSpec> declaration, InstanceDesired desired, String field) {
    return InstanceParts.isOfFlavor(field)
        ? FlavorFields.where(desired.sizing(), field, declaration.spanOf("flavor"))
        : declaration.spanOf(field);
  }
}
