package dev.provision.vsphere.places;

import com.vmware.vim25.ManagedObjectReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What virtual hardware the hosts of one compute resource offer, as far as it was asked ({@code
 * EnvironmentBrowser}). It stands among the properties of the compute resource.
 *
 * @param versions the hosts that run VMs of a version, by version ({@code vmx-19}); empty when that
 *     was not asked, or the server does not say
 * @param made the version that a VM is made with where nobody says one; empty like {@code versions}
 * @param guests by guestId, those that were asked for
 */
public record HardwareOptions(
    Map<String, Set<ManagedObjectReference>> versions,
    Optional<String> made,
    Map<String, Guest> guests) {
  public static final HardwareOptions UNKNOWN =
      new HardwareOptions(Map.of(), Optional.empty(), Map.of());

  /** No path of the server's: its browser's answers. */
  public static final String PROPERTY = "environmentBrowser.answers";

  /**
   * What a server says of a guest.
   *
   * @param isKnown whether it can be set
   * @param known of one that cannot, all that can
   * @param firmware what it boots with; empty where the server does not say
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

  /** Whether a host runs VMs of a version; a server that says nothing is no objection. */
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
