package dev.provision.vsphere.inventory;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The mark of a VM that names its volumes: volume, uuid and path of each, the path escaped as in a
 * URL. It is written with the same reconfigure that attaches or detaches, so before a VM is deleted
 * the mark always says which volumes' disks are where.
 */
public final class VolumeMarks {
  /**
   * One volume.
   *
   * @param volume its name
   * @param uuid of its disk
   * @param left the file that it had when it was detached away from its home; empty while it is
   *     attached
   */
  public record Entry(String volume, String uuid, String left) {}

  private VolumeMarks() {}

  public static String write(List<Entry> entries) {
    return entries.stream()
        .map(each -> each.volume() + "," + each.uuid() + "," + escaped(each.left()))
        .collect(Collectors.joining(";"));
  }

  /** Parses what {@link #write} wrote; skips entries of another form. */
  public static List<Entry> read(String mark) {
    List<Entry> entries = new ArrayList<>();
    for (String each : mark.split(";")) {
      String[] parts = each.split(",", -1);
      if (parts.length == 3) {
        try {
          entries.add(
              new Entry(parts[0], parts[1], URLDecoder.decode(parts[2], StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
          // somebody edited it
          entries.add(new Entry(parts[0], parts[1], ""));
        }
      }
    }
    return entries;
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
