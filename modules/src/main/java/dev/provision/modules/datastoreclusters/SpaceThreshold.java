package dev.provision.modules.datastoreclusters;

import com.vmware.vim25.StorageDrsSpaceLoadBalanceConfig;

/**
 * When Storage DRS moves disks because a datastore gets full: from a used part, or from a rest that
 * is free ({@code StorageDrsSpaceLoadBalanceConfig.spaceThresholdMode}).
 *
 * @param percent the used part; 0 when the rest counts
 * @param freeGib the rest; 0 when the used part counts
 */
record SpaceThreshold(int percent, int freeGib) {
  private static final String FREE = "freeSpace";

  /**
   * Reads {@code 80}, {@code 80 %} or {@code 50 GiB}.
   *
   * @throws IllegalArgumentException when it is none of these; the message says what was wanted
   */
  static SpaceThreshold parse(String text) {
    String number = text.replaceFirst(" ?%$", "");
    if (number.matches("[0-9]{1,3}")) {
      int percent = Integer.parseInt(number);
      if (percent >= 50 && percent <= 100) {
        return new SpaceThreshold(percent, 0);
      }
    } else if (text.matches("[0-9]{1,6} ?[GT]iB")) {
      int size = Integer.parseInt(text.replaceAll("[^0-9]", ""));
      if (size > 0) {
        return new SpaceThreshold(0, text.endsWith("TiB") ? size * 1024 : size);
      }
    }
    throw new IllegalArgumentException(
        "`"
            + text
            + "` is no threshold: expected 50 to 100 % that are used, or what is to be free,"
            + " as in 50 GiB");
  }

  /** Null when the server sets none. */
  static SpaceThreshold of(StorageDrsSpaceLoadBalanceConfig config) {
    if (FREE.equals(config.getSpaceThresholdMode())) {
      Integer free = config.getFreeSpaceThresholdGB();
      return free == null ? null : new SpaceThreshold(0, free);
    }
    Integer used = config.getSpaceUtilizationThreshold();
    return used == null ? null : new SpaceThreshold(used, 0);
  }

  void into(StorageDrsSpaceLoadBalanceConfig config) {
    if (freeGib > 0) {
      config.setSpaceThresholdMode(FREE);
      config.setFreeSpaceThresholdGB(freeGib);
    } else {
      config.setSpaceThresholdMode("utilization");
      config.setSpaceUtilizationThreshold(percent);
    }
  }

  @Override
  public String toString() {
    return freeGib > 0 ? freeGib + " GiB free" : percent + " %";
  }
}
