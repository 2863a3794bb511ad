package dev.provision.modules.hosts;

import com.vmware.vim25.HostConnectSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.SSLVerifyFault;
import com.vmware.vim25.TaskInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.joining.HostDoor;
import dev.provision.vsphere.wire.Faults;

/**
 * The calls that add a host to a cluster, or to a folder where it stands alone. A certificate that
 * the playbook pins is compared before the server is told of the host; one that it does not pin is
 * never taken on trust here: the server verifies it, or refuses.
 */
final class HostAdding {
  private final HostDoor door;
  private final boolean connected;
  private final VsphereWriter write;

  HostAdding(HostDoor door, boolean connected, VsphereWriter write) {
    this.door = door;
    this.connected = connected;
    this.write = write;
  }

  /**
   * The new host. The result of {@code AddStandaloneHost_Task} is its compute resource (vSphere
   * API, Folder); vcsim answers with the host.
   */
  ManagedObjectReference add(ManagedObjectReference above)
      throws ModuleException, InterruptedException {
    HostConnectSpec connect =
        door.spec(door.verified(write::certificate), write.inventory().version());
    write.touched(above);
    try {
      TaskInfo done =
          above.getType().equals("Folder")
              ? write.task(api -> api.addStandaloneHost_Task(above, connect, null, connected, null))
              : write.task(api -> api.addHost_Task(above, connect, connected, null, null));
      return host((ManagedObjectReference) done.getResult());
    } catch (ModuleException e) {
      throw Faults.is(e, SSLVerifyFault.class)
          ? e.saying(e.getMessage() + "; pin it with `thumbprint:` after comparing it on the host")
          : e;
    }
  }

  private ManagedObjectReference host(ManagedObjectReference made) throws ModuleException {
    write.touched(made);
    if (made.getType().equals("HostSystem")) {
      touchDatastores(made);
      return made;
    }
    touchCompute(made, write);
    ManagedObjectReference[] hosts =
        write.read(made, "host").get("host", ManagedObjectReference[].class).orElseThrow();
    write.touched(hosts[0]);
    touchDatastores(hosts[0]);
    return hosts[0];
  }

  /** The compute resource of a host that stands alone, and its root pool, in which machines are. */
  static void touchCompute(ManagedObjectReference compute, VsphereWriter write)
      throws ModuleException {
    write.touched(compute);
    write
        .read(compute, "resourcePool")
        .get("resourcePool", ManagedObjectReference.class)
        .ifPresent(write::touched);
  }

  /** What came with the host, which those that depend on it look for. */
  private void touchDatastores(ManagedObjectReference host) throws ModuleException {
    for (String brought : new String[] {"datastore", "network"}) {
      for (ManagedObjectReference each :
          write
              .read(host, brought)
              .get(brought, ManagedObjectReference[].class)
              .orElse(new ManagedObjectReference[0])) {
        if (write.inventory().get(each).isEmpty()) {
          write.touched(each);
        }
      }
    }
  }
}
