package dev.provision.modules.hosts.settings;

import com.vmware.vim25.AutoStartDefaults;
import com.vmware.vim25.AutoStartPowerInfo;
import com.vmware.vim25.AutoStartWaitHeartbeatSetting;
import com.vmware.vim25.HostAutoStartManagerConfig;
import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.OrderRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Which machines start with their host ({@code HostAutoStartManager}). */
final class AutostartRows {
  private static final String PROPERTY = "config.autoStart";

  /** A delay that is the one of all machines. */
  private static final int STANDARD = -1;

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
                .saying(AutostartSpec.StopAction::word),
            new OrderRow<>(
                "autostart.order",
                PROPERTY,
                AutostartRows::wanted,
                spec -> spec.autostart().flatMap(AutostartSpec::order).isPresent(),
                AutostartRows::started,
                AutostartRows::put,
                Started::toString));
    return new RowsCall<>(Rows.sparse(HostAutoStartManagerConfig::new, rows), AutostartRows::write);
  }

  /**
   * A machine that starts with its host; the same machine is equal.
   *
   * @param info as the host has it; for one that does not start yet, how it shall
   * @param name for people
   */
  private record Started(AutoStartPowerInfo info, String name) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Started that && info.getKey().equals(that.info.getKey());
    }

    @Override
    public int hashCode() {
      return info.getKey().hashCode();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static <S extends DeclaredSettings> Optional<List<Started>> wanted(S spec, Item host) {
    return HostPlaces.of(host)
        .flatMap(
            places ->
                spec.autostart()
                    .flatMap(AutostartSpec::order)
                    .map(
                        order ->
                            order.stream()
                                .flatMap(name -> places.machine(name).stream())
                                .map(vm -> new Started(fresh(vm), places.name(vm)))
                                .toList()));
  }

  /** One that starts, and otherwise does as all do. */
  private static AutoStartPowerInfo fresh(ManagedObjectReference vm) {
    AutoStartPowerInfo info = new AutoStartPowerInfo();
    info.setKey(vm);
    info.setStartDelay(STANDARD);
    info.setStopDelay(STANDARD);
    info.setWaitForHeartbeat(AutoStartWaitHeartbeatSetting.systemDefault);
    info.setStartAction("powerOn");
    info.setStopAction("systemDefault");
    return info;
  }

  /** Those that start in an order. */
  private static Seen<List<Started>> started(Item host) {
    return Seen.of(host, PROPERTY, HostAutoStartManagerConfig.class)
        .map(
            config ->
                Arrays.stream(
                        config.getPowerInfo() == null
                            ? new AutoStartPowerInfo[0]
                            : config.getPowerInfo())
                    .filter(info -> info.getStartOrder() > 0)
                    .sorted(Comparator.comparing(AutoStartPowerInfo::getStartOrder))
                    .map(
                        info ->
                            new Started(
                                info,
                                HostPlaces.of(host)
                                    .map(places -> places.name(info.getKey()))
                                    .orElse(info.getKey().getVal())))
                    .toList());
  }

  /**
   * The whole order, from the first on: the host gives a machine the place that it is sent with,
   * and moves the others one further.
   */
  private static void put(HostAutoStartManagerConfig config, List<Started> order) {
    AutoStartPowerInfo[] all = new AutoStartPowerInfo[order.size()];
    for (int i = 0; i < all.length; i++) {
      AutoStartPowerInfo has = order.get(i).info();
      AutoStartPowerInfo info = fresh(has.getKey());
      if (has.getStartOrder() > 0) {
        info.setStartDelay(has.getStartDelay());
        info.setStopDelay(has.getStopDelay());
        info.setWaitForHeartbeat(has.getWaitForHeartbeat());
        info.setStartAction(has.getStartAction());
        info.setStopAction(has.getStopAction());
      }
      info.setStartOrder(i + 1);
      all[i] = info;
    }
    config.setPowerInfo(all);
  }

  static <S extends DeclaredSettings> List<String> notes(S spec, Item host) {
    List<String> notes = new ArrayList<>();
    HostPlaces.of(host)
        .ifPresent(
            places ->
                spec.autostart().flatMap(AutostartSpec::order).orElse(List.of()).stream()
                    .filter(name -> places.machine(name).isEmpty())
                    .forEach(
                        name ->
                            notes.add(
                                "`autostart.order`: no machine `"
                                    + name.text()
                                    + "` is on the host, so it is left out")));
    return notes;
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
