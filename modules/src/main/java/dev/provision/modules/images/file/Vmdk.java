package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.GrainTables;
import dev.provision.modules.images.bytes.Slice;
import dev.provision.modules.images.bytes.SliceBytes;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.bytes.UnfitFile;
import dev.provision.modules.images.bytes.VmdkDescriptor;
import dev.provision.modules.images.bytes.VmdkHeader;
import dev.provision.spi.schema.DataSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Inspects a sparse VMDK: its header, its descriptor and its grain tables, but not its data.
 * Refuses an incomplete file, and one that contradicts itself.
 */
public final class Vmdk {
  private static final String STREAM = "streamOptimized";
  private static final String SPARSE = "monolithicSparse";

  private Vmdk() {}

  /**
   * @param slice begins with the magic of a sparse VMDK
   * @throws UnfitFile the message continues after the name of the file
   */
  public static SourceDisk inspect(Slice slice) throws IOException, UnfitFile {
    try (SliceBytes file = slice.open()) {
      return inspect(slice, file);
    }
  }

  private static SourceDisk inspect(Slice slice, SliceBytes file) throws IOException, UnfitFile {
    VmdkHeader header = VmdkHeader.parse(read(file, 0, VmdkHeader.SECTOR));
    VmdkDescriptor descriptor = descriptor(file, header);
    checkExtents(header, descriptor);
    String adapter = descriptor.adapterType();
    boolean saysStream = descriptor.createType().equalsIgnoreCase(STREAM);
    if (!saysStream && !descriptor.createType().equalsIgnoreCase(SPARSE)) {
      throw new UnfitFile(
          "is a "
              + descriptor.createType()
              + " VMDK"
              + (adapter.isEmpty() ? "" : " with ddb.adapterType=" + adapter)
              + Conversion.of(slice.file().getFileName(), adapter));
    }
    if (saysStream != header.isStream()) {
      throw new UnfitFile(
          "contradicts itself: its descriptor says createType="
              + descriptor.createType()
              + ", its header "
              + (header.isStream() ? "that its grains are compressed" : "that they are not"));
    }
    if (descriptor.hasParent()) {
      throw new UnfitFile("is only the difference to another disk, its parent");
    }
    return new SourceDisk(
        saysStream ? SourceDisk.Form.STREAM : SourceDisk.Form.SPARSE,
        adapter,
        new DataSize(header.capacity() * VmdkHeader.SECTOR),
        new DataSize(GrainTables.check(file, header)),
        List.of(slice));
  }

  private static VmdkDescriptor descriptor(SliceBytes file, VmdkHeader header)
      throws IOException, UnfitFile {
    if (header.descriptorOffset() == 0 || header.descriptorSize() == 0) {
      throw new UnfitFile("is a part of a split VMDK: its descriptor is another file");
    }
    int bytes = Math.toIntExact(header.descriptorSize() * VmdkHeader.SECTOR);
    ByteBuffer text = read(file, header.descriptorOffset() * VmdkHeader.SECTOR, bytes);
    // every key and value that matters is ASCII, and this charset decodes any byte
    return VmdkDescriptor.parse(StandardCharsets.ISO_8859_1.decode(text).toString());
  }

  private static void checkExtents(VmdkHeader header, VmdkDescriptor descriptor) throws UnfitFile {
    for (VmdkDescriptor.Extent extent : descriptor.extents()) {
      if (extent.file().contains("/") || extent.file().contains("\\")) {
        throw new UnfitFile("names an extent outside of itself, `" + extent.file() + "`: refused");
      }
    }
    if (descriptor.extents().size() != 1) {
      throw new UnfitFile(
          "is a VMDK of " + descriptor.extents().size() + " extents; one is wanted, inside it");
    }
    long sectors = descriptor.extents().get(0).sectors();
    if (sectors != header.capacity()) {
      throw new UnfitFile(
          "contradicts itself: its descriptor says "
              + sectors
              + " sectors, its header "
              + header.capacity());
    }
  }

  private static ByteBuffer read(SliceBytes file, long at, int length)
      throws IOException, UnfitFile {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new UnfitFile(
            "was cut off: it has " + file.size() + " bytes; copy or download it again");
      }
    }
    return bytes.flip();
  }
}
