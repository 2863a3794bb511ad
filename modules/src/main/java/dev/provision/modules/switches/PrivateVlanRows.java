package dev.provision.modules.switches;

import com.vmware.vim25.VMwareDVSConfigInfo;
import com.vmware.vim25.VMwareDVSPvlanMapEntry;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.ListRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The list of private VLANs. An entry is a pair of a primary and a secondary VLAN, here {@code
 * 100.101}; the promiscuous entry of a primary has that for both, {@code 100.100}, and a secondary
 * one needs it.
 */
final class PrivateVlanRows {
  private PrivateVlanRows() {}

  static Row<SwitchSpec, Item, SwitchDraft> all() {
    return new ListRow<>(
        "private_vlans",
        SwitchConfig.NAME,
        Optional.empty(),
        spec -> spec.privateVlans().map(PrivateVlanRows::wanted),
        item -> SwitchConfig.of(item).map(PrivateVlanRows::entries),
        Rows.sparse(VMwareDVSPvlanMapEntry::new, List.of(type())),
        new Entries(),
        (item, name) -> false,
        PrivateVlan::toString,
        VMwareDVSPvlanMapEntry::getPvlanType,
        SwitchSpec::exclusive);
  }

  private static Map<String, PrivateVlan> wanted(Map<String, Map<String, PrivateVlan>> declared) {
    Map<String, PrivateVlan> all = new LinkedHashMap<>();
    declared.forEach(
        (primary, secondaries) -> {
          all.put(primary + "." + primary, PrivateVlan.PROMISCUOUS);
          secondaries.forEach((secondary, type) -> all.put(primary + "." + secondary, type));
        });
    return all;
  }

  private static Map<String, VMwareDVSPvlanMapEntry> entries(VMwareDVSConfigInfo config) {
    Map<String, VMwareDVSPvlanMapEntry> all = new LinkedHashMap<>();
    if (config.getPvlanConfig() != null) {
      for (VMwareDVSPvlanMapEntry each : config.getPvlanConfig()) {
        all.put(each.getPrimaryVlanId() + "." + each.getSecondaryVlanId(), each);
      }
    }
    return all;
  }

  private static Row<PrivateVlan, VMwareDVSPvlanMapEntry, VMwareDVSPvlanMapEntry> type() {
    return FieldRow.of(
        "type",
        "",
        type -> Optional.of(type.toString()),
        entry -> Seen.of(entry.getPvlanType()),
        (entry, type, old) -> entry.setPvlanType(type));
  }

  private static final class Entries
      implements ListRow.Edits<SwitchDraft, VMwareDVSPvlanMapEntry, VMwareDVSPvlanMapEntry> {
    @Override
    public void add(SwitchDraft draft, String name, VMwareDVSPvlanMapEntry entry) {
      draft.privateVlan("add", named(entry, name));
    }

    @Override
    public void edit(
        SwitchDraft draft, String name, VMwareDVSPvlanMapEntry entry, VMwareDVSPvlanMapEntry seen) {
      draft.privateVlan("edit", named(entry, name));
    }

    @Override
    public void remove(SwitchDraft draft, String name, VMwareDVSPvlanMapEntry seen) {
      draft.privateVlan("remove", seen);
    }

    private static VMwareDVSPvlanMapEntry named(VMwareDVSPvlanMapEntry entry, String name) {
      String[] ids = name.split("\\.");
      entry.setPrimaryVlanId(Integer.parseInt(ids[0]));
      entry.setSecondaryVlanId(Integer.parseInt(ids[1]));
      return entry;
    }
  }
}
