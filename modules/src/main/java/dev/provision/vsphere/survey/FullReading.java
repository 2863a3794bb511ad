package dev.provision.vsphere.survey;

import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Survey;
import dev.provision.vsphere.exported.ImageCopy;
import dev.provision.vsphere.exported.IpText;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.HasInterest;
import dev.provision.vsphere.kind.Interest;
import dev.provision.vsphere.kind.ReadsWhenDeclared;
import dev.provision.vsphere.kind.VsphereKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which VMs are read in full: those that are declared, found by their computed instanceUuid; those
 * that the environment owns; and those that a kind is interested in, by name, path, instanceUuid or
 * address.
 */
public final class FullReading {
  private final EnvironmentId environment;
  private final String prefix;
  private final Set<String> uuids = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> adopted = new HashSet<>();
  private final Set<String> addresses = new HashSet<>();
  private final Map<String, Set<String>> properties = new HashMap<>();

  private FullReading(EnvironmentId environment) {
    this.environment = environment;
    this.prefix = Identity.prefix(environment);
  }

  public static FullReading of(Survey survey, List<VsphereKind<?, ?, ?>> kinds) {
    FullReading reading = new FullReading(survey.environment());
    Map<String, VsphereKind<?, ?, ?>> byKind = new HashMap<>();
    kinds.forEach(kind -> byKind.put(kind.info().kind(), kind));
    for (Declaration<?> declaration : survey.declarations()) {
      Address address = declaration.address();
      reading.uuids.add(Identity.instanceUuid(survey.environment(), address));
      Optional<String> formerly = declaration.common().formerly();
      formerly.ifPresent(
          name ->
              reading.uuids.add(
                  Identity.instanceUuid(survey.environment(), new Address(address.kind(), name))));
      VsphereKind<?, ?, ?> kind = byKind.get(address.kind());
      if (kind != null) {
        Interest interest = interest(kind, declaration, survey.environment());
        reading.addresses.addAll(interest.addresses());
        interest.vms().forEach(reading::add);
        if (declaration.common().adopt()) {
          interest.vms().forEach(name -> reading.adopted.add(name.replaceFirst(".*/", "")));
        }
        properties(kind, declaration)
            .forEach(
                (type, paths) ->
                    reading.properties.computeIfAbsent(type, t -> new HashSet<>()).addAll(paths));
      }
    }
    return reading;
  }

  private static <S extends Record> Map<String, Set<String>> properties(
      VsphereKind<S, ?, ?> kind, Declaration<?> declaration) {
    if (!(kind instanceof ReadsWhenDeclared<?>)) {
      return Map.of();
    }
    @SuppressWarnings("unchecked") // a kind reads for its own specs
    ReadsWhenDeclared<S> reads = (ReadsWhenDeclared<S>) kind;
    return reads.declaredProperties(kind.spec().cast(declaration.spec()));
  }

  static <S extends Record> Interest interest(
      VsphereKind<S, ?, ?> kind, Declaration<?> declaration, EnvironmentId environment) {
    if (!(kind instanceof HasInterest<S, ?, ?> interested)) {
      return Interest.NONE;
    }
    S spec = kind.spec().cast(declaration.spec());
    return interested.interest(
        new Declaration<>(
            declaration.address(),
            spec,
            declaration.common(),
            declaration.fields(),
            declaration.references(),
            declaration.span()),
        environment);
  }

  /** A name, path, uuid or address; for a relative path every VM with its last name is read. */
  private void add(String text) {
    names.add(text);
    for (PlaceName.Reading reading : new PlaceName(text).readings()) {
      names.add(
          reading.absolute() ? new InventoryPath(reading.names()).toString() : reading.last());
    }
  }

  boolean wants(Item vm, InventoryPath path) {
    Optional<String> uuid = Snapshot.instanceUuid(vm);
    return isOurs(vm)
        || uuid.filter(names::contains).isPresent()
        || names.contains(Marks.of(vm, Marks.ADDRESS))
        || isImageOfWantedBytes(vm)
        || names.contains(vm.shown())
        || names.contains(path.toString())
        || (asksForAddresses() && IpText.of(vm).stream().anyMatch(addresses::contains));
  }

  /** The environment tells it from the instances created from it, which have the same mark. */
  private boolean isImageOfWantedBytes(Item vm) {
    return names.contains(Marks.of(vm, Marks.IMAGE))
        && Marks.of(vm, Marks.ENVIRONMENT).equals(ImageCopy.ENVIRONMENT.toString());
  }

  /** Further properties to read of every object of a type, because of the declarations. */
  public Map<String, Set<String>> properties() {
    Map<String, Set<String>> all = new HashMap<>(properties);
    if (!addresses.isEmpty()) {
      all.merge(
          "VirtualMachine",
          IpText.PROPERTIES,
          (some, others) -> {
            Set<String> both = new HashSet<>(some);
            both.addAll(others);
            return both;
          });
    }
    return all;
  }

  private boolean asksForAddresses() {
    return !addresses.isEmpty();
  }

  /** Whether it belongs to the environment, by its uuid or its marks. */
  public boolean isOurs(Item vm) {
    return Snapshot.instanceUuid(vm)
            .filter(u -> uuids.contains(u) || u.startsWith(prefix))
            .isPresent()
        || Marks.of(vm, Marks.ENVIRONMENT).equals(environment.toString());
  }

  /** The same, or one that it is to adopt, by its name. */
  public boolean isOursOrAdopted(Item vm) {
    return isOurs(vm) || adopted.contains(vm.shown());
  }

  EnvironmentId environment() {
    return environment;
  }
}
