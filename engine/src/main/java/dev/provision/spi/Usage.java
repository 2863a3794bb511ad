package dev.provision.spi;

/**
 * What machines and volumes take, for a sum over many of them.
 *
 * @param machines how many
 * @param diskMib all disks as the guests see them, whatever they take on a datastore
 */
public record Usage(long machines, long vcpus, long memoryMib, long diskMib) {
  public static final Usage NONE = new Usage(0, 0, 0, 0);

  public Usage and(Usage other) {
    return new Usage(
        machines + other.machines,
        vcpus + other.vcpus,
        memoryMib + other.memoryMib,
        diskMib + other.diskMib);
  }
}
