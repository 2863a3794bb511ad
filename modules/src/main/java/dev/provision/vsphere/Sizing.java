package dev.provision.vsphere;

import dev.provision.diagnostic.Span;
import dev.provision.spi.DataSize;
import java.util.Map;
import java.util.Optional;

/**
 * What a flavor asks of a VM.
 *
 * @param disk of the root disk; empty to keep the image's
 * @param coresPerSocket empty to leave it to vCenter
 * @param cpuHotAdd,memoryHotAdd empty to leave the image's setting
 * @param where the place of each field in the playbook, by the flavor's keys
 */
public record Sizing(
    String flavor,
    int vcpus,
    DataSize ram,
    Optional<DataSize> disk,
    Optional<Integer> coresPerSocket,
    Optional<Boolean> cpuHotAdd,
    Optional<Boolean> memoryHotAdd,
    Map<String, Span> where) {
  public Sizing {
    where = Map.copyOf(where);
  }
}
