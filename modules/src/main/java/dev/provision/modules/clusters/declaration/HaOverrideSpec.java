package dev.provision.modules.clusters.declaration;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import java.util.Optional;

/** {@code db-1: {restart_priority: highest}}, {@code db-2: cluster-default}. */
@Doc("What HA does with one VM, in place of what it does with all.")
public record HaOverrideSpec(
    @Doc("`cluster-default`: the VM has nothing of its own.") @Shorthand Optional<Nothing> own,
    @Doc("When it is restarted.") Optional<Priority> restartPriority,
    @Doc("What happens to it on a host that is cut off from the others.")
        Optional<Isolation> isolationResponse,
    @Doc("Whether it is reset when its guest or application hangs.")
        Optional<MonitoringSpec> vmMonitoring,
    @Doc("When it counts as ready after a restart.") Optional<HaSpec.WaitSpec> restartWait) {
  /** The word for no override. */
  public enum Nothing {
    CLUSTER_DEFAULT
  }

  /** When a VM is restarted. */
  public enum Priority implements ApiWord {
    CLUSTER_DEFAULT("clusterRestartPriority"),
    DISABLED("disabled"),
    LOWEST("lowest"),
    LOW("low"),
    MEDIUM("medium"),
    HIGH("high"),
    HIGHEST("highest");

    private final String api;

    Priority(String api) {
      this.api = api;
    }

    @Override
    public String api() {
      return api;
    }
  }

  /** What happens to a VM of an isolated host. */
  public enum Isolation implements ApiWord {
    CLUSTER_DEFAULT("clusterIsolationResponse"),
    NONE("none"),
    POWER_OFF("powerOff"),
    SHUTDOWN("shutdown");

    private final String api;

    Isolation(String api) {
      this.api = api;
    }

    @Override
    public String api() {
      return api;
    }
  }

  /** The same without the wait, which older servers do not have. */
  public HaOverrideSpec withoutWait() {
    return new HaOverrideSpec(
        own, restartPriority, isolationResponse, vmMonitoring, Optional.empty());
  }
}
