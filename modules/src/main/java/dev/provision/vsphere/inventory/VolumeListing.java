package dev.provision.vsphere.inventory;

import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.ManagedObjectReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folders of an environment's volumes on all datastores that were looked at.
 *
 * @param top the environment's folder below each datastore's, {@code provision/volumes/ci}; empty
 *     where nothing is known of volumes
 * @param answers by datastore what its browser answered; none for a folder that is not there
 * @param loose disks outside of all these folders that declarations name by their paths
 * @param unread datastores that could not be looked at, and why
 */
public record VolumeListing(
    String top,
    Map<ManagedObjectReference, List<HostDatastoreBrowserSearchResults>> answers,
    Map<ManagedObjectReference, String> unread,
    List<VolumeFolder> folders,
    List<LooseDisk> loose) {
  /** Of a run in which no volume is of interest. */
  public static final VolumeListing NONE =
      new VolumeListing("", Map.of(), Map.of(), List.of(), List.of());

  public VolumeListing {
    answers = Map.copyOf(answers);
    unread = Map.copyOf(unread);
    folders = List.copyOf(folders);
    loose = List.copyOf(loose);
  }

  /** The folders of one volume, of whatever stage. */
  public List<VolumeFolder> of(String volume) {
    return folders.stream().filter(each -> each.home().name().equals(volume)).toList();
  }

  /** What lies at a path that a declaration names; empty when nothing does. */
  public Optional<LooseDisk> loose(String file) {
    return loose.stream().filter(each -> each.file().equals(file)).findFirst();
  }

  /** Where a volume of this name lies, or would, on a datastore. */
  public VolumeHome home(ManagedObjectReference datastore, String datastoreName, String volume) {
    return new VolumeHome(datastore, datastoreName, top, volume);
  }

  /** This one, with what was read again of some datastores. */
  public VolumeListing with(VolumeListing newer) {
    Map<ManagedObjectReference, List<HostDatastoreBrowserSearchResults>> all =
        new LinkedHashMap<>(answers);
    all.putAll(newer.answers);
    Map<ManagedObjectReference, String> why = new LinkedHashMap<>(unread);
    List<VolumeFolder> kept = new ArrayList<>();
    for (VolumeFolder each : folders) {
      if (!newer.answers.containsKey(each.home().datastore())) {
        kept.add(each);
      }
    }
    why.keySet().removeAll(newer.answers.keySet());
    why.putAll(newer.unread);
    kept.addAll(newer.folders);
    List<LooseDisk> disks = new ArrayList<>(loose);
    disks.removeIf(each -> newer.answers.containsKey(each.datastore()));
    disks.addAll(newer.loose);
    return new VolumeListing(top, all, why, kept, disks);
  }
}
