package dev.provision.modules.images.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text that a VMDK carries about itself (VMware, Virtual Disk Format 5.0, "The Descriptor
 * File").
 *
 * @param createType {@code streamOptimized}; empty when it does not say
 * @param adapterType {@code ddb.adapterType} in lower case: ide, lsilogic, buslogic, legacyesx;
 *     empty when it does not say
 * @param hasParent whether it is only the difference to another disk
 */
public record VmdkDescriptor(
    String createType, String adapterType, boolean hasParent, List<Extent> extents) {
  private static final Pattern ASSIGNMENT = Pattern.compile("([\\w.]+)\\s*=\\s*\"?([^\"]*)\"?");
  private static final Pattern EXTENT =
      Pattern.compile(
          "(?:RW|RDONLY|NOACCESS)\\s+(\\d{1,15})\\s+(\\w+)"
              + "(?:\\s+\"([^\"]*)\"(?:\\s+(\\d{1,15}))?.*)?");
  private static final String NO_PARENT = "ffffffff";

  /**
   * One line of the descriptor that says where data is.
   *
   * @param sectors of 512 bytes
   * @param file its name; empty for none
   * @param offset where the data begins in the file, in sectors
   */
  public record Extent(long sectors, String type, String file, long offset) {}

  public VmdkDescriptor {
    extents = List.copyOf(extents);
  }

  /** Reads the known lines and ignores the others; the text ends at the first NUL. */
  public static VmdkDescriptor parse(String text) {
    int end = text.indexOf('\0');
    String createType = "";
    String adapterType = "";
    boolean hasParent = false;
    List<Extent> extents = new ArrayList<>();
    for (String line : (end < 0 ? text : text.substring(0, end)).split("\\R")) {
      Matcher extent = EXTENT.matcher(line.strip());
      Matcher assignment = ASSIGNMENT.matcher(line.strip());
      if (extent.matches()) {
        String file = extent.group(3) == null ? "" : extent.group(3);
        long offset = extent.group(4) == null ? 0 : Long.parseLong(extent.group(4));
        extents.add(new Extent(Long.parseLong(extent.group(1)), extent.group(2), file, offset));
      } else if (assignment.matches()) {
        String value = assignment.group(2).strip();
        switch (assignment.group(1)) {
          case "createType" -> createType = value;
          case "ddb.adapterType" -> adapterType = value.toLowerCase(Locale.ROOT);
          case "parentCID" -> hasParent = !value.equalsIgnoreCase(NO_PARENT);
          default -> {}
        }
      }
    }
    return new VmdkDescriptor(createType, adapterType, hasParent, extents);
  }

  /**
   * The descriptor of a disk with a single extent.
   *
   * @param createType {@code vmfs}
   * @param extentType {@code VMFS}
   * @param file the file of the extent
   * @param sectors size of the disk, in sectors of 512 bytes
   * @param adapterType {@code ddb.adapterType}: an IDE disk has another geometry than all others
   */
  public static String text(
      String createType, String extentType, String file, long sectors, String adapterType) {
    boolean ide = adapterType.equals("ide");
    int heads = ide ? 16 : 255;
    long cylinders = Math.max(1, sectors / (63L * heads));
    return """
    # Disk DescriptorFile
    version=1
    CID=fffffffe
    parentCID=ffffffff
    createType="%s"

    # Extent description
    RW %d %s "%s"

    # The Disk Data Base
    #DDB

    ddb.virtualHWVersion = "4"
    ddb.geometry.cylinders = "%d"
    ddb.geometry.heads = "%d"
    ddb.geometry.sectors = "63"
    ddb.adapterType = "%s"
    """
        .formatted(
            createType,
            sectors,
            extentType,
            file,
            ide ? Math.min(cylinders, 16383) : cylinders,
            heads,
            adapterType);
  }
}
