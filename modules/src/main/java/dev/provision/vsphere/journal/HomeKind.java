package dev.provision.vsphere.journal;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Resolved;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes the home of an environment away, when all else of it is gone. Nobody declares one: it is
 * made with the first entry of the journal.
 */
public final class HomeKind
    implements ManagedKind<
        HomeKind.Nothing, HomeKind.Nothing, ManagedObjectReference, Inventory, VsphereWriter> {
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
  public Stream<Owned<ManagedObjectReference>> owned(EnvironmentId environment, Inventory read) {
    return Home.find(environment, read)
        .filter(home -> Home.isMarked(home, environment, read))
        .map(home -> owned(environment, home, read))
        .stream();
  }

  private static Owned<ManagedObjectReference> owned(
      EnvironmentId environment, Item home, Inventory read) {
    List<String> others = Home.others(home, read);
    return new Owned<>(
        new Address(KIND, environment.name()),
        home.ref(),
        read.path(home.ref()).toString(),
        false,
        false,
        others.isEmpty() ? "" : "it holds what is not ours: " + String.join(", ", others),
        List.of());
  }

  /** With the entries whose things are gone; a run that was killed leaves some. */
  @Override
  public void delete(ManagedObjectReference home, VsphereWriter write)
      throws ModuleException, InterruptedException {
    write.touched(home);
    for (ManagedObjectReference entry : children(write.read(home, "name", "childEntity"))) {
      Item seen = write.read(entry, "name", "childEntity");
      if (!seen.name().isEmpty()) {
        if (!Home.isNamedAsEntry(seen) || children(seen).length > 0) {
          throw ModuleException.refused("it still holds `" + seen.shown() + "`, which is not ours");
        }
        write.task(api -> api.destroy_Task(entry));
      }
    }
    if (children(write.read(home, "name", "childEntity")).length > 0) {
      throw ModuleException.refused("somebody has put something into it just now");
    }
    write.task(api -> api.destroy_Task(home));
  }

  private static ManagedObjectReference[] children(Item folder) {
    return folder
        .get("childEntity", ManagedObjectReference[].class)
        .orElse(new ManagedObjectReference[0]);
  }

  private static IllegalStateException neverDeclared() {
    return new IllegalStateException("nobody declares the home of an environment");
  }

  @Override
  public Checked<Nothing> desired(Declaration<Nothing> declaration, Resolved references) {
    throw neverDeclared();
  }

  @Override
  public Observation<ManagedObjectReference> observe(
      Address address, Nothing desired, Inventory read) {
    throw neverDeclared();
  }

  @Override
  public List<Change> diff(Nothing desired, ManagedObjectReference observed) {
    throw neverDeclared();
  }

  @Override
  public Object exported(
      Declaration<Nothing> declaration, Nothing desired, Observation<ManagedObjectReference> seen) {
    throw neverDeclared();
  }

  @Override
  public Map<String, Object> attributes(ManagedObjectReference observed) {
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
      ManagedObjectReference seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write) {
    throw neverDeclared();
  }
}
