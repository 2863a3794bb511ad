package dev.provision.modules.roles;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import java.util.List;
import java.util.Optional;

/** {@code app-operator: {privileges: [VirtualMachine.Interact.PowerOn]}}. */
@Doc(
    "A role of the vCenter. What it has besides the declared privileges is left alone. A system"
        + " role, such as Admin, is never changed.")
public record RoleSpec(
    @Doc("Its name in vCenter; the entry's own name when left out.") Optional<String> name,
    @Doc(
            "Ids of the privileges that it has, `VirtualMachine.Interact.PowerOn`; upper and lower"
                + " case are the same. System.Anonymous, System.View and System.Read are in every"
                + " role.")
        Optional<List<String>> privileges,
    @Doc("A role whose privileges it has too, by name.") @Refers("roles") Optional<Ref> from,
    @Doc("Whether it has these privileges and no others.") @Default("false") boolean exclusive,
    @Doc("Whether it is only looked up, never created or deleted.") @Default("false")
        boolean existing) {
  /** One that is only looked up. */
  static RoleSpec existing(String name) {
    return new RoleSpec(Optional.of(name), Optional.empty(), Optional.empty(), false, true);
  }
}
