package dev.provision.vsphere.lease;

import dev.provision.vsphere.journal.EntryPlace;
import java.util.Objects;
import java.util.Optional;

/**
 * One lease as it was read.
 *
 * @param place where it is written
 * @param number in its name, {@code lease-2}; the highest holds
 * @param mark empty while its run has not written one, and where somebody wrote something else
 */
record FoundLease(EntryPlace place, int number, Optional<LeaseMark> mark) {
  FoundLease {
    Objects.requireNonNull(place);
    Objects.requireNonNull(mark);
  }

  /** Whether it is the same run's at the same place, renewed or not. */
  boolean isSame(FoundLease other) {
    return at().equals(other.at())
        && number == other.number
        && (mark.isEmpty() || other.mark.isEmpty() || run().equals(other.run()));
  }

  /** The folder of an inventory, or the path on a datastore. */
  private Object at() {
    return place instanceof EntryPlace.Files files
        ? files.datastore().getVal() + " " + files.path()
        : place;
  }

  private String run() {
    return mark.map(each -> each.holder().run()).orElse("");
  }
}
