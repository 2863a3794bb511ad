package dev.provision.simulator.server;

import com.vmware.vim25.EVCMode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The EVC modes of the simulated vCenter, of Intel's processors. Its hosts support all but the
 * last.
 */
public final class EvcModes {
  private static final List<String> KEYS =
      List.of(
          "intel-merom",
          "intel-penryn",
          "intel-nehalem",
          "intel-westmere",
          "intel-sandybridge",
          "intel-ivybridge",
          "intel-haswell",
          "intel-broadwell",
          "intel-skylake",
          "intel-cascadelake",
          "intel-icelake",
          "intel-sapphirerapids");

  private EvcModes() {}

  /** New ones, which the caller may change. */
  public static EVCMode[] all() {
    return IntStream.range(0, KEYS.size()).mapToObj(EvcModes::mode).toArray(EVCMode[]::new);
  }

  private static EVCMode mode(int tier) {
    EVCMode mode = new EVCMode();
    mode.key = KEYS.get(tier);
    mode.label = mode.key;
    mode.summary = mode.key;
    mode.vendor = "intel";
    mode.track = new String[] {mode.key};
    mode.vendorTier = tier;
    return mode;
  }

  /** How much a mode offers; -1 for one that is not known. */
  public static int tier(String key) {
    return KEYS.indexOf(key);
  }

  /** What the hosts offer. */
  public static int hosts() {
    return KEYS.size() - 2;
  }
}
