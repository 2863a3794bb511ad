package dev.provision.modules.clusters;

import com.vmware.vim25.ClusterDasVmSettings;
import com.vmware.vim25.ClusterVmComponentProtectionSettings;
import com.vmware.vim25.ClusterVmToolsMonitoringSettings;
import dev.provision.modules.clusters.declaration.ApiWord;
import dev.provision.modules.clusters.declaration.HaOverrideSpec;
import dev.provision.modules.clusters.declaration.HaOverrideSpec.Cleared;
import dev.provision.modules.clusters.declaration.HaOverrideSpec.Isolation;
import dev.provision.modules.clusters.declaration.HaOverrideSpec.Priority;
import dev.provision.modules.clusters.declaration.HaOverrideSpec.Reaction;
import dev.provision.modules.clusters.declaration.HaSpec;
import dev.provision.modules.clusters.declaration.MonitoringSpec;
import dev.provision.modules.clusters.settings.HaRows;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.ListRow;
import dev.provision.vsphere.kind.rows.MapRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.newer.WaitingVmSettings;
import dev.provision.vsphere.places.DrsCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What single VMs and hosts have in place of what the cluster says. Nobody owns these. */
final class OverrideRows {
  private static final String HA = "ha.vm_overrides";

  private static final String AS_CLUSTER = Reaction.CLUSTER_DEFAULT.api();

  static final Rows<WantedOverrides, Overridden, OverrideDraft> ALL =
      Rows.merged(
          () -> {
            throw new AssertionError("a cluster is made before its VMs");
          },
          OverrideDraft::new,
          List.of(
              words(
                  "drs.vm_overrides",
                  WantedOverrides::drs,
                  (seen, vm) -> OverrideDraft.word(seen.drs(vm)),
                  OverrideDraft::drs),
              new ListRow<>(
                  "ha.vm_overrides",
                  DrsCluster.CONFIG,
                  Optional.empty(),
                  WantedOverrides::ha,
                  seen -> Seen.of(seen.ha()),
                  Rows.merged(OverrideDraft.Ha::new, OverrideDraft.Ha::of, ha()),
                  new HaEdits(),
                  (seen, vm) -> seen.withoutHa().contains(vm),
                  OverrideRows::words,
                  found -> "its own"),
              words(
                  "dpm.host_overrides",
                  WantedOverrides::dpm,
                  (seen, host) -> OverrideDraft.word(seen.dpm(host)),
                  OverrideDraft::dpm)));

  private OverrideRows() {}

  private interface Put {
    void into(OverrideDraft draft, String name, String word);
  }

  private static Row<WantedOverrides, Overridden, OverrideDraft> words(
      String field,
      Function<WantedOverrides, Optional<Map<String, String>>> wanted,
      BiFunction<Overridden, String, String> seen,
      Put put) {
    return new MapRow<>(
        field,
        all -> wanted.apply(all).orElse(Map.of()),
        name -> Set.of(DrsCluster.CONFIG),
        (there, name) -> Seen.of(seen.apply(there, name)),
        String::equals,
        (draft, name, word, old) -> put.into(draft, name, word),
        word -> word);
  }

  /** Writes what HA has of VMs. */
  private static final class HaEdits
      implements ListRow.Edits<OverrideDraft, Overridden.Ha, OverrideDraft.Ha> {
    @Override
    public void add(OverrideDraft spec, String name, OverrideDraft.Ha wanted) {
      spec.ha(name, wanted, null);
    }

    @Override
    public void edit(OverrideDraft spec, String name, OverrideDraft.Ha wanted, Overridden.Ha seen) {
      spec.ha(name, wanted, seen);
    }

    @Override
    public void remove(OverrideDraft spec, String name, Overridden.Ha seen) {
      spec.dropHa(name, seen);
    }
  }

  /** The declared fields: {@code restart_priority highest}. */
  private static String words(HaOverrideSpec spec) {
    List<String> all = new ArrayList<>();
    spec.restartPriority().ifPresent(own -> all.add("restart_priority " + own.word()));
    spec.isolationResponse().ifPresent(own -> all.add("isolation_response " + own.word()));
    spec.vmMonitoring().ifPresent(own -> all.add("vm_monitoring"));
    spec.restartWait().ifPresent(own -> all.add("restart_wait"));
    spec.apd().ifPresent(own -> all.add("apd " + own.word()));
    spec.pdl().ifPresent(own -> all.add("pdl " + own.word()));
    return String.join(", ", all);
  }

  private static List<Row<HaOverrideSpec, Overridden.Ha, OverrideDraft.Ha>> ha() {
    return List.of(
        row(
                "restart_priority",
                spec -> spec.restartPriority().map(ApiWord::api),
                settings(
                    own -> orDefault(own.getRestartPriority(), Priority.CLUSTER_DEFAULT.api())),
                (draft, api) -> draft.settings().setRestartPriority(api))
            .saying(api -> ApiWord.word(Priority.class, api)),
        row(
                "isolation_response",
                spec -> spec.isolationResponse().map(ApiWord::api),
                settings(
                    own -> orDefault(own.getIsolationResponse(), Isolation.CLUSTER_DEFAULT.api())),
                (draft, api) -> draft.settings().setIsolationResponse(api))
            .saying(api -> ApiWord.word(Isolation.class, api)),
        row(
                "vm_monitoring.level",
                monitored(own -> own.level().map(ApiWord::api)),
                monitoring(ClusterVmToolsMonitoringSettings::getVmMonitoring),
                (draft, api) -> draft.monitoring().setVmMonitoring(api))
            .saying(api -> ApiWord.word(MonitoringSpec.Level.class, api)),
        row(
            "vm_monitoring.failure_interval",
            monitored(MonitoringSpec::interval),
            monitoring(ClusterVmToolsMonitoringSettings::getFailureInterval),
            (draft, value) -> draft.monitoring().setFailureInterval(value)),
        row(
            "vm_monitoring.min_uptime",
            monitored(MonitoringSpec::uptime),
            monitoring(ClusterVmToolsMonitoringSettings::getMinUpTime),
            (draft, value) -> draft.monitoring().setMinUpTime(value)),
        row(
            "vm_monitoring.max_failures",
            monitored(MonitoringSpec::failures),
            monitoring(ClusterVmToolsMonitoringSettings::getMaxFailures),
            (draft, value) -> draft.monitoring().setMaxFailures(value)),
        row(
            "vm_monitoring.window",
            monitored(MonitoringSpec::windowSeconds),
            monitoring(ClusterVmToolsMonitoringSettings::getMaxFailureWindow),
            (draft, value) -> draft.monitoring().setMaxFailureWindow(value)),
        row(
                "restart_wait.condition",
                waited(own -> own.condition().map(ApiWord::api)),
                there -> there.readiness() == null ? null : there.readiness().readyCondition,
                (draft, api) -> draft.readiness().readyCondition = api)
            .saying(api -> ApiWord.word(HaSpec.Ready.class, api)),
        row(
            "restart_wait.delay",
            waited(own -> own.delay().map(HaRows::whole)),
            there -> there.readiness() == null ? null : there.readiness().postReadyDelay,
            (draft, value) -> draft.readiness().postReadyDelay = value),
        row(
            "restart_wait.timeout",
            waited(own -> own.timeout().map(HaRows::whole)),
            settings(
                own ->
                    own instanceof WaitingVmSettings newer ? newer.restartPriorityTimeout : null),
            (draft, value) -> draft.settings().restartPriorityTimeout = value),
        row(
                "apd",
                spec -> spec.apd().map(ApiWord::api),
                protection(own -> orDefault(own.getVmStorageProtectionForAPD(), AS_CLUSTER)),
                (draft, api) -> draft.protection().setVmStorageProtectionForAPD(api))
            .saying(api -> ApiWord.word(Reaction.class, api)),
        row(
            "apd_delay",
            spec -> spec.apdDelay().map(HaRows::whole),
            protection(ClusterVmComponentProtectionSettings::getVmTerminateDelayForAPDSec),
            (draft, value) -> draft.protection().setVmTerminateDelayForAPDSec(value)),
        row(
                "apd_cleared",
                spec -> spec.apdCleared().map(ApiWord::api),
                protection(
                    own ->
                        orDefault(own.getVmReactionOnAPDCleared(), Cleared.CLUSTER_DEFAULT.api())),
                (draft, api) -> draft.protection().setVmReactionOnAPDCleared(api))
            .saying(api -> ApiWord.word(Cleared.class, api)),
        row(
                "pdl",
                spec -> spec.pdl().map(ApiWord::api),
                protection(own -> orDefault(own.getVmStorageProtectionForPDL(), AS_CLUSTER)),
                (draft, api) -> draft.protection().setVmStorageProtectionForPDL(api))
            .saying(api -> ApiWord.word(Reaction.class, api)));
  }

  private static <V> Function<Overridden.Ha, V> protection(
      Function<ClusterVmComponentProtectionSettings, V> part) {
    return settings(
        own ->
            part.apply(
                own.getVmComponentProtectionSettings() == null
                    ? new ClusterVmComponentProtectionSettings()
                    : own.getVmComponentProtectionSettings()));
  }

  private static String orDefault(String api, String none) {
    return api == null ? none : api;
  }

  private static <V> FieldRow<HaOverrideSpec, Overridden.Ha, OverrideDraft.Ha, V> row(
      String field,
      Function<HaOverrideSpec, Optional<V>> wanted,
      Function<Overridden.Ha, V> seen,
      BiConsumer<OverrideDraft.Ha, V> put) {
    return FieldRow.of(
        field,
        DrsCluster.CONFIG,
        wanted,
        there -> Seen.of(seen.apply(there)),
        (draft, value, old) -> put.accept(draft, value));
  }

  private static <V> Function<HaOverrideSpec, Optional<V>> monitored(
      Function<MonitoringSpec, Optional<V>> part) {
    return spec -> spec.vmMonitoring().flatMap(part);
  }

  private static <V> Function<HaOverrideSpec, Optional<V>> waited(
      Function<HaSpec.WaitSpec, Optional<V>> part) {
    return spec -> spec.restartWait().flatMap(part);
  }

  /** The API's own words for "as the cluster" are not told apart from nothing. */
  private static <V> Function<Overridden.Ha, V> settings(Function<ClusterDasVmSettings, V> part) {
    return there ->
        part.apply(
            there.settings() == null || there.settings().getDasSettings() == null
                ? new ClusterDasVmSettings()
                : there.settings().getDasSettings());
  }

  /** Null while the VM is watched as the cluster says (clusterSettings, which defaults to true). */
  private static <V> Function<Overridden.Ha, V> monitoring(
      Function<ClusterVmToolsMonitoringSettings, V> part) {
    return settings(
        own ->
            own.getVmToolsMonitoringSettings() == null
                    || !Boolean.FALSE.equals(
                        own.getVmToolsMonitoringSettings().getClusterSettings())
                ? null
                : part.apply(own.getVmToolsMonitoringSettings()));
  }
}
