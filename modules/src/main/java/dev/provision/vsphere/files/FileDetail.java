package dev.provision.vsphere.files;

import com.vmware.vim25.FileQueryFlags;
import java.util.Set;

/**
 * What we ask a datastore's browser about each file, besides its name.
 *
 * <p>This is the one place that makes a {@code FileQueryFlags}: all four of its flags are required,
 * and {@code fileOwner}, which yavijava holds as an object, would be left out if nobody set it. A
 * real server then refuses the whole search (govmomi's {@code cli/datastore/ls.go} says the same).
 */
public enum FileDetail {
  TYPE,
  SIZE,
  MODIFICATION;

  public static FileQueryFlags asked(FileDetail... details) {
    Set<FileDetail> asked = Set.of(details);
    FileQueryFlags flags = new FileQueryFlags();
    flags.setFileType(asked.contains(TYPE));
    flags.setFileSize(asked.contains(SIZE));
    flags.setModification(asked.contains(MODIFICATION));
    // nothing here needs to know who owns a file, and a server may ask a directory service for it
    flags.setFileOwner(false);
    return flags;
  }
}
