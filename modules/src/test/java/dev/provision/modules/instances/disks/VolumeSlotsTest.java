package dev.provision.modules.instances.disks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualLsiLogicController;
import com.vmware.vim25.VirtualSCSIController;
import dev.provision.modules.instances.Machines;
import dev.provision.modules.instances.vm.NewKeys;
import dev.provision.modules.instances.vm.WantedVolume;
import dev.provision.spi.Address;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.exported.VolumeRef;
import dev.provision.vsphere.inventory.DiskUuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VolumeSlotsTest {
  private static final String UUID = "1b158839-f8aa-839e-aba3-be4874e771a7";

  private static WantedVolume wish(DiskAdapter adapter, Integer unit) {
    return new WantedVolume(
        "data",
        new VolumeRef(
            "pgdata",
            new Address("volume", "pgdata"),
            new DiskUuid(UUID, "former"),
            Optional.of("[nas1] provision/volumes/ci/pgdata/pgdata.vmdk"),
            Optional.of(Machines.DATASTORE),
            Optional.of(DataSize.ofGibibytes(1)),
            DiskType.THIN,
            Optional.ofNullable(adapter),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.ofNullable(unit));
  }

  private static <C extends VirtualDevice> C controller(C controller, int key, int bus) {
    controller.setKey(key);
    ((com.vmware.vim25.VirtualController) controller).setBusNumber(bus);
    return controller;
  }

  private static VirtualDisk attached(VolumeSlots slots, WantedVolume wish) throws Exception {
    slots.attach(wish);
    List<VirtualDeviceConfigSpec> edits = slots.edits();
    return (VirtualDisk) edits.get(edits.size() - 1).getDevice();
  }

  @Test
  void attachesTheFileAsItIsOutsideOfSnapshots() throws Exception {
    VolumeSlots slots =
        new VolumeSlots(List.of(Machines.scsi(), Machines.disk(0, 10, "")), "", new NewKeys());

    VirtualDisk disk = attached(slots, wish(null, null));

    VirtualDiskFlatVer2BackingInfo backing = (VirtualDiskFlatVer2BackingInfo) disk.getBacking();
    assertThat(backing.getFileName()).isEqualTo("[nas1] provision/volumes/ci/pgdata/pgdata.vmdk");
    assertThat(backing.getDiskMode()).isEqualTo("independent_persistent");
    assertThat(backing.getUuid()).isEqualTo(UUID);
    assertThat(slots.edits()).hasSize(1);
    assertThat(slots.edits().get(0).getFileOperation()).isNull();
    assertThat(disk.getControllerKey()).isEqualTo(1000);
    assertThat(disk.getUnitNumber()).isEqualTo(1);
  }

  @Test
  void leavesTheUnitOfTheControllerAndThoseThatAreTheMachinesOwn() throws Exception {
    VolumeSlots slots = new VolumeSlots(List.of(Machines.scsi()), "1000:0,1000:2", new NewKeys());
    List<Integer> units = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      units.add(attached(slots, wish(null, null)).getUnitNumber());
    }
    assertThat(units).containsExactly(1, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15);

    // the next needs another controller, on the next bus
    VirtualDisk more = attached(slots, wish(null, null));

    VirtualSCSIController added =
        (VirtualSCSIController) slots.edits().get(slots.edits().size() - 2).getDevice();
    assertThat(added).isExactlyInstanceOf(VirtualLsiLogicController.class);
    assertThat(added.getBusNumber()).isEqualTo(1);
    assertThat(more.getControllerKey()).isEqualTo(added.getKey()).isNegative();
    assertThat(more.getUnitNumber()).isZero();
  }

  @Test
  void matchesTheTypeAndSaysWhenAllAreFull() throws Exception {
    List<VirtualDevice> four = new ArrayList<>();
    for (int bus = 0; bus < 4; bus++) {
      four.add(controller(new VirtualLsiLogicController(), 1000 + bus, bus));
    }
    four.add(controller(new VirtualIDEController(), 200, 0));
    VolumeSlots slots = new VolumeSlots(four, "", new NewKeys());

    assertThat(attached(slots, wish(DiskAdapter.LSI_LOGIC, null)).getControllerKey())
        .isEqualTo(1000);
    assertThatThrownBy(() -> slots.attach(wish(DiskAdapter.PARA_VIRTUAL, null)))
        .hasMessage(
            "no paraVirtual controller has room for `data`, and it has all 4 SCSI controllers that"
                + " a VM can have");
    assertThat(attached(slots, wish(DiskAdapter.IDE, null)).getUnitNumber()).isZero();
    assertThat(attached(slots, wish(DiskAdapter.IDE, null)).getUnitNumber()).isEqualTo(1);
    assertThatThrownBy(() -> slots.attach(wish(DiskAdapter.IDE, null)))
        .hasMessage(
            "no IDE controller has room for `data`, and a VM can have no more of them; give the"
                + " volume another adapter_type");
  }

  @Test
  void takesTheUnitThatIsAskedFor() throws Exception {
    VolumeSlots slots =
        new VolumeSlots(
            List.of(controller(new ParaVirtualSCSIController(), 1000, 0), Machines.disk(0, 1, "")),
            "1000:0",
            new NewKeys());

    assertThat(attached(slots, wish(null, 5)).getUnitNumber()).isEqualTo(5);
    assertThatThrownBy(() -> slots.attach(wish(null, 0)))
        .hasMessage("unit 0 for `data` is taken by another device");
  }
}
