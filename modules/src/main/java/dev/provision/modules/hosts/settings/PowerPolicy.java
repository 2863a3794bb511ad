package dev.provision.modules.hosts.settings;

/** How a host's CPUs save power ({@code HostPowerPolicy.shortName}). */
public enum PowerPolicy {
  HIGH_PERFORMANCE("static", "high-performance"),
  BALANCED("dynamic", "balanced"),
  LOW("low", "low"),
  CUSTOM("custom", "custom");

  private final String shortName;
  private final String word;

  PowerPolicy(String shortName, String word) {
    this.shortName = shortName;
    this.word = word;
  }

  String shortName() {
    return shortName;
  }

  /** As a playbook has it; a policy of a newer server by its own name. */
  static String word(String shortName) {
    for (PowerPolicy each : values()) {
      if (each.shortName.equals(shortName)) {
        return each.word;
      }
    }
    return shortName;
  }
}
