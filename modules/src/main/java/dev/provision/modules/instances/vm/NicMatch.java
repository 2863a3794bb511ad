package dev.provision.modules.instances.vm;

import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the device of each declared NIC: by the MAC in the mark, else by the declared or computed
 * MAC, never by order. In two cases there is no such MAC: a NIC whose MAC vCenter chose is the
 * device that is left over, and the NICs of an adopted VM that the mark does not name are matched
 * by network. A NIC of an adopted VM that is no longer declared is left alone.
 *
 * @param recorded what the mark says
 * @param present devices by the name of their declared NIC
 * @param removed devices by name that the mark knows and the playbook no longer declares
 * @param unowned devices that are neither declared nor in the mark
 */
public record NicMatch(
    Map<String, NicMarks.Entry> recorded,
    Map<String, NicSeen> present,
    Map<String, NicSeen> removed,
    List<NicSeen> unowned) {

  /** For a VM that has no devices yet. */
  public static NicMatch ofNew() {
    return new NicMatch(Map.of(), Map.of(), Map.of(), List.of());
  }

  public static NicMatch of(List<NicWanted> wanted, List<NicSeen> devices, Vm vm) {
    Map<String, NicMarks.Entry> recorded = NicMarks.read(vm.mark(Marks.NICS));
    List<NicSeen> left = new ArrayList<>(devices);
    Map<String, NicSeen> present = new LinkedHashMap<>();
    Map<String, NicSeen> removed = new LinkedHashMap<>();
    for (NicWanted nic : wanted) {
      NicMarks.Entry entry = recorded.get(nic.name());
      String mac = entry == null || entry.mac().isEmpty() ? nic.mac().orElse("") : entry.mac();
      take(left, mac)
          .or(() -> take(left, nic.mac().orElse("")))
          .ifPresent(device -> present.put(nic.name(), device));
    }
    recorded.forEach(
        (name, entry) -> {
          if (!vm.isAdopted() && wanted.stream().noneMatch(nic -> nic.name().equals(name))) {
            take(left, entry.mac()).ifPresent(device -> removed.put(name, device));
          }
        });
    boolean unmarked = vm.mark(Marks.NICS).isEmpty() || vm.isAdopted();
    for (NicWanted nic : wanted) {
      NicMarks.Entry entry = recorded.get(nic.name());
      boolean pending = entry != null && entry.mac().isEmpty();
      if (!present.containsKey(nic.name()) && (pending || unmarked && entry == null)) {
        takeFrom(left, nic)
            .or(() -> pending && !left.isEmpty() ? Optional.of(left.remove(0)) : Optional.empty())
            .ifPresent(device -> present.put(nic.name(), device));
      }
    }
    return new NicMatch(recorded, present, removed, left);
  }

  private static Optional<NicSeen> take(List<NicSeen> left, String mac) {
    for (NicSeen nic : left) {
      if (!mac.isEmpty() && nic.mac().equals(mac)) {
        left.remove(nic);
        return Optional.of(nic);
      }
    }
    return Optional.empty();
  }

  /** Whether a NIC is on a network. */
  public static boolean isOn(NicSeen nic, PortGroupRef network) {
    return network.isNamedBy(nic.network())
        && (network.opaque().isPresent() || network.isDistributed() || nic.switchUuid().isEmpty());
  }

  private static Optional<NicSeen> takeFrom(List<NicSeen> left, NicWanted wanted) {
    for (NicSeen nic : left) {
      if (isOn(nic, wanted.network())) {
        left.remove(nic);
        return Optional.of(nic);
      }
    }
    return Optional.empty();
  }

  /**
   * The MAC that a declared NIC has, or will have.
   *
   * @return empty while vCenter has not chosen it
   */
  public Optional<String> mac(NicWanted nic) {
    NicSeen device = present.get(nic.name());
    return device == null || nic.macIsDeclared() ? nic.mac() : Optional.of(device.mac());
  }

  /** The mark for the VM once all changes are made. */
  public String mark(List<NicWanted> wanted) {
    Map<String, NicMarks.Entry> entries = new LinkedHashMap<>();
    for (NicWanted nic : wanted) {
      entries.put(
          nic.name(),
          new NicMarks.Entry(mac(nic).orElse(""), nic.network().network(), nic.guest().text()));
    }
    return NicMarks.write(entries);
  }
}
