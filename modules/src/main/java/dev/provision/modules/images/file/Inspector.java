package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.Slice;
import dev.provision.modules.images.bytes.SliceBytes;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.bytes.UnfitFile;
import dev.provision.modules.images.bytes.VmdkHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds out what a file is. */
public final class Inspector {
  private Inspector() {}

  /**
   * Inspects the bytes and ignores the name.
   *
   * @param isSaidToBeRaw whether the playbook calls it raw, which no bytes can prove
   * @throws UnfitFile the message continues after the name of the file
   */
  public static Inspection inspect(Path path, boolean isSaidToBeRaw) throws IOException, UnfitFile {
    Slice whole = Slice.whole(path);
    FileFormat format;
    try (SliceBytes bytes = whole.open()) {
      format = FileFormat.of(bytes);
    }
    if (format == FileFormat.UNKNOWN && isSaidToBeRaw) {
      format = FileFormat.RAW;
    }
    switch (format) {
      case TAR:
        return Ova.inspect(path);
      case OVF:
        return Ovf.inspect(path);
      case VMDK_DESCRIPTOR:
        return FlatVmdk.inspect(path);
      case ISO:
        // refuses a truncated one
        IsoMedium.is(path);
        return new Inspection(format, List.of(), List.of(path), Optional.empty());
      default:
        return new Inspection(
            format, List.of(disk(whole, format)), List.of(path), Optional.empty());
    }
  }

  /** A disk that is stored in one range of bytes. */
  private static SourceDisk disk(Slice slice, FileFormat format) throws IOException, UnfitFile {
    switch (format) {
      case SPARSE_VMDK:
        return Vmdk.inspect(slice);
      case QCOW2, VHD, VHDX, VDI:
        return ForeignDisk.inspect(slice, format);
      case RAW:
        return raw(slice);
      case UNKNOWN:
        if (slice.file().getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".ova")) {
          throw new UnfitFile("is no tar archive, as an OVA is, and of no known disk format");
        }
        throw new UnfitFile("is " + format.words());
      default:
        throw new UnfitFile(
            "is "
                + format.words()
                + (!format.qemuName().isEmpty()
                    ? Conversion.of(slice.file().getFileName(), "")
                    : ""));
    }
  }

  private static SourceDisk raw(Slice slice) throws IOException, UnfitFile {
    if (slice.length() % VmdkHeader.SECTOR != 0) {
      throw new UnfitFile(
          "was cut off: as a raw disk its "
              + slice.length()
              + " bytes would be whole sectors of 512; copy or download it again");
    }
    try (SliceBytes disk = slice.open()) {
      PartitionTable.check(disk);
    }
    return SourceDisk.flat("", slice.length(), List.of(slice));
  }
}
