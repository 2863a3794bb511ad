package dev.provision.vsphere.capture;

import com.vmware.vim25.LicenseAssignmentManagerLicenseAssignment;
import com.vmware.vim25.LicenseManagerLicenseInfo;
import com.vmware.vim25.ObjectContent;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.Licenses;
import java.util.Map;
import java.util.stream.Stream;

/** Licenses with digests for their keys. */
final class CapturedLicenses {
  private CapturedLicenses() {}

  /**
   * @param vcenter its instanceUuid
   */
  static ObjectContent of(Item manager, String vcenter) {
    LicenseManagerLicenseInfo[] all =
        Stream.of(
                manager
                    .get(Licenses.LICENSES, LicenseManagerLicenseInfo[].class)
                    .orElse(new LicenseManagerLicenseInfo[0]))
            .map(each -> concealed(each, vcenter))
            .toArray(LicenseManagerLicenseInfo[]::new);
    LicenseAssignmentManagerLicenseAssignment[] assigned =
        Stream.of(
                manager
                    .get(Licenses.ASSIGNED, LicenseAssignmentManagerLicenseAssignment[].class)
                    .orElse(new LicenseAssignmentManagerLicenseAssignment[0]))
            .filter(each -> each.getAssignedLicense() != null)
            .map(each -> concealed(each, vcenter))
            .toArray(LicenseAssignmentManagerLicenseAssignment[]::new);
    return Items.content(
        manager.ref(), Map.of(Licenses.LICENSES, all, "licensedEntities", assigned));
  }

  private static LicenseManagerLicenseInfo concealed(
      LicenseManagerLicenseInfo license, String vcenter) {
    LicenseManagerLicenseInfo copy = new LicenseManagerLicenseInfo();
    copy.setLicenseKey(Licenses.digest(license.getLicenseKey()));
    copy.setEditionKey(license.getEditionKey());
    copy.setName(license.getName());
    copy.setTotal(license.getTotal());
    copy.setUsed(license.getUsed());
    copy.setCostUnit(license.getCostUnit());
    copy.setLabels(Licenses.labelsInACopy(license, vcenter));
    return copy;
  }

  private static LicenseAssignmentManagerLicenseAssignment concealed(
      LicenseAssignmentManagerLicenseAssignment assignment, String vcenter) {
    LicenseAssignmentManagerLicenseAssignment copy =
        new LicenseAssignmentManagerLicenseAssignment();
    boolean here = vcenter != null && vcenter.equals(assignment.getEntityId());
    copy.setEntityId(here ? Licenses.HERE : assignment.getEntityId());
    copy.setEntityDisplayName(assignment.getEntityDisplayName());
    copy.setAssignedLicense(concealed(assignment.getAssignedLicense(), vcenter));
    return copy;
  }
}
