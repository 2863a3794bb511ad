package dev.provision.modules.hosts.settings;

import com.vmware.vim25.AutoStartDefaults;
import com.vmware.vim25.HostAutoStartManagerConfig;
import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Which machines start with their host ({@code HostAutoStartManager}). */
final class AutostartRows {
  private static final String PROPERTY = "config.autoStart";

  private AutostartRows() {}

  static <S extends DeclaredSettings> RowsCall<S, HostAutoStartManagerConfig> call() {
    List<Row<S, Item, HostAutoStartManagerConfig>> rows =
        List.of(
            standard(
                "enabled",
                AutostartSpec::enabled,
                AutoStartDefaults::getEnabled,
                AutoStartDefaults::setEnabled),
            AutostartRows.<S, Integer>standard(
                    "start_delay",
                    spec -> spec.startDelay().map(AutostartRows::seconds),
                    AutoStartDefaults::getStartDelay,
                    AutoStartDefaults::setStartDelay)
                .saying(seconds -> seconds + " s"),
            AutostartRows.<S, Integer>standard(
                    "stop_delay",
                    spec -> spec.stopDelay().map(AutostartRows::seconds),
                    AutoStartDefaults::getStopDelay,
                    AutoStartDefaults::setStopDelay)
                .saying(seconds -> seconds + " s"),
            standard(
                "wait_for_heartbeat",
                AutostartSpec::waitForHeartbeat,
                AutoStartDefaults::getWaitForHeartbeat,
                AutoStartDefaults::setWaitForHeartbeat),
            AutostartRows.<S, String>standard(
                    "stop_action",
                    spec -> spec.stopAction().map(AutostartSpec.StopAction::value),
                    AutoStartDefaults::getStopAction,
                    AutoStartDefaults::setStopAction)
                .saying(AutostartSpec.StopAction::word));
    return new RowsCall<>(Rows.sparse(HostAutoStartManagerConfig::new, rows), AutostartRows::write);
  }

  private static int seconds(Duration delay) {
    return Math.toIntExact(delay.toSeconds());
  }

  /** What holds for all machines that say nothing else. */
  private static <S extends DeclaredSettings, V>
      FieldRow<S, Item, HostAutoStartManagerConfig, V> standard(
          String field,
          Function<AutostartSpec, Optional<V>> wanted,
          Function<AutoStartDefaults, V> seen,
          BiConsumer<AutoStartDefaults, V> put) {
    return FieldRow.of(
        "autostart." + field,
        PROPERTY,
        spec -> spec.autostart().flatMap(wanted),
        host ->
            Seen.of(host, PROPERTY, HostAutoStartManagerConfig.class)
                .map(HostAutoStartManagerConfig::getDefaults)
                .map(seen),
        (config, value, old) -> {
          if (config.getDefaults() == null) {
            config.setDefaults(new AutoStartDefaults());
          }
          put.accept(config.getDefaults(), value);
        });
  }

  private static void write(
      ManagedObjectReference host, HostAutoStartManagerConfig config, VsphereWriter write)
      throws ModuleException {
    ManagedObjectReference manager =
        new Managers(host, write).get(HostConfigManager::getAutoStartManager, "autostart");
    write.send(api -> api.reconfigureAutostart(manager, config));
  }
}
