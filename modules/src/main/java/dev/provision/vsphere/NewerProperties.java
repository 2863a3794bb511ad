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

  private NewerProperties() {}

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
