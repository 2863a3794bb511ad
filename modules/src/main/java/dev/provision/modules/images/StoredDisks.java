package dev.provision.modules.images;

import dev.provision.diagnostic.FileTrouble;
import dev.provision.modules.images.bytes.DiskBytes;
import dev.provision.modules.images.bytes.DiskData;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.bytes.VmdkDescriptor;
import dev.provision.modules.images.bytes.VmdkHeader;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DatastoreFiles;
import dev.provision.vsphere.kind.files.DatastoreUpload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Uploads an image's disks to a folder of their own, in the format that hosts can run: a sparse
 * VMDK is uploaded as it is and expanded by {@code CopyVirtualDisk_Task}; everything else is
 * expanded during the upload, to a descriptor and a flat file. All this happens in a folder whose
 * temporary name contains the run's id; at the end it is renamed once, to a name with the content's
 * hash. The next run deletes what a killed one left.
 */
final class StoredDisks {
  private final DatastoreFiles files;
  private final ImageWanted.Imported image;
  private final List<SourceDisk> disks;
  private final VsphereWriter write;

  /**
   * @param disks in the image's order; the server makes empty ones
   */
  StoredDisks(
      DatastoreFiles files,
      ImageWanted.Imported image,
      List<SourceDisk> disks,
      VsphereWriter write) {
    this.files = files;
    this.image = image;
    this.disks = List.copyOf(disks);
    this.write = write;
  }

  /** How much is uploaded for a disk, in bytes. */
  static long bytes(SourceDisk disk) {
    return switch (disk.form()) {
      case SPARSE -> disk.data().get(0).length();
      case STREAM, FLAT, FOREIGN -> disk.diskSize().bytes();
      case EMPTY -> 0;
    };
  }

  private String folder() {
    return ImageDatastore.folder(image) + "/" + image.templateName();
  }

  private String name(int disk) {
    return image.templateName() + (disk == 0 ? "" : "-" + (disk + 1));
  }

  /** The file of a disk, as a device's backing names it. */
  String file(int disk) {
    return files.at(folder() + "/" + name(disk) + ".vmdk");
  }

  /** Uploads them unless they are there. */
  void ensure() throws ModuleException, InterruptedException {
    if (areThere()) {
      return;
    }
    Map<String, List<DatastoreFiles.Found>> left = parts();
    String part = folder() + "." + write.runId().replaceAll("[^A-Za-z0-9-]", "") + ".part";
    // a second try of the same run starts over
    files.delete(part);
    files.makeFolder(part);
    boolean whole = false;
    try {
      send(part);
      whole = true;
    } catch (IOException e) {
      throw ModuleException.refused(
          "`" + image.file().name() + "` cannot be read: " + FileTrouble.words(e));
    } finally {
      if (!whole) {
        sweep(part);
      }
    }
    sweep(left, part);
    if (!files.move(part, folder())) {
      if (areThere()) {
        files.delete(part);
      } else {
        // the folder is empty: its disks were deleted with their VM
        files.delete(folder());
        files.move(part, folder());
      }
    }
  }

  /**
   * Whether they exist under their final names.
   *
   * @throws ModuleException if something else is there
   */
  private boolean areThere() throws ModuleException, InterruptedException {
    List<DatastoreFiles.Found> there = files.list(folder(), "*");
    if (there.isEmpty()) {
      return false;
    }
    for (int i = 0; i < disks.size(); i++) {
      String name = folder() + "/" + name(i);
      boolean found =
          disks.get(i).form() == SourceDisk.Form.EMPTY
              || there.stream().anyMatch(each -> each.path().equals(name + ".vmdk"));
      long bytes = disks.get(i).diskSize().bytes();
      boolean other =
          there.stream()
              .anyMatch(each -> each.path().equals(name + "-flat.vmdk") && each.bytes() != bytes);
      if (!found || other) {
        throw ModuleException.refused(
            "the folder `"
                + files.at(folder())
                + "` is there, but does not hold disk `"
                + name(i)
                + ".vmdk` of image `"
                + image.image()
                + "`: somebody changed it; move or delete it");
      }
    }
    return true;
  }

  private Map<String, List<DatastoreFiles.Found>> parts()
      throws ModuleException, InterruptedException {
    Map<String, List<DatastoreFiles.Found>> parts = new HashMap<>();
    for (DatastoreFiles.Found each :
        files.list(ImageDatastore.folder(image), image.templateName() + ".*.part")) {
      parts.put(each.path(), files.list(each.path(), "*"));
    }
    return parts;
  }

  /** Deletes what did not change during this upload: if it grew, another run is uploading it. */
  private void sweep(Map<String, List<DatastoreFiles.Found>> left, String own)
      throws ModuleException, InterruptedException {
    for (Map.Entry<String, List<DatastoreFiles.Found>> each : left.entrySet()) {
      if (!each.getKey().equals(own) && files.list(each.getKey(), "*").equals(each.getValue())) {
        files.delete(each.getKey());
      }
    }
  }

  /** Deletes the folder after a failure, and does not report if that fails too. */
  private void sweep(String part) throws InterruptedException {
    boolean interrupted = Thread.interrupted();
    try {
      files.delete(part);
    } catch (ModuleException e) {
      // the next apply deletes it
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void send(String part) throws IOException, ModuleException, InterruptedException {
    long total = disks.stream().mapToLong(StoredDisks::bytes).sum();
    long before = 0;
    for (int i = 0; i < disks.size(); i++) {
      SourceDisk disk = disks.get(i);
      String name = part + "/" + name(i);
      if (disk.form() == SourceDisk.Form.SPARSE) {
        String sparse = part + "/" + name(i) + "-sparse.vmdk";
        put(sparse, () -> disk.data().get(0).stream(), bytes(disk), before, total);
        files.copyDisk(sparse, name + ".vmdk");
        files.delete(sparse);
      } else if (disk.form() != SourceDisk.Form.EMPTY) {
        put(
            name + "-flat.vmdk",
            () -> new DiskBytes(DiskData.open(disk), bytes(disk)),
            bytes(disk),
            before,
            total);
        byte[] text = descriptor(disk, name(i)).getBytes(StandardCharsets.US_ASCII);
        new DatastoreUpload(files)
            .put(name + ".vmdk", () -> new java.io.ByteArrayInputStream(text), text.length);
      }
      before += bytes(disk);
    }
    // it was not read in order, so it is hashed again
    if (!image.file().isForeign()) {
      ImagePreparation.checkUnchanged(image.file());
    }
  }

  private void put(String path, DatastoreUpload.Source source, long bytes, long before, long total)
      throws ModuleException, InterruptedException {
    List<InputStream> opened = new ArrayList<>();
    new DatastoreUpload(files)
        .put(
            path,
            () -> {
              opened.add(source.open());
              return new Upload(opened.get(opened.size() - 1), before, total, write.progress());
            },
            bytes);
  }

  /** The descriptor of a disk with a flat file beside it (VMware, Virtual Disk Format 5.0). */
  private String descriptor(SourceDisk disk, String name) {
    return VmdkDescriptor.text(
        "vmfs",
        "VMFS",
        name + "-flat.vmdk",
        disk.diskSize().bytes() / VmdkHeader.SECTOR,
        image.adapterInFiles());
  }
}
