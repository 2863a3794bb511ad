package dev.provision.vsphere.lease;

import dev.provision.spi.ModuleException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where the leases of one environment are kept on one server. Every call asks the server. */
interface LeaseStore {
  /** Those that are there, at all places where a run of this environment may have put one. */
  List<FoundLease> all() throws ModuleException, InterruptedException;

  /** Those beside one that is ours. */
  List<FoundLease> beside(FoundLease ours) throws ModuleException, InterruptedException;

  /**
   * Those of what environments share, as far as they were seen when all were looked at: a run that
   * was killed may have left one, and nobody may ever want it again.
   */
  default List<FoundLease> strays() {
    return List.of();
  }

  /** The server's time. */
  Instant now() throws ModuleException;

  /**
   * Makes a lease, in one call that the server refuses to the second of two runs.
   *
   * @param after one that is over and is to be taken over, at its place; empty for the first
   * @return empty when another run was faster
   */
  Optional<FoundLease> make(Optional<FoundLease> after)
      throws ModuleException, InterruptedException;

  /** Writes the mark; returns the lease as it is then. */
  FoundLease mark(FoundLease lease, LeaseMark mark) throws ModuleException, InterruptedException;

  /** Deletes one; it need not exist. */
  void delete(FoundLease lease) throws ModuleException, InterruptedException;
}
