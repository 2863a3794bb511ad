package dev.provision.modules.images.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Temporary files of one import. Their names contain the process id, so that the next process that
 * makes one deletes those of a killed run.
 */
public final class Scratch {
  private static final String PREFIX = "provision-";
  private static final Pattern NAME = Pattern.compile("provision-.*-(\\d{1,10})\\.vmdk");

  private Scratch() {}

  /** A name of which no file exists. */
  public static Path file(String name) throws IOException {
    return file(Path.of(System.getProperty("java.io.tmpdir")), name);
  }

  public static Path file(Path folder, String name) throws IOException {
    sweep(folder);
    Path file = folder.resolve(PREFIX + name + "-" + ProcessHandle.current().pid() + ".vmdk");
    Files.deleteIfExists(file);
    return file;
  }

  private static void sweep(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*.vmdk")) {
      for (Path file : left) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          delete(file);
        }
      }
    }
  }

  /** Deletes a file; leaves one of another user that may not be deleted. */
  public static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
