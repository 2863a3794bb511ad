package dev.provision.modules.images;

import dev.provision.modules.images.file.ImageFile;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DatastoreFiles;
import dev.provision.vsphere.kind.files.DatastoreUpload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Uploads an image's file to a datastore, once: first under a temporary name with the run's id,
 * then, after size and hash were compared, by one rename to its final name, which contains the
 * content's hash. So a file with the final name is complete. A file that a killed run left under a
 * temporary name is deleted by the next run; if it still grows, another run is uploading it and it
 * is kept.
 */
final class StoredFile {
  private final DatastoreFiles files;
  private final ImageFile file;
  private final String path;
  private final Twins twins;
  private final VsphereWriter write;

  /** Finds files with the same bytes, {@code [nas1] provision/images/x.iso}. */
  @FunctionalInterface
  interface Twins {
    List<String> files() throws ModuleException, InterruptedException;
  }

  /**
   * @param path its final path in the datastore
   * @param twins is asked if the file does not exist; the files that it names may be gone by then
   */
  StoredFile(DatastoreFiles files, ImageFile file, String path, Twins twins, VsphereWriter write) {
    this.files = files;
    this.file = file;
    this.path = path;
    this.twins = twins;
    this.write = write;
  }

  /** Copies or uploads the file unless it exists. */
  void ensure() throws ModuleException, InterruptedException {
    Optional<DatastoreFiles.Found> there = files.find(path);
    if (there.isPresent()) {
      check(there.get());
      return;
    }
    String folder = path.substring(0, path.lastIndexOf('/'));
    files.makeFolder(folder);
    List<DatastoreFiles.Found> left = parts(folder);
    String part = path + "." + write.runId().replaceAll("[^A-Za-z0-9-]", "") + ".part";
    if (!copied(part)) {
      send(part);
    }
    sweep(left, part, folder);
    if (!files.move(part, path)) {
      files.delete(part);
      check(files.find(path).orElseThrow(() -> vanished()));
    }
  }

  /** False if the server has nothing to copy, or refuses to copy it. */
  private boolean copied(String part) throws ModuleException, InterruptedException {
    for (String twin : twins.files()) {
      write.progress().at(-1, "copying " + twin);
      try {
        if (files.copy(twin, part)
            && files.find(part).filter(made -> made.bytes() == file.bytes()).isPresent()) {
          return true;
        }
      } catch (ModuleException e) {
        if (e.kind() != ModuleException.Kind.REFUSED && e.kind() != ModuleException.Kind.STALE) {
          throw e;
        }
      }
      files.delete(part);
    }
    return false;
  }

  private void send(String part) throws ModuleException, InterruptedException {
    Sent sent = new Sent();
    new DatastoreUpload(files).put(part, sent, file.bytes());
    if (!sent.sha256().equals(file.sha256())) {
      files.delete(part);
      throw changed(sent.sha256());
    }
  }

  private List<DatastoreFiles.Found> parts(String folder)
      throws ModuleException, InterruptedException {
    return files.list(folder, path.substring(folder.length() + 1) + ".*.part");
  }

  /** Deletes what did not grow during this upload. */
  private void sweep(List<DatastoreFiles.Found> left, String own, String folder)
      throws ModuleException, InterruptedException {
    if (left.isEmpty()) {
      return;
    }
    for (DatastoreFiles.Found now : parts(folder)) {
      if (!now.path().equals(own) && left.contains(now)) {
        files.delete(now.path());
      }
    }
  }

  private void check(DatastoreFiles.Found there) throws ModuleException {
    if (there.bytes() != file.bytes()) {
      throw ModuleException.refused(
          "`"
              + files.at(path)
              + "` is there with "
              + there.bytes()
              + " bytes, `"
              + file.name()
              + "` has "
              + file.bytes()
              + ": somebody put another file there; move or delete it");
    }
  }

  private ModuleException changed(String sent) {
    return ModuleException.refused(
        "`"
            + file.name()
            + "` changed while it was read: what was sent has sha256 "
            + sent
            + ", what was planned "
            + file.sha256()
            + "; nothing was kept");
  }

  private ModuleException vanished() {
    return new ModuleException(
        ModuleException.Kind.STALE,
        "`" + files.at(path) + "` was there and is gone again: somebody deletes images",
        null);
  }

  /** The file's bytes, hashed while they are sent; a new try hashes from the start. */
  private final class Sent implements DatastoreUpload.Source {
    private Upload last;

    @Override
    public InputStream open() throws IOException {
      last = new Upload(Files.newInputStream(file.path()), 0, file.bytes(), write.progress());
      return last;
    }

    String sha256() {
      return last.finish();
    }
  }
}
