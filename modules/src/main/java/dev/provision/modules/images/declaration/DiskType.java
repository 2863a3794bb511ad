package dev.provision.modules.images.declaration;

import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import dev.provision.modules.images.file.SourceDisk;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Glance's {@code vmware_disktype}: what the file is, and for the flat types also how the disk that
 * is made of it takes up its room. The files that are sparse themselves become thin disks.
 */
public enum DiskType {
  STREAM_OPTIMIZED("streamOptimized", true, false),
  SPARSE("sparse", true, false),
  /**
   * Nova's default, "all space allocated, zeroed on demand" (vSphere API, {@code
   * VirtualDiskType.preallocated}).
   */
  PREALLOCATED("preallocated", false, false),
  THIN("thin", true, false),
  /**
   * The same as preallocated: an import has no way to ask for {@code VirtualDiskType.thick}, whose
   * blocks may hold what was there before.
   */
  THICK("thick", false, false),
  EAGER_ZEROED_THICK("eagerZeroedThick", false, true);

  /** Glance's word. */
  public final String word;

  /** {@code VirtualDiskFlatVer2BackingInfo.thinProvisioned}. */
  final boolean thin;

  /** {@code VirtualDiskFlatVer2BackingInfo.eagerlyScrub}. */
  final boolean eager;

  DiskType(String word, boolean thin, boolean eager) {
    this.word = word;
    this.thin = thin;
    this.eager = eager;
  }

  /** By Glance's word, in its very letters, as Nova has it. */
  static Optional<DiskType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values()).map(type -> type.word).collect(Collectors.joining(", "));
  }

  /** What a file is where nobody says: a flat one takes no more room than its data. */
  static DiskType ofFile(SourceDisk.Form form) {
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

  /** Asks for a disk of this type. */
  public void put(VirtualDiskFlatVer2BackingInfo backing) {
    backing.setThinProvisioned(thin);
    if (eager) {
      backing.setEagerlyScrub(true);
    }
  }
}
