package dev.provision.vsphere.tags;

import com.vmware.vim25.AboutInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.rest.RestFault;
import java.util.List;

/**
 * vCenters in Enhanced Linked Mode: they share roles, licenses, tags and categories, and each
 * answers only for its own objects. None can be asked through another one; so what they share is
 * not deleted from one.
 */
public final class LinkedVcenters {
  private LinkedVcenters() {}

  /** Why what they share is not deleted. */
  public static String why(List<String> vcenters) {
    return "the linked vCenters "
        + String.join(", ", vcenters)
        + " share it, and only each of them knows which of its objects have it";
  }

  /**
   * Passes for a vCenter that stands alone, and for a single ESXi host.
   *
   * @throws ModuleException REFUSED for one that is linked, and for one that does not tell the
   *     account whether it is
   */
  public static void requireAlone(Tagging tagging, AboutInfo about) throws ModuleException {
    List<String> linked = "VirtualCenter".equals(about.getApiType()) ? asked(tagging) : List.of();
    if (!linked.isEmpty()) {
      throw ModuleException.refused(
          why(linked) + "; delete it in the vSphere client when nothing has it");
    }
  }

  private static List<String> asked(Tagging tagging) throws ModuleException {
    try {
      return tagging.linked();
    } catch (ModuleException e) {
      if (!RestFault.isRefusal(e)) {
        throw e;
      }
      throw ModuleException.refused(
          "vCenter does not say whether it is linked with others, which would share it: "
              + e.getMessage()
              + "; the account needs System.Read");
    }
  }
}
