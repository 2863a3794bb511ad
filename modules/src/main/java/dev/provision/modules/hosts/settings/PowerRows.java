package dev.provision.modules.hosts.settings;

import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.HostPowerPolicy;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PowerSystemCapability;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.Arrays;
import java.util.List;

/** The power policy of a host ({@code HostPowerSystem}), of those that its firmware offers. */
final class PowerRows {
  private static final String PROPERTY = "config.powerSystemInfo.currentPolicy.shortName";
  private static final String OFFERED = "config.powerSystemCapability";

  private PowerRows() {}

  static <S extends DeclaredSettings> RowsCall<S, HostPowerPolicy> call() {
    return new RowsCall<>(
        Rows.sparse(
            HostPowerPolicy::new,
            List.of(
                FieldRow.<S, Item, HostPowerPolicy, String>of(
                        "power_policy",
                        PROPERTY,
                        spec -> spec.powerPolicy().map(PowerPolicy::shortName),
                        host -> Seen.of(host, PROPERTY, String.class),
                        (policy, name, old) -> policy.setShortName(name))
                    .saying(PowerPolicy::word))),
        PowerRows::write);
  }

  private static void write(
      ManagedObjectReference host, HostPowerPolicy wanted, VsphereWriter write)
      throws ModuleException {
    Managers managers = new Managers(host, write);
    HostPowerPolicy[] offered =
        managers.now(OFFERED, PowerSystemCapability.class).getAvailablePolicy();
    int key =
        Arrays.stream(offered == null ? new HostPowerPolicy[0] : offered)
            .filter(each -> wanted.getShortName().equals(each.getShortName()))
            .map(HostPowerPolicy::getKey)
            .findFirst()
            .orElseThrow(
                () ->
                    ModuleException.refused(
                        "the host does not offer the power policy "
                            + PowerPolicy.word(wanted.getShortName())
                            + "; its firmware may manage power by itself"));
    ManagedObjectReference system = managers.get(HostConfigManager::getPowerSystem, "power");
    write.send(api -> api.configurePowerPolicy(system, key));
  }
}
