package dev.provision.modules.images.declaration;

import dev.provision.vsphere.exported.DiskAdapter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The image properties that Nova's vmwareapi driver reads, two that only its libvirt driver reads,
 * and what each becomes in vim25. Legacy names are listed beside those that Nova translates them to
 * ({@code nova/objects/image_meta.py}).
 */
enum GlanceProperty {
  DISK_TYPE(
      Of.THE_FILE,
      GlanceDiskType.words(),
      "VirtualDiskFlatVer2BackingInfo.thinProvisioned, .eagerlyScrub",
      "vmware_disktype",
      "hw_disk_type"),
  ADAPTER(
      Of.THE_FILE, DiskAdapter.words(), "the class of the disk's controller", "vmware_adaptertype"),
  DISK_BUS(Of.THE_FILE, "ide, scsi, nvme", "the class of the disk's controller", "hw_disk_bus"),
  SCSI_MODEL(
      Of.THE_FILE,
      "lsilogic, lsisas1068, buslogic, vmpvscsi",
      "the class of the disk's controller",
      "hw_scsi_model"),
  OS_TYPE(
      Of.THE_FILE,
      "vSphere's identifier of a guest, such as ubuntu64Guest",
      "ConfigSpec.guestId, and nestedHVEnabled for guests that are hypervisors",
      "vmware_ostype",
      "os_distro"),
  FIRMWARE(Of.THE_FILE, "bios, uefi", "ConfigSpec.firmware", "hw_firmware_type"),
  NIC_MODEL(
      Of.INSTANCES,
      "e1000, e1000e, pcnet, sriov, vmxnet, vmxnet3",
      "the class of NICs that say no model",
      "hw_vif_model"),
  LINKED_CLONE(
      Of.INSTANCES,
      "true, false",
      "RelocateSpec.diskMoveType of instances that say no clone",
      "img_linked_clone",
      "vmware_linked_clone"),
  VIDEO_RAM(
      Of.INSTANCES, "a number of MiB", "VirtualMachineVideoCard.videoRamSizeInKB", "hw_video_ram"),
  CPU_CORES(Of.INSTANCES, "a number above 0", "ConfigSpec.numCoresPerSocket", "hw_cpu_cores"),
  CPU_SOCKETS(Of.INSTANCES, "a number above 0", "ConfigSpec.numCoresPerSocket", "hw_cpu_sockets"),
  CPU_MAX_CORES(
      Of.INSTANCES, "a number above 0", "ConfigSpec.numCoresPerSocket", "hw_cpu_max_cores"),
  CPU_MAX_SOCKETS(
      Of.INSTANCES, "a number above 0", "ConfigSpec.numCoresPerSocket", "hw_cpu_max_sockets"),
  CONFIG_DRIVE(Of.INSTANCES, "mandatory, optional", "a config drive", "img_config_drive"),
  SECURE_BOOT(
      Of.INSTANCES,
      "required, optional, disabled",
      "ConfigSpec.bootOptions.efiSecureBootEnabled",
      "os_secure_boot"),
  TPM_VERSION(Of.INSTANCES, "2.0", "VirtualTPM", "hw_tpm_version"),
  HYPERVISOR(Of.NOTHING, "vmware", "", "hypervisor_type", "img_hv_type");

  /** What a property is about. */
  enum Of {
    /** The file, or the template made from it. */
    THE_FILE,
    /** The instances made from the image. */
    INSTANCES,
    /** Nothing that we make: others read it. */
    NOTHING
  }

  /**
   * Properties from Glance's list (useful image properties) that neither Nova's vmwareapi driver
   * nor we read.
   */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "vmware_image_version",
          "img_version",
          "architecture",
          "auto_disk_config",
          "hw_architecture",
          "hw_boot_menu",
          "hw_cdrom_bus",
          "hw_cpu_max_threads",
          "hw_cpu_policy",
          "hw_cpu_thread_policy",
          "hw_cpu_threads",
          "hw_emulation_architecture",
          "hw_floppy_bus",
          "hw_input_bus",
          "hw_machine_type",
          "hw_mem_encryption",
          "hw_mem_page_size",
          "hw_numa_nodes",
          "hw_pmu",
          "hw_pointer_model",
          "hw_qemu_guest_agent",
          "hw_rescue_bus",
          "hw_rescue_device",
          "hw_rng_model",
          "hw_serial_port_count",
          "hw_time_hpet",
          "hw_tpm_model",
          "hw_video_model",
          "hw_vif_multiqueue_enabled",
          "hw_watchdog_action",
          "img_block_device_mapping",
          "img_hide_hypervisor_id",
          "img_hv_requested_version",
          "img_signature",
          "img_signature_certificate_uuid",
          "img_signature_hash_method",
          "img_signature_key_type",
          "instance_uuid",
          "kernel_id",
          "os_admin_user",
          "os_command_line",
          "os_hidden",
          "os_require_quiesce",
          "os_shutdown_timeout",
          "os_skip_agent_inject_files_at_boot",
          "os_skip_agent_inject_ssh",
          "os_type",
          "os_version",
          "ramdisk_id",
          "vm_mode");

  /** What it is about. */
  final Of of;

  /** The allowed values, for messages. */
  final String values;

  /** The vim25 field or class that it sets. */
  final String effect;

  private final List<String> names;

  GlanceProperty(Of of, String values, String effect, String... names) {
    this.of = of;
    this.values = values;
    this.effect = effect;
    this.names = List.of(names);
  }

  /** The property by its name or a legacy name. */
  static Optional<GlanceProperty> of(String name) {
    return Arrays.stream(values()).filter(one -> one.names.contains(name)).findFirst();
  }

  /** Whether Glance knows it but it has no effect on vSphere. */
  static boolean isWithoutEffect(String name) {
    return WITHOUT_EFFECT.contains(name) || name.startsWith("trait:");
  }

  List<String> names() {
    return names;
  }

  /** The name that messages use. */
  String word() {
    return names.get(0);
  }

  /** All names, with legacy ones. */
  static List<String> known() {
    return Arrays.stream(values()).flatMap(one -> one.names.stream()).toList();
  }

  /** All names without legacy ones, for messages. */
  static String knownWords() {
    return Arrays.stream(values()).map(GlanceProperty::word).collect(Collectors.joining(", "));
  }

  /** The controller type by {@code hw_scsi_model} (OpenStack, {@code fields.SCSIModel}). */
  static Optional<DiskAdapter> scsiModel(String model) {
    return Optional.ofNullable(
        switch (model.toLowerCase(Locale.ROOT)) {
          case "lsilogic" -> DiskAdapter.LSI_LOGIC;
          case "lsisas1068", "lsilogicsas" -> DiskAdapter.LSI_LOGIC_SAS;
          case "buslogic" -> DiskAdapter.BUS_LOGIC;
          case "vmpvscsi", "paravirtual" -> DiskAdapter.PARA_VIRTUAL;
          default -> null;
        });
  }

  /** vSphere's word by {@code hw_firmware_type}, which is libvirt's. */
  static Optional<String> firmware(String type) {
    return switch (type) {
      case "uefi", "efi" -> Optional.of("efi");
      case "bios" -> Optional.of("bios");
      default -> Optional.empty();
    };
  }
}
