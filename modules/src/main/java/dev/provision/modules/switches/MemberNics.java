package dev.provision.modules.switches;

import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.PhysicalNic;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.hostnet.HostAdapters;
import dev.provision.vsphere.kind.hostnet.ManagementPath;
import dev.provision.vsphere.kind.hostnet.NicMove;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The declared NICs of a host that are on its standard switches. The switch takes them in one
 * change of the host's network, except those without which vCenter would lose the host: these come
 * with the management adapter, when it moves to a port group of the switch.
 */
final class MemberNics {
  /** The NICs that a host has. */
  static final String PRESENT = "config.network.pnic";

  private MemberNics() {}

  /** The declared NICs that a host does not have; a host that shows none says nothing. */
  static List<Problem> missing(Item host, String field, Map<String, String> nics) {
    List<String> has =
        Stream.of(host.get(PRESENT, PhysicalNic[].class).orElse(new PhysicalNic[0]))
            .map(PhysicalNic::getDevice)
            .toList();
    return new TreeMap<>(nics)
        .entrySet().stream()
            .filter(each -> !each.getValue().equals(Member.NONE))
            .filter(each -> !has.isEmpty() && !has.contains(each.getValue()))
            .map(
                each ->
                    new Problem(
                        field + "." + each.getKey(),
                        "`%s` has no NIC `%s`; it has %s"
                            .formatted(host.shown(), each.getValue(), String.join(", ", has))))
            .toList();
  }

  static Member of(Item host, String field, Map<String, String> nics) {
    Map<String, Set<String>> from = NicMove.taken(host, nics.values());
    Map<String, String> late = new HashMap<>();
    Map<String, String> taken = new HashMap<>();
    Optional<HostAdapters> adapters = HostAdapters.of(host).known();
    from.forEach(
        (name, gone) -> {
          boolean cuts =
              adapters
                  .flatMap(all -> new ManagementPath(all, gone).whyCutWithoutNics())
                  .isPresent();
          if (cuts) {
            nics.forEach(
                (uplink, nic) -> {
                  if (gone.contains(nic)) {
                    late.put(uplink, nic);
                  }
                });
          } else {
            gone.forEach(nic -> taken.put(nic, left(name, gone, host)));
          }
        });
    return new Member(host.ref(), host.shown(), field, nics, late, taken);
  }

  /** The switch that a NIC leaves, and what loses the network when it was the last. */
  private static String left(String name, Set<String> gone, Item host) {
    HostVirtualSwitch[] switches =
        host.get(StandardSeen.SWITCHES, HostVirtualSwitch[].class).orElse(new HostVirtualSwitch[0]);
    StandardSeen seen = StandardSeen.of(switches, host).get(name);
    Set<String> left = new HashSet<>(seen.uplinks());
    left.removeAll(gone);
    List<String> lost = new ArrayList<>(seen.groups());
    lost.addAll(seen.devices());
    return left.isEmpty() && !lost.isEmpty()
        ? name + ", which then has none; without network: " + String.join(", ", lost)
        : name;
  }
}
