package dev.provision.modules.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the files that a playbook declares. A file's content is part of what is declared, so the
 * desired state holds its hash; each file is read once, as long as its size and time stay. Safe for
 * many threads.
 */
final class ImageFiles {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Map<Stamp, Content> known = new ConcurrentHashMap<>();

  private record Stamp(Path path, long bytes, FileTime modified) {}

  private record Content(String sha256, FileFormat format, List<SourceDisk> disks) {}

  /**
   * Inspects and hashes a file.
   *
   * @param name as the playbook gives it
   * @throws UnfitFile with a message that begins with the file's name
   */
  ImageFile read(Path path, String name) throws UnfitFile {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new UnfitFile("is no regular file");
      }
      Stamp stamp =
          new Stamp(path.toAbsolutePath(), attributes.size(), attributes.lastModifiedTime());
      Content content = known.get(stamp);
      if (content == null) {
        // inspected before the hash, which takes long: most mistakes show in the first sectors
        SourceDisk disk = Vmdk.inspect(path);
        content = new Content(hash(path), FileFormat.SPARSE_VMDK, List.of(disk));
        known.put(stamp, content);
      }
      return new ImageFile(
          path, name, attributes.size(), content.sha256(), content.format(), content.disks());
    } catch (UnfitFile e) {
      throw new UnfitFile("`" + name + "` " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new UnfitFile(
          "`" + name + "` is not there (looked for at " + path.toAbsolutePath().normalize() + ")",
          e);
    } catch (IOException e) {
      throw new UnfitFile("`" + name + "` cannot be read: " + e.getMessage(), e);
    }
  }

  /** Streams through SHA-256: the file need not fit in memory. */
  private static String hash(Path path) throws IOException {
    MessageDigest sha = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
