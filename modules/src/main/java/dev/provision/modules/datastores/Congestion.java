package dev.provision.modules.datastores;

import com.vmware.vim25.StorageIORMConfigSpec;
import com.vmware.vim25.StorageIORMInfo;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From when on a datastore counts as congested ({@code StorageIORMThresholdMode}).
 *
 * @param automatic whether it is a part of the peak throughput in percent, and not a latency in
 *     milliseconds
 */
record Congestion(boolean automatic, int number) {
  private static final String AUTOMATIC = "automatic";
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,3}) ?(ms|%)");

  /**
   * @throws IllegalArgumentException when it is neither; the message says what was wanted
   */
  static Congestion parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (parts.matches()) {
      boolean percent = parts.group(2).equals("%");
      int number = Integer.parseInt(parts.group(1));
      if (number >= (percent ? 50 : 5) && number <= 100) {
        return new Congestion(percent, number);
      }
    }
    throw new IllegalArgumentException(
        "`" + text + "` is no threshold: expected 5 ms to 100 ms, or 50 % to 100 %");
  }

  /** Null when the server says none. */
  static Congestion of(StorageIORMInfo info) {
    if (!AUTOMATIC.equals(info.getCongestionThresholdMode())) {
      return new Congestion(false, info.getCongestionThreshold());
    }
    Integer percent = info.getPercentOfPeakThroughput();
    return percent == null ? null : new Congestion(true, percent);
  }

  void into(StorageIORMConfigSpec spec) {
    spec.setCongestionThresholdMode(automatic ? AUTOMATIC : "manual");
    if (automatic) {
      spec.setPercentOfPeakThroughput(number);
    } else {
      spec.setCongestionThreshold(number);
    }
  }

  @Override
  public String toString() {
    return number + (automatic ? " %" : " ms");
  }
}
