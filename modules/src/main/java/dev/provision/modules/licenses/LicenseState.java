package dev.provision.modules.licenses;

import com.vmware.vim25.LicenseManagerLicenseInfo;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Licenses;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.Optional;

/** A license as it was found. Its key is never shown. */
record LicenseState(LicenseManagerLicenseInfo info, Licenses all, Inventory read) {
  Optional<ObjectMark> mark() {
    return Licenses.mark(info);
  }

  String key() {
    return info.getLicenseKey();
  }

  /** How messages name it: by its product. */
  String path() {
    return "license " + (info.getName() == null || info.getName().isBlank() ? "" : info.getName());
  }
}
