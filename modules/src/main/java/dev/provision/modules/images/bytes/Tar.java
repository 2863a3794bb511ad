package dev.provision.modules.images.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds the members of a tar archive (POSIX.1-2001 ustar and pax, and GNU's long names). Unpacks
 * nothing, and refuses everything except plain files. We have our own reader because
 * commons-compress 1.28 accepts a header with a wrong checksum, and takes a file that was truncated
 * after a member for complete.
 */
public final class Tar {
  private static final int BLOCK = TarHeader.BLOCK;
  private static final int MAX_MEMBERS = 1000;
  private static final int MAX_WORDS = 1 << 20;
  private static final String PATH = "path";
  private static final String SIZE = "size";

  private final Path path;
  private final SliceBytes file;
  private final Map<String, Slice> members = new LinkedHashMap<>();

  /** Values from pax headers for all following members, and for the next one. */
  private final Map<String, String> global = new HashMap<>();

  private final Map<String, String> next = new HashMap<>();

  private Tar(Path path, SliceBytes file) {
    this.path = path;
    this.file = file;
  }

  /** The regular files by name, in the order of the archive. */
  public static Map<String, Slice> members(Path path) throws IOException, UnfitFile {
    try (SliceBytes file = Slice.whole(path).open()) {
      return new Tar(path, file).read();
    }
  }

  private Map<String, Slice> read() throws IOException, UnfitFile {
    long at = 0;
    while (at + BLOCK <= file.size()) {
      ByteBuffer block = file.read(at, BLOCK);
      if (isZero(block)) {
        if (at == 0) {
          throw new UnfitFile("is an empty tar archive");
        }
        return members;
      }
      if (!TarHeader.isOne(block)) {
        throw new UnfitFile(
            at == 0
                ? "is no tar archive, as an OVA is: the checksum of its first header is wrong"
                : "is a damaged archive: what follows at byte "
                    + at
                    + " is no header of a tar archive; copy or download it again");
      }
      at = take(TarHeader.of(block), at + BLOCK);
      if (members.size() > MAX_MEMBERS) {
        throw new UnfitFile("is an archive of more than " + MAX_MEMBERS + " files, and no OVA");
      }
    }
    throw new UnfitFile("was cut off: its end is not there; copy or download it again");
  }

  /** Adds a member; returns the position of the next header. */
  private long take(TarHeader header, long data) throws IOException, UnfitFile {
    char type = header.type();
    boolean describes = type == 'x' || type == 'g' || type == 'L' || type == 'K';
    String name = describes ? header.name() : plain(said(PATH, header.name()));
    long size = describes ? header.bytes() : size(header);
    if (size < 0 || size > file.size() - data) {
      throw new UnfitFile(
          "was cut off: it has "
              + file.size()
              + " bytes, and its member `"
              + name
              + "` reaches past the end; copy or download it again");
    }
    if (describes) {
      describe(type, words(data, size));
    } else {
      add(header, name, new Slice(path, data, size));
      next.clear();
    }
    return data + (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  private void describe(char type, byte[] words) throws UnfitFile {
    if (type == 'L') {
      next.put(PATH, new String(words, StandardCharsets.UTF_8).replace("\0", ""));
    } else if (type != 'K') {
      Map<String, String> said = PaxRecords.parse(words);
      said.keySet().retainAll(Set.of(PATH, SIZE));
      (type == 'g' ? global : next).putAll(said);
    }
  }

  private void add(TarHeader header, String name, Slice slice) throws UnfitFile {
    if (header.type() == '1' || header.type() == '2') {
      throw new UnfitFile(
          "holds `" + name + "`, which is a link and no file: refused; pack the file itself");
    }
    if (header.type() == 'S') {
      throw new UnfitFile(
          "holds `" + name + "` packed with holes (GNU's sparse files): pack it without --sparse");
    }
    if (!header.isRegular()) {
      return;
    }
    if (name.startsWith("/") || (name + "/").contains("../")) {
      throw new UnfitFile("holds `" + name + "`, a name that leads out of the archive: refused");
    }
    members.putIfAbsent(name, slice);
  }

  private String said(String keyword, String otherwise) {
    return next.getOrDefault(keyword, global.getOrDefault(keyword, otherwise));
  }

  private long size(TarHeader header) {
    if (header.type() >= '2' && header.type() <= '6') {
      return 0; // links, devices and folders have no data, whatever their size says
    }
    String said = said(SIZE, "");
    return said.isEmpty() ? header.bytes() : said.matches("\\d{1,18}") ? Long.parseLong(said) : -1;
  }

  private byte[] words(long at, long size) throws IOException, UnfitFile {
    if (size > MAX_WORDS) {
      throw new UnfitFile("is a damaged archive: a name in it has " + size + " bytes");
    }
    return file.read(at, (int) size).array();
  }

  private static boolean isZero(ByteBuffer block) {
    for (int at = 0; at < BLOCK; at++) {
      if (block.get(at) != 0) {
        return false;
      }
    }
    return true;
  }

  private static String plain(String name) {
    return name.startsWith("./") ? name.substring(2) : name;
  }
}
