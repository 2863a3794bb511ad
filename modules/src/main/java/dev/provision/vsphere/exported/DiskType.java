package dev.provision.vsphere.exported;

import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a disk takes up space on its datastore, in Cinder's words ({@code vmware:vmdk_type}), and in
 * those of {@code VirtualDiskType}.
 */
public enum DiskType {
  /** Takes space when it is written to. */
  THIN("thin", "thin"),
  /** Takes all space at once; zeroed where it is first written to. */
  THICK("thick", "preallocated"),
  /** Takes all space and is zeroed at once. */
  EAGER_ZEROED_THICK("eagerZeroedThick", "eagerZeroedThick");

  private final String word;
  private final String wire;

  DiskType(String word, String wire) {
    this.word = word;
    this.wire = wire;
  }

  /** The type that Cinder's word names, upper and lower case alike. */
  public static Optional<DiskType> ofWord(String word) {
    return Arrays.stream(values()).filter(t -> t.word.equalsIgnoreCase(word)).findFirst();
  }

  /** All words, for messages. */
  public static String words() {
    return Arrays.stream(values()).map(t -> t.word).collect(Collectors.joining(", "));
  }

  public String word() {
    return word;
  }

  /** {@code VirtualDiskSpec.diskType}. */
  public String wire() {
    return wire;
  }

  /** The type of a backing; empty when the server does not say. */
  static Optional<DiskType> of(VirtualDiskFlatVer2BackingInfo backing) {
    if (Boolean.TRUE.equals(backing.getThinProvisioned())) {
      return Optional.of(THIN);
    }
    if (Boolean.TRUE.equals(backing.getEagerlyScrub())) {
      return Optional.of(EAGER_ZEROED_THICK);
    }
    return Optional.ofNullable(backing.getThinProvisioned()).map(thin -> THICK);
  }

  /** Sets it in the backing of a disk to be created. */
  void put(VirtualDiskFlatVer2BackingInfo backing) {
    backing.setThinProvisioned(this == THIN);
    if (this == EAGER_ZEROED_THICK) {
      backing.setEagerlyScrub(true);
    }
  }
}
