package dev.provision.modules.images;

import dev.provision.spi.schema.DataSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file turned out to be.
 *
 * @param disks the first boots
 * @param files all that its identity is made of, whole: the file, then those that it names
 * @param machine what it says about the machine that its disks are of; empty when it is a bare disk
 */
record Inspection(
    FileFormat format, List<SourceDisk> disks, List<Path> files, Optional<OvfMachine> machine) {
  Inspection {
    disks = List.copyOf(disks);
    files = List.copyOf(files);
  }

  /**
   * Looks at the bytes, whatever the name says.
   *
   * @param isSaidToBeRaw whether the playbook calls it raw, which no bytes can prove
   * @throws UnfitFile the message goes on after the name of the file
   */
  static Inspection of(Path path, boolean isSaidToBeRaw) throws IOException, UnfitFile {
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
        // refuses one that was cut off
        IsoMedium.is(path);
        return new Inspection(format, List.of(), List.of(path), Optional.empty());
      default:
        return new Inspection(
            format, List.of(disk(whole, format)), List.of(path), Optional.empty());
    }
  }

  /** A disk that is one range of bytes. */
  static SourceDisk disk(Slice slice, FileFormat format) throws IOException, UnfitFile {
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
        throw new UnfitFile("is " + format.words);
      default:
        throw new UnfitFile(
            "is "
                + format.words
                + (!format.qemuName.isEmpty()
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
    return flat("", slice.length(), List.of(slice));
  }

  /** Of the disk's own bytes. */
  static SourceDisk flat(String adapterType, long capacity, List<Slice> data) {
    return new SourceDisk(
        SourceDisk.Form.FLAT,
        adapterType,
        new DataSize(capacity),
        new DataSize(capacity),
        new ArrayList<>(data));
  }
}
