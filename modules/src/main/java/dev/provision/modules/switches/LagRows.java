package dev.provision.modules.switches;

import com.vmware.vim25.VMwareDVSConfigInfo;
import com.vmware.vim25.VMwareDvsLacpGroupConfig;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.ListRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.newer.network.TimedLacpGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The list of link aggregation groups ({@code UpdateDVSLacpGroupConfig_Task}). A group is edited by
 * its key; what its spec leaves out stays. They need {@code lacpApiVersion} multipleLag.
 */
final class LagRows {
  static final String SEVERAL = "multipleLag";

  private LagRows() {}

  static Row<SwitchSpec, Item, SwitchDraft> all() {
    return new ListRow<>(
        "lacp",
        SwitchConfig.NAME,
        Optional.empty(),
        SwitchSpec::lacp,
        item -> SwitchConfig.of(item).map(LagRows::groups),
        Rows.sparse(TimedLacpGroup::new, entry()).madeFrom(LagRows::fresh),
        new Groups(),
        (item, name) -> false,
        spec ->
            spec.mode().map(SwitchConfig::word).orElse("passive")
                + ", "
                + spec.ports().orElse(2)
                + " ports",
        found -> found.getMode() + ", " + found.getUplinkNum() + " ports",
        SwitchSpec::exclusive);
  }

  private static Map<String, VMwareDvsLacpGroupConfig> groups(VMwareDVSConfigInfo config) {
    Map<String, VMwareDvsLacpGroupConfig> all = new LinkedHashMap<>();
    if (config.getLacpGroupConfig() != null) {
      for (VMwareDvsLacpGroupConfig each : config.getLacpGroupConfig()) {
        all.put(each.getName(), each);
      }
    }
    return all;
  }

  /** What clients send for a new group when the user says nothing. */
  private static TimedLacpGroup fresh() {
    TimedLacpGroup group = new TimedLacpGroup();
    group.setMode("passive");
    group.setUplinkNum(2);
    return group;
  }

  private static List<Row<LagSpec, VMwareDvsLacpGroupConfig, TimedLacpGroup>> entry() {
    return List.of(
        FieldRow.of(
            "mode",
            "",
            spec -> spec.mode().map(SwitchConfig::word),
            found -> Seen.of(found.getMode()),
            (to, mode, old) -> to.setMode(mode)),
        FieldRow.of(
            "ports",
            "",
            LagSpec::ports,
            found -> Seen.of(found.getUplinkNum()),
            (to, ports, old) -> to.setUplinkNum(ports)),
        FieldRow.of(
            "load_balancing",
            "",
            LagSpec::loadBalancing,
            found -> Seen.of(found.getLoadbalanceAlgorithm()),
            (to, algorithm, old) -> to.setLoadbalanceAlgorithm(algorithm)),
        FieldRow.<LagSpec, VMwareDvsLacpGroupConfig, TimedLacpGroup, String>of(
                "timeout",
                "",
                spec -> spec.timeout().map(SwitchConfig::word),
                found ->
                    Seen.of(
                        found instanceof TimedLacpGroup timed && timed.timeoutMode != null
                            ? timed.timeoutMode
                            : "slow"),
                (to, mode, old) -> to.timeoutMode = mode)
            .since("7.0.2", "a timeout of an aggregation group, which came with vSphere 7.0 U2"));
  }

  private static final class Groups
      implements ListRow.Edits<SwitchDraft, VMwareDvsLacpGroupConfig, TimedLacpGroup> {
    @Override
    public void add(SwitchDraft draft, String name, TimedLacpGroup entry) {
      boolean several =
          draft
              .seen
              .map(VMwareDVSConfigInfo::getLacpApiVersion)
              .filter(SEVERAL::equals)
              .isPresent();
      if (!several) {
        draft.config.setLacpApiVersion(SEVERAL);
        draft.reconfigures = true;
      }
      entry.setName(name);
      draft.lag("add", entry);
    }

    @Override
    public void edit(
        SwitchDraft draft, String name, TimedLacpGroup entry, VMwareDvsLacpGroupConfig seen) {
      entry.setKey(seen.getKey());
      entry.setName(name);
      draft.lag("edit", entry);
    }

    @Override
    public void remove(SwitchDraft draft, String name, VMwareDvsLacpGroupConfig seen) {
      VMwareDvsLacpGroupConfig group = new VMwareDvsLacpGroupConfig();
      group.setKey(seen.getKey());
      group.setName(name);
      draft.lag("remove", group);
    }
  }
}
