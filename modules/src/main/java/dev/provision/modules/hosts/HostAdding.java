package dev.provision.modules.hosts;

import com.vmware.vim25.HostConnectSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;

/** The calls that add a host to a cluster, or to a folder where it stands alone. */
final class HostAdding {
  private final HostSpec spec;
  private final VsphereWriter write;

  HostAdding(HostSpec spec, VsphereWriter write) {
    this.spec = spec;
    this.write = write;
  }

  /**
   * The new host. The result of {@code AddStandaloneHost_Task} is its compute resource (vSphere
   * API, Folder).
   */
  ManagedObjectReference add(ManagedObjectReference above, String address)
      throws ModuleException, InterruptedException {
    HostConnectSpec connect = new HostConnectSpec();
    connect.setHostName(address);
    connect.setForce(false);
    spec.username().ifPresent(connect::setUserName);
    spec.password().ifPresent(password -> connect.setPassword(password.text()));
    write.touched(above);
    TaskInfo done =
        above.getType().equals("Folder")
            ? write.task(api -> api.addStandaloneHost_Task(above, connect, null, true, null))
            : write.task(api -> api.addHost_Task(above, connect, true, null, null));
    ManagedObjectReference made = (ManagedObjectReference) done.getResult();
    write.touched(made);
    if (made.getType().equals("HostSystem")) {
      return made;
    }
    ManagedObjectReference[] hosts =
        write.read(made, "host").get("host", ManagedObjectReference[].class).orElseThrow();
    write.touched(hosts[0]);
    return hosts[0];
  }
}
