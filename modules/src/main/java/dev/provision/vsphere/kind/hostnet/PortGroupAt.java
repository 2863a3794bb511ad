package dev.provision.vsphere.kind.hostnet;

import com.vmware.vim25.DistributedVirtualSwitchPortConnection;
import com.vmware.vim25.HostVirtualNicSpec;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The port group of an adapter. Two are equal when they are the same port group, whatever it is
 * called now.
 *
 * @param id the name of a standard one, the key of a distributed one
 * @param switchUuid of a distributed one; empty for a standard one
 * @param name for people
 */
public record PortGroupAt(String id, String switchUuid, String name) {
  public static PortGroupAt of(PortGroupRef ref) {
    return ref.isDistributed()
        ? new PortGroupAt(ref.portgroupKey(), ref.switchUuid(), ref.name())
        : new PortGroupAt(ref.name(), "", ref.name());
  }

  /**
   * @param names of distributed port groups, by key
   */
  static PortGroupAt of(HostVirtualNicSpec spec, String portgroup, UnaryOperator<String> names) {
    DistributedVirtualSwitchPortConnection port = spec.getDistributedVirtualPort();
    if (port == null || port.getPortgroupKey() == null) {
      return new PortGroupAt(portgroup, "", portgroup);
    }
    String key = port.getPortgroupKey();
    return new PortGroupAt(
        key, port.getSwitchUuid() == null ? "" : port.getSwitchUuid(), names.apply(key));
  }

  /** What a distributed port group is called; its key where it cannot be read. */
  static String name(String key, Inventory read) {
    return read.all("DistributedVirtualPortgroup").stream()
        .filter(group -> group.get("key", String.class).filter(key::equals).isPresent())
        .map(Item::shown)
        .findFirst()
        .orElse(key);
  }

  public boolean isDistributed() {
    return !switchUuid.isEmpty();
  }

  /** Writes it into a spec, which then has no other port group. */
  public void into(HostVirtualNicSpec spec) {
    if (!isDistributed()) {
      spec.setPortgroup(id);
      return;
    }
    DistributedVirtualSwitchPortConnection port = new DistributedVirtualSwitchPortConnection();
    port.setSwitchUuid(switchUuid);
    port.setPortgroupKey(id);
    spec.setDistributedVirtualPort(port);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PortGroupAt that
        && id.equals(that.id)
        && isDistributed() == that.isDistributed();
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, isDistributed());
  }

  @Override
  public String toString() {
    return name;
  }
}
