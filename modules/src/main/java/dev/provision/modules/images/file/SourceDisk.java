package dev.provision.modules.images.file;

import dev.provision.spi.schema.DataSize;
import java.util.List;

/**
 * One disk that a source file holds, as inspection found it.
 *
 * @param adapterType {@code ddb.adapterType} in lower case; empty when the file does not say
 * @param capacity of the disk, not of the file
 * @param filled how much of the disk the file may have data for
 * @param data where its bytes are: one slice, or the extents of a flat disk in their order; none
 *     for a disk that is empty
 */
public record SourceDisk(
    Form form, String adapterType, DataSize capacity, DataSize filled, List<Slice> data) {

  /** How the bytes stand for a disk. */
  public enum Form {
    /** A streamOptimized VMDK, which an import lease takes as it is. */
    STREAM("streamOptimized"),
    /** A monolithicSparse VMDK: grains that are not compressed. */
    SPARSE("monolithicSparse"),
    /** The disk's own bytes: the extent of a monolithicFlat VMDK, or a raw file. */
    FLAT("monolithicFlat"),
    /** What only {@code qemu-img} reads. */
    FOREIGN("a disk of another product"),
    /** A disk that is described and of which no file is given: it is empty. */
    EMPTY("an empty disk");

    private final String words;

    Form(String words) {
      this.words = words;
    }

    /** Ends the sentence that begins with the file's name and {@code is}. */
    public String words() {
      return words;
    }
  }

  public SourceDisk {
    data = List.copyOf(data);
  }

  /** One that has the disk's own bytes. */
  static SourceDisk flat(String adapterType, long capacity, List<Slice> data) {
    DataSize size = new DataSize(capacity);
    return new SourceDisk(Form.FLAT, adapterType, size, size, data);
  }

  /** Of the disk that is made of it: vSphere counts in whole KiB, a file may end within one. */
  public DataSize diskSize() {
    return new DataSize((capacity.bytes() + 1023) >> 10 << 10);
  }
}
