package dev.provision.modules.licenses;

import com.vmware.vim25.LicenseManagerLicenseInfo;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Licenses;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.Optional;

/** A license as it was found. Its key is never shown. */
record LicenseState(LicenseManagerLicenseInfo info, Licenses all, Inventory read) {
  /** Our mark; empty where an environment of a linked vCenter has it. */
  Optional<ObjectMark> mark() {
    return Licenses.mark(info).filter(mark -> Licenses.isAt(info, vcenter()));
  }

  private String vcenter() {
    return read.about().getInstanceUuid();
  }

  String key() {
    return info.getLicenseKey();
  }

  /** How messages name it: by its product. */
  String path() {
    String name =
        "license " + (info.getName() == null || info.getName().isBlank() ? "" : info.getName());
    return Licenses.mark(info)
        .filter(mark -> !Licenses.isAt(info, vcenter()))
        .map(mark -> name + " of the environment " + mark.environment() + " of a linked vCenter")
        .orElse(name);
  }
}
