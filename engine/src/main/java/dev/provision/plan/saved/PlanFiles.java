package dev.provision.plan.saved;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/** Writes and reads plan files. */
public final class PlanFiles {
  private static final Pattern START = Pattern.compile("\\s*\\{\\s*\"" + PlanFileJson.KEY + "\"");
  private static final int START_BYTES = 256;

  private PlanFiles() {}

  /**
   * Writes a file that only its owner may read: whole, or not at all.
   *
   * @throws IOException when that is not possible, or the file would be too large to be read
   */
  public static void write(Path file, PlanFile plan) throws IOException {
    byte[] bytes = PlanFileJson.write(plan).getBytes(StandardCharsets.UTF_8);
    if (bytes.length > SourceFile.MAX_BYTES) {
      throw new IOException("the plan is larger than the 16 MiB that a plan file may have");
    }
    Path folder = file.toAbsolutePath().getParent();
    Path whole = Files.createTempFile(folder, ".provision-plan-", ".tmp", ofOwner());
    try {
      Files.write(whole, bytes);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /** Where files have no such permissions, those of the folder count. */
  private static FileAttribute<?>[] ofOwner() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Whether a file starts as plan files do; false for what cannot be read, such as a pipe. */
  public static boolean is(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(START_BYTES), StandardCharsets.UTF_8);
      return START.matcher(start).lookingAt();
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads one; a file that is damaged or of another version is one mistake. */
  public static Checked<PlanFile> read(Path file) {
    return SourceFile.read(file, file.toString())
        .then(
            source -> {
              try {
                return Checked.of(PlanFileJson.read(source.text()));
              } catch (IllegalArgumentException e) {
                return Checked.failed(
                    Diagnostic.error("the plan file `" + file + "` " + e.getMessage()));
              }
            });
  }
}
