package dev.provision.vsphere.journal;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.spi.trait.Privileged;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.journal.JournalHome.Found;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deletes the home of an environment after everything else that it owns. No playbook declares one:
 * it is made with the first entry of the journal.
 */
public final class HomeKind
    implements Privileged<HomeKind.Nothing, HomeKind.Nothing, Found, Inventory, VsphereWriter> {
  private static final String KIND = "home";

  /** There is nothing to declare. */
  public record Nothing() {}

  @Override
  public KindInfo info() {
    return new KindInfo(
        KIND, KIND, "What an environment keeps of itself.", "", List.of(), List.of());
  }

  @Override
  public Class<Nothing> spec() {
    return Nothing.class;
  }

  @Override
  public Stream<Owned<Found>> owned(EnvironmentId environment, Inventory read) {
    return JournalHome.of(read)
        .find(environment, read)
        .map(home -> owned(environment, home))
        .stream();
  }

  private static Owned<Found> owned(EnvironmentId environment, Found home) {
    return new Owned<>(
        new Address(KIND, environment.name()),
        home,
        home.path(),
        false,
        false,
        "",
        List.of(),
        Owned.Stay.holding(home.others()));
  }

  @Override
  public void delete(Found home, VsphereWriter write) throws ModuleException, InterruptedException {
    JournalHome.of(write.inventory()).remove(home, write);
  }

  /** On itself and on the folder of all homes (vSphere API, Destroy_Task). */
  @Override
  public List<Right> toDelete(Found home, Inventory read) {
    int last = home.path().lastIndexOf('/');
    return Stream.of(home.path(), home.path().substring(0, Math.max(0, last)))
        .map(path -> new Right("Folder.Delete", path, "Destroy_Task"))
        .toList();
  }

  @Override
  public List<Right> toMark(Found seen, Inventory read) {
    throw neverDeclared();
  }

  @Override
  public List<Right> toCreate(Nothing desired, Placement at, Inventory read) {
    throw neverDeclared();
  }

  @Override
  public List<Right> toUpdate(
      Nothing desired, Found seen, List<Change> changes, Optional<Placement> at, Inventory read) {
    throw neverDeclared();
  }

  private static IllegalStateException neverDeclared() {
    return new IllegalStateException("nobody declares the home of an environment");
  }

  @Override
  public Checked<Nothing> desired(Declaration<Nothing> declaration, Resolved references) {
    throw neverDeclared();
  }

  @Override
  public Observation<Found> observe(Address address, Nothing desired, Inventory read) {
    throw neverDeclared();
  }

  @Override
  public List<Change> diff(Nothing desired, Found observed) {
    throw neverDeclared();
  }

  @Override
  public Object exported(
      Declaration<Nothing> declaration, Nothing desired, Observation<Found> seen) {
    throw neverDeclared();
  }

  @Override
  public Map<String, Object> attributes(Found observed) {
    return Map.of();
  }

  @Override
  public String summary(Nothing desired) {
    throw neverDeclared();
  }

  @Override
  public void create(Address address, Nothing desired, Placement at, VsphereWriter write) {
    throw neverDeclared();
  }

  @Override
  public void update(
      Address address,
      Nothing desired,
      Found seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write) {
    throw neverDeclared();
  }
}
