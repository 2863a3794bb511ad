package dev.provision.modules.licenses;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.List;

/** What is wanted of a license. Its text has no key. */
record LicenseDesired(
    Address address,
    EnvironmentId environment,
    LicenseSpec spec,
    List<Target> targets,
    VcenterSpec vcenter,
    boolean protect) {
  LicenseDesired {
    targets = List.copyOf(targets);
  }

  String key() {
    return spec.key().text();
  }

  ObjectMark mark(boolean adopted) {
    return new ObjectMark(environment.toString(), address.toString(), adopted, protect);
  }

  boolean isMarkedBy(ObjectMark mark) {
    return mark.isOf(environment) && mark.address().equals(address.toString());
  }
}
