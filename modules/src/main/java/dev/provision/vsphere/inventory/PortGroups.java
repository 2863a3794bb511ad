package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.Tag;
import java.util.Arrays;
import java.util.Optional;

/** Facts about a port group: which switch it is on, and whether VMs may use it. */
public final class PortGroups {
  /**
   * The tag that vCenter gives to the port group of a distributed switch's uplinks (vSphere API,
   * {@code ManagedEntity.tag}); it has had it since 4.0, {@code config.uplink} only since 6.5.
   */
  private static final String UPLINKS = "SYSTEM/DVS.UPLINKPG";

  /** The property of a network that {@link #isUplink} looks at. */
  public static final String TAGS = "tag";

  /** The property of a distributed port group that {@link #switchOf} looks at. */
  public static final String SWITCH = "config.distributedVirtualSwitch";

  private PortGroups() {}

  /** Whether it is for the uplinks of a switch, so that no VM can be connected to it. */
  public static boolean isUplink(Item network) {
    return network
        .get(TAGS, Tag[].class)
        .map(tags -> Arrays.stream(tags).anyMatch(tag -> UPLINKS.equals(tag.getKey())))
        .orElse(false);
  }

  /** The distributed switch of a port group; empty for another network, or when it was not read. */
  public static Optional<ManagedObjectReference> switchOf(Item network) {
    return network.get(SWITCH, ManagedObjectReference.class);
  }
}
