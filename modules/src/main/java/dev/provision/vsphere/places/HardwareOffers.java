package dev.provision.vsphere.places;

import dev.provision.diagnostic.DidYouMean;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The virtual hardware that the hosts of a connection offer. Each answer is empty when it was not
 * read or the server does not say. Pure.
 */
public final class HardwareOffers {
  private static final String VERSION = "vmx-";

  private final List<Item> computes;
  private final Inventory inventory;

  public HardwareOffers(VcenterSpec connection, Inventory inventory) {
    this.computes = new Clusters(connection, inventory).usable();
    this.inventory = inventory;
  }

  private List<HardwareOptions> options() {
    List<HardwareOptions> options = new ArrayList<>();
    computes.forEach(
        each -> each.get(HardwareOptions.PROPERTY, HardwareOptions.class).ifPresent(options::add));
    return options;
  }

  private String where() {
    return computes.stream()
        .map(each -> "`" + inventory.path(each.ref()) + "`")
        .collect(Collectors.joining(", "));
  }

  /** Why no host runs a VM of this version, with the nearest version that one does. */
  public Optional<String> versionRefusal(String version) {
    Set<String> all = new TreeSet<>(Comparator.comparingInt(HardwareOffers::number));
    for (HardwareOptions each : options()) {
      if (each.versions().isEmpty()) {
        return Optional.empty();
      }
      all.addAll(each.versions().keySet());
    }
    if (all.isEmpty() || all.contains(version)) {
      return Optional.empty();
    }
    String nearest = newest(all, version).orElse(all.iterator().next());
    return Optional.of(
        "no host of "
            + where()
            + " runs hardware version "
            + version
            + "; the nearest that one does is "
            + nearest);
  }

  /**
   * The default version of new VMs ({@code
   * VirtualMachineConfigOptionDescriptor.defaultConfigOption}); for several clusters, the oldest.
   */
  public Optional<String> made() {
    List<HardwareOptions> options = options();
    return options.stream().allMatch(each -> each.made().isPresent())
        ? options.stream()
            .flatMap(each -> each.made().stream())
            .min(Comparator.comparingInt(HardwareOffers::number))
        : Optional.empty();
  }

  /** The newest of these versions that is not newer than the given one. */
  public static Optional<String> newest(Set<String> versions, String than) {
    return versions.stream()
        .filter(each -> number(each) <= number(than))
        .max(Comparator.comparingInt(HardwareOffers::number));
  }

  public static int number(String version) {
    return version.matches(VERSION + "[0-9]{1,6}")
        ? Integer.parseInt(version.substring(VERSION.length()))
        : 0;
  }

  private Optional<List<HardwareOptions.Guest>> guest(String guestId) {
    List<HardwareOptions.Guest> answers = new ArrayList<>();
    for (HardwareOptions each : options()) {
      HardwareOptions.Guest answer = each.guests().get(guestId);
      if (answer == null) {
        return Optional.empty();
      }
      answers.add(answer);
    }
    return answers.isEmpty() ? Optional.empty() : Optional.of(answers);
  }

  /** Why no host supports a guest, with the nearest one that is supported. */
  public Optional<String> guestRefusal(String guestId) {
    Optional<List<HardwareOptions.Guest>> answers = guest(guestId);
    if (answers.isEmpty() || answers.get().stream().anyMatch(HardwareOptions.Guest::isKnown)) {
      return Optional.empty();
    }
    List<String> known = answers.get().stream().flatMap(each -> each.known().stream()).toList();
    return Optional.of(
        "no host of "
            + where()
            + " knows the guest `"
            + guestId
            + "`"
            + DidYouMean.suffix(guestId, known));
  }

  /** Why a supported guest does not boot with a firmware on any host. */
  public Optional<String> firmwareRefusal(String guestId, String firmware) {
    Optional<List<HardwareOptions.Guest>> answers = guest(guestId);
    if (answers.isEmpty()
        || answers.get().stream()
            .anyMatch(each -> each.firmware().isEmpty() || each.firmware().contains(firmware))) {
      return Optional.empty();
    }
    return Optional.of(
        "guest `"
            + guestId
            + "` does not boot with firmware `"
            + firmware
            + "` on "
            + where()
            + ", but with "
            + answers.get().stream()
                .flatMap(each -> each.firmware().stream())
                .distinct()
                .sorted()
                .map(each -> "`" + each + "`")
                .collect(Collectors.joining(", ")));
  }
}
