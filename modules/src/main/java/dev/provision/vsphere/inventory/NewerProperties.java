package dev.provision.vsphere.inventory;

import com.vmware.vim25.AboutInfo;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Properties that came after vSphere 6.0; they are read only when calls use a version that has
 * them. Otherwise the server answers {@code InvalidProperty}, which fails the whole read, even if
 * it knows the property in a newer version.
 */
public final class NewerProperties {
  /** The logical switch of NSX behind a distributed port group. */
  public static final String LOGICAL_SWITCH = "config.logicalSwitchUuid";

  /** Whether Proactive HA evacuates a host because it is likely to fail; since 6.5. */
  public static final String QUARANTINE = "runtime.inQuarantineMode";

  /** The state of the guest's customization ({@code GuestInfoCustomizationStatus}, since 7.0.2). */
  public static final String CUSTOMIZATION = "guest.customizationInfo.customizationStatus";

  /** Why the customization failed. */
  public static final String CUSTOMIZATION_ERROR = "guest.customizationInfo.errorMsg";

  /** The key that encrypts the home of a VM; since 6.5, unset for an unencrypted VM. */
  public static final String KEY = "config.keyId";

  private NewerProperties() {}

  /** The properties to read of VMs that are read in full, when calls use this version. */
  public static Set<String> ofVms(ApiVersion spoken) {
    Set<String> newer = new HashSet<>();
    if (spoken.isAtLeast("6.5")) {
      newer.add(KEY);
    }
    if (spoken.isAtLeast("7.0.2")) {
      newer.addAll(Set.of(CUSTOMIZATION, CUSTOMIZATION_ERROR));
    }
    return newer;
  }

  /**
   * Whether the manifest of a lease also has checksums of what the server received ({@code
   * HttpNfcLeaseManifestEntry.checksum}, since 6.7), when calls use this version.
   */
  public static boolean tellsWhatArrived(ApiVersion spoken) {
    return spoken.isAtLeast("6.7");
  }

  /**
   * By type, the properties to read from a vCenter when calls use this version; empty for other
   * servers.
   */
  public static Map<String, Set<String>> of(ApiVersion spoken, AboutInfo about) {
    if (!"VirtualCenter".equals(about.getApiType())) {
      return Map.of();
    }
    Map<String, Set<String>> newer = new LinkedHashMap<>();
    if (spoken.isAtLeast("6.5")) {
      newer.put("HostSystem", Set.of(QUARANTINE));
    }
    if (spoken.isAtLeast("7.0")) {
      newer.put("DistributedVirtualPortgroup", Set.of(LOGICAL_SWITCH));
    }
    return newer;
  }
}
