package dev.provision.modules.instances.vm;

import com.vmware.vim25.VirtualDeviceConnectInfo;
import com.vmware.vim25.VirtualEthernetCard;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.spi.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cable of a NIC ({@code VirtualDeviceConnectInfo}, {@code wakeOnLanEnabled}). NICs that we
 * make are as Nova's: connected at once and at each start, the guest may disconnect them, and a
 * packet may wake the VM. On an adopted VM only the connection is kept as declared, and only if the
 * playbook declares it.
 *
 * @param startConnected whether it is connected when the VM starts
 * @param connected whether it is connected now; never while the VM is off
 * @param guestControl whether the guest may disconnect it
 */
public record NicLink(
    Optional<Boolean> startConnected,
    Optional<Boolean> connected,
    Optional<Boolean> guestControl,
    Optional<Boolean> wakeOnLan) {
  public static final String CONNECTED = ".connected";
  public static final String GUEST_CONTROL = ".guest_control";
  public static final String WAKE_ON_LAN = ".wake_on_lan";

  public static NicLink read(VirtualEthernetCard card) {
    Optional<VirtualDeviceConnectInfo> info = Optional.ofNullable(card.getConnectable());
    return new NicLink(
        info.map(VirtualDeviceConnectInfo::isStartConnected),
        info.map(VirtualDeviceConnectInfo::isConnected),
        info.map(VirtualDeviceConnectInfo::isAllowGuestControl),
        Optional.ofNullable(card.getWakeOnLanEnabled()));
  }

  /** What differs; a value that the server does not give counts as right. */
  public List<Change> changes(String field, NicWanted nic, Vm vm) {
    List<Change> changes = new ArrayList<>();
    if (!vm.isAdopted() || nic.connected().isPresent()) {
      boolean wanted = nic.connected().orElse(true);
      boolean other =
          startConnected.filter(is -> is != wanted).isPresent()
              || vm.power() == Power.ON && connected.filter(is -> is != wanted).isPresent();
      if (other) {
        changes.add(change(field + CONNECTED, !wanted));
      }
    }
    if (!vm.isAdopted()) {
      guestControl
          .filter(is -> !is)
          .ifPresent(is -> changes.add(change(field + GUEST_CONTROL, is)));
      wakeOnLan.filter(is -> !is).ifPresent(is -> changes.add(change(field + WAKE_ON_LAN, is)));
    }
    return changes;
  }

  private static Change change(String field, boolean is) {
    return Change.inPlace(field, String.valueOf(is), String.valueOf(!is));
  }

  /** Writes the wanted connection into a new card. */
  static void put(NicWanted nic, VirtualEthernetCard card) {
    USUAL.put(nic.connected(), card);
  }

  /**
   * Writes the wanted connection into an existing card; on an adopted VM the rest stays as it is.
   */
  static void put(NicWanted nic, NicSeen device, Vm vm, VirtualEthernetCard to) {
    (vm.isAdopted() ? device.link() : USUAL).put(nic.connected(), to);
  }

  private static final NicLink USUAL =
      new NicLink(Optional.of(true), Optional.of(true), Optional.of(true), Optional.of(true));

  private void put(Optional<Boolean> cable, VirtualEthernetCard card) {
    VirtualDeviceConnectInfo connect = new VirtualDeviceConnectInfo();
    connect.setStartConnected(cable.or(this::startConnected).orElse(true));
    connect.setConnected(cable.or(this::connected).orElse(true));
    connect.setAllowGuestControl(guestControl.orElse(true));
    card.setConnectable(connect);
    wakeOnLan.ifPresent(card::setWakeOnLanEnabled);
  }
}
