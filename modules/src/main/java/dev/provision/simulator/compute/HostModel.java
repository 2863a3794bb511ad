package dev.provision.simulator.compute;

/**
 * What a simulated host is made with.
 *
 * @param cpus CPU threads
 * @param memoryBytes its memory
 * @param maintenance whether it is in maintenance mode
 * @param quarantine whether Proactive HA has it in quarantine
 * @param newest the newest virtual hardware that it runs, {@code vmx-19}
 * @param nics how many physical nics
 */
public record HostModel(
    int cpus, long memoryBytes, boolean maintenance, boolean quarantine, String newest, int nics) {
  /** Of 16 threads and 64 GiB. */
  public static final HostModel PLAIN = new HostModel(16, 64L << 30, false, false, "vmx-20", 2);
}
