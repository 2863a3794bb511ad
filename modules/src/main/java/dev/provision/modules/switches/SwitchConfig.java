package dev.provision.modules.switches;

import com.vmware.vim25.DVSConfigInfo;
import com.vmware.vim25.VMwareDVSConfigInfo;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The property of a distributed switch from which its rows are read. */
final class SwitchConfig {
  static final String NAME = "config";

  private SwitchConfig() {}

  /** The configuration; not set for a switch of another vendor. */
  static Seen<VMwareDVSConfigInfo> of(Item item) {
    return Seen.of(item, NAME, DVSConfigInfo.class)
        .map(config -> config instanceof VMwareDVSConfigInfo vmware ? vmware : null);
  }

  static <V> FieldRow<SwitchSpec, Item, SwitchDraft, V> row(
      String field,
      Function<SwitchSpec, Optional<V>> wanted,
      Function<VMwareDVSConfigInfo, Seen<V>> seen,
      FieldRow.Put<SwitchDraft, V> put) {
    return FieldRow.of(
        field,
        NAME,
        wanted,
        item -> of(item).then(seen),
        (draft, value, old) -> {
          draft.reconfigures = true;
          put.into(draft, value, old);
        });
  }

  /** As the playbook and the API call a constant. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
