package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.Slice;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.bytes.UnfitFile;
import dev.provision.modules.images.bytes.VmdkDescriptor;
import dev.provision.modules.images.bytes.VmdkHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A monolithicFlat VMDK: a text file that describes the disk, and beside it one file with the
 * disk's bytes.
 */
final class FlatVmdk {
  private static final String CREATE_TYPE = "monolithicFlat";
  private static final int MAX_DESCRIPTOR_BYTES = 1 << 20;

  private FlatVmdk() {}

  static Inspection inspect(Path path) throws IOException, UnfitFile {
    if (Files.size(path) > MAX_DESCRIPTOR_BYTES) {
      throw new UnfitFile(
          "begins as a VMDK descriptor and has " + Files.size(path) + " bytes, which no text has");
    }
    VmdkDescriptor text = VmdkDescriptor.parse(Files.readString(path, StandardCharsets.ISO_8859_1));
    if (!text.createType().equals(CREATE_TYPE)) {
      throw new UnfitFile(
          "is the descriptor of a "
              + (text.createType().isEmpty() ? "VMDK of no type" : text.createType() + " VMDK")
              + Conversion.of(path.getFileName(), text.adapterType()));
    }
    if (text.hasParent()) {
      throw new UnfitFile("is only the difference to another disk, its parent");
    }
    if (text.extents().size() != 1 || !text.extents().get(0).type().equals("FLAT")) {
      throw new UnfitFile(
          "contradicts itself: a " + CREATE_TYPE + " VMDK has one extent, of type FLAT");
    }
    VmdkDescriptor.Extent extent = text.extents().get(0);
    Path file = Beside.of(path, extent.file());
    long start = extent.offset() * VmdkHeader.SECTOR;
    long length = extent.sectors() * VmdkHeader.SECTOR;
    long size = size(file, extent.file());
    if (length == 0 || start + length != size) {
      throw new UnfitFile(
          (start + length > size ? "was cut off: " : "contradicts itself: ")
              + "its descriptor says that `"
              + extent.file()
              + "` has "
              + (start + length)
              + " bytes, and it has "
              + size);
    }
    return new Inspection(
        FileFormat.VMDK_DESCRIPTOR,
        List.of(
            SourceDisk.flat(text.adapterType(), length, List.of(new Slice(file, start, length)))),
        List.of(path, file),
        Optional.empty());
  }

  private static long size(Path file, String name) throws IOException, UnfitFile {
    if (!Files.isRegularFile(file)) {
      throw new UnfitFile(
          "is a VMDK's descriptor, and the disk's bytes are in `"
              + name
              + "`, which is not there (looked for at "
              + file.toAbsolutePath().normalize()
              + "): put it beside");
    }
    return Files.size(file);
  }
}
