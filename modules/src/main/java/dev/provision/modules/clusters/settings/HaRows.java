package dev.provision.modules.clusters.settings;

import static dev.provision.modules.clusters.settings.Setting.row;
import static dev.provision.modules.clusters.settings.Setting.word;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterDasVmSettings;
import com.vmware.vim25.ClusterVmComponentProtectionSettings;
import com.vmware.vim25.ClusterVmToolsMonitoringSettings;
import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.declaration.HaSpec;
import dev.provision.modules.clusters.declaration.HaSpec.ApdCleared;
import dev.provision.modules.clusters.declaration.HaSpec.Isolation;
import dev.provision.modules.clusters.declaration.HaSpec.Priority;
import dev.provision.modules.clusters.declaration.HaSpec.Ready;
import dev.provision.modules.clusters.declaration.HaSpec.StorageReaction;
import dev.provision.modules.clusters.declaration.HaSpec.WaitSpec;
import dev.provision.modules.clusters.declaration.MonitoringSpec;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.newer.ClusterVmReadiness;
import dev.provision.vsphere.newer.WaitingVmSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The settings of HA (vSphere API, ClusterDasConfigInfo), without admission control. */
public final class HaRows {
  public static final Row<ClusterSpec, Item, ClusterDraft> ENABLED =
      row(
          "ha.enabled",
          wanted(HaSpec::enabled),
          seen(ClusterDasConfigInfo::getEnabled),
          (draft, value) -> draft.das().setEnabled(value));

  public static final FieldRow<ClusterSpec, Item, ClusterDraft, Boolean> HOST_MONITORING =
      row(
          "ha.host_monitoring",
          wanted(HaSpec::hostMonitoring),
          seen(
              das ->
                  das.getHostMonitoring() == null
                      ? null
                      : das.getHostMonitoring().equals(ClusterDraft.ENABLED)),
          (draft, value) ->
              draft.das().setHostMonitoring(value ? ClusterDraft.ENABLED : "disabled"));

  public static final String WAIT = "waiting for restarted VMs, which came with vSphere 6.5";

  private HaRows() {}

  static List<Row<ClusterSpec, Item, ClusterDraft>> rows() {
    List<Row<ClusterSpec, Item, ClusterDraft>> rows = new ArrayList<>();
    rows.add(ENABLED);
    rows.add(HOST_MONITORING);
    rows.addAll(AdmissionRows.rows());
    rows.addAll(monitoring());
    rows.add(
        word(
            "ha.restart_priority",
            Priority.class,
            wanted(HaSpec::restartPriority),
            settings(ClusterDasVmSettings::getRestartPriority),
            (draft, value) -> draft.settings().setRestartPriority(value)));
    rows.addAll(waiting());
    rows.add(
        word(
            "ha.isolation_response",
            Isolation.class,
            wanted(HaSpec::isolationResponse),
            settings(ClusterDasVmSettings::getIsolationResponse),
            (draft, value) -> draft.settings().setIsolationResponse(value)));
    rows.addAll(storage());
    rows.add(
        word(
            "ha.heartbeat_policy",
            HaSpec.Heartbeat.class,
            wanted(HaSpec::heartbeatPolicy),
            seen(ClusterDasConfigInfo::getHBDatastoreCandidatePolicy),
            (draft, value) -> draft.das().setHBDatastoreCandidatePolicy(value)));
    rows.add(
        Setting.options(
            "ha.options",
            spec -> spec.ha().map(HaSpec::options).orElse(Map.of()),
            seen(ClusterDasConfigInfo::getOption),
            ClusterDraft::haOptions));
    return rows;
  }

  private static List<Row<ClusterSpec, Item, ClusterDraft>> monitoring() {
    return List.of(
        word(
            "ha.vm_monitoring.level",
            MonitoringSpec.Level.class,
            monitored(MonitoringSpec::level),
            seen(ClusterDasConfigInfo::getVmMonitoring),
            (draft, value) -> draft.das().setVmMonitoring(value)),
        watched(
                "failure_interval",
                MonitoringSpec::interval,
                ClusterVmToolsMonitoringSettings::getFailureInterval,
                ClusterVmToolsMonitoringSettings::setFailureInterval)
            .saying(HaRows::seconds),
        watched(
                "min_uptime",
                MonitoringSpec::uptime,
                ClusterVmToolsMonitoringSettings::getMinUpTime,
                ClusterVmToolsMonitoringSettings::setMinUpTime)
            .saying(HaRows::seconds),
        watched(
            "max_failures",
            MonitoringSpec::failures,
            ClusterVmToolsMonitoringSettings::getMaxFailures,
            ClusterVmToolsMonitoringSettings::setMaxFailures),
        watched(
                "window",
                MonitoringSpec::windowSeconds,
                ClusterVmToolsMonitoringSettings::getMaxFailureWindow,
                ClusterVmToolsMonitoringSettings::setMaxFailureWindow)
            .saying(window -> window < 0 ? "no-window" : seconds(window)));
  }

  private static String seconds(Integer time) {
    return time + " s";
  }

  private static FieldRow<ClusterSpec, Item, ClusterDraft, Integer> watched(
      String field,
      Function<MonitoringSpec, Optional<Integer>> wanted,
      Function<ClusterVmToolsMonitoringSettings, Integer> seen,
      BiConsumer<ClusterVmToolsMonitoringSettings, Integer> put) {
    return row(
        "ha.vm_monitoring." + field,
        monitored(wanted),
        settings(
            all ->
                all.getVmToolsMonitoringSettings() == null
                    ? null
                    : seen.apply(all.getVmToolsMonitoringSettings())),
        (draft, value) -> put.accept(draft.monitoring(), value));
  }

  private static List<Row<ClusterSpec, Item, ClusterDraft>> waiting() {
    return List.of(
        word(
                "ha.restart_wait.condition",
                Ready.class,
                waited(WaitSpec::condition),
                config -> ready(config, readiness -> readiness.readyCondition),
                (draft, value) -> draft.readiness().readyCondition = value)
            .since(Setting.SINCE, WAIT),
        row(
                "ha.restart_wait.delay",
                waited(wait -> wait.delay().map(HaRows::whole)),
                config -> ready(config, readiness -> readiness.postReadyDelay),
                (draft, value) -> draft.readiness().postReadyDelay = value)
            .saying(HaRows::seconds)
            .since(Setting.SINCE, WAIT),
        row(
                "ha.restart_wait.timeout",
                waited(wait -> wait.timeout().map(HaRows::whole)),
                settings(
                    all ->
                        all instanceof WaitingVmSettings newer
                            ? newer.restartPriorityTimeout
                            : null),
                (draft, value) -> draft.settings().restartPriorityTimeout = value)
            .saying(HaRows::seconds)
            .since(Setting.SINCE, WAIT));
  }

  public static Integer whole(Duration time) {
    return (int) time.toSeconds();
  }

  private static <V> V ready(ClusterConfigInfoEx config, Function<ClusterVmReadiness, V> part) {
    return ClusterDraft.readiness(config) == null
        ? null
        : part.apply(ClusterDraft.readiness(config));
  }

  private static List<Row<ClusterSpec, Item, ClusterDraft>> storage() {
    return List.of(
        word(
            "ha.apd",
            StorageReaction.class,
            wanted(HaSpec::apd),
            reaction(ClusterVmComponentProtectionSettings::getVmStorageProtectionForAPD),
            (draft, value) -> draft.reaction(acts(value)).setVmStorageProtectionForAPD(value)),
        row(
                "ha.apd_delay",
                wanted(ha -> ha.apdDelay().map(HaRows::whole)),
                protection(ClusterVmComponentProtectionSettings::getVmTerminateDelayForAPDSec),
                (draft, value) -> draft.protection().setVmTerminateDelayForAPDSec(value))
            .saying(HaRows::seconds),
        word(
            "ha.apd_cleared",
            ApdCleared.class,
            wanted(HaSpec::apdCleared),
            protection(ClusterVmComponentProtectionSettings::getVmReactionOnAPDCleared),
            (draft, value) -> draft.protection().setVmReactionOnAPDCleared(value)),
        word(
            "ha.pdl",
            StorageReaction.class,
            wanted(HaSpec::pdl),
            reaction(ClusterVmComponentProtectionSettings::getVmStorageProtectionForPDL),
            (draft, value) -> draft.reaction(acts(value)).setVmStorageProtectionForPDL(value)));
  }

  private static boolean acts(String reaction) {
    return !reaction.equals(StorageReaction.DISABLED.api());
  }

  private static Function<ClusterConfigInfoEx, String> reaction(
      Function<ClusterVmComponentProtectionSettings, String> part) {
    return config -> {
      String stored = protection(part).apply(config);
      return config.getDasConfig() == null
              || stored == null && config.getDasConfig().getVmComponentProtecting() == null
          ? null
          : ClusterDraft.reaction(config, stored);
    };
  }

  private static <V> Function<ClusterConfigInfoEx, V> protection(
      Function<ClusterVmComponentProtectionSettings, V> part) {
    return settings(
        all ->
            all.getVmComponentProtectionSettings() == null
                ? null
                : part.apply(all.getVmComponentProtectionSettings()));
  }

  static <V> Function<ClusterSpec, Optional<V>> wanted(Function<HaSpec, Optional<V>> part) {
    return spec -> spec.ha().flatMap(part);
  }

  private static <V> Function<ClusterSpec, Optional<V>> monitored(
      Function<MonitoringSpec, Optional<V>> part) {
    return spec -> spec.ha().flatMap(HaSpec::vmMonitoring).flatMap(part);
  }

  private static <V> Function<ClusterSpec, Optional<V>> waited(
      Function<WaitSpec, Optional<V>> part) {
    return spec -> spec.ha().flatMap(HaSpec::restartWait).flatMap(part);
  }

  static <V> Function<ClusterConfigInfoEx, V> seen(Function<ClusterDasConfigInfo, V> part) {
    return config -> config.getDasConfig() == null ? null : part.apply(config.getDasConfig());
  }

  private static <V> Function<ClusterConfigInfoEx, V> settings(
      Function<ClusterDasVmSettings, V> part) {
    return seen(
        das -> das.getDefaultVmSettings() == null ? null : part.apply(das.getDefaultVmSettings()));
  }
}
