package dev.provision.modules.hosts;

import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.joining.HostDoor;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.List;
import java.util.Optional;

/** Whether a host is connected, and whether it is in maintenance mode. */
final class LifeRows {
  static final String MAINTENANCE = "maintenance";
  static final String CONNECTED = "connected";

  private static final String IN_MAINTENANCE = "runtime.inMaintenanceMode";
  private static final String STATE = "runtime.connectionState";

  private LifeRows() {}

  /** What changes; null where nothing does. */
  private static final class Turns {
    private Turn<HostSpec> connected;
    private Turn<MaintenanceSpec> maintenance;
  }

  static RowsCall<HostSpec, ?> call() {
    return new RowsCall<>(
        Rows.sparse(Turns::new, List.of(connected(), maintenance())), LifeRows::turn);
  }

  private static FieldRow<HostSpec, Item, Turns, Turn<HostSpec>> connected() {
    return FieldRow.<HostSpec, Item, Turns, Turn<HostSpec>>of(
            CONNECTED,
            STATE,
            spec -> spec.connected().map(on -> new Turn<>(on, spec)),
            host ->
                Seen.of(host, STATE, HostSystemConnectionState.class)
                    .map(state -> new Turn<>(isConnected(state), null)),
            (turns, value, seen) -> turns.connected = value)
        .saying(turn -> String.valueOf(turn.on()));
  }

  private static boolean isConnected(HostSystemConnectionState state) {
    return state == HostSystemConnectionState.connected;
  }

  private static FieldRow<HostSpec, Item, Turns, Turn<MaintenanceSpec>> maintenance() {
    return FieldRow.<HostSpec, Item, Turns, Turn<MaintenanceSpec>>of(
            MAINTENANCE,
            IN_MAINTENANCE,
            spec -> spec.maintenance().map(how -> new Turn<>(how.isOn(), how)),
            host -> Seen.of(host, IN_MAINTENANCE, Boolean.class).map(is -> new Turn<>(is, null)),
            (turns, value, seen) -> turns.maintenance = value)
        .saying(turn -> turn.on() ? "on" : "off");
  }

  static boolean isInMaintenance(Item host) {
    return host.get(IN_MAINTENANCE, Boolean.class).orElse(false);
  }

  /** Connects first, and disconnects last: a host that is away enters and leaves nothing. */
  private static void turn(ManagedObjectReference host, Turns turns, VsphereWriter write)
      throws ModuleException, InterruptedException {
    write.touched(host);
    if (turns.connected != null && turns.connected.on()) {
      reconnect(host, turns.connected.how(), write);
    }
    if (turns.maintenance != null) {
      HostMaintenance maintenance = new HostMaintenance(write);
      if (turns.maintenance.on()) {
        maintenance.enter(host, turns.maintenance.how());
      } else {
        maintenance.leave(host);
      }
    }
    if (turns.connected != null && !turns.connected.on()) {
      write.task(api -> api.disconnectHost_Task(host));
    }
  }

  /** With the account where one is declared: a host that was installed again knows no other. */
  private static void reconnect(ManagedObjectReference host, HostSpec spec, VsphereWriter write)
      throws ModuleException, InterruptedException {
    String address = write.read(host, "name").shown();
    Optional<HostDoor> door = spec.door(address).filter(each -> each.password().isPresent());
    if (door.isEmpty()) {
      write.task(api -> api.reconnectHost_Task(host, null, null));
      return;
    }
    var connect =
        door.get().spec(door.get().verified(write::certificate), write.inventory().version());
    write.task(api -> api.reconnectHost_Task(host, connect, null));
  }
}
