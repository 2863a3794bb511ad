package dev.provision.source;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.FileTrouble;
import dev.provision.diagnostic.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Decodes a file as UTF-8, and refuses it if it is something else. */
final class FileReading {
  private FileReading() {}

  /**
   * @param given whether it is named on the command line
   */
  static Checked<SourceFile> read(Path path, String name, boolean given) {
    try {
      Optional<String> unfit = Regular.whyNot(path);
      if (unfit.isPresent() && !(given && isOpened(path))) {
        return refused(name, "this is " + unfit.get() + ", not a file");
      }
      if (Files.isRegularFile(path) && Files.size(path) > SourceFile.MAX_BYTES) {
        return tooLarge(name, Files.size(path));
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(path)) {
        bytes = in.readNBytes(SourceFile.MAX_BYTES + 1);
      }
      return bytes.length > SourceFile.MAX_BYTES
          ? tooLarge(name, bytes.length)
          : decode(bytes, name);
    } catch (NoSuchFileException e) {
      return refused(name, "there is no such file");
    } catch (AccessDeniedException e) {
      return refused(name, "no permission to read this file");
    } catch (IOException e) {
      return refused(name, "could not read this file: " + FileTrouble.words(e));
    }
  }

  /**
   * Whether it is a pipe or a terminal that this process already has open, so that opening it never
   * blocks.
   */
  private static boolean isOpened(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    boolean descriptor = absolute.startsWith("/dev/fd") || absolute.startsWith("/proc/self/fd");
    return !Files.isDirectory(path) && (descriptor || absolute.equals(Path.of("/dev/stdin")));
  }

  private static Checked<SourceFile> decode(byte[] bytes, String name) {
    if (isUtf16(bytes)) {
      return refused(name, "this file is in UTF-16; save it as UTF-8");
    }
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    ByteBuffer in = ByteBuffer.wrap(bytes, marked ? 3 : 0, bytes.length - (marked ? 3 : 0));
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(in, out, true);
    int bad = in.position();
    String text = out.flip().toString();
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      return Checked.failed(
          Diagnostic.error(
              "this is no text: there is a NUL byte here", place(name, text.substring(0, nul))));
    }
    if (result.isError()) {
      String message =
          String.format(
              Locale.ROOT, "this is no UTF-8 text: the byte 0x%02X is wrong here", bytes[bad]);
      return Checked.failed(Diagnostic.error(message, place(name, text)));
    }
    return Checked.of(new SourceFile(name, text));
  }

  /** With a byte order mark, or without one when the first two characters are ASCII. */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    boolean marked =
        (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
            || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE);
    boolean alternating =
        bytes.length >= 4
            && ((bytes[0] == 0 && bytes[1] > 0 && bytes[2] == 0 && bytes[3] > 0)
                || (bytes[0] > 0 && bytes[1] == 0 && bytes[2] > 0 && bytes[3] == 0));
    return marked || alternating;
  }

  /** The position right after a text. */
  private static Span place(String name, String before) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < before.length(); i++) {
      if (SourceFile.isLineEnd(before, i)) {
        line++;
        start = i + 1;
      }
    }
    int column = before.codePointCount(start, before.length()) + 1;
    return new Span(name, line, column, line, column + 1);
  }

  private static Checked<SourceFile> tooLarge(String name, long bytes) {
    long mebibytes = Math.max(17, (bytes + (1 << 20) - 1) >> 20);
    return refused(name, "this file has " + mebibytes + " MiB; at most 16 MiB are read");
  }

  private static Checked<SourceFile> refused(String name, String message) {
    return Checked.failed(Diagnostic.error(message, Span.of(name)));
  }
}
