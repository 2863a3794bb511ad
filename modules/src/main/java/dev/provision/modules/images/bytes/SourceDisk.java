package dev.provision.modules.images.bytes;

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

  /**
   * The largest disk that a machine may have, 62 TiB (vSphere Configuration Maximums). A header may
   * claim more than any datastore has, and who converts the disk would go through all of it.
   */
  static final long MAX_BYTES = 62L << 40;

  /** How the bytes of a disk are stored. */
  public enum Form {
    /** A streamOptimized VMDK, which an import lease accepts unchanged. */
    STREAM("streamOptimized"),
    /** A monolithicSparse VMDK: grains without compression. */
    SPARSE("monolithicSparse"),
    /** The disk's own bytes: the extent of a monolithicFlat VMDK, or a raw file. */
    FLAT("monolithicFlat"),
    /** A format that only {@code qemu-img} reads. */
    FOREIGN("a disk of another product"),
    /** An empty disk: it is described, but has no file. */
    EMPTY("an empty disk");

    private final String words;

    Form(String words) {
      this.words = words;
    }

    /** Completes the sentence that starts with the file's name and {@code is}. */
    public String words() {
      return words;
    }
  }

  /** Refuses a disk that no machine can have; the message continues after the file's name. */
  public SourceDisk checked() throws UnfitFile {
    if (capacity.bytes() > MAX_BYTES) {
      throw tooLarge(capacity);
    }
    return this;
  }

  static UnfitFile tooLarge(DataSize capacity) {
    return new UnfitFile(
        "gives the size of its disk as " + capacity + "; a virtual disk has at most 62 TiB");
  }

  public SourceDisk {
    data = List.copyOf(data);
  }

  /** A disk that is stored flat. */
  public static SourceDisk flat(String adapterType, long capacity, List<Slice> data) {
    DataSize size = new DataSize(capacity);
    return new SourceDisk(Form.FLAT, adapterType, size, size, data);
  }

  /**
   * The size of the disk to create: vSphere counts in whole KiB, but a file may have any length.
   */
  public DataSize diskSize() {
    return new DataSize((capacity.bytes() + 1023) >> 10 << 10);
  }
}
