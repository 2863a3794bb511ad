package dev.provision.vsphere.survey;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.NamesGuest;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.places.HardwareOptions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run asks the compute resources about virtual hardware: versions where a flavor names one,
 * and the guests of images that do not exist yet. So a playbook that names neither costs no call,
 * and the number of calls does not grow with the number of VMs.
 *
 * @param guests by guestId, the names, marks and paths of the images that name it
 */
record WantedHardware(boolean versions, Map<String, Set<Set<String>>> guests) {
  static final WantedHardware NONE = new WantedHardware(false, Map.of());

  static WantedHardware of(Survey what, List<VsphereKind<?, ?, ?>> kinds) {
    Map<String, VsphereKind<?, ?, ?>> byKind = new HashMap<>();
    kinds.forEach(kind -> byKind.put(kind.info().kind(), kind));
    Map<String, Set<Set<String>>> guests = new LinkedHashMap<>();
    boolean versions = false;
    for (Declaration<?> declaration : what.declarations()) {
      versions =
          versions
              || declaration.fields().containsKey(ExtraSpec.HW_VERSION.path())
              || declaration.fields().containsKey("hw_version");
      VsphereKind<?, ?, ?> kind = byKind.get(declaration.address().kind());
      if (kind != null) {
        guest(kind, declaration)
            .ifPresent(
                guest ->
                    guests
                        .computeIfAbsent(guest, g -> new LinkedHashSet<>())
                        .add(FullReading.interest(kind, declaration, what.environment()).vms()));
      }
    }
    return new WantedHardware(versions, guests);
  }

  private static <S extends Record> Optional<String> guest(
      VsphereKind<S, ?, ?> kind, Declaration<?> declaration) {
    return kind instanceof NamesGuest<S, ?, ?> naming
        ? naming.guestId(kind.spec().cast(declaration.spec()))
        : Optional.empty();
  }

  /** The snapshot with the answers of the compute resources that VMs may go to. */
  Snapshot answered(Snapshot snapshot, HardwareReading reading)
      throws ModuleException, InterruptedException {
    Set<String> wanted = new TreeSet<>();
    guests.forEach(
        (guest, images) -> {
          if (images.stream().anyMatch(names -> isAbsent(names, snapshot))) {
            wanted.add(guest);
          }
        });
    if (!versions && wanted.isEmpty()) {
      return snapshot;
    }
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(snapshot.contents().items());
    for (Item compute : reading.usable(snapshot)) {
      Map<String, Object> properties = new LinkedHashMap<>(compute.properties());
      properties.put(HardwareOptions.PROPERTY, reading.options(compute, versions, wanted));
      items.put(compute.ref(), new Item(compute.ref(), properties, compute.missing()));
    }
    return new Snapshot(snapshot.contents().with(items));
  }

  private static boolean isAbsent(Set<String> names, Snapshot snapshot) {
    return snapshot.contents().full().stream()
        .flatMap(vm -> snapshot.get(vm).stream())
        .noneMatch(vm -> names.contains(vm.shown()) || names.contains(Marks.of(vm, Marks.ADDRESS)));
  }
}
