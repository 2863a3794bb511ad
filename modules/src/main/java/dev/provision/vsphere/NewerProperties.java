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
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,4}))?");

  /** The logical switch of NSX that a distributed port group stands for. */
  public static final String LOGICAL_SWITCH = "config.logicalSwitchUuid";

  /** Whether a host is one that Proactive HA empties because it is about to fail; since 6.5. */
  static final String QUARANTINE = "runtime.inQuarantineMode";

  private NewerProperties() {}

  /** By type, what a server of this version ({@code AboutInfo.apiVersion}) has. */
  static Map<String, Set<String>> of(AboutInfo about) {
    if (!"VirtualCenter".equals(about.getApiType())) {
      return Map.of();
    }
    Map<String, Set<String>> newer = new LinkedHashMap<>();
    if (isAtLeast(about, 6, 5)) {
      newer.put("HostSystem", Set.of(QUARANTINE));
    }
    if (isAtLeast(about, 7, 0)) {
      newer.put("DistributedVirtualPortgroup", Set.of(LOGICAL_SWITCH));
    }
    return newer;
  }

  /** Never for a version that cannot be read. */
  private static boolean isAtLeast(AboutInfo about, int major, int minor) {
    Matcher has = VERSION.matcher(String.valueOf(about.getApiVersion()));
    if (!has.lookingAt()) {
      return false;
    }
    int first = Integer.parseInt(has.group(1));
    int second = has.group(2) == null ? 0 : Integer.parseInt(has.group(2));
    return first > major || first == major && second >= minor;
  }
}
