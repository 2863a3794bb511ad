package dev.provision.modules.images.file;

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
record VmdkDescriptor(
    String createType, String adapterType, boolean hasParent, List<Extent> extents) {
  private static final Pattern ASSIGNMENT = Pattern.compile("([\\w.]+)\\s*=\\s*\"?([^\"]*)\"?");
  private static final Pattern EXTENT =
      Pattern.compile(
          "(?:RW|RDONLY|NOACCESS)\\s+(\\d{1,15})\\s+(\\w+)"
              + "(?:\\s+\"([^\"]*)\"(?:\\s+(\\d{1,15}))?.*)?");
  private static final String NO_PARENT = "ffffffff";

  /**
   * One line about where data lies.
   *
   * @param sectors of 512 bytes
   * @param file its name; empty for none
   * @param offset where it begins in the file, in sectors
   */
  record Extent(long sectors, String type, String file, long offset) {}

  VmdkDescriptor {
    extents = List.copyOf(extents);
  }

  /** Reads what is known and passes over the rest; the text ends at the first NUL. */
  static VmdkDescriptor parse(String text) {
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
}
