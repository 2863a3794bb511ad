package dev.provision.vsphere.inventory;

import com.vmware.vim25.FileInfo;
import com.vmware.vim25.FolderFileInfo;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.files.DatastorePath;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one datastore of a single ESXi host has of an environment's journal: folders in {@code
 * [nas1] provision/leases/ci-main}. A survey adds it to the datastore, as {@link
 * AddedProperties#JOURNAL}, when a playbook needs the journal.
 *
 * @param answers of the datastore's browser; none when the environment has no folder there
 * @param unread why it could not be searched; empty when it was
 * @param keeps whether new entries are written here
 * @param whyNone why no datastore keeps new entries; empty when one does
 */
public record DatastoreJournal(
    List<HostDatastoreBrowserSearchResults> answers, String unread, boolean keeps, String whyNone) {
  private static final String TOP = "provision/leases";

  public DatastoreJournal {
    answers = List.copyOf(answers);
    Objects.requireNonNull(unread);
    Objects.requireNonNull(whyNone);
  }

  public static DatastoreJournal read(List<HostDatastoreBrowserSearchResults> answers) {
    return new DatastoreJournal(answers, "", false, "");
  }

  public static DatastoreJournal unread(String why) {
    return new DatastoreJournal(List.of(), why, false, "");
  }

  /** On a datastore; empty when the journal was not searched for. */
  public static Optional<DatastoreJournal> of(Item datastore) {
    return datastore.get(AddedProperties.JOURNAL, DatastoreJournal.class);
  }

  /** The environment's folder on any datastore, {@code provision/leases/ci-main}. */
  public static String top(EnvironmentId environment) {
    return VolumeHome.top(TOP, environment);
  }

  /** The same with the decision where entries are written. */
  public DatastoreJournal decided(boolean here, String why) {
    return new DatastoreJournal(answers, unread, here, why);
  }

  /** Whether the environment has a folder there. */
  public boolean isThere() {
    return !answers.isEmpty();
  }

  /**
   * Paths of all folders in it, sorted.
   *
   * @param top as {@link #top} says
   */
  public Set<String> folders(String top) {
    Set<String> paths = new TreeSet<>();
    for (HostDatastoreBrowserSearchResults each : answers) {
      DatastorePath in = DatastorePath.of(each.getFolderPath());
      String above = in.path().equals(top) ? "" : in.below(top).map(p -> p + "/").orElse("?/");
      for (FileInfo file : each.getFile() == null ? new FileInfo[0] : each.getFile()) {
        if (file instanceof FolderFileInfo) {
          paths.add(above + file.getPath());
        }
      }
    }
    return paths;
  }
}
