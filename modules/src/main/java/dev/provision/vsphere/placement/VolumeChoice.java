package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Demand;
import dev.provision.spi.Placement;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.AllowedDatastores;
import dev.provision.vsphere.places.Clusters;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.DatastoreRegex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Chooses datastores for volumes, the largest first, as Cinder does: of those that are allowed and
 * have room, the one that most hosts of the clusters can write to, and among equals the least used
 * (1 - free / capacity), both minus what was promised before. The VMs are placed afterwards, with
 * that much less room, on hosts that mount the datastores of their volumes. The same input gives
 * the same answer. Pure.
 */
public final class VolumeChoice {
  private final VcenterSpec spec;
  private final Inventory inventory;
  private final List<Item> hosts = new ArrayList<>();
  private final Map<ManagedObjectReference, Long> promised = new HashMap<>();

  private VolumeChoice(VcenterSpec spec, Inventory inventory) {
    this.spec = spec;
    this.inventory = inventory;
    Set<ManagedObjectReference> clusters =
        new Clusters(spec, inventory).usable().stream().map(Item::ref).collect(Collectors.toSet());
    for (Item host : inventory.all("HostSystem")) {
      if (host.parent().filter(clusters::contains).isPresent()) {
        hosts.add(host);
      }
    }
  }

  /**
   * The datastores chosen for volumes, and what the placement of VMs starts from.
   *
   * @param vms the other demands; a host must mount the datastores of their volumes
   * @param left the inventory, minus the room that the volumes take
   */
  public record Chosen(
      Map<Address, Placement> placed,
      Map<Address, String> refused,
      List<Demand> vms,
      Inventory left) {
    /** The whole allocation, once the VMs are placed too. */
    public Allocation with(Allocation vms) {
      Map<Address, Placement> all = new LinkedHashMap<>(placed);
      all.putAll(vms.placed());
      Map<Address, String> none = new LinkedHashMap<>(refused);
      none.putAll(vms.refused());
      return new Allocation(all, none);
    }
  }

  public static Chosen choose(List<Demand> demands, VcenterSpec spec, Inventory inventory) {
    List<Demand> volumes =
        demands.stream().filter(d -> d.need() instanceof VolumeNeed).sorted(LARGEST).toList();
    VolumeChoice choice = new VolumeChoice(spec, inventory);
    Map<Address, Placement> placed = new LinkedHashMap<>();
    Map<Address, String> refused = new LinkedHashMap<>();
    volumes.forEach(each -> choice.place(each, placed, refused));
    List<Demand> others =
        demands.stream()
            .filter(d -> !(d.need() instanceof VolumeNeed))
            .map(d -> mounted(d, placed))
            .toList();
    return new Chosen(
        placed,
        refused,
        others,
        choice.promised.isEmpty() ? inventory : new LessRoom(inventory, choice.promised));
  }

  private static final Comparator<Demand> LARGEST =
      Comparator.comparing((Demand d) -> ((VolumeNeed) d.need()).room())
          .reversed()
          .thenComparing(Demand::address);

  private static Demand mounted(Demand demand, Map<Address, Placement> placed) {
    if (!(demand.need() instanceof NeedWithVolumes need)) {
      return demand;
    }
    List<ManagedObjectReference> given = new ArrayList<>();
    for (Address volume : need.volumes()) {
      if (placed.get(volume) instanceof VolumePlacement at) {
        given.add(at.datastore());
      }
    }
    return new Demand(demand.address(), need.vm().mounting(given));
  }

  private void place(Demand demand, Map<Address, Placement> placed, Map<Address, String> refused) {
    VolumeNeed need = (VolumeNeed) demand.need();
    AllowedDatastores allowed;
    try {
      allowed = new AllowedDatastores(DatastoreRegex.of(spec), spec.datastores(), inventory);
    } catch (PatternSyntaxException e) {
      refused.put(
          demand.address(),
          "datastore_regex `"
              + spec.datastoreRegex().orElseThrow()
              + "` is no regular expression: "
              + e.getDescription());
      return;
    }
    List<String> reasons = new ArrayList<>();
    List<DatastoreFacts> fit = new ArrayList<>();
    for (Item each : candidates()) {
      DatastoreFacts datastore = new DatastoreFacts(each);
      boolean meant =
          need.datastoreName().isPresent()
              ? need.datastoreName().get().fits(inventory.path(each.ref()))
              : allowed.allows(datastore);
      if (meant) {
        Optional<String> why = whyNot(datastore, need);
        why.ifPresent(text -> reasons.add(each.name() + "  " + text));
        if (why.isEmpty()) {
          fit.add(datastore);
        }
      }
    }
    Optional<DatastoreFacts> best =
        fit.stream()
            .min(
                Comparator.comparingInt((DatastoreFacts d) -> -mounts(d))
                    .thenComparingDouble(this::used)
                    .thenComparing(DatastoreFacts::name));
    if (best.isEmpty()) {
      String wanted =
          need.datastoreName().map(n -> "datastore `" + n + "`").orElseGet(allowed::text);
      refused.put(
          demand.address(),
          need.room()
              + (reasons.isEmpty() ? " need " + wanted + ", and there is none" : " fit nowhere:")
              + reasons.stream().map(line -> "\n  " + line).collect(Collectors.joining()));
      return;
    }
    promised.merge(best.get().ref(), need.room().bytes(), Long::sum);
    placed.put(
        demand.address(),
        new VolumePlacement(
            best.get().ref(),
            best.get().name(),
            Set.of(inventory.path(best.get().ref()).toString())));
  }

  private List<Item> candidates() {
    InventoryPath below = spec.below(inventory);
    return inventory.all("Datastore").stream()
        .filter(each -> inventory.path(each.ref()).isBelow(below))
        .sorted(Comparator.comparing(Item::name))
        .toList();
  }

  private Optional<String> whyNot(DatastoreFacts datastore, VolumeNeed need) {
    if (mounts(datastore) == 0) {
      return Optional.of("no host of the clusters can write to it now");
    }
    Optional<String> refusal =
        need.policy().flatMap(policy -> inventory.policies().refusal(policy, datastore.ref()));
    if (refusal.isPresent()) {
      return Optional.of(
          "does not satisfy storage policy `" + need.policy().get() + "`: " + refusal.get());
    }
    long free = free(datastore);
    return free >= need.room().bytes()
        ? Optional.empty()
        : Optional.of("has " + DataSize.ofMebibytes(Math.max(0, free) >> 20) + " left");
  }

  /** How many hosts of the clusters can write to it now. */
  private int mounts(DatastoreFacts datastore) {
    int mounts = 0;
    for (Item host : hosts) {
      for (ManagedObjectReference each :
          host.get("datastore", ManagedObjectReference[].class)
              .orElse(new ManagedObjectReference[0])) {
        mounts += each.equals(datastore.ref()) && datastore.isWritableFrom(host.ref()) ? 1 : 0;
      }
    }
    return mounts;
  }

  private long free(DatastoreFacts datastore) {
    return datastore.freeBytes() - promised.getOrDefault(datastore.ref(), 0L);
  }

  /** Between 0 and 1; 1 when the capacity is unknown. */
  private double used(DatastoreFacts datastore) {
    long capacity =
        datastore.item().get("summary.capacity", Number.class).map(Number::longValue).orElse(0L);
    return capacity <= 0 ? 1 : 1 - (double) free(datastore) / capacity;
  }
}
