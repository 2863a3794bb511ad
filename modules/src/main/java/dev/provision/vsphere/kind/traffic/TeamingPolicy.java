package dev.provision.vsphere.kind.traffic;

import dev.provision.spi.schema.Written;
import java.util.List;

/**
 * How a port finds its uplink, as the API calls it (vSphere API, HostNicTeamingPolicy.policy and
 * VmwareUplinkPortTeamingPolicy.policy), or {@code inherit}.
 */
@Written(one = TeamingPolicy.WORDS, many = "teaming policies")
public record TeamingPolicy(String word) {
  static final String WORDS =
      "loadbalance_srcid, loadbalance_ip, loadbalance_srcmac, loadbalance_loadbased,"
          + " failover_explicit or inherit";

  private static final List<String> ALL =
      List.of(
          "loadbalance_srcid",
          "loadbalance_ip",
          "loadbalance_srcmac",
          "loadbalance_loadbased",
          "failover_explicit",
          "inherit");

  public static final TeamingPolicy INHERIT = new TeamingPolicy("inherit");

  /** Balances by load; only distributed switches have it. */
  public static final TeamingPolicy LOAD_BASED = new TeamingPolicy("loadbalance_loadbased");

  /**
   * @throws IllegalArgumentException for another word
   */
  public TeamingPolicy {
    if (!ALL.contains(word)) {
      throw new IllegalArgumentException("expected " + WORDS + ", found `" + word + "`");
    }
  }

  @Override
  public String toString() {
    return word;
  }
}
