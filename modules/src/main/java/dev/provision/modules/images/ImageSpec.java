package dev.provision.modules.images;

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
        Map<String, String> properties) {
  public ImageSpec {
    Objects.requireNonNull(template);
    Objects.requireNonNull(source);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(guestId);
    Objects.requireNonNull(firmware);
    properties = Map.copyOf(properties);
  }
}
