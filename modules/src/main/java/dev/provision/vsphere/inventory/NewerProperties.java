package dev.provision.vsphere.inventory;

import com.vmware.vim25.AboutInfo;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Properties that servers newer than vSphere 6.0 have and that are asked of these alone: one that
 * the version which is spoken does not have is {@code InvalidProperty}, which fails the whole
 * reading, although the server may know it in a newer one.
 */
public final class NewerProperties {
  /** The logical switch of NSX that a distributed port group stands for. */
  public static final String LOGICAL_SWITCH = "config.logicalSwitchUuid";

  /** Whether a host is one that Proactive HA empties because it is about to fail; since 6.5. */
  public static final String QUARANTINE = "runtime.inQuarantineMode";

  /**
   * How far the guest is with its customization ({@code GuestInfoCustomizationStatus}, since
   * 7.0.2).
   */
  public static final String CUSTOMIZATION = "guest.customizationInfo.customizationStatus";

  /** Why that failed. */
  public static final String CUSTOMIZATION_ERROR = "guest.customizationInfo.errorMsg";

  /** Which key the home of a VM is encrypted with; since 6.5, unset for one that is not. */
  public static final String KEY = "config.keyId";

  private NewerProperties() {}

  /** What is asked of VMs that are read in full where this version is spoken. */
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
   * Whether a lease's manifest tells of what was received too ({@code
   * HttpNfcLeaseManifestEntry.checksum}, since 6.7), and not only of what was sent, where this
   * version is spoken.
   */
  public static boolean tellsWhatArrived(ApiVersion spoken) {
    return spoken.isAtLeast("6.7");
  }

  /** By type, what is asked of a vCenter where this version is spoken; of others, nothing. */
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
