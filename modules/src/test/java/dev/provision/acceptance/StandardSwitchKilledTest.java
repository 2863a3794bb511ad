package dev.provision.acceptance;

import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.HostVirtualSwitchSpec;
import com.vmware.vim25.ManagedObjectReference;
import java.rmi.RemoteException;
import java.util.Arrays;

/** Of a standard switch on two hosts. */
class StandardSwitchKilledTest extends JournalKilled {
  private static final String FIRST = "/DC0/host/DC0_C0/DC0_C0_H0";
  private static final String HOST = "/DC0/host/DC0_C0/DC0_C0_H1";

  private <T> T property(String host, String path, Class<T> type) {
    return target.vim().property(target.stub().at(host), path, type);
  }

  private int mtu(String host) {
    return Arrays.stream(property(host, "config.network.vswitch", HostVirtualSwitch[].class))
        .filter(each -> each.getName().equals("s"))
        .mapToInt(HostVirtualSwitch::getMtu)
        .findFirst()
        .orElse(0);
  }

  @Override
  String playbook() {
    return NOTHING
        + "switches:\n  s: {hosts: [DC0_C0_H0, DC0_C0_H1], mtu: 9000, uplinks: [vmnic1]}\n";
  }

  @Override
  int entries() {
    return 2;
  }

  @Override
  boolean areMade() {
    return mtu(FIRST) == 9000 && mtu(HOST) == 9000;
  }

  @Override
  boolean isThere() {
    return mtu(HOST) > 0;
  }

  @Override
  void theirs() {
    HostVirtualSwitchSpec spec = new HostVirtualSwitchSpec();
    spec.setMtu(2000);
    try {
      target
          .vim()
          .api()
          .addVirtualSwitch(
              property(HOST, "configManager.networkSystem", ManagedObjectReference.class),
              "s",
              spec);
    } catch (RemoteException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  boolean isTheirs() {
    return mtu(HOST) == 2000;
  }

  @Override
  String path() {
    return HOST + " standard switch s";
  }
}
