package dev.provision.vsphere.exported;

import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a disk takes room, in Cinder's words ({@code vmware:vmdk_type}), and in those of {@code
 * VirtualDiskType}.
 */
public enum DiskType {
  /** Room is taken when it is written to. */
  THIN("thin", "thin"),
  /** All room is taken at once, and zeroed when it is first written to. */
  THICK("thick", "preallocated"),
  /** All room is taken and zeroed at once. */
  EAGER_ZEROED_THICK("eagerZeroedThick", "eagerZeroedThick");

  private final String word;
  private final String wire;

  DiskType(String word, String wire) {
    this.word = word;
    this.wire = wire;
  }

  /** By Cinder's word, upper and lower case alike. */
  public static Optional<DiskType> ofWord(String word) {
    return Arrays.stream(values()).filter(t -> t.word.equalsIgnoreCase(word)).findFirst();
  }

  /** For people: all words. */
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

  /** What a backing says; empty where it says nothing. */
  static Optional<DiskType> of(VirtualDiskFlatVer2BackingInfo backing) {
    if (Boolean.TRUE.equals(backing.getThinProvisioned())) {
      return Optional.of(THIN);
    }
    if (Boolean.TRUE.equals(backing.getEagerlyScrub())) {
      return Optional.of(EAGER_ZEROED_THICK);
    }
    return Optional.ofNullable(backing.getThinProvisioned()).map(thin -> THICK);
  }

  /** Says it of a disk that is made. */
  void put(VirtualDiskFlatVer2BackingInfo backing) {
    backing.setThinProvisioned(this == THIN);
    if (this == EAGER_ZEROED_THICK) {
      backing.setEagerlyScrub(true);
    }
  }
}
