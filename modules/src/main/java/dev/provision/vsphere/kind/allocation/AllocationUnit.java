package dev.provision.vsphere.kind.allocation;

import com.vmware.vim25.ResourcePoolRuntimeInfo;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Quota;
import dev.provision.vsphere.inventory.Item;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The units of reservations and limits in the API ({@code ResourceAllocationInfo}). */
public enum AllocationUnit {
  /** Of processors. */
  MHZ {
    @Override
    long amount(String text) {
      Matcher matcher = FREQUENCY.matcher(text.strip().toUpperCase(Locale.ROOT));
      if (!matcher.matches()) {
        throw new IllegalArgumentException("must be like 4000 MHz or 4 GHz, not `" + text + "`");
      }
      return Long.parseLong(matcher.group(1)) * ("GHZ".equals(matcher.group(2)) ? 1000 : 1);
    }

    @Override
    String amount(long value) {
      return value + " MHz";
    }

    @Override
    long reserved(ResourcePoolRuntimeInfo pool) {
      return pool.getCpu().getReservationUsed();
    }

    @Override
    long capacity(ResourcePoolRuntimeInfo root) {
      return root.getCpu().getReservationUsed() + root.getCpu().getUnreservedForPool();
    }

    @Override
    Optional<Long> hardware(Item host) {
      return host.get("summary.hardware.numCpuCores", Short.class)
          .flatMap(
              cores ->
                  host.get("summary.hardware.cpuMhz", Integer.class)
                      .map(mhz -> (long) mhz * cores));
    }
  },

  /** Of memory. */
  MIB {
    @Override
    long amount(String text) {
      try {
        DataSize size = DataSize.parse(text, "MiB");
        if (size.equals(DataSize.ofMebibytes(size.mebibytes()))) {
          return size.mebibytes();
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("must be like 512 MiB or 4 GiB, not `" + text + "`", e);
      }
      throw new IllegalArgumentException("must be whole MiB, not `" + text + "`");
    }

    @Override
    String amount(long value) {
      return DataSize.ofMebibytes(value).toString();
    }

    /** The server tells bytes, and takes MB (API, {@code ResourcePoolResourceUsage}). */
    @Override
    long reserved(ResourcePoolRuntimeInfo pool) {
      return (pool.getMemory().getReservationUsed() + (1 << 20) - 1) >> 20;
    }

    @Override
    long capacity(ResourcePoolRuntimeInfo root) {
      return (root.getMemory().getReservationUsed() + root.getMemory().getUnreservedForPool())
          >> 20;
    }

    @Override
    Optional<Long> hardware(Item host) {
      return host.get("summary.hardware.memorySize", Long.class).map(bytes -> bytes >> 20);
    }
  };

  private static final String NO_LIMIT = "unlimited";
  private static final Pattern FREQUENCY = Pattern.compile("([0-9]{1,9})\\s*(MHZ|GHZ)?");

  /**
   * @throws IllegalArgumentException with what was wanted
   */
  abstract long amount(String text);

  abstract String amount(long value);

  /** What the running machines and the pools in a pool have reserved. */
  abstract long reserved(ResourcePoolRuntimeInfo pool);

  /** What a root pool has in all for the machines and the pools in it. */
  abstract long capacity(ResourcePoolRuntimeInfo root);

  /** What a host has; empty when its hardware is not known. */
  abstract Optional<Long> hardware(Item host);

  /** As {@link #amount(String)}; {@code unlimited} is {@link Quota#UNLIMITED}. */
  long limit(String text) {
    return text.equals(NO_LIMIT) ? Quota.UNLIMITED : amount(text);
  }

  /** The value as the playbook writes it. */
  String words(long value) {
    return value == Quota.UNLIMITED ? NO_LIMIT : amount(value);
  }
}
