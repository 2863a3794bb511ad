package dev.provision.modules.images;

import dev.provision.modules.images.bytes.OutgoingDisk;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.declaration.GlanceDiskType;
import dev.provision.modules.images.declaration.ImageProperties;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DatastoreFiles;
import java.util.List;
import java.util.Optional;

/**
 * Imports an image through the vCenter only, for {@code image_upload: folder}: uploads the disks to
 * {@code /folder}, makes a VM with them, takes one snapshot and makes it a template. The VM is made
 * only when the disks are complete, so a later run finishes such a VM and need not start again. The
 * server decides of which type the disks are; if the playbook declares another, the image is
 * refused.
 */
final class FolderImport {
  private final ImageWanted.Imported image;
  private final List<SourceDisk> disks;
  private final VsphereWriter write;

  private FolderImport(ImageWanted.Imported image, List<SourceDisk> disks, VsphereWriter write) {
    this.image = image;
    this.disks = disks;
    this.write = write;
  }

  static void run(
      ImageWanted.Imported image, ImageTools tools, ImageImport.Site site, VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (!image.file().isForeign()) {
      new FolderImport(image, image.file().disks(), write).run(site);
      return;
    }
    try (ImagePreparation ready = ImagePreparation.of(image, tools, write.progress())) {
      List<SourceDisk> disks = ready.disks().stream().map(OutgoingDisk::disk).toList();
      new FolderImport(image, disks, write).run(site);
    }
  }

  private void run(ImageImport.Site site) throws ModuleException, InterruptedException {
    DatastoreFiles files = ImageDatastore.files(image, site, write);
    StoredDisks stored = new StoredDisks(files, image, disks, write);
    stored.ensure();
    ImageSeen made =
        new TemplateVm(image, write)
            .make(
                site,
                ImportSpecs.around(
                    image,
                    site.datastoreName(),
                    write.runId(),
                    disk ->
                        disks.get(disk).form() == SourceDisk.Form.EMPTY
                            ? Optional.empty()
                            : Optional.of(stored.file(disk))));
    TemplateFinish template = TemplateFinish.of(made.vm().ref(), write);
    Optional<String> wrong = whatIsWrong(made);
    if (wrong.isPresent()) {
      template.destroy();
      throw ModuleException.refused(wrong.get());
    }
    template.snapshotAndMark(image);
  }

  private Optional<String> whatIsWrong(ImageSeen made) {
    List<DataSize> wanted = disks.stream().map(SourceDisk::diskSize).toList();
    if (!made.diskSizes().equals(wanted)) {
      return Optional.of(
          "the server sees disks of "
              + made.diskSizes()
              + " in what was uploaded as "
              + wanted
              + "; it was deleted");
    }
    return image
        .said()
        .diskType()
        .map(ImageProperties.Said::value)
        .filter(GlanceDiskType::isToldByItsBacking)
        .filter(type -> made.diskType().filter(is -> is != type.made()).isPresent())
        .map(
            type ->
                "the server made a disk that is "
                    + made.diskType().orElseThrow().word()
                    + " of what vmware_disktype says is "
                    + type.word()
                    + ", and by image_upload: folder no type can be asked for: leave"
                    + " vmware_disktype out, or take image_upload: nfc; it was deleted");
  }
}
