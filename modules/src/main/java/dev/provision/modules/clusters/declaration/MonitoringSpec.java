package dev.provision.modules.clusters.declaration;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import dev.provision.spi.schema.Written;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code vm_monitoring: vm}, or {@code {level: vm, sensitivity: high}}. */
@Doc("Whether HA resets VMs that hang, and when.")
public record MonitoringSpec(
    @Doc("What it watches: nothing, the heartbeats of VMware Tools, or applications too.")
        @Shorthand
        Optional<Level> level,
    @Doc("The three times and the count below, as the presets of vCenter's client have them.")
        Optional<Sensitivity> sensitivity,
    @Doc("How long no heartbeat may come.") @Bare("s") Optional<Duration> failureInterval,
    @Doc("How long a VM has to start.") @Bare("s") Optional<Duration> minUptime,
    @Doc("How often it is reset within the window.") Optional<Integer> maxFailures,
    @Doc("The time in which resets are counted, or `no-window`.") Optional<Window> window) {
  /** What HA watches. */
  public enum Level implements ApiWord {
    DISABLED("vmMonitoringDisabled"),
    VM("vmMonitoringOnly"),
    VM_AND_APPLICATION("vmAndAppMonitoring");

    private final String api;

    Level(String api) {
      this.api = api;
    }

    @Override
    public String api() {
      return api;
    }
  }

  /** The presets of vCenter's client (vSphere Availability, "VM Monitoring Settings"). */
  public enum Sensitivity {
    LOW(120, 480, 7 * 24),
    MEDIUM(60, 240, 24),
    HIGH(30, 120, 1);

    private final int interval;
    private final int uptime;
    private final int windowHours;

    Sensitivity(int interval, int uptime, int windowHours) {
      this.interval = interval;
      this.uptime = uptime;
      this.windowHours = windowHours;
    }
  }

  /**
   * The time in which resets are counted.
   *
   * @param seconds -1 for no window, as in the API
   */
  @Written(one = Window.WORDS, many = "times")
  public record Window(int seconds) {
    static final String WORDS = "a time, as in 1 h, or no-window";
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6}) ?(s|min|h|d)?");

    /**
     * @throws IllegalArgumentException saying what was expected
     */
    public Window(String text) {
      this(parse(text));
    }

    private static int parse(String text) {
      Matcher time = TIME.matcher(text);
      if (text.equals("no-window")) {
        return -1;
      }
      if (!time.matches()) {
        throw new IllegalArgumentException("expected " + WORDS + ", found `" + text + "`");
      }
      String unit = time.group(2) == null ? "s" : time.group(2);
      int seconds =
          switch (unit) {
            case "min" -> 60;
            case "h" -> 3600;
            case "d" -> 86_400;
            default -> 1;
          };
      return Math.multiplyExact(Integer.parseInt(time.group(1)), seconds);
    }
  }

  public Optional<Integer> interval() {
    return failureInterval
        .map(time -> (int) time.toSeconds())
        .or(() -> sensitivity.map(preset -> preset.interval));
  }

  public Optional<Integer> uptime() {
    return minUptime
        .map(time -> (int) time.toSeconds())
        .or(() -> sensitivity.map(preset -> preset.uptime));
  }

  public Optional<Integer> failures() {
    return maxFailures.or(() -> sensitivity.map(preset -> 3));
  }

  public Optional<Integer> windowSeconds() {
    return window
        .map(Window::seconds)
        .or(() -> sensitivity.map(preset -> preset.windowHours * 3600));
  }
}
