package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.Slice;
import dev.provision.modules.images.bytes.UnfitFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the files that a descriptor, an OVF or a manifest names. They must be in the same folder or
 * the same archive: a link elsewhere could read any file of this machine into an image.
 */
final class Beside {
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]*://|file:|//).*", Pattern.DOTALL);

  private Beside() {}

  /** A file in the same folder, which may not exist; refuses one that is elsewhere. */
  static Path of(Path path, String name) throws IOException, UnfitFile {
    if (name.isBlank() || name.contains("/") || name.contains("\\") || name.contains("..")) {
      throw new UnfitFile("names a file outside of its own folder, `" + name + "`: refused");
    }
    Path found;
    try {
      found = path.resolveSibling(name);
    } catch (InvalidPathException e) {
      throw new UnfitFile("names a file that none can be called, `" + name + "`", e);
    }
    if (Files.exists(found)) {
      Path real = found.toRealPath();
      // the descriptor itself may be a link, to a folder that has all the files
      boolean isBeside =
          real.startsWith(path.toAbsolutePath().getParent().toRealPath())
              || real.startsWith(path.toRealPath().getParent());
      if (!isBeside) {
        throw new UnfitFile(
            "names `"
                + name
                + "`, which is a link out of its own folder, to `"
                + real
                + "`: refused; put the file itself there");
      }
    }
    return found;
  }

  /**
   * Finds the file for {@code href} of an OVF's {@code File}, which is a URI (DMTF DSP0243, "File
   * references"): {@code my%20disk.vmdk} means the file {@code my disk.vmdk}. Some writers do not
   * encode the name, so the name as it is comes second.
   */
  static Optional<Slice> referenced(String href, Manifest.Files files)
      throws IOException, UnfitFile {
    if (ADDRESS.matcher(href).matches()) {
      throw new UnfitFile(
          "names its file by an address, `"
              + href
              + "`: put the file beside the OVF and write its name there");
    }
    return first(List.of(decoded(href), href), files);
  }

  /** Finds the file for a line of a manifest: a name, which some writers encode as a URI. */
  static Optional<Slice> listed(String name, Manifest.Files files) throws IOException, UnfitFile {
    return first(List.of(name, decoded(name)), files);
  }

  private static Optional<Slice> first(List<String> names, Manifest.Files files)
      throws IOException, UnfitFile {
    List<String> tried = new ArrayList<>();
    for (String each : names) {
      String name = each.startsWith("./") ? each.substring(2) : each;
      if (!tried.contains(name)) {
        tried.add(name);
        Optional<Slice> found = files.find(name);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Decodes {@code %20} and the like; returns the text unchanged where that fails. */
  static String decoded(String uri) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] text = uri.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) {
      if (text[i] != '%') {
        bytes.write(text[i]);
        continue;
      }
      int high = i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text[i + 2], 16);
      if (low < 0) {
        return uri;
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return uri;
    }
  }
}
