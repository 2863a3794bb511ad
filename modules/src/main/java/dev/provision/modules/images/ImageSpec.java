package dev.provision.modules.images;

import dev.provision.spi.Bare;
import dev.provision.spi.DataSize;
import dev.provision.spi.Doc;
import dev.provision.spi.OneOf;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One entry of {@code images:}. */
@Doc("A disk that instances are made of: an existing template, or a file that is imported once.")
@OneOf({"template", "source"})
public record ImageSpec(
    @Doc("An existing VM or template, by name or path; used in place, never changed.")
        Optional<String> template,
    @Doc(
            "A streamOptimized VMDK file beside the playbook, as `qemu-img convert -O vmdk -o"
                + " subformat=streamOptimized` makes it.")
        Optional<String> source,
    @Doc("The SHA-256 that the file must have, in hex; it is always computed.")
        Optional<String> sha256,
    @Doc("vSphere's guest operating system, such as ubuntu64Guest; the same as vmware_ostype.")
        Optional<String> guestId,
    @Doc("bios or efi; the same as hw_firmware_type. vCenter chooses when it is left out.")
        Optional<String> firmware,
    @Doc(
            "Glance's properties: vmware_disktype, vmware_adaptertype (or hw_disk_bus with"
                + " hw_scsi_model), vmware_ostype, hw_firmware_type.")
        Map<String, String> properties,
    @Doc("What the file is, checked against its content: vmdk, iso, qcow2, raw, vhd, vhdx, vdi.")
        Optional<DiskFormat> diskFormat,
    @Doc("What the disk is packed in, checked against the content: bare, ova, ovf.")
        Optional<ContainerFormat> containerFormat,
    @Doc("Whom it is for; kept as a note on its template and of no effect in vCenter.")
        Optional<Visibility> visibility,
    @Doc("The smallest root disk that a flavor may give its instances.") @Bare("GiB")
        Optional<DataSize> minDisk,
    @Doc("The least memory that a flavor may give its instances.") @Bare("MiB")
        Optional<DataSize> minRam) {

  /** Glance's {@code disk_format}. */
  public enum DiskFormat {
    VMDK,
    ISO,
    QCOW2,
    RAW,
    VHD,
    VHDX,
    VDI
  }

  /** Glance's {@code container_format}. */
  public enum ContainerFormat {
    BARE,
    OVA,
    OVF
  }

  /** Glance's {@code visibility}. */
  public enum Visibility {
    PUBLIC,
    PRIVATE,
    SHARED,
    COMMUNITY
  }

  public ImageSpec {
    Objects.requireNonNull(template);
    Objects.requireNonNull(source);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(guestId);
    Objects.requireNonNull(firmware);
    properties = Map.copyOf(properties);
    Objects.requireNonNull(diskFormat);
    Objects.requireNonNull(containerFormat);
    Objects.requireNonNull(visibility);
    Objects.requireNonNull(minDisk);
    Objects.requireNonNull(minRam);
  }
}
