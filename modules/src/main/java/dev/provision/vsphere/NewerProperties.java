package dev.provision.vsphere;

import com.vmware.vim25.AboutInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Properties that servers newer than vSphere 6.0 have and that are asked of these alone: one that a
 * server does not know is {@code InvalidProperty}, which fails the whole reading.
 */
public final class NewerProperties {
  private static final Pattern VERSION =
      Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,4}))?(?:\\.(\\d{1,4}))?");

  /** The logical switch of NSX that a distributed port group stands for. */
  public static final String LOGICAL_SWITCH = "config.logicalSwitchUuid";

  /** Whether a host is one that Proactive HA empties because it is about to fail; since 6.5. */
  static final String QUARANTINE = "runtime.inQuarantineMode";

  /**
   * How far the guest is with its customization ({@code GuestInfoCustomizationStatus}, since
   * 7.0.2).
   */
  public static final String CUSTOMIZATION = "guest.customizationInfo.customizationStatus";

  /** Why that failed. */
  public static final String CUSTOMIZATION_ERROR = "guest.customizationInfo.errorMsg";

  private NewerProperties() {}

  /** What a server of this version has of VMs that are read in full. */
  static Set<String> ofVms(AboutInfo about) {
    return isAtLeast(about, 7, 0, 2) ? Set.of(CUSTOMIZATION, CUSTOMIZATION_ERROR) : Set.of();
  }

  /**
   * Whether a lease's manifest tells of what was received too ({@code
   * HttpNfcLeaseManifestEntry.checksum}, since 6.7), and not only of what was sent.
   */
  public static boolean tellsWhatArrived(AboutInfo about) {
    return isAtLeast(about, 6, 7, 0);
  }

  /** By type, what a server of this version ({@code AboutInfo.apiVersion}) has. */
  static Map<String, Set<String>> of(AboutInfo about) {
    if (!"VirtualCenter".equals(about.getApiType())) {
      return Map.of();
    }
    Map<String, Set<String>> newer = new LinkedHashMap<>();
    if (isAtLeast(about, 6, 5, 0)) {
      newer.put("HostSystem", Set.of(QUARANTINE));
    }
    if (isAtLeast(about, 7, 0, 0)) {
      newer.put("DistributedVirtualPortgroup", Set.of(LOGICAL_SWITCH));
    }
    return newer;
  }

  /** Never for a version that cannot be read. */
  private static boolean isAtLeast(AboutInfo about, int... wanted) {
    Matcher has = VERSION.matcher(String.valueOf(about.getApiVersion()));
    if (!has.lookingAt()) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      String text = has.group(i + 1);
      int part = text == null ? 0 : Integer.parseInt(text);
      if (part != wanted[i]) {
        return part > wanted[i];
      }
    }
    return true;
  }
}
