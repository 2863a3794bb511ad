package dev.provision.simulator.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A file in the lab's own folder that nobody but its owner may read: mode 0600. */
record OwnFile(Path path) {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  /**
   * What it holds; empty where it is not there.
   *
   * @throws IOException also when it is a link, or others may read or write it
   */
  Optional<String> read() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("`" + path + "` is not a plain file; delete it, and it is made again");
    }
    if (isPosix() && !EnumSet.copyOf(OWNER).containsAll(Files.getPosixFilePermissions(path))) {
      throw new IOException(
          "others may read `"
              + path
              + "`, so it is no secret any more; delete it, and it is made again");
    }
    return Optional.of(Files.readString(path, StandardCharsets.UTF_8));
  }

  /**
   * Makes it; nobody can read it at any moment.
   *
   * @throws IOException also when it is there already
   */
  void write(String text) throws IOException {
    Files.createDirectories(path.getParent());
    FileAttribute<?>[] owner =
        isPosix()
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
            : new FileAttribute<?>[0];
    try (SeekableByteChannel out =
        Files.newByteChannel(
            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  private boolean isPosix() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
