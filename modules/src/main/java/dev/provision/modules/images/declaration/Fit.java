package dev.provision.modules.images.declaration;

import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.file.FileFormat;
import dev.provision.modules.images.file.ImageFile;
import dev.provision.spi.Problem;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.DiskAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares what the playbook says about a file with what the file is. The file is right: if the
 * playbook contradicts it about the format of the bytes, that is a mistake, because a disk in the
 * wrong format gives a VM that finds no operating system; any other contradiction is a note.
 */
public final class Fit {
  private final ImageProperties said;
  private final ImageFile file;
  private final List<Problem> problems = new ArrayList<>();

  private Fit(ImageProperties said, ImageFile file) {
    this.said = said;
    this.file = file;
  }

  public static List<Problem> problems(ImageProperties said, ImageFile file) {
    Fit fit = new Fit(said, file);
    fit.formats();
    if (file.disks().isEmpty()) {
      fit.noDisk();
    } else {
      fit.diskType();
    }
    return List.copyOf(fit.problems);
  }

  private void formats() {
    said.diskFormat()
        .filter(word -> word.value() != file.format().diskFormat())
        .ifPresent(
            word ->
                contradiction(
                    word,
                    "its disk_format is " + lower(file.format().diskFormat()),
                    "set it to " + lower(file.format().diskFormat()) + " or leave it out"));
    said.containerFormat()
        .filter(word -> word.value() != file.format().containerFormat())
        .ifPresent(
            word ->
                contradiction(
                    word,
                    "its container_format is " + lower(file.format().containerFormat()),
                    "set it to " + lower(file.format().containerFormat()) + " or leave it out"));
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private void noDisk() {
    said.upload()
        .filter(VcenterSpec.ImageUpload.NFC::equals)
        .ifPresent(
            way ->
                problems.add(
                    new Problem(
                        "image_upload",
                        "`"
                            + file.name()
                            + "` is an ISO image, which no lease takes: it goes by folder; leave it"
                            + " out")));
    said.diskType()
        .ifPresent(
            word ->
                problems.add(
                    new Problem(
                        word.field(),
                        "`"
                            + file.name()
                            + "` is an ISO image and no disk, the playbook says "
                            + word.word()
                            + "="
                            + word.text()
                            + ": its instances get an empty disk of the flavor's size; leave it"
                            + " out")));
  }

  private void diskType() {
    SourceDisk.Form form = file.disk().form();
    said.diskType()
        .filter(word -> !word.value().fits(form))
        .ifPresent(
            word ->
                contradiction(
                    word,
                    effect(form, word.value()),
                    (form == SourceDisk.Form.STREAM || form == SourceDisk.Form.SPARSE
                            ? "set it to " + GlanceDiskType.ofFile(form).word()
                            : "set it to one of preallocated, thin, thick, eagerZeroedThick")
                        + " or leave it out"));
  }

  /** What would happen if a server believed the playbook. */
  private static String effect(SourceDisk.Form form, GlanceDiskType said) {
    if (form == SourceDisk.Form.FLAT) {
      return "ESXi would look for the header of a VMDK in the disk's own first sectors";
    }
    if (form == SourceDisk.Form.FOREIGN) {
      return "it is no VMDK, and its conversion makes the disk";
    }
    return said.isFlat()
        ? "ESXi would boot from the VMDK header instead of the disk"
        : form == SourceDisk.Form.SPARSE
            ? "ESXi would look for compressed grains where there are plain ones"
            : "ESXi would take compressed grains for the disk's bytes";
  }

  /**
   * Notes of contradictions that do not change the bytes. The adapter is one: qemu-img writes
   * {@code ide} into every VMDK by default, and people declare the controller that the guest has
   * drivers for.
   */
  static List<Problem> notes(ImageProperties said, ImageFile file) {
    if (file.disks().isEmpty()) {
      return List.of();
    }
    Fit fit = new Fit(said, file);
    return said.adapter().filter(word -> !fit.fits(word.value())).stream()
        .map(
            word ->
                new Problem(
                    word.field(),
                    fit.saying(word)
                        + ": its disk goes on "
                        + word.value().word()
                        + ", and a guest without a driver for that does not find it"))
        .toList();
  }

  private boolean fits(DiskAdapter wanted) {
    return file.machine()
        .map(machine -> wanted.replaces(DiskSlot.adapter(machine.slots().get(0))))
        .orElseGet(() -> wanted.fits(file.disk().adapterType()));
  }

  /** The beginning of a message: {@code `x.vmdk` is this, the playbook says that}. */
  private String saying(ImageProperties.Said<?> word) {
    return "`"
        + file.name()
        + "` is "
        + what(file)
        + ", the playbook says "
        + word.word()
        + "="
        + word.text();
  }

  private void contradiction(ImageProperties.Said<?> word, String effect, String whatToDo) {
    problems.add(new Problem(word.field(), saying(word) + ": " + effect + "; " + whatToDo));
  }

  /** What a file is, in words as in the properties. */
  private static String what(ImageFile file) {
    if (file.disks().isEmpty()) {
      return file.format().words();
    }
    if (file.machine().isPresent()) {
      return file.format().words()
          + " whose disk is "
          + file.disk().form().words()
          + " on "
          + file.machine().get().slots().get(0).controller();
    }
    String adapter = file.disk().adapterType();
    return (file.disk().form() == SourceDisk.Form.FOREIGN || file.format() == FileFormat.RAW
            ? file.format().words()
            : file.disk().form().words())
        + (adapter.isEmpty() ? "" : " with ddb.adapterType=" + adapter);
  }
}
