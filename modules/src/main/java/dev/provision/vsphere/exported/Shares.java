package dev.provision.vsphere.exported;

import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.SharesLevel;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much one gets of what is short, compared with others ({@code SharesInfo}).
 *
 * @param number how many shares, where the level is custom; else 0, because the server works the
 *     number out from the level
 */
public record Shares(SharesLevel level, int number) {
  /** What vSphere gives where nobody says anything. */
  public static final Shares NORMAL = new Shares(SharesLevel.normal, 0);

  public Shares {
    number = level == SharesLevel.custom ? number : 0;
  }

  /**
   * Reads {@code low}, {@code normal}, {@code high} or a number.
   *
   * @throws IllegalArgumentException with what was wanted
   */
  public static Shares parse(String text) {
    Optional<SharesLevel> level = level(text).filter(each -> each != SharesLevel.custom);
    if (level.isPresent()) {
      return new Shares(level.get(), 0);
    }
    try {
      return new Shares(SharesLevel.custom, Integer.parseUnsignedInt(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "must be low, normal, high or a number of shares, not `" + text + "`", e);
    }
  }

  /** The level that is called so, custom as well. */
  static Optional<SharesLevel> level(String name) {
    return Stream.of(SharesLevel.values()).filter(each -> each.name().equals(name)).findFirst();
  }

  /** Empty when nothing was read, or a level of a newer API. */
  public static Optional<Shares> of(SharesInfo info) {
    return Optional.ofNullable(info)
        .filter(read -> read.getLevel() != null)
        .map(read -> new Shares(read.getLevel(), read.getShares()));
  }

  public SharesInfo info() {
    SharesInfo info = new SharesInfo();
    info.setLevel(level);
    info.setShares(number);
    return info;
  }

  public boolean isCustom() {
    return level == SharesLevel.custom;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return isCustom() ? Integer.toString(number) : level.name();
  }
}
