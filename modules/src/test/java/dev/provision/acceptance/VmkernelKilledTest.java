package dev.provision.acceptance;

import com.vmware.vim25.HostIpConfig;
import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.HostVirtualNicSpec;

/** Of a VMkernel adapter. */
class VmkernelKilledTest extends JournalKilled {
  private static final String HOST = "/DC0/host/DC0_C0/DC0_C0_H0";

  private HostVirtualNic nic() {
    return new SeenAdapters(target, HOST).nic("vmk0");
  }

  @Override
  String playbook() {
    return NOTHING
        + """
        vmkernels:
          v: {host: DC0_C0_H0, network: VM Network, ip: 10.9.0.1/24, services: [vmotion]}
        """;
  }

  @Override
  int entries() {
    return 1;
  }

  @Override
  boolean areMade() {
    return nic() != null
        && nic().getSpec().getIp().getIpAddress().equals("10.9.0.1")
        && new SeenAdapters(target, HOST).services("vmk0").contains("vmotion");
  }

  @Override
  boolean isThere() {
    return nic() != null;
  }

  @Override
  void theirs() {
    HostVirtualNicSpec spec = new HostVirtualNicSpec();
    spec.setIp(new HostIpConfig());
    spec.getIp().setIpAddress("10.9.0.7");
    spec.getIp().setSubnetMask("255.255.255.0");
    new SeenAdapters(target, HOST).add("VM Network", spec);
  }

  @Override
  boolean isTheirs() {
    return nic() != null && nic().getSpec().getIp().getIpAddress().equals("10.9.0.7");
  }

  @Override
  String path() {
    return HOST + " vmkernel adapter vmk0 on VM Network";
  }
}
