package dev.provision.modules.clusters.declaration;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import java.time.Duration;
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
    @Doc("When it counts as ready after a restart.") Optional<HaSpec.WaitSpec> restartWait,
    @Doc("What happens to it when it loses its storage without notice (all paths down).")
        Optional<Reaction> apd,
    @Doc("How long it is left running then.") @Bare("s") Optional<Duration> apdDelay,
    @Doc("What happens to it when such storage comes back before that.")
        Optional<Cleared> apdCleared,
    @Doc("What happens to it when its storage is gone for good (permanent device loss).")
        Optional<Reaction> pdl) {
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

  /** What happens to a VM that loses its storage. */
  public enum Reaction implements ApiWord {
    CLUSTER_DEFAULT,
    DISABLED,
    WARNING,
    RESTART_CONSERVATIVE,
    RESTART_AGGRESSIVE
  }

  /** What happens to a VM whose storage comes back in time. */
  public enum Cleared implements ApiWord {
    CLUSTER_DEFAULT("useClusterDefault"),
    NONE("none"),
    RESET("reset");

    private final String api;

    Cleared(String api) {
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
        own,
        restartPriority,
        isolationResponse,
        vmMonitoring,
        Optional.empty(),
        apd,
        apdDelay,
        apdCleared,
        pdl);
  }
}
