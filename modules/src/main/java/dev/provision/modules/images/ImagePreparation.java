package dev.provision.modules.images;

import dev.provision.diagnostic.FileTrouble;
import dev.provision.modules.images.bytes.OutgoingDisk;
import dev.provision.modules.images.bytes.Slice;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.bytes.UnfitFile;
import dev.provision.modules.images.declaration.Fit;
import dev.provision.modules.images.declaration.ImageReading;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.modules.images.file.Conversion;
import dev.provision.modules.images.file.ImageFile;
import dev.provision.modules.images.file.ImageFiles;
import dev.provision.modules.images.file.QemuImg;
import dev.provision.modules.images.file.RemoteFile;
import dev.provision.modules.images.file.Scratch;
import dev.provision.modules.images.file.Vmdk;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.spi.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prepares a source before the server is asked for anything: downloads a remote file, has {@code
 * qemu-img} convert a format that only it can read, and computes the size of what is converted
 * during the upload. Closing it deletes temporary files.
 */
final class ImagePreparation implements Closeable {
  private final ImageWanted.Imported image;
  private final List<OutgoingDisk> disks;
  private final Optional<Path> temporary;

  private ImagePreparation(
      ImageWanted.Imported image, List<OutgoingDisk> disks, Optional<Path> temporary) {
    this.image = image;
    this.disks = List.copyOf(disks);
    this.temporary = temporary;
  }

  /** The image, whose file is on this machine. */
  ImageWanted.Imported image() {
    return image;
  }

  /** The disks in the image's order. */
  List<OutgoingDisk> disks() {
    return disks;
  }

  /**
   * @param image whose file is on this machine
   */
  static ImagePreparation of(ImageWanted.Imported image, ImageTools tools, Progress progress)
      throws ModuleException, InterruptedException {
    Optional<Path> temporary = Optional.empty();
    boolean ready = false;
    try {
      List<SourceDisk> disks = image.file().disks();
      if (image.file().isForeign()) {
        temporary = Optional.of(Scratch.file(image.templateName()));
        disks = List.of(converted(image, tools.qemu(), temporary.get(), progress));
      }
      List<OutgoingDisk> outgoing = new ArrayList<>();
      for (SourceDisk disk : disks) {
        outgoing.add(OutgoingDisk.of(disk, progress));
      }
      ready = true;
      return new ImagePreparation(image, outgoing, temporary);
    } catch (IOException e) {
      cancelled();
      throw refused("`" + image.source().name() + "` cannot be read: " + FileTrouble.words(e), e);
    } finally {
      if (!ready && temporary.isPresent()) {
        Scratch.delete(temporary.get());
      }
    }
  }

  /** The image with its file on this machine; downloads it if it is not in the cache. */
  static ImageWanted.Imported fetched(
      ImageWanted.Imported wanted, ImageTools tools, Progress progress)
      throws ModuleException, InterruptedException {
    if (!(wanted.source() instanceof RemoteFile remote)) {
      return wanted;
    }
    boolean raw = ImageReading.saidToBeRaw(wanted.said());
    try {
      if (tools.files().cached(remote, raw).isEmpty()) {
        tools.download().fetch(remote, progress);
      }
      ImageFile file =
          tools
              .files()
              .cached(remote, raw)
              .orElseThrow(() -> refused(remote.cache() + " changed while it was read", null));
      List<Problem> problems = Fit.problems(wanted.said(), file);
      if (!problems.isEmpty()) {
        throw refused(String.join("; ", problems.stream().map(Problem::message).toList()), null);
      }
      if (file.isForeign() && tools.qemu().version().isEmpty()) {
        throw refused(Conversion.withoutQemu(file), null);
      }
      return wanted.with(file);
    } catch (UnfitFile e) {
      throw refused(e.getMessage(), e);
    } catch (WrongChecksum e) {
      throw refused("the download of `" + remote.name() + "` failed: " + e.getMessage(), e);
    } catch (IOException e) {
      cancelled();
      throw new ModuleException(
          ModuleException.Kind.TRANSIENT,
          "the download of `" + remote.name() + "` failed: " + FileTrouble.words(e),
          e);
    }
  }

  /** The file is checked after the conversion, because it is not read again later. */
  private static SourceDisk converted(
      ImageWanted.Imported image, QemuImg qemu, Path to, Progress progress)
      throws IOException, ModuleException, InterruptedException {
    ImageFile file = image.file();
    progress.at(0, "converting with qemu-img " + qemu.version().orElse(""));
    try {
      qemu.convert(file.path(), file.format().qemuName(), to, image.adapterInFiles(), progress);
    } catch (IOException e) {
      cancelled();
      throw refused("`" + file.name() + "` cannot be converted: " + FileTrouble.words(e), e);
    }
    checkUnchanged(file);
    try {
      SourceDisk made = Vmdk.inspect(Slice.whole(to));
      if (made.form() != SourceDisk.Form.STREAM
          || made.capacity().bytes() < file.disk().capacity().bytes()) {
        throw refused(
            "qemu-img made "
                + made.form().words()
                + " of "
                + made.capacity()
                + " of `"
                + file.name()
                + "`, which is a disk of "
                + file.disk().capacity(),
            null);
      }
      return made;
    } catch (UnfitFile e) {
      throw refused("what qemu-img made of `" + file.name() + "` " + e.getMessage(), e);
    }
  }

  /** A cancelled run closes the file that is being read, which looks like a read error. */
  static void cancelled() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Fails if the source file is no longer the one that was planned. */
  static void checkUnchanged(ImageFile file) throws IOException, ModuleException {
    changed(file, ImageFiles.hash(file.parts()));
  }

  /**
   * Fails if what was sent is not what was planned.
   *
   * @param sha256 of what was sent
   */
  static void changed(ImageFile file, String sha256) throws ModuleException {
    if (!sha256.equals(file.sha256())) {
      throw refused(
          "`"
              + file.name()
              + "` changed while it was read: what was sent has sha256 "
              + sha256
              + ", what was planned "
              + file.sha256()
              + "; nothing was kept",
          null);
    }
  }

  private static ModuleException refused(String message, Throwable cause) {
    return new ModuleException(ModuleException.Kind.REFUSED, message, cause);
  }

  @Override
  public void close() {
    temporary.ifPresent(Scratch::delete);
  }
}
