package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Place;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A switch that port groups are made on. */
public sealed interface SwitchRef {
  /**
   * A distributed switch, which the plan may only make.
   *
   * @param path where it is, or will be
   * @param coming the hosts that become its members in this plan, or are
   * @param nics the NICs that are declared for its uplinks on each host, by the uplink's name
   * @param uplinks its uplinks and aggregation groups; empty when they are not known
   * @param pools the network resource pools that are declared for it
   */
  record Distributed(
      InventoryPath path,
      Place place,
      Set<ManagedObjectReference> coming,
      Map<ManagedObjectReference, Map<String, String>> nics,
      Set<String> uplinks,
      Set<String> pools)
      implements SwitchRef {
    public Distributed {
      Objects.requireNonNull(path);
      Objects.requireNonNull(place);
      coming = Set.copyOf(coming);
      nics = Map.copyOf(nics);
      uplinks = Collections.unmodifiableSet(new LinkedHashSet<>(uplinks));
      pools = Set.copyOf(pools);
    }

    /** The same with these hosts. */
    public Distributed with(
        Set<ManagedObjectReference> hosts,
        Map<ManagedObjectReference, Map<String, String>> onUplinks) {
      return new Distributed(path, place, hosts, onUplinks, uplinks, pools);
    }

    /** The same with these uplinks. */
    public Distributed offering(Set<String> known) {
      return new Distributed(path, place, coming, nics, known, pools);
    }

    /** The same with these network resource pools. */
    public Distributed holding(Set<String> declared) {
      return new Distributed(path, place, coming, nics, uplinks, declared);
    }
  }

  /** A standard switch, which each host has for itself, by its name there. */
  record Standard(String name) implements SwitchRef {
    public Standard {
      Objects.requireNonNull(name);
    }
  }
}
