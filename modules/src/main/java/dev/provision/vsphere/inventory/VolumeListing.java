package dev.provision.vsphere.inventory;

import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.ManagedObjectReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folders of an environment's volumes on all datastores that were searched.
 *
 * @param top the environment's folder on each datastore, {@code provision/volumes/ci}; empty when
 *     nothing is known about volumes
 * @param answers by datastore, the answers of its browser; none for a folder that does not exist
 * @param loose disks outside these folders that declarations name by path
 * @param unread datastores that could not be searched, with the reason
 */
public record VolumeListing(
    String top,
    Map<ManagedObjectReference, List<HostDatastoreBrowserSearchResults>> answers,
    Map<ManagedObjectReference, String> unread,
    List<VolumeFolder> folders,
    List<LooseDisk> loose) {
  /** Without volume search. */
  public static final VolumeListing NONE =
      new VolumeListing("", Map.of(), Map.of(), List.of(), List.of());

  public VolumeListing {
    answers = Map.copyOf(answers);
    unread = Map.copyOf(unread);
    folders = List.copyOf(folders);
    loose = List.copyOf(loose);
  }

  /** The folders of one volume, in any stage. */
  public List<VolumeFolder> of(String volume) {
    return folders.stream().filter(each -> each.home().name().equals(volume)).toList();
  }

  /** The disk at a path that a declaration names; empty when there is none. */
  public Optional<LooseDisk> loose(String file) {
    return loose.stream().filter(each -> each.file().equals(file)).findFirst();
  }

  /** Where a volume of this name is, or would be, on a datastore. */
  public VolumeHome home(ManagedObjectReference datastore, String datastoreName, String volume) {
    return new VolumeHome(datastore, datastoreName, top, volume);
  }

  /** This one, with the newer results of some datastores. */
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
