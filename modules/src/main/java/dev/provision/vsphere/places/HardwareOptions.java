package dev.provision.vsphere.places;

import com.vmware.vim25.ManagedObjectReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The virtual hardware that the hosts of one compute resource offer, as far as it was read ({@code
 * EnvironmentBrowser}). Stored with the properties of the compute resource.
 *
 * @param versions for each hardware version ({@code vmx-19}), the hosts that run it; empty when it
 *     was not read or the server does not say
 * @param made the default version of new VMs; empty in the same cases
 * @param guests by guestId, the guests that were asked for
 */
public record HardwareOptions(
    Map<String, Set<ManagedObjectReference>> versions,
    Optional<String> made,
    Map<String, Guest> guests) {
  public static final HardwareOptions UNKNOWN =
      new HardwareOptions(Map.of(), Optional.empty(), Map.of());

  /** Not a property of the server: stands for the answers of its browser. */
  public static final String PROPERTY = "environmentBrowser.answers";

  /**
   * What the server says about a guest.
   *
   * @param isKnown whether the guestId can be set
   * @param known if it cannot, all that can
   * @param firmware the firmware it boots with; empty when the server does not say
   */
  public record Guest(boolean isKnown, List<String> known, Set<String> firmware) {
    public Guest {
      known = List.copyOf(known);
      firmware = Set.copyOf(firmware);
    }
  }

  public HardwareOptions {
    Map<String, Set<ManagedObjectReference>> copy = new HashMap<>();
    versions.forEach((version, hosts) -> copy.put(version, Set.copyOf(hosts)));
    versions = Map.copyOf(copy);
    guests = Map.copyOf(guests);
  }

  /** Whether a host runs VMs of a version; true when the server does not say. */
  public boolean offers(String version, ManagedObjectReference host) {
    return versions.isEmpty()
        || version.isEmpty()
        || versions.getOrDefault(version, Set.of()).contains(host);
  }

  /** The versions that a host runs. */
  public Set<String> versionsOf(ManagedObjectReference host) {
    Set<String> all = new HashSet<>();
    versions.forEach(
        (version, hosts) -> {
          if (hosts.contains(host)) {
            all.add(version);
          }
        });
    return all;
  }
}
