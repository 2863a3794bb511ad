package dev.provision.spi;

import java.util.Set;

/**
 * A connection that cannot change anything: its wires throw on every call that is not a read. Safe
 * for use by many threads.
 */
public interface ReadSession<R> extends AutoCloseable {
  /** The target, for people: {@code vc.lab.local, /DC0/host/DC0_C0}. */
  String target();

  /** Reads the world in bulk and returns a snapshot in memory. */
  R survey(Survey what) throws ModuleException, InterruptedException;

  /**
   * Reads the objects of these addresses again, in bulk, and returns a new snapshot; also finds
   * resources that were created since.
   */
  R refresh(Set<Address> changed) throws ModuleException, InterruptedException;

  /**
   * Which of these privileges the account lacks; asks the server once. None when the server has no
   * answer to that.
   *
   * @param read knows the objects that exist
   */
  default Set<Right> lacking(Set<Right> rights, R read)
      throws ModuleException, InterruptedException {
    return Set.of();
  }

  /**
   * What exists in all environments of a project, from the marks on the objects; without a project,
   * in this environment alone. Reads in bulk.
   *
   * @param environment of the project
   * @param without addresses of this environment that are left out
   * @param read knows the objects that exist
   */
  default Usage usage(EnvironmentId environment, Set<Address> without, R read)
      throws ModuleException, InterruptedException {
    return Usage.NONE;
  }

  /** Logs out; may be called twice; never throws. */
  @Override
  void close();

  /**
   * What machines and volumes take, for a sum over many of them.
   *
   * @param machines how many
   * @param diskMib all disks as the guests see them, whatever they take on a datastore
   */
  record Usage(long machines, long vcpus, long memoryMib, long diskMib) {
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    public Usage and(Usage other) {
      return new Usage(
          machines + other.machines,
          vcpus + other.vcpus,
          memoryMib + other.memoryMib,
          diskMib + other.diskMib);
    }
  }
}
