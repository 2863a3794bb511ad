package dev.provision.modules.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageSeenTest {
  private static ManagedObjectReference ref(String type, String value) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType(type);
    ref.setVal(value);
    return ref;
  }

  /** A VM that is on the datastore of an ISO too, which the server names first. */
  private static ImageSeen seen(VirtualDevice... devices) {
    return new ImageSeen(
        new Item(
            ref("VirtualMachine", "vm-1"),
            Map.of(
                "config.hardware.device",
                devices,
                "datastore",
                new ManagedObjectReference[] {ref("Datastore", "isos"), ref("Datastore", "nas1")}),
            Map.of()),
        InventoryPath.parse("/DC0/vm/ubuntu"));
  }

  @Test
  void liesWhereItsFirstDiskLies() {
    VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
    backing.setDatastore(ref("Datastore", "nas1"));
    VirtualDisk disk = new VirtualDisk();
    disk.setBacking(backing);

    assertThat(seen(disk).datastore()).contains(ref("Datastore", "nas1"));
  }

  @Test
  void liesSomewhereWhenItsDiskDoesNotSay() {
    assertThat(seen().datastore()).contains(ref("Datastore", "isos"));
  }
}
