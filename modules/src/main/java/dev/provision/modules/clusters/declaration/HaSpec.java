package dev.provision.modules.clusters.declaration;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code {enabled: true, admission_control: {percent: auto}, restart_priority: medium}}. */
@Doc("vSphere HA, which restarts VMs when their host fails.")
public record HaSpec(
    @Doc("Whether it is on.") Optional<Boolean> enabled,
    @Doc("Whether it restarts VMs when their host fails.") Optional<Boolean> hostMonitoring,
    @Doc("What it keeps free for the VMs of failed hosts; `none` lets all VMs start.")
        Optional<AdmissionSpec> admissionControl,
    @Doc("Whether it resets VMs whose guest or application hangs.")
        Optional<MonitoringSpec> vmMonitoring,
    @Doc("Which VMs it restarts first.") Optional<Priority> restartPriority,
    @Doc("When a restarted VM counts as ready, so that those of lower priority follow.")
        Optional<WaitSpec> restartWait,
    @Doc("What happens to the VMs of a host that is cut off from the others.")
        Optional<Isolation> isolationResponse,
    @Doc("What happens to VMs that lose their storage without notice (all paths down).")
        Optional<StorageReaction> apd,
    @Doc("How long it waits before it stops VMs then.") @Bare("s") Optional<Duration> apdDelay,
    @Doc("What happens to VMs when such storage comes back before that.")
        Optional<ApdCleared> apdCleared,
    @Doc("What happens to VMs whose storage is gone for good (permanent device loss).")
        Optional<StorageReaction> pdl,
    @Doc("The datastores over which hosts tell each other that they run; the whole list.")
        @Refers(value = "datastores", order = Reference.Order.USES_EACH)
        Optional<List<Ref>> heartbeatDatastores,
    @Doc("Which datastores it takes for that.") Optional<Heartbeat> heartbeatPolicy,
    @Doc("Advanced options, by name; others are left alone.") Map<String, String> options,
    @Doc(
            "What it does with single instances; other VMs are left alone. A name with `count`"
                + " means all its instances.")
        @Refers(value = "instances", order = Reference.Order.USES_EACH)
        Optional<Map<Ref, HaOverrideSpec>> vmOverrides) {
  /** With nothing declared. */
  static final HaSpec NONE = new HaSpec();

  private HaSpec() {
    this(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  /** The same with another admission control and other datastores, without what names instances. */
  HaSpec keeping(Optional<AdmissionSpec> admission, Optional<List<Ref>> datastores) {
    return keeping(admission, datastores, Optional.empty());
  }

  /** Only what names instances. */
  HaSpec overrides() {
    return NONE.keeping(Optional.empty(), Optional.empty(), vmOverrides);
  }

  private HaSpec keeping(
      Optional<AdmissionSpec> admission,
      Optional<List<Ref>> datastores,
      Optional<Map<Ref, HaOverrideSpec>> overrides) {
    return new HaSpec(
        enabled,
        hostMonitoring,
        admission,
        vmMonitoring,
        restartPriority,
        restartWait,
        isolationResponse,
        apd,
        apdDelay,
        apdCleared,
        pdl,
        datastores,
        heartbeatPolicy,
        options,
        overrides);
  }

  /** Admission control that names hosts, which comes after them. */
  Optional<AdmissionSpec> ofHosts() {
    return admissionControl.filter(admission -> admission.failoverHosts().isPresent());
  }

  /** The datastores that hosts use to tell that they run. */
  public enum Heartbeat implements ApiWord {
    SELECTED("userSelectedDs"),
    ANY("allFeasibleDs"),
    SELECTED_FIRST("allFeasibleDsWithUserPreference");

    private final String api;

    Heartbeat(String api) {
      this.api = api;
    }

    @Override
    public String api() {
      return api;
    }
  }

  /** Which VMs HA restarts first. */
  public enum Priority implements ApiWord {
    DISABLED,
    LOWEST,
    LOW,
    MEDIUM,
    HIGH,
    HIGHEST
  }

  /** What happens to the VMs of an isolated host. */
  public enum Isolation implements ApiWord {
    NONE,
    POWER_OFF,
    SHUTDOWN
  }

  /** What happens to VMs that lose their storage. */
  public enum StorageReaction implements ApiWord {
    DISABLED,
    WARNING,
    RESTART_CONSERVATIVE,
    RESTART_AGGRESSIVE
  }

  /** What happens when storage comes back. */
  public enum ApdCleared implements ApiWord {
    NONE,
    RESET
  }

  /** When VMs of lower priority are restarted. */
  @Doc("When a restarted VM counts as ready.")
  public record WaitSpec(
      @Doc("What must be true.") Optional<Ready> condition,
      @Doc("How long to wait after that.") @Bare("s") Optional<Duration> delay,
      @Doc("How long to wait at most.") @Bare("s") Optional<Duration> timeout) {}

  /** What must be so of a restarted VM. */
  public enum Ready implements ApiWord {
    NONE("none"),
    POWERED_ON("poweredOn"),
    GUEST_HEARTBEAT("guestHbStatusGreen"),
    APP_HEARTBEAT("appHbStatusGreen");

    private final String api;

    Ready(String api) {
      this.api = api;
    }

    @Override
    public String api() {
      return api;
    }
  }
}
