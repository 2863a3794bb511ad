package dev.provision.modules.images.declaration;

import dev.provision.modules.images.file.SourceDisk;
import dev.provision.vsphere.exported.DiskType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Glance's {@code vmware_disktype}: what the file is, and for the flat types also how the disk that
 * is made of it takes up its room. The files that are sparse themselves become thin disks.
 */
public enum GlanceDiskType {
  STREAM_OPTIMIZED("streamOptimized", DiskType.THIN),
  SPARSE("sparse", DiskType.THIN),
  /**
   * Nova's default, "all space allocated, zeroed on demand" (vSphere API, {@code
   * VirtualDiskType.preallocated}).
   */
  PREALLOCATED("preallocated", DiskType.THICK),
  THIN("thin", DiskType.THIN),
  /**
   * The same as preallocated: an import has no way to ask for {@code VirtualDiskType.thick}, whose
   * blocks may hold what was there before.
   */
  THICK("thick", DiskType.THICK),
  EAGER_ZEROED_THICK("eagerZeroedThick", DiskType.EAGER_ZEROED_THICK);

  private final String word;
  private final DiskType made;

  GlanceDiskType(String word, DiskType made) {
    this.word = word;
    this.made = made;
  }

  /** Glance's word. */
  public String word() {
    return word;
  }

  /** What the disk becomes. */
  public DiskType made() {
    return made;
  }

  /** By Glance's word, in its very letters, as Nova has it. */
  static Optional<GlanceDiskType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values()).map(type -> type.word).collect(Collectors.joining(", "));
  }

  /** What a file is where nobody says: a flat one takes no more room than its data. */
  static GlanceDiskType ofFile(SourceDisk.Form form) {
    return switch (form) {
      case STREAM -> STREAM_OPTIMIZED;
      case SPARSE -> SPARSE;
      case FLAT, FOREIGN, EMPTY -> THIN;
    };
  }

  /** Whether a file of this form may be called so. */
  boolean fits(SourceDisk.Form form) {
    return switch (form) {
      case STREAM -> this == STREAM_OPTIMIZED;
      case SPARSE -> this == SPARSE;
      case FLAT, FOREIGN, EMPTY -> isFlat();
    };
  }

  boolean isFlat() {
    return this != STREAM_OPTIMIZED && this != SPARSE;
  }

  /** Whether a disk that is there can be told from one of another type by its backing. */
  public boolean isToldByItsBacking() {
    // a host that has no thick disks (NFS) makes thin ones of preallocated files, and that is well
    return isFlat() && this != PREALLOCATED;
  }
}
