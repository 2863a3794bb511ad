package dev.provision.modules.switches;

import com.vmware.vim25.DVSHealthCheckConfig;
import com.vmware.vim25.VMwareDVSConfigInfo;
import com.vmware.vim25.VMwareDVSHealthCheckConfig;
import com.vmware.vim25.VMwareDVSTeamingHealthCheckConfig;
import com.vmware.vim25.VMwareDVSVlanMtuHealthCheckConfig;
import dev.provision.modules.switches.HealthSpec.CheckSpec;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The rows of the two checks ({@code UpdateDVSHealthCheckConfig_Task}). A check is sent with both
 * its values: nobody has seen what a server does with one that is left out.
 */
final class HealthRows {
  private HealthRows() {}

  static List<Row<SwitchSpec, Item, SwitchDraft>> all() {
    List<Row<SwitchSpec, Item, SwitchDraft>> rows = new ArrayList<>();
    rows.addAll(check("vlan_mtu", HealthSpec::vlanMtu, VMwareDVSVlanMtuHealthCheckConfig::new));
    rows.addAll(check("teaming", HealthSpec::teaming, VMwareDVSTeamingHealthCheckConfig::new));
    return rows;
  }

  private static List<Row<SwitchSpec, Item, SwitchDraft>> check(
      String name,
      Function<HealthSpec, Optional<CheckSpec>> declared,
      Supplier<VMwareDVSHealthCheckConfig> made) {
    String field = "health_check." + name;
    Function<SwitchSpec, Optional<CheckSpec>> check = spec -> spec.healthCheck().flatMap(declared);
    return List.of(
        row(
            field + ".enabled",
            spec -> check.apply(spec).flatMap(CheckSpec::enabled),
            made,
            DVSHealthCheckConfig::getEnable,
            DVSHealthCheckConfig::setEnable),
        row(
            field + ".interval",
            spec -> check.apply(spec).flatMap(CheckSpec::interval),
            made,
            DVSHealthCheckConfig::getInterval,
            DVSHealthCheckConfig::setInterval));
  }

  private static <V> Row<SwitchSpec, Item, SwitchDraft> row(
      String field,
      Function<SwitchSpec, Optional<V>> wanted,
      Supplier<VMwareDVSHealthCheckConfig> made,
      Function<DVSHealthCheckConfig, V> seen,
      BiConsumer<DVSHealthCheckConfig, V> put) {
    Class<?> type = made.get().getClass();
    return FieldRow.of(
        field,
        SwitchConfig.NAME,
        wanted,
        item ->
            SwitchConfig.of(item)
                .then(config -> Seen.of(find(config, type).orElse(null)).map(seen)),
        (draft, value, old) -> put.accept(draft(draft, type, made), value));
  }

  private static Optional<DVSHealthCheckConfig> find(VMwareDVSConfigInfo config, Class<?> type) {
    return Stream.ofNullable(config.getHealthCheckConfig())
        .flatMap(Stream::of)
        .filter(type::isInstance)
        .findFirst();
  }

  private static DVSHealthCheckConfig draft(
      SwitchDraft draft, Class<?> type, Supplier<VMwareDVSHealthCheckConfig> made) {
    return draft.health.computeIfAbsent(
        type,
        t -> {
          VMwareDVSHealthCheckConfig check = made.get();
          check.setEnable(false);
          check.setInterval(1);
          draft
              .seen
              .flatMap(config -> find(config, type))
              .ifPresent(
                  old -> {
                    check.setEnable(old.getEnable());
                    check.setInterval(old.getInterval());
                  });
          return check;
        });
  }
}
