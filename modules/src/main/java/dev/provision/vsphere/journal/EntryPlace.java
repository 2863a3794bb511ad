package dev.provision.vsphere.journal;

import com.vmware.vim25.ManagedObjectReference;
import java.util.List;
import java.util.Objects;

/** Where an entry of a journal is written. */
public sealed interface EntryPlace {
  /** In the custom attribute of a folder of the inventory. */
  record Folder(ManagedObjectReference ref) implements EntryPlace {
    public Folder {
      Objects.requireNonNull(ref);
    }
  }

  /**
   * In the names of folders on a datastore.
   *
   * @param path of the entry's folder, {@code provision/leases/ci/network.app_on_ha-host}
   * @param numbers of the marks in it, whole or not, from the oldest; the next one gets the next
   */
  record Files(ManagedObjectReference datastore, String path, List<Integer> numbers)
      implements EntryPlace {
    public Files {
      Objects.requireNonNull(datastore);
      Objects.requireNonNull(path);
      numbers = List.copyOf(numbers);
    }

    /** 0 where no mark was begun yet. */
    int last() {
      return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }
  }
}
