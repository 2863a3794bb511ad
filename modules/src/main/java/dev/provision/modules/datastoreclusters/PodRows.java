package dev.provision.modules.datastoreclusters;

import com.vmware.vim25.StorageDrsAutomationConfig;
import com.vmware.vim25.StorageDrsConfigInfo;
import com.vmware.vim25.StorageDrsIoLoadBalanceConfig;
import com.vmware.vim25.StorageDrsPodConfigInfo;
import com.vmware.vim25.StorageDrsSpaceLoadBalanceConfig;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.MapRow;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The settings of Storage DRS (vSphere API, StorageDrsPodConfigInfo). */
final class PodRows {
  static final String CONFIG = "podStorageDrsEntry.storageDrsConfig";

  /** What the API says of {@code StorageDrsPodConfigInfo.ioLoadBalanceEnabled} and its like. */
  private static final String NO_IO =
      "nothing replaces balancing by latency; balancing by space stays";

  static final Rows<PodSpec, Item, PodDraft> ROWS =
      Rows.merged(
          () -> new PodDraft(new StorageDrsPodConfigInfo()),
          item ->
              new PodDraft(
                  item.get(CONFIG, StorageDrsConfigInfo.class)
                      .map(StorageDrsConfigInfo::getPodConfig)
                      .orElseGet(StorageDrsPodConfigInfo::new)),
          List.of(
              row(
                  "enabled",
                  PodSpec::enabled,
                  pod -> Seen.of(pod.isEnabled()),
                  (draft, value) -> draft.plain().setEnabled(value)),
              row(
                  "automation",
                  PodSpec::automation,
                  pod -> Automation.seen(pod.getDefaultVmBehavior()),
                  (draft, value) -> draft.plain().setDefaultVmBehavior(value.toString())),
              override(
                  "space",
                  OverridesSpec::space,
                  StorageDrsAutomationConfig::getSpaceLoadBalanceAutomationMode,
                  StorageDrsAutomationConfig::setSpaceLoadBalanceAutomationMode),
              override(
                      "io",
                      OverridesSpec::io,
                      StorageDrsAutomationConfig::getIoLoadBalanceAutomationMode,
                      StorageDrsAutomationConfig::setIoLoadBalanceAutomationMode)
                  .deprecated("8.0.3", NO_IO),
              override(
                  "rules",
                  OverridesSpec::rules,
                  StorageDrsAutomationConfig::getRuleEnforcementAutomationMode,
                  StorageDrsAutomationConfig::setRuleEnforcementAutomationMode),
              override(
                  "policy",
                  OverridesSpec::policy,
                  StorageDrsAutomationConfig::getPolicyEnforcementAutomationMode,
                  StorageDrsAutomationConfig::setPolicyEnforcementAutomationMode),
              override(
                  "evacuation",
                  OverridesSpec::evacuation,
                  StorageDrsAutomationConfig::getVmEvacuationAutomationMode,
                  StorageDrsAutomationConfig::setVmEvacuationAutomationMode),
              row(
                  "space.threshold",
                  spec -> spec.room().threshold().map(SpaceThreshold::parse),
                  pod -> space(pod, SpaceThreshold::of),
                  (draft, value) -> value.into(draft.space())),
              row(
                  "space.min_difference",
                  spec -> spec.room().minDifference(),
                  pod ->
                      space(
                          pod, StorageDrsSpaceLoadBalanceConfig::getMinSpaceUtilizationDifference),
                  (draft, value) -> draft.space().setMinSpaceUtilizationDifference(value)),
              row(
                      "io.enabled",
                      spec -> spec.load().enabled(),
                      pod -> Seen.of(pod.isIoLoadBalanceEnabled()),
                      (draft, value) -> draft.plain().setIoLoadBalanceEnabled(value))
                  .deprecated("8.0.3", NO_IO),
              row(
                      "io.latency",
                      spec -> spec.load().latency(),
                      pod -> io(pod, StorageDrsIoLoadBalanceConfig::getIoLatencyThreshold),
                      (draft, value) -> draft.io().setIoLatencyThreshold(value))
                  .deprecated("8.0.3", NO_IO),
              row(
                      "io.imbalance",
                      spec -> spec.load().imbalance(),
                      pod -> io(pod, StorageDrsIoLoadBalanceConfig::getIoLoadImbalanceThreshold),
                      (draft, value) -> draft.io().setIoLoadImbalanceThreshold(value))
                  .deprecated("8.0.3", NO_IO),
              PodRows.<Integer>row(
                      "interval",
                      spec -> spec.interval().map(Duration::toMinutes).map(Math::toIntExact),
                      pod -> Seen.of(pod.getLoadBalanceInterval()),
                      (draft, value) -> draft.plain().setLoadBalanceInterval(value))
                  .saying(minutes -> minutes + " min"),
              row(
                  "keep_vmdks_together",
                  PodSpec::keepVmdksTogether,
                  pod -> Seen.of(pod.getDefaultIntraVmAffinity()),
                  (draft, value) -> draft.plain().setDefaultIntraVmAffinity(value)),
              new MapRow<>(
                  "options",
                  PodSpec::options,
                  key -> Set.of(CONFIG),
                  (item, key) ->
                      Seen.of(item, CONFIG, StorageDrsConfigInfo.class)
                          .map(StorageDrsConfigInfo::getPodConfig)
                          .map(pod -> PodDraft.option(pod, key)),
                  (text, found) -> text.equals(found),
                  (draft, key, text, found) -> draft.option(key, text),
                  found -> found)));

  private PodRows() {}

  private static <V> FieldRow<PodSpec, Item, PodDraft, V> row(
      String field,
      Function<PodSpec, Optional<V>> wanted,
      Function<StorageDrsPodConfigInfo, Seen<V>> seen,
      BiConsumer<PodDraft, V> put) {
    return FieldRow.of(
        field,
        CONFIG,
        wanted,
        item ->
            Seen.of(item, CONFIG, StorageDrsConfigInfo.class)
                .map(StorageDrsConfigInfo::getPodConfig)
                .then(seen),
        (draft, value, old) -> put.accept(draft, value));
  }

  private static FieldRow<PodSpec, Item, PodDraft, Automation> override(
      String field,
      Function<OverridesSpec, Optional<Automation>> wanted,
      Function<StorageDrsAutomationConfig, String> seen,
      BiConsumer<StorageDrsAutomationConfig, String> put) {
    return row(
        "automation_overrides." + field,
        spec -> wanted.apply(spec.overrides()),
        pod -> Seen.of(pod.getAutomationOverrides()).map(seen).then(Automation::seen),
        (draft, value) -> put.accept(draft.overrides(), value.toString()));
  }

  private static <V> Seen<V> space(
      StorageDrsPodConfigInfo pod, Function<StorageDrsSpaceLoadBalanceConfig, V> part) {
    return Seen.of(pod.getSpaceLoadBalanceConfig()).map(part);
  }

  private static <V> Seen<V> io(
      StorageDrsPodConfigInfo pod, Function<StorageDrsIoLoadBalanceConfig, V> part) {
    return Seen.of(pod.getIoLoadBalanceConfig()).map(part);
  }
}
