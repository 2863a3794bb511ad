package dev.provision.modules.clusters.settings;

import static dev.provision.modules.clusters.settings.Setting.row;
import static dev.provision.modules.clusters.settings.Setting.word;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDpmConfigInfo;
import com.vmware.vim25.DpmBehavior;
import com.vmware.vim25.VsanClusterConfigInfo;
import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.declaration.ClusterSpec.Behaviour;
import dev.provision.modules.clusters.declaration.ClusterSpec.DpmSpec;
import dev.provision.modules.clusters.declaration.ClusterSpec.Power;
import dev.provision.modules.clusters.declaration.ClusterSpec.ProactiveHaSpec;
import dev.provision.modules.clusters.declaration.ClusterSpec.Remedy;
import dev.provision.modules.clusters.declaration.ClusterSpec.VsanSpec;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.newer.ClusterInfraUpdateHaConfigInfo;
import dev.provision.vsphere.newer.EsaVsanConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Swap files, Proactive HA, DPM and vSAN of a cluster. */
public final class OtherRows {
  public static final FieldRow<ClusterSpec, Item, ClusterDraft, Boolean> VSAN =
      row(
          "vsan.enabled",
          spec -> spec.vsan().flatMap(VsanSpec::enabled),
          vsan(VsanClusterConfigInfo::getEnabled),
          (draft, value) -> draft.vsan().setEnabled(value));

  private static final String PROACTIVE = "Proactive HA, which came with vSphere 6.5";

  private OtherRows() {}

  static List<Row<ClusterSpec, Item, ClusterDraft>> rows() {
    List<Row<ClusterSpec, Item, ClusterDraft>> rows = new ArrayList<>();
    rows.add(
        word(
            "swap_placement",
            ClusterSpec.Swap.class,
            ClusterSpec::swapPlacement,
            ClusterConfigInfoEx::getVmSwapPlacement,
            ClusterDraft::swap));
    rows.addAll(proactiveHa());
    rows.addAll(dpm());
    rows.add(VSAN);
    rows.add(
        row(
                "vsan.esa",
                spec -> spec.vsan().flatMap(VsanSpec::esa),
                vsan(vsan -> vsan instanceof EsaVsanConfig newer ? newer.vsanEsaEnabled : null),
                (draft, value) -> ((EsaVsanConfig) draft.vsan()).vsanEsaEnabled = value)
            .since("8.0.0.1", "the Express Storage Architecture, which came with vSphere 8.0"));
    return rows;
  }

  private static List<Row<ClusterSpec, Item, ClusterDraft>> proactiveHa() {
    return List.of(
        row(
                "proactive_ha.enabled",
                proactive(ProactiveHaSpec::enabled),
                update(info -> info.enabled),
                (draft, value) -> draft.proactiveHa().enabled = value)
            .since(Setting.SINCE, PROACTIVE),
        word(
                "proactive_ha.behaviour",
                Behaviour.class,
                proactive(ProactiveHaSpec::behaviour),
                update(info -> info.behavior),
                (draft, value) -> draft.proactiveHa().behavior = value)
            .since(Setting.SINCE, PROACTIVE),
        word(
                "proactive_ha.moderate",
                Remedy.class,
                proactive(ProactiveHaSpec::moderate),
                update(info -> info.moderateRemediation),
                (draft, value) -> draft.proactiveHa().moderateRemediation = value)
            .since(Setting.SINCE, PROACTIVE),
        word(
                "proactive_ha.severe",
                Remedy.class,
                proactive(ProactiveHaSpec::severe),
                update(info -> info.severeRemediation),
                (draft, value) -> draft.proactiveHa().severeRemediation = value)
            .since(Setting.SINCE, PROACTIVE),
        Setting.<List<String>>row(
                "proactive_ha.providers",
                proactive(ProactiveHaSpec::providers),
                update(info -> info.providers == null ? List.of() : List.of(info.providers)),
                (draft, value) -> draft.proactiveHa().providers = providers(value))
            .since(Setting.SINCE, PROACTIVE)
            .saying(all -> all.isEmpty() ? "nobody" : String.join(", ", all)));
  }

  /** One empty text clears the list (vSphere API, ClusterInfraUpdateHaConfigInfo.providers). */
  private static String[] providers(List<String> all) {
    return all.isEmpty() ? new String[] {""} : all.toArray(String[]::new);
  }

  private static List<Row<ClusterSpec, Item, ClusterDraft>> dpm() {
    return List.of(
        row(
            "dpm.enabled",
            dpm(DpmSpec::enabled),
            power(ClusterDpmConfigInfo::getEnabled),
            (draft, value) -> draft.dpm().setEnabled(value)),
        Setting.<DpmBehavior>row(
                "dpm.automation",
                dpm(spec -> spec.automation().map(Power::api)),
                power(ClusterDpmConfigInfo::getDefaultDpmBehavior),
                (draft, value) -> draft.dpm().setDefaultDpmBehavior(value))
            .saying(DpmBehavior::name),
        row(
            "dpm.threshold",
            dpm(DpmSpec::threshold),
            power(info -> DrsRows.turned(info.getHostPowerActionRate())),
            (draft, value) -> draft.dpm().setHostPowerActionRate(DrsRows.turned(value))));
  }

  private static <V> Function<ClusterSpec, Optional<V>> proactive(
      Function<ProactiveHaSpec, Optional<V>> part) {
    return spec -> spec.proactiveHa().flatMap(part);
  }

  private static <V> Function<ClusterConfigInfoEx, V> update(
      Function<ClusterInfraUpdateHaConfigInfo, V> part) {
    return config ->
        ClusterDraft.newer(config).infraUpdateHaConfig == null
            ? null
            : part.apply(ClusterDraft.newer(config).infraUpdateHaConfig);
  }

  private static <V> Function<ClusterSpec, Optional<V>> dpm(Function<DpmSpec, Optional<V>> part) {
    return spec -> spec.dpm().flatMap(part);
  }

  private static <V> Function<ClusterConfigInfoEx, V> power(
      Function<ClusterDpmConfigInfo, V> part) {
    return config ->
        config.getDpmConfigInfo() == null ? null : part.apply(config.getDpmConfigInfo());
  }

  private static <V> Function<ClusterConfigInfoEx, V> vsan(
      Function<VsanClusterConfigInfo, V> part) {
    return config ->
        config.getVsanConfigInfo() == null ? null : part.apply(config.getVsanConfigInfo());
  }
}
