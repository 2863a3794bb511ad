package dev.provision.simulator.storage;

import dev.provision.simulator.world.Managed;
import java.util.HashSet;
import java.util.Set;

/**
 * Names the files of a VM's new disks as vCenter does: {@code web.vmdk}, then {@code web_1.vmdk},
 * {@code web_2.vmdk}. A name is taken by a file that is there and by one that was given before, so
 * no two disks of one spec get the same. For one spec, under the world's lock.
 */
public final class DiskNames {
  private final DatastoreContents files;
  private final String folder;
  private final String stem;
  private final Set<String> taken = new HashSet<>();

  /**
   * @param folder that the files go to, on whatever datastore
   * @param stem what they begin with
   */
  public DiskNames(DatastoreContents files, String folder, String stem) {
    this.files = files;
    this.folder = folder;
    this.stem = stem;
  }

  /** The next free name. */
  public Place next(Managed datastore) {
    for (int i = 0; ; i++) {
      Place place = new Place(datastore, folder + "/" + stem + (i == 0 ? "" : "_" + i) + ".vmdk");
      if (files.find(place).isEmpty() && taken.add(place.text())) {
        return place;
      }
    }
  }

  /** The name that a file has already, where that is free; else the next. */
  public Place keeping(Managed datastore, String fileName) {
    Place place = new Place(datastore, folder + "/" + fileName);
    return files.find(place).isEmpty() && taken.add(place.text()) ? place : next(datastore);
  }

  /** Leaves out a place that a spec names itself. */
  public void take(Place place) {
    taken.add(place.text());
  }
}
