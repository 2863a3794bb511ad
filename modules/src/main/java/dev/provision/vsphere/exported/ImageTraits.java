package dev.provision.vsphere.exported;

import dev.provision.spi.schema.DataSize;
import java.util.Optional;

/**
 * What an image's properties ask of the instances created from it, besides what its template
 * already has. The properties are Glance's; Nova's vmwareapi driver reads them in {@code
 * images.py}.
 *
 * @param nicModel the adapter type of NICs that name none, as playbooks write it; from {@code
 *     hw_vif_model}
 * @param videoRamMib of the video card, in MiB; 0 to leave it as it is; from {@code hw_video_ram}
 * @param linkedClone overrides the default of {@code clone}; from {@code img_linked_clone}
 * @param configDrive whether each instance must have a config drive; from {@code img_config_drive}
 * @param cpuCores,cpuSockets wanted topology; empty for no wish; from {@code hw_cpu_cores} and
 *     {@code hw_cpu_sockets}
 * @param cpuMaxCores,cpuMaxSockets its limits; from {@code hw_cpu_max_cores} and {@code
 *     hw_cpu_max_sockets}
 * @param hasDisk false for an image that boots from its own medium (ISO): its instances get an
 *     empty root disk of the flavor's size
 * @param minDisk the smallest root disk that a flavor may give; empty for any; Glance's {@code
 *     min_disk}
 * @param minRam the least memory that a flavor may give; empty for any; Glance's {@code min_ram}
 * @param hardware the virtual hardware that it asks for
 */
public record ImageTraits(
    Optional<String> nicModel,
    int videoRamMib,
    Optional<Boolean> linkedClone,
    boolean configDrive,
    Optional<Integer> cpuCores,
    Optional<Integer> cpuSockets,
    Optional<Integer> cpuMaxCores,
    Optional<Integer> cpuMaxSockets,
    boolean hasDisk,
    Optional<DataSize> minDisk,
    Optional<DataSize> minRam,
    ImageHardware hardware) {
  /** For an image that asks nothing of flavors or hardware. */
  public ImageTraits(
      Optional<String> nicModel,
      int videoRamMib,
      Optional<Boolean> linkedClone,
      boolean configDrive,
      Optional<Integer> cpuCores,
      Optional<Integer> cpuSockets,
      Optional<Integer> cpuMaxCores,
      Optional<Integer> cpuMaxSockets,
      boolean hasDisk) {
    this(
        nicModel,
        videoRamMib,
        linkedClone,
        configDrive,
        cpuCores,
        cpuSockets,
        cpuMaxCores,
        cpuMaxSockets,
        hasDisk,
        Optional.empty(),
        Optional.empty(),
        ImageHardware.UNSAID);
  }

  /** The same for a medium that instances boot from, such as an ISO. */
  public ImageTraits ofMedium() {
    return new ImageTraits(
        nicModel,
        videoRamMib,
        linkedClone,
        configDrive,
        cpuCores,
        cpuSockets,
        cpuMaxCores,
        cpuMaxSockets,
        false,
        minDisk,
        minRam,
        hardware);
  }

  /** For an image that says nothing. */
  public static final ImageTraits NONE =
      new ImageTraits(
          Optional.empty(),
          0,
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true);
}
