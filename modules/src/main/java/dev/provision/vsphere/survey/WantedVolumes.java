package dev.provision.vsphere.survey;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.inventory.VolumeListing;
import dev.provision.vsphere.inventory.VolumeMarks;
import dev.provision.vsphere.kind.SurveysDatastores;
import dev.provision.vsphere.kind.VsphereKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether and where a run searches for volumes.
 *
 * @param environment the environment
 * @param wanted whether the run needs them; if not, and no VM of the environment has any, nothing
 *     is read and only their paths are known
 * @param named datastores that declarations name
 * @param disks paths of disks that they name
 */
public record WantedVolumes(
    Optional<EnvironmentId> environment, boolean wanted, Set<PlaceName> named, Set<String> disks) {
  static final WantedVolumes NONE = new WantedVolumes(Optional.empty(), false, Set.of(), Set.of());

  public static WantedVolumes of(Survey what, List<VsphereKind<?, ?, ?>> kinds) {
    boolean wanted = false;
    Set<PlaceName> named = new HashSet<>();
    Set<String> disks = new TreeSet<>();
    for (VsphereKind<?, ?, ?> kind : kinds) {
      if (!(kind instanceof SurveysDatastores<?, ?, ?> surveying)) {
        continue;
      }
      wanted = wanted || what.undeclared();
      for (Declaration<?> declaration : what.declarations()) {
        if (declaration.address().kind().equals(kind.info().kind())) {
          wanted = true;
          named.addAll(named(surveying, declaration));
          disks.addAll(disks(surveying, declaration));
        }
      }
    }
    return new WantedVolumes(Optional.of(what.environment()), wanted, named, disks);
  }

  private static <S extends Record> Set<PlaceName> named(
      SurveysDatastores<S, ?, ?> kind, Declaration<?> declaration) {
    return kind.volumeDatastores(kind.spec().cast(declaration.spec()));
  }

  private static <S extends Record> Set<String> disks(
      SurveysDatastores<S, ?, ?> kind, Declaration<?> declaration) {
    return kind.volumeDisks(kind.spec().cast(declaration.spec()));
  }

  /** Whether the run needs volumes, or a VM of the environment has some. */
  private boolean isWanted(Snapshot snapshot) {
    String mine = environment.map(EnvironmentId::toString).orElse("");
    return wanted
        || snapshot.all("VirtualMachine").stream()
            .filter(vm -> Marks.of(vm, Marks.ENVIRONMENT).equals(mine))
            .anyMatch(vm -> !VolumeMarks.read(Marks.of(vm, Marks.VOLUMES)).isEmpty());
  }

  /** The snapshot with all volumes. */
  public Snapshot all(Snapshot snapshot, VolumeSearch search)
      throws ModuleException, InterruptedException {
    if (environment.isEmpty()) {
      return snapshot;
    }
    VolumeListing found =
        isWanted(snapshot)
            ? search.all(environment.get(), named, disks, snapshot)
            : search.nothing(environment.get());
    return new Snapshot(snapshot.contents().with(found));
  }

  /** The snapshot with some datastores searched again. */
  Snapshot again(Snapshot snapshot, Set<ManagedObjectReference> refs, VolumeSearch search)
      throws ModuleException, InterruptedException {
    Set<ManagedObjectReference> datastores =
        refs.stream().filter(ref -> ref.getType().equals("Datastore")).collect(Collectors.toSet());
    if (!isWanted(snapshot) || datastores.isEmpty()) {
      return snapshot;
    }
    VolumeListing newer = search.again(environment.orElseThrow(), datastores, disks, snapshot);
    return new Snapshot(snapshot.contents().with(snapshot.volumes().with(newer)));
  }
}
