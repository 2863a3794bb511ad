package dev.provision.modules.images.file;

import dev.provision.diagnostic.FileTrouble;
import dev.provision.modules.images.bytes.UnfitFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the files that a playbook declares. The content of a file is part of the declaration, so
 * the desired state has its hash. A file is read again only when its size or time changes. Safe for
 * many threads.
 */
public final class ImageFiles {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Map<Path, Content> known = new ConcurrentHashMap<>();

  private record Stamp(Path path, long bytes, FileTime modified) {
    static Stamp of(Path path) throws IOException, UnfitFile {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new UnfitFile("is no regular file");
      }
      return new Stamp(path, attributes.size(), attributes.lastModifiedTime());
    }
  }

  /**
   * @param stamps sizes and times of the file and of those that it names, before they were read
   */
  private record Content(
      List<Stamp> stamps, boolean isSaidToBeRaw, Inspection inspection, String sha256) {
    boolean isOf(boolean raw) {
      try {
        for (Stamp stamp : stamps) {
          if (!Stamp.of(stamp.path()).equals(stamp)) {
            return false;
          }
        }
        return raw == isSaidToBeRaw;
      } catch (IOException | UnfitFile e) {
        return false;
      }
    }
  }

  /**
   * Inspects and hashes a file.
   *
   * @param name as the playbook gives it
   * @param isSaidToBeRaw whether the playbook calls it raw
   * @throws UnfitFile with a message that begins with the file's name
   */
  public ImageFile read(Path path, String name, boolean isSaidToBeRaw) throws UnfitFile {
    try {
      Path absolute = path.toAbsolutePath();
      Stamp.of(absolute);
      Content content = known.get(absolute);
      if (content == null || !content.isOf(isSaidToBeRaw)) {
        content = content(absolute, isSaidToBeRaw);
        known.put(absolute, content);
      }
      Inspection found = content.inspection();
      return new ImageFile(
          absolute,
          name,
          content.stamps().stream().mapToLong(Stamp::bytes).sum(),
          content.sha256(),
          found.format(),
          found.disks(),
          found.files(),
          found.machine());
    } catch (UnfitFile e) {
      throw new UnfitFile("`" + name + "` " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new UnfitFile(
          "`" + name + "` is not there (looked for at " + path.toAbsolutePath().normalize() + ")",
          e);
    } catch (IOException e) {
      throw new UnfitFile("`" + name + "` cannot be read: " + FileTrouble.words(e), e);
    }
  }

  /**
   * A remote file that was downloaded earlier; empty when it was not.
   *
   * @throws UnfitFile when the downloaded file is no image
   */
  public Optional<ImageFile> cached(RemoteFile remote, boolean isSaidToBeRaw) throws UnfitFile {
    return Files.isRegularFile(remote.cache())
        ? Optional.of(read(remote.cache(), remote.name(), isSaidToBeRaw))
            .filter(file -> file.sha256().equals(remote.sha256()))
        : Optional.empty();
  }

  private static Content content(Path path, boolean isSaidToBeRaw) throws IOException, UnfitFile {
    // inspect first, because hashing takes long and most mistakes show in the first sectors
    Inspection inspection = Inspector.inspect(path, isSaidToBeRaw);
    List<Stamp> stamps = new ArrayList<>();
    for (Path file : inspection.files()) {
      stamps.add(Stamp.of(file));
    }
    return new Content(stamps, isSaidToBeRaw, inspection, hash(inspection.files()));
  }

  /** The SHA-256 of several files in sequence, read as a stream: they need not fit in memory. */
  public static String hash(List<Path> files) throws IOException {
    MessageDigest sha = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          sha.update(buffer, 0, n);
        }
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  public static MessageDigest sha256() {
    return digest("SHA-256");
  }

  /**
   * @param algorithm one that every Java platform has
   */
  public static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
