package dev.provision.modules.clusters.settings;

import static dev.provision.modules.clusters.settings.Setting.row;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDrsConfigInfo;
import com.vmware.vim25.DrsBehavior;
import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.declaration.DrsSpec;
import dev.provision.modules.clusters.declaration.DrsSpec.Automation;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.newer.ScalingDrsConfig;
import dev.provision.vsphere.newer.ScalingPoolSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The settings of DRS (vSphere API, ClusterDrsConfigInfo). */
public final class DrsRows {
  public static final Row<ClusterSpec, Item, ClusterDraft> ENABLED =
      row(
          "drs.enabled",
          wanted(DrsSpec::enabled),
          seen(ClusterDrsConfigInfo::getEnabled),
          (draft, value) -> draft.drs().setEnabled(value));

  public static final FieldRow<ClusterSpec, Item, ClusterDraft, DrsBehavior> AUTOMATION =
      row(
              "drs.automation",
              wanted(drs -> drs.automation().map(Automation::api)),
              seen(ClusterDrsConfigInfo::getDefaultVmBehavior),
              (draft, value) -> draft.drs().setDefaultVmBehavior(value))
          .saying(DrsRows::word);

  private DrsRows() {}

  /** The client counts from conservative to aggressive, the API's ratings the other way round. */
  static Integer turned(Integer rating) {
    return rating == null ? null : 6 - rating;
  }

  static List<Row<ClusterSpec, Item, ClusterDraft>> rows() {
    return List.of(
        ENABLED,
        AUTOMATION,
        row(
            "drs.migration_threshold",
            wanted(DrsSpec::migrationThreshold),
            seen(drs -> turned(drs.getVmotionRate())),
            (draft, value) -> draft.drs().setVmotionRate(turned(value))),
        row(
            "drs.vm_overrides_allowed",
            wanted(DrsSpec::vmOverridesAllowed),
            seen(ClusterDrsConfigInfo::getEnableVmBehaviorOverrides),
            (draft, value) -> draft.drs().setEnableVmBehaviorOverrides(value)),
        row(
                "drs.scalable_shares",
                wanted(DrsSpec::scalableShares),
                seen(
                    drs ->
                        drs instanceof ScalingDrsConfig scaling
                            && ScalingPoolSpec.ON.equals(scaling.scaleDescendantsShares)),
                (draft, value) ->
                    draft.scaling().scaleDescendantsShares =
                        value ? ScalingPoolSpec.ON : ScalingPoolSpec.OFF)
            .since("7.0", "scalable shares, which came with vSphere 7.0"),
        row(
                "drs.predictive",
                wanted(DrsSpec::predictive),
                config ->
                    Optional.ofNullable(ClusterDraft.newer(config).proactiveDrsConfig)
                        .map(predictive -> predictive.enabled)
                        .orElse(null),
                (draft, value) -> draft.predictive().enabled = value)
            .since(Setting.SINCE, "predictive DRS, which came with vSphere 6.5"),
        Setting.options(
            "drs.options",
            spec -> spec.drs().map(DrsSpec::options).orElse(Map.of()),
            seen(ClusterDrsConfigInfo::getOption),
            ClusterDraft::drsOptions));
  }

  private static <V> Function<ClusterSpec, Optional<V>> wanted(
      Function<DrsSpec, Optional<V>> part) {
    return spec -> spec.drs().flatMap(part);
  }

  private static <V> Function<ClusterConfigInfoEx, V> seen(Function<ClusterDrsConfigInfo, V> part) {
    return config -> config.getDrsConfig() == null ? null : part.apply(config.getDrsConfig());
  }

  private static String word(DrsBehavior api) {
    return Stream.of(Automation.values())
        .filter(each -> each.api() == api)
        .map(each -> each.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
        .findFirst()
        .orElse(api.name());
  }
}
