package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.Slice;
import dev.provision.modules.images.bytes.UnfitFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code .mf} of an OVF: a line {@code SHA256(disk.vmdk)= 0123…} for each of its files (DMTF
 * DSP0243, "Distribution as a single file").
 */
final class Manifest {
  private static final Pattern LINE =
      Pattern.compile("(SHA1|SHA256|SHA512)\\s*\\((.+)\\)\\s*=\\s*([0-9a-fA-F]+)");
  private static final Map<String, String> NAMES =
      Map.of("SHA1", "SHA-1", "SHA256", "SHA-256", "SHA512", "SHA-512");
  private static final int MAX_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 20;

  private Manifest() {}

  /** Finds a file by its name in the manifest. */
  @FunctionalInterface
  interface Files {
    Optional<Slice> find(String name) throws IOException, UnfitFile;
  }

  /** Refuses a package with a file that does not match the manifest. */
  static void check(Slice manifest, Files files) throws IOException, UnfitFile {
    if (manifest.length() > MAX_BYTES) {
      throw new UnfitFile("has a manifest of " + manifest.length() + " bytes, which none has");
    }
    String text;
    try (InputStream in = manifest.stream()) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Map<String, String> digests = new HashMap<>();
    for (String line : text.split("\\R")) {
      if (line.isBlank()) {
        continue;
      }
      Matcher entry = LINE.matcher(line.strip());
      if (!entry.matches()) {
        throw new UnfitFile("has a manifest with a line that cannot be read: `" + line + "`");
      }
      check(entry.group(1), entry.group(2), entry.group(3), files, digests);
    }
  }

  /**
   * @param digests what was read, so that a file which is listed a thousand times is read once
   */
  private static void check(
      String algorithm, String name, String wanted, Files files, Map<String, String> digests)
      throws IOException, UnfitFile {
    Slice file =
        Beside.listed(name, files)
            .orElseThrow(
                () -> new UnfitFile("is not whole: its manifest has `" + name + "`, it has not"));
    String found = digests.get(algorithm + file);
    if (found == null) {
      found = digest(algorithm, file);
      digests.put(algorithm + file, found);
    }
    if (!found.equalsIgnoreCase(wanted)) {
      throw new UnfitFile(
          "is damaged: `"
              + name
              + "` has "
              + algorithm
              + " "
              + found
              + ", its manifest says "
              + wanted
              + "; copy or download it again");
    }
  }

  private static String digest(String algorithm, Slice file) throws IOException {
    try (InputStream in = file.stream()) {
      MessageDigest digest = MessageDigest.getInstance(NAMES.get(algorithm));
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the Java platform has no " + algorithm, e);
    }
  }
}
