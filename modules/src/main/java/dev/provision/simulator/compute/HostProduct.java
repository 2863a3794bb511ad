package dev.provision.simulator.compute;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.HostConfigSummary;
import com.vmware.vim25.HostLicensableResourceInfo;
import com.vmware.vim25.KeyAnyValue;
import com.vmware.vim25.ServiceContent;
import dev.provision.simulator.server.ServiceInstance;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;

/** What every simulated host says of itself as a product. */
final class HostProduct {
  private HostProduct() {}

  /** In a vCenter it has the version of that. */
  static AboutInfo about(World world) {
    Managed instance = world.get("ServiceInstance").orElseThrow();
    AboutInfo about = Values.copy(instance.get("content", ServiceContent.class).about);
    ServiceInstance.becomeHost(about);
    return about;
  }

  static HostConfigSummary summary(Managed host) {
    HostConfigSummary summary = new HostConfigSummary();
    summary.name = host.name();
    summary.port = 443;
    summary.vmotionEnabled = true;
    summary.faultToleranceEnabled = false;
    return summary;
  }

  static HostLicensableResourceInfo licensable() {
    KeyAnyValue packages = new KeyAnyValue();
    packages.key = "numCpuPackages";
    packages.value = 1L;
    HostLicensableResourceInfo licensable = new HostLicensableResourceInfo();
    licensable.resource = new KeyAnyValue[] {packages};
    return licensable;
  }
}
