package dev.provision.modules.images.declaration;

import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.vsphere.exported.DiskType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Glance's {@code vmware_disktype}: the format of the file, and for the flat types also how the
 * disk is allocated. Sparse files become thin disks.
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

  /** The type of the disk that is made. */
  public DiskType made() {
    return made;
  }

  /** The type by Glance's word; as in Nova, case matters. */
  static Optional<GlanceDiskType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values()).map(type -> type.word).collect(Collectors.joining(", "));
  }

  /** The type of a file if the playbook says none; a flat file becomes a thin disk. */
  static GlanceDiskType ofFile(SourceDisk.Form form) {
    return switch (form) {
      case STREAM -> STREAM_OPTIMIZED;
      case SPARSE -> SPARSE;
      case FLAT, FOREIGN, EMPTY -> THIN;
    };
  }

  /** Whether the type is right for a file of this form. */
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

  /** Whether the backing of an existing disk shows if it is of this type. */
  public boolean isToldByItsBacking() {
    // on a datastore without thick disks (NFS) a preallocated file becomes a thin disk, which is
    // fine
    return isFlat() && this != PREALLOCATED;
  }
}
