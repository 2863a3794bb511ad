package dev.provision.modules.hosts.settings;

import com.vmware.vim25.HostNetworkConfig;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.List;

/** Whether a host has IPv6: no other part of its network may stand in the same call. */
final class Ipv6Rows {
  private static final String PROPERTY = "config.network.atBootIpV6Enabled";

  private Ipv6Rows() {}

  static <S extends DeclaredSettings> RowsCall<S, HostNetworkConfig> call() {
    return new RowsCall<>(
        Rows.sparse(
            HostNetworkConfig::new,
            List.of(
                FieldRow.<S, Item, HostNetworkConfig, Boolean>of(
                        "ipv6",
                        PROPERTY,
                        DeclaredSettings::ipv6,
                        host -> Seen.of(host, PROPERTY, Boolean.class),
                        (config, on, old) -> config.setIpV6Enabled(on))
                    .with(Effect.IN_PLACE, "takes effect when the host is restarted"))),
        (host, config, write) -> StackRows.update(new Managers(host, write), config));
  }
}
