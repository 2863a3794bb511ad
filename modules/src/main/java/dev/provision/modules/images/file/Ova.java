package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.Slice;
import dev.provision.modules.images.bytes.Tar;
import dev.provision.modules.images.bytes.UnfitFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An OVF in one file: a tar archive, whose members are read in place. */
final class Ova {
  private Ova() {}

  static Inspection inspect(Path path) throws IOException, UnfitFile {
    Map<String, Slice> members = Tar.members(path);
    Slice text =
        named(members, ".ovf")
            .orElseThrow(() -> new UnfitFile("is a tar archive without an OVF in it, and no OVA"));
    Manifest.Files files = name -> Optional.ofNullable(members.get(name));
    Optional<Slice> manifest = named(members, ".mf");
    if (manifest.isPresent()) {
      Manifest.check(manifest.get(), files);
    }
    return Ovf.inspect(FileFormat.TAR, text, files, List.of(path));
  }

  /** The first member whose name has this ending. */
  private static Optional<Slice> named(Map<String, Slice> members, String ending) {
    return members.entrySet().stream()
        .filter(one -> one.getKey().toLowerCase(Locale.ROOT).endsWith(ending))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
