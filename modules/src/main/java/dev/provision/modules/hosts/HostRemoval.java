package dev.provision.modules.hosts;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;

/** The calls that take a host out of a vCenter. */
final class HostRemoval {
  private final VsphereWriter write;

  HostRemoval(VsphereWriter write) {
    this.write = write;
  }

  /** One that stands alone goes with its compute resource (vSphere API, Destroy_Task). */
  void remove(ManagedObjectReference host) throws ModuleException, InterruptedException {
    Item now = write.read(host, "parent", "runtime.inMaintenanceMode");
    if (!now.get("runtime.inMaintenanceMode", Boolean.class).orElse(false)) {
      write.task(api -> api.enterMaintenanceMode_Task(host, 0, true, null));
    }
    ManagedObjectReference compute = now.parent().orElse(host);
    ManagedObjectReference goes = compute.getType().equals("ComputeResource") ? compute : host;
    write.touched(compute);
    write.task(api -> api.destroy_Task(goes));
  }
}
