package dev.provision.modules.images.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A range of a local file: all of it, or a member of an archive that is read in place.
 *
 * @param offset in bytes
 * @param length in bytes
 */
public record Slice(Path file, long offset, long length) {
  public Slice {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("a slice of " + length + " bytes at " + offset);
    }
  }

  /** All of a file, with its current length. */
  public static Slice whole(Path file) throws IOException {
    return new Slice(file, 0, Files.size(file));
  }

  public SliceBytes open() throws IOException {
    return new SliceBytes(this);
  }

  /** Its bytes from the first to the last. */
  public InputStream stream() throws IOException {
    return new SliceStream(open());
  }
}
