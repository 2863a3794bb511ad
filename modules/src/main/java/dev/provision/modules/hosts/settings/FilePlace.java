package dev.provision.modules.hosts.settings;

import dev.provision.spi.schema.Written;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory as hosts spell it in several ways: {@code [ds1] logs}, {@code [ds1] /logs}, {@code
 * /vmfs/volumes/ds1/logs}. All these are equal.
 *
 * @param datastore its name, or its id where a host shows that; empty for a place that is on no
 *     datastore
 * @param path without a slash at its ends where it is on a datastore
 */
@Written(one = FilePlace.WORDS, many = "directories")
public record FilePlace(String datastore, String path) {
  static final String WORDS = "a directory on a datastore, as in [ds1] logs";

  private static final Pattern BRACKETS = Pattern.compile("\\[([^]]*)] *(.*)");
  private static final Pattern VOLUME = Pattern.compile("/vmfs/volumes/([^/]+)/*(.*)");

  /**
   * @throws IllegalArgumentException for a text that is no directory on a datastore
   */
  public FilePlace(String text) {
    this(parse(text));
    if (datastore.isEmpty()) {
      throw new IllegalArgumentException("expected " + WORDS + ", found `" + text + "`");
    }
  }

  private FilePlace(FilePlace other) {
    this(other.datastore, other.path);
  }

  /** What a host shows, which may be a directory that is on no datastore. */
  static FilePlace parse(String text) {
    for (Pattern each : new Pattern[] {BRACKETS, VOLUME}) {
      Matcher parts = each.matcher(text);
      if (parts.matches() && !parts.group(1).isEmpty()) {
        return new FilePlace(parts.group(1), parts.group(2).replaceAll("^/+|/+$", ""));
      }
    }
    return new FilePlace("", text);
  }

  /** The same on a datastore of another name. */
  FilePlace on(String other) {
    return new FilePlace(other, path);
  }

  /** {@code /vmfs/volumes/ds1/logs}. */
  String inShell() {
    return datastore.isEmpty() ? path : "/vmfs/volumes/" + datastore + "/" + path;
  }

  @Override
  public String toString() {
    return datastore.isEmpty() ? path : "[" + datastore + "] " + path;
  }
}
