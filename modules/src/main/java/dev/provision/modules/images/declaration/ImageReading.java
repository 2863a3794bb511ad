package dev.provision.modules.images.declaration;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.modules.images.bytes.UnfitFile;
import dev.provision.modules.images.file.Conversion;
import dev.provision.modules.images.file.DiskFormat;
import dev.provision.modules.images.file.ImageFile;
import dev.provision.modules.images.file.ImageFiles;
import dev.provision.modules.images.file.ImageSource;
import dev.provision.modules.images.file.QemuImg;
import dev.provision.modules.images.file.RemoteFile;
import dev.provision.spi.Declaration;
import dev.provision.spi.Problem;
import dev.provision.vsphere.wire.TlsContext;
import dev.provision.vsphere.wire.TlsPolicy;
import dev.provision.vsphere.wire.TransportFailure;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Combines a declaration with its file: a property that contradicts the file is a mistake, and a
 * missing one is taken from the file.
 */
public final class ImageReading {
  /**
   * vCenter's limit for a VM's name is 80 characters, and the template's name ends with 13 for the
   * hash.
   */
  private static final int MAX_NAME = 67;

  private final Declaration<ImageSpec> declaration;
  private final ImageProperties said;
  private final List<Diagnostic> found = new ArrayList<>();
  private final List<Diagnostic> notes;

  private ImageReading(Declaration<ImageSpec> declaration) {
    this.declaration = declaration;
    this.said = ImageProperties.of(declaration.spec());
    this.notes = new ArrayList<>(notes(declaration));
  }

  public static Checked<ImageWanted.Imported> of(
      Declaration<ImageSpec> declaration, ImageFiles files, QemuImg qemu) {
    return new ImageReading(declaration).read(files, qemu);
  }

  /** Warnings about known words that have no effect. */
  public static List<Diagnostic> notes(Declaration<ImageSpec> declaration) {
    return ImageProperties.of(declaration.spec()).notes().stream()
        .map(note -> Diagnostic.warning(note.message(), declaration.spanOf(note.field())))
        .toList();
  }

  private Checked<ImageWanted.Imported> read(ImageFiles files, QemuImg qemu) {
    for (Problem problem : ImageProblems.of(declaration.spec())) {
      mistake(problem.field(), problem.message());
    }
    String image = declaration.address().name();
    if (image.length() > MAX_NAME) {
      mistake(
          "",
          "the name `" + image + "` is longer than the " + MAX_NAME + " characters an image has");
    }
    if (!found.isEmpty()) {
      return Checked.failed(found);
    }
    Optional<ImageSource> source = source(files);
    source.filter(ImageFile.class::isInstance).ifPresent(file -> check((ImageFile) file, qemu));
    if (source.isEmpty() || !found.isEmpty()) {
      return Checked.failed(found);
    }
    return Checked.of(
        new ImageWanted.Imported(image, source.get(), said, Optional.empty(), Optional.empty()),
        notes);
  }

  private Optional<ImageSource> source(ImageFiles files) {
    String source = declaration.spec().source().orElseThrow();
    try {
      if (!ImageProblems.isUrl(source)) {
        return Optional.of(files.read(beside(source), source, saidToBeRaw(said)));
      }
      String sha256 = declaration.spec().sha256().orElseThrow().toLowerCase(Locale.ROOT);
      Path cache = beside(".provision/images/" + sha256);
      Optional<Path> authorities = authorities();
      RemoteFile remote =
          new RemoteFile(
              URI.create(source),
              source,
              sha256,
              cache,
              declaration.spanOf("sha256").toString(),
              authorities);
      return Optional.of(
          files.cached(remote, saidToBeRaw(said)).map(x -> (ImageSource) x).orElse(remote));
    } catch (UnfitFile e) {
      mistake("source", e.getMessage());
    } catch (InvalidPathException e) {
      mistake("source", "`" + source + "` is no path of a file: " + e.getReason());
    }
    return Optional.empty();
  }

  /** The file of authorities; an unusable one is a mistake even if nothing has to be downloaded. */
  private Optional<Path> authorities() {
    Optional<Path> file = declaration.spec().caFile().map(this::beside);
    if (file.isPresent()) {
      try {
        TlsContext.of(new TlsPolicy(file, Optional.empty(), false));
      } catch (TransportFailure e) {
        mistake("ca_file", e.getMessage());
      }
    }
    return file;
  }

  /**
   * Nothing in a file proves that it is a raw disk, so if it looks like no other format the
   * playbook decides.
   */
  public static boolean saidToBeRaw(ImageProperties said) {
    return said.diskFormat().filter(f -> f.value() == DiskFormat.RAW).isPresent();
  }

  /** Resolves a path relative to the playbook file that it is written in. */
  private Path beside(String source) {
    return Path.of(declaration.spanOf("source").file()).resolveSibling(source);
  }

  private void check(ImageFile file, QemuImg qemu) {
    declaration
        .spec()
        .sha256()
        .filter(wanted -> !wanted.equalsIgnoreCase(file.sha256()))
        .ifPresent(
            wanted ->
                mistake(
                    "sha256",
                    "`"
                        + file.name()
                        + "` has sha256 "
                        + file.sha256()
                        + ", the playbook says "
                        + wanted));
    Fit.problems(said, file).forEach(problem -> mistake(problem.field(), problem.message()));
    for (Problem note : Fit.notes(said, file)) {
      notes.add(Diagnostic.warning(note.message(), declaration.spanOf(note.field())));
    }
    if (file.isForeign() && qemu.version().isEmpty()) {
      mistake("source", Conversion.withoutQemu(file));
    }
  }

  private void mistake(String field, String message) {
    found.add(Diagnostic.error(message, declaration.spanOf(field)));
  }
}
