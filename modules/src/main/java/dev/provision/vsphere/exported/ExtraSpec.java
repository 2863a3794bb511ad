package dev.provision.vsphere.exported;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The table of Nova's flavor extra specs that mean something on vSphere: one row for each key, with
 * the values that it may have and the vim25 field that it sets. Keys and units are those of {@code
 * nova/api/validation/extra_specs/quota.py} and {@code vmware.py}, the fields those of Nova's
 * {@code vm_util.py} and {@code vmops.py}. It is long because it is a table.
 */
public enum ExtraSpec {
  CPU_LIMIT("quota:cpu_limit", Sort.AMOUNT, "MHz", "cpuAllocation.limit", Applies.HOT),
  CPU_RESERVATION(
      "quota:cpu_reservation", Sort.AMOUNT, "MHz", "cpuAllocation.reservation", Applies.HOT),
  CPU_SHARES_LEVEL(
      "quota:cpu_shares_level", Sort.LEVEL, "", "cpuAllocation.shares.level", Applies.HOT),
  CPU_SHARES_SHARE(
      "quota:cpu_shares_share", Sort.SHARE, "", "cpuAllocation.shares.shares", Applies.HOT),

  MEMORY_LIMIT("quota:memory_limit", Sort.AMOUNT, "MiB", "memoryAllocation.limit", Applies.HOT),
  MEMORY_RESERVATION(
      "quota:memory_reservation", Sort.AMOUNT, "MiB", "memoryAllocation.reservation", Applies.HOT),
  MEMORY_SHARES_LEVEL(
      "quota:memory_shares_level", Sort.LEVEL, "", "memoryAllocation.shares.level", Applies.HOT),
  MEMORY_SHARES_SHARE(
      "quota:memory_shares_share", Sort.SHARE, "", "memoryAllocation.shares.shares", Applies.HOT),

  DISK_IO_LIMIT(
      "quota:disk_io_limit",
      Sort.AMOUNT,
      "IOPS",
      "VirtualDisk.storageIOAllocation.limit",
      Applies.HOT),
  DISK_IO_RESERVATION(
      "quota:disk_io_reservation",
      Sort.AMOUNT,
      "IOPS",
      "VirtualDisk.storageIOAllocation.reservation",
      Applies.HOT),
  DISK_IO_SHARES_LEVEL(
      "quota:disk_io_shares_level",
      Sort.LEVEL,
      "",
      "VirtualDisk.storageIOAllocation.shares.level",
      Applies.HOT),
  /** From 200 to 4000 ({@code StorageIOAllocationInfo.shares}). */
  DISK_IO_SHARES_SHARE(
      "quota:disk_io_shares_share",
      Sort.SHARE,
      "",
      "VirtualDisk.storageIOAllocation.shares.shares",
      Applies.HOT,
      200,
      4000),

  VIF_LIMIT(
      "quota:vif_limit",
      Sort.AMOUNT,
      "Mbit/s",
      "VirtualEthernetCard.resourceAllocation.limit",
      Applies.HOT),
  VIF_RESERVATION(
      "quota:vif_reservation",
      Sort.AMOUNT,
      "Mbit/s",
      "VirtualEthernetCard.resourceAllocation.reservation",
      Applies.HOT),
  VIF_SHARES_LEVEL(
      "quota:vif_shares_level",
      Sort.LEVEL,
      "",
      "VirtualEthernetCard.resourceAllocation.share.level",
      Applies.HOT),
  /** For a network adapter 100 is {@code high} and the most there is. */
  VIF_SHARES_SHARE(
      "quota:vif_shares_share",
      Sort.SHARE,
      "",
      "VirtualEthernetCard.resourceAllocation.share.shares",
      Applies.HOT,
      0,
      100),

  CPU_CORES("hw:cpu_cores", Sort.COUNT, "", "numCoresPerSocket", Applies.COLD),
  CPU_SOCKETS("hw:cpu_sockets", Sort.COUNT, "", "numCoresPerSocket", Applies.COLD),
  CPU_MAX_CORES("hw:cpu_max_cores", Sort.COUNT, "", "numCoresPerSocket", Applies.COLD),
  CPU_MAX_SOCKETS("hw:cpu_max_sockets", Sort.COUNT, "", "numCoresPerSocket", Applies.COLD),

  /** Nova has it for libvirt alone. */
  SECURE_BOOT(
      "os:secure_boot", Sort.SECURE_BOOT, "", "bootOptions.efiSecureBootEnabled", Applies.COLD),
  /** Nova has it for libvirt alone. */
  TPM_VERSION("hw:tpm_version", Sort.TPM, "", "VirtualTPM", Applies.COLD),

  HW_VERSION("vmware:hw_version", Sort.VERSION, "", "version", Applies.COLD),
  STORAGE_POLICY("vmware:storage_policy", Sort.NAME, "", "vmProfile.profileId", Applies.HOT),
  VIDEO_RAM_MAX(
      "hw_video:ram_max_mb",
      Sort.AMOUNT,
      "MiB",
      "VirtualMachineVideoCard.videoRamSizeInKB",
      Applies.COLD);

  /** The form of a value. */
  public enum Sort {
    /** A whole number in the row's unit. */
    AMOUNT,
    /** A whole number from 1. */
    COUNT,
    /** The number of shares when the level is custom. */
    SHARE,
    /** A word of {@code SharesLevel}. */
    LEVEL,
    /** {@code vmx-19}. */
    VERSION,
    /** A word of {@link SecureBoot}. */
    SECURE_BOOT,
    /** {@code 2.0}. */
    TPM,
    /** Any text. */
    NAME
  }

  /** Whether a new value can be set while the VM runs. */
  public enum Applies {
    HOT,
    COLD
  }

  /** The words of vim25's {@code SharesLevel}. */
  public static final List<String> LEVELS = List.of("custom", "high", "normal", "low");

  private static final Pattern VERSION = Pattern.compile("vmx-[0-9]{1,3}");

  /**
   * Prefixes of keys that Nova knows and vSphere has no use for. They are refused and not ignored:
   * a VM whose flavor asks for a trusted host must not be created on any other.
   */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("trait:", "is of OpenStack's scheduler"),
          Map.entry("resources", "is of OpenStack's scheduler"),
          Map.entry("trait", "is of OpenStack's scheduler"),
          Map.entry("group_policy", "is of OpenStack's scheduler"),
          Map.entry("capabilities:", "is of OpenStack's scheduler"),
          Map.entry("aggregate_instance_extra_specs:", "is of OpenStack's scheduler"),
          Map.entry("pci_passthrough:", "is of other hypervisors"),
          Map.entry("accel:", "is of other hypervisors"),
          Map.entry("hide_hypervisor_id", "is of other hypervisors"),
          Map.entry("hw:", "is of other hypervisors"),
          Map.entry("hw_rng:", "is of other hypervisors"),
          Map.entry("hw_video:", "is of other hypervisors"),
          Map.entry("os:", "is of other hypervisors"),
          Map.entry("powervm:", "is of other hypervisors"),
          Map.entry("quota:", "is of other hypervisors"));

  private final String key;
  private final Sort sort;
  private final String unit;
  private final String field;
  private final Applies applies;
  private final long least;
  private final long most;

  ExtraSpec(String key, Sort sort, String unit, String field, Applies applies) {
    this(key, sort, unit, field, applies, sort == Sort.COUNT ? 1 : 0, Integer.MAX_VALUE);
  }

  ExtraSpec(
      String key, Sort sort, String unit, String field, Applies applies, long least, long most) {
    this.key = key;
    this.sort = sort;
    this.unit = unit;
    this.field = field;
    this.applies = applies;
    this.least = least;
    this.most = most;
  }

  /** As playbooks and Nova write it, {@code quota:cpu_limit}. */
  public String key() {
    return key;
  }

  public Sort sort() {
    return sort;
  }

  /** Empty when a value has none. */
  public String unit() {
    return unit;
  }

  /**
   * The field that it sets: a path in {@code VirtualMachineConfigSpec}, or in one of its devices.
   */
  public String field() {
    return field;
  }

  public Applies applies() {
    return applies;
  }

  /**
   * The versions in which it works; empty for all. Shares and reservation of a disk's I/O need
   * Storage I/O Control: the API marks {@code StorageIOAllocationInfo.shares} and {@code
   * .reservation} as deprecated since 8.0 U3 without a replacement, and Broadcom's KB 320864 says
   * that vSphere 7 and 8 still support it and a later release will not. {@code .limit} is not
   * marked, and the schema of 9.0 has it. Nobody has seen whether a 9.0 server keeps the other two
   * or drops them.
   */
  public Optional<Meaning> meaning() {
    return switch (this) {
      case DISK_IO_RESERVATION, DISK_IO_SHARES_LEVEL, DISK_IO_SHARES_SHARE ->
          Optional.of(
              Meaning.until(
                      key,
                      "9.0",
                      "for Storage I/O Control, which vSphere 9.0 does not have any more")
                  .deprecated("8.0.3", "a limit, quota:disk_io_limit, works on"));
      default -> Optional.empty();
    };
  }

  /** The flavor's field with this key, {@code extra_specs.quota:cpu_limit}. */
  public String path() {
    return "extra_specs." + key;
  }

  /** The row of a key; empty for a key that is not in the table. */
  public static Optional<ExtraSpec> of(String key) {
    return Arrays.stream(values()).filter(row -> row.key.equals(key)).findFirst();
  }

  /** All keys. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(ExtraSpec::key).toList();
  }

  /** Where a key belongs that Nova knows and vSphere has no use for; empty for an unknown key. */
  public static Optional<String> elsewhere(String key) {
    return ELSEWHERE.entrySet().stream()
        .filter(each -> key.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** What is wrong with a value; empty when nothing is. */
  public Optional<String> wrong(String value) {
    return switch (sort) {
      case AMOUNT, COUNT, SHARE ->
          number(value).filter(number -> number >= least && number <= most).isPresent()
              ? Optional.empty()
              : Optional.of(
                  "`" + key + "` must be a whole number " + range() + ", not `" + value + "`");
      case LEVEL ->
          LEVELS.contains(value)
              ? Optional.empty()
              : Optional.of(
                  "`" + key + "` must be custom, high, normal or low, not `" + value + "`");
      case VERSION -> wrongVersion(key, value);
      case SECURE_BOOT ->
          SecureBoot.of(value).isPresent()
              ? Optional.empty()
              : Optional.of(
                  "`" + key + "` must be one of " + SecureBoot.words() + ", not `" + value + "`");
      case TPM ->
          value.equals("2.0")
              ? Optional.empty()
              : Optional.of(
                  "`" + key + "` must be 2.0, the only one that vSphere has, not `" + value + "`");
      case NAME -> value.isBlank() ? Optional.of("`" + key + "` is empty") : Optional.empty();
    };
  }

  /** What is wrong with a hardware version in this field; empty when nothing is. */
  public static Optional<String> wrongVersion(String field, String value) {
    return VERSION.matcher(value).matches()
        ? Optional.empty()
        : Optional.of("`" + field + "` must be like vmx-19, not `" + value + "`");
  }

  private String range() {
    String of = unit.isEmpty() ? "" : "of " + unit + " ";
    return most == Integer.MAX_VALUE ? of + "from " + least : of + "from " + least + " to " + most;
  }

  private static Optional<Long> number(String value) {
    try {
      return Optional.of(Long.parseLong(value.strip().toLowerCase(Locale.ROOT)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
