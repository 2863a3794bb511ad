package dev.provision.vsphere.exported;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a volume takes room, in Cinder's words ({@code vmware:vmdk_type}), and in those of {@code
 * VirtualDiskType}.
 */
public enum VolumeType {
  /** Room is taken when it is written to. */
  THIN("thin", "thin"),
  /** All room is taken at once, and zeroed when it is first written to. */
  THICK("thick", "preallocated"),
  /** All room is taken and zeroed at once. */
  EAGER_ZEROED_THICK("eagerZeroedThick", "eagerZeroedThick");

  private final String word;
  private final String wire;

  VolumeType(String word, String wire) {
    this.word = word;
    this.wire = wire;
  }

  /** By Cinder's word, upper and lower case alike. */
  public static Optional<VolumeType> ofWord(String word) {
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
}
