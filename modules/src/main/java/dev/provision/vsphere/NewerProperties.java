package dev.provision.vsphere;

import com.vmware.vim25.AboutInfo;
import java.util.Map;
import java.util.Set;

/**
 * Properties that servers newer than vSphere 6.0 have and that are asked of these alone: one that a
 * server does not know is {@code InvalidProperty}, which fails the whole reading.
 */
public final class NewerProperties {
  /** The logical switch of NSX that a distributed port group stands for. */
  public static final String LOGICAL_SWITCH = "config.logicalSwitchUuid";

  /** How far the guest is with its customization ({@code GuestInfoCustomizationStatus}). */
  public static final String CUSTOMIZATION = "guest.customizationInfo.customizationStatus";

  /** Why that failed. */
  public static final String CUSTOMIZATION_ERROR = "guest.customizationInfo.errorMsg";

  /** Since when a server has these two. */
  private static final int[] SINCE = {7, 0, 2};

  private NewerProperties() {}

  /** What a server of this version has of VMs that are read in full. */
  static Set<String> ofVms(AboutInfo about) {
    String[] parts =
        about.getApiVersion() == null ? new String[0] : about.getApiVersion().split("\\.");
    for (int i = 0; i < SINCE.length; i++) {
      int part = i < parts.length ? major(parts[i]) : 0;
      if (part != SINCE[i]) {
        return part > SINCE[i] ? Set.of(CUSTOMIZATION, CUSTOMIZATION_ERROR) : Set.of();
      }
    }
    return Set.of(CUSTOMIZATION, CUSTOMIZATION_ERROR);
  }

  /** By type, what a server of this version ({@code AboutInfo.apiVersion}) has. */
  static Map<String, Set<String>> of(AboutInfo about) {
    boolean vcenter = "VirtualCenter".equals(about.getApiType());
    return vcenter && major(about.getApiVersion()) >= 7
        ? Map.of("DistributedVirtualPortgroup", Set.of(LOGICAL_SWITCH))
        : Map.of();
  }

  /** 0 for a version that cannot be read: then nothing newer is asked. */
  private static int major(String version) {
    String first = version == null ? "" : version.split("\\.", 2)[0];
    return first.matches("\\d{1,4}") ? Integer.parseInt(first) : 0;
  }
}
