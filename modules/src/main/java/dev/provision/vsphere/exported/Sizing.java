package dev.provision.vsphere.exported;

import dev.provision.diagnostic.Span;
import dev.provision.spi.schema.DataSize;
import java.util.Map;
import java.util.Optional;

/**
 * What a flavor asks of a VM.
 *
 * @param flavor its name in the playbook; empty if there is none
 * @param disk the size of the root disk; empty to keep the image's
 * @param coresPerSocket empty to leave it to vCenter
 * @param cpuHotAdd,memoryHotAdd empty to leave the image's setting
 * @param where the place of each field in the playbook, by the flavor's keys
 * @param ephemeral,swap sizes of these disks; empty for none
 */
public record Sizing(
    String flavor,
    int vcpus,
    DataSize ram,
    Optional<DataSize> disk,
    Optional<Integer> coresPerSocket,
    Optional<Boolean> cpuHotAdd,
    Optional<Boolean> memoryHotAdd,
    Map<String, Span> where,
    Optional<DataSize> ephemeral,
    Optional<DataSize> swap,
    ExtraSpecs extraSpecs) {
  /** Of an adopted VM without a flavor: its size is left alone. */
  public static final Sizing NONE =
      new Sizing(
          "",
          0,
          new DataSize(0),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of());

  public Sizing {
    where = Map.copyOf(where);
  }

  /** Whether a flavor says it. */
  public boolean isSaid() {
    return !flavor.isEmpty();
  }

  /** The same; if no flavor says it, with the size that the VM has. */
  public Sizing or(int hasVcpus, DataSize hasRam) {
    return isSaid()
        ? this
        : new Sizing(
            flavor,
            hasVcpus,
            hasRam,
            disk,
            coresPerSocket,
            cpuHotAdd,
            memoryHotAdd,
            where,
            ephemeral,
            swap,
            extraSpecs);
  }

  /** Without extra specs and more disks. */
  public Sizing(
      String flavor,
      int vcpus,
      DataSize ram,
      Optional<DataSize> disk,
      Optional<Integer> coresPerSocket,
      Optional<Boolean> cpuHotAdd,
      Optional<Boolean> memoryHotAdd,
      Map<String, Span> where) {
    this(
        flavor,
        vcpus,
        ram,
        disk,
        coresPerSocket,
        cpuHotAdd,
        memoryHotAdd,
        where,
        Optional.empty(),
        Optional.empty(),
        ExtraSpecs.NONE);
  }

  /** The same with this many cores per socket. */
  public Sizing withCores(int cores) {
    return new Sizing(
        flavor,
        vcpus,
        ram,
        disk,
        Optional.of(cores),
        cpuHotAdd,
        memoryHotAdd,
        where,
        ephemeral,
        swap,
        extraSpecs);
  }

  /** The same with other extra specs. */
  public Sizing with(ExtraSpecs others) {
    return new Sizing(
        flavor,
        vcpus,
        ram,
        disk,
        coresPerSocket,
        cpuHotAdd,
        memoryHotAdd,
        where,
        ephemeral,
        swap,
        others);
  }

  /** The total size of its disks besides the root disk. */
  public DataSize moreDisks() {
    return new DataSize(
        ephemeral.map(DataSize::bytes).orElse(0L) + swap.map(DataSize::bytes).orElse(0L));
  }

  /** The memory that a host must reserve for it, without the overhead; 0 for none. */
  public DataSize memoryReservation() {
    return DataSize.ofMebibytes(extraSpecs.number(ExtraSpec.MEMORY_RESERVATION).orElse(0L));
  }

  /** The CPU that a host must reserve for it; 0 for none. */
  public long cpuReservationMhz() {
    return extraSpecs.number(ExtraSpec.CPU_RESERVATION).orElse(0L);
  }
}
