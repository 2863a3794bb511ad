package dev.provision.modules.images.declaration;

import dev.provision.modules.images.file.ContainerFormat;
import dev.provision.modules.images.file.DiskFormat;
import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.OneOf;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import dev.provision.vsphere.kind.NeedsKeys;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One entry of {@code images:}. */
@Doc("A disk that instances are made of: an existing template, or a file that is imported once.")
@OneOf({"template", "source"})
public record ImageSpec(
    @Doc("An existing VM or template, by name or path; used in place, never changed.")
        Optional<PlaceName> template,
    @Doc(
            "A file: its path, relative to the playbook, or its http(s) URL. VMDK"
                + " (monolithicSparse, streamOptimized, monolithicFlat), OVA, OVF, ISO or raw;"
                + " also qcow2, VHD, VHDX and VDI if qemu-img is on the PATH. The content"
                + " decides what it is, not the name. A URL needs sha256; an apply that has to"
                + " upload the file downloads it into .provision/images beside the playbook. If"
                + " vCenter has the same image under another name, it is copied there instead of"
                + " uploaded, unless the disks are declared differently.")
        Optional<String> source,
    @Doc(
            "The SHA-256 that the file must have, in hex; it is always computed. For a"
                + " VMDK in two files and for an OVF: of that file and then the files that it"
                + " names, as `cat a b | sha256sum` prints it.")
        Optional<String> sha256,
    @Doc(
            "PEM file with the certificate authorities to trust for an https source,"
                + " instead of the platform's; its path, relative to the playbook.")
        Optional<String> caFile,
    @Doc("vSphere's guest operating system, such as ubuntu64Guest; the same as vmware_ostype.")
        Optional<String> guestId,
    @Doc("bios or efi; the same as hw_firmware_type. vCenter chooses when left out.")
        Optional<String> firmware,
    @Doc(
            "Glance's image properties. About the file, checked against its content,"
                + " which also supplies them when left out: vmware_disktype, vmware_adaptertype"
                + " (ide, lsiLogic, lsiLogicsas, busLogic, paraVirtual, nvme; or hw_disk_bus"
                + " with hw_scsi_model), vmware_ostype, hw_firmware_type. About the instances:"
                + " hw_vif_model, img_linked_clone, hw_video_ram, hw_cpu_cores, hw_cpu_sockets,"
                + " hw_cpu_max_cores, hw_cpu_max_sockets, img_config_drive, os_secure_boot"
                + " (required, optional, disabled), hw_tpm_version (2.0). Those that Nova does"
                + " not support on vSphere either get a warning. The disktypes thin, thick,"
                + " preallocated (the same as thick) and eagerZeroedThick are for flat and raw"
                + " files and say how the disk is allocated.")
        Map<String, String> properties,
    @Doc("What the file is, checked against its content: vmdk, iso, qcow2, raw, vhd, vhdx, vdi.")
        Optional<DiskFormat> diskFormat,
    @Doc("What the disk is packed in, checked against the content: bare, ova, ovf.")
        Optional<ContainerFormat> containerFormat,
    @Doc(
            "How its disks are uploaded, instead of the connection's image_upload: nfc,"
                + " through a host, or folder, only through the vCenter. An ISO is always"
                + " uploaded as folder.")
        Optional<VcenterSpec.ImageUpload> imageUpload,
    @Doc("Who may use it; only a note on its template, without effect in vCenter.")
        Optional<Visibility> visibility,
    @Doc("The smallest root disk that a flavor may give its instances.") @Bare("GiB")
        Optional<DataSize> minDisk,
    @Doc("The least memory that a flavor may give its instances.") @Bare("MiB")
        Optional<DataSize> minRam,
    @Doc(
            "The hardware version of its template, such as vmx-19; the cluster's default"
                + " when left out. Its instances get it too: a flavor's vmware:hw_version can"
                + " raise it but not lower it.")
        Optional<String> hwVersion)
    implements NeedsKeys, HasActivities {

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
    Objects.requireNonNull(caFile);
    Objects.requireNonNull(guestId);
    Objects.requireNonNull(firmware);
    properties = Map.copyOf(properties);
    Objects.requireNonNull(diskFormat);
    Objects.requireNonNull(containerFormat);
    Objects.requireNonNull(imageUpload);
    Objects.requireNonNull(visibility);
    Objects.requireNonNull(minDisk);
    Objects.requireNonNull(minRam);
    Objects.requireNonNull(hwVersion);
  }

  @Override
  public boolean needsKeys() {
    return properties.containsKey(GlanceProperty.TPM_VERSION.word());
  }

  @Override
  public Set<Activity> activities(VcenterSpec connection) {
    if (source.isEmpty()) {
      return Set.of();
    }
    boolean isFile =
        imageUpload.orElse(connection.imageUpload()) == VcenterSpec.ImageUpload.FOLDER
            || diskFormat.filter(DiskFormat.ISO::equals).isPresent()
            || source.get().toLowerCase(Locale.ROOT).endsWith(".iso");
    return isFile
        ? Activities.set(Activities.IMPORT_IMAGES, Activities.FILES, Activities.CREATE_VMS)
        : Activities.set(Activities.IMPORT_IMAGES);
  }
}
