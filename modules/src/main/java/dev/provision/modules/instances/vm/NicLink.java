package dev.provision.modules.instances.vm;

import com.vmware.vim25.VirtualDeviceConnectInfo;
import com.vmware.vim25.VirtualEthernetCard;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.spi.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cable of a NIC ({@code VirtualDeviceConnectInfo}, {@code wakeOnLanEnabled}). Head are as
 * Nova's: the cable is in, at once and from the start, the guest may pull it, and a packet may wake
 * the VM. Of a VM that was adopted only the cable is held, and only where the playbook speaks of
 * it.
 *
 * @param startConnected whether it is in when the VM starts
 * @param connected whether it is in now; a VM that is off has none in
 * @param guestControl whether the guest may pull it
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

  /** What a server does not say is taken to be as it should. */
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

  /** Puts what is wanted on a card that we make. */
  static void put(NicWanted nic, VirtualEthernetCard card) {
    USUAL.put(nic.connected(), card);
  }

  /** Puts what is wanted on a card that is there; what is not ours to decide stays. */
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
