package dev.provision.simulator.world;

import dev.provision.vsphere.wire.ApiVersion;
import java.time.Duration;

/**
 * What the lab says of the whole; times are those of the simulator.
 *
 * @param copyOfGib how long a full clone takes for each GiB that it copies; zero for as long as any
 * @param version of the API that it announces; what is newer is not there
 * @param esxi whether it is a single ESXi host and no vCenter
 */
public record WorldSettings(
    double speed,
    Duration guestDelay,
    Duration sessionTimeout,
    double memoryRatio,
    Duration copyOfGib,
    ApiVersion version,
    boolean esxi) {
  public static final WorldSettings DEFAULT =
      new WorldSettings(
          1, Duration.ofSeconds(2), Duration.ofMinutes(30), 1, new ApiVersion("8.0.2.0"));

  public WorldSettings(
      double speed,
      Duration guestDelay,
      Duration sessionTimeout,
      double memoryRatio,
      ApiVersion version) {
    this(speed, guestDelay, sessionTimeout, memoryRatio, Duration.ZERO, version, false);
  }

  /** The same of another version. */
  public WorldSettings with(ApiVersion other) {
    return new WorldSettings(
        speed, guestDelay, sessionTimeout, memoryRatio, copyOfGib, other, esxi);
  }

  /** The same of a vCenter or of a single ESXi host. */
  public WorldSettings of(boolean host) {
    return new WorldSettings(
        speed, guestDelay, sessionTimeout, memoryRatio, copyOfGib, version, host);
  }

  /** How long it takes to copy so many bytes. */
  public Duration copyOf(long bytes) {
    return Duration.ofMillis(bytes * copyOfGib.toMillis() / (1L << 30));
  }
}
