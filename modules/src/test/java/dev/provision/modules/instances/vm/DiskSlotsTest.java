package dev.provision.modules.instances.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualSCSIController;
import dev.provision.modules.instances.Machines;
import dev.provision.modules.instances.vm.DiskSlots.Slot;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.newer.VirtualNVMEController;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskSlotsTest {
  private static DiskSlots of(VirtualDevice... devices) {
    return new DiskSlots(DiskSlots.controllers(List.of(devices)), new NewKeys());
  }

  private static VirtualIDEController ide(int key) {
    VirtualIDEController controller = new VirtualIDEController();
    controller.setKey(key);
    return controller;
  }

  private static VirtualDevice onIde(int key, int controller, int unit) {
    VirtualDevice device = Machines.disk(unit, 1, "[nas1] a/" + key + ".vmdk");
    device.setKey(key);
    device.setControllerKey(controller);
    return device;
  }

  @Test
  void takesTheNextUnitsOfTheRootDisksControllerAndNeverTheSeventh() {
    DiskSlots slots = of(Machines.scsi(), Machines.disk(0, 1, "a"), Machines.disk(2, 1, "b"));
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      taken.add(slots.next(1000).orElseThrow().text());
    }
    assertThat(taken)
        .containsExactly("1000:1", "1000:3", "1000:4", "1000:5", "1000:6", "1000:8", "1000:9");
  }

  @Test
  void makesAnotherControllerOfTheSameSortWhenItIsFull() {
    List<VirtualDevice> devices = new ArrayList<>(List.of(Machines.scsi()));
    for (int unit = 0; unit < 16; unit++) {
      devices.add(Machines.disk(unit, 1, "disk" + unit));
    }
    DiskSlots slots = of(devices.toArray(VirtualDevice[]::new));
    Slot first = slots.next(1000).orElseThrow();
    assertThat(first.text()).isEmpty();
    assertThat(first.made().orElseThrow().getDevice())
        .isInstanceOf(ParaVirtualSCSIController.class)
        .extracting(made -> ((VirtualSCSIController) made).getBusNumber())
        .isEqualTo(1);
    Slot second = slots.next(1000).orElseThrow();
    assertThat(second.made()).isEmpty();
    assertThat(second.controllerKey()).isEqualTo(first.controllerKey());
    assertThat(second.unit()).isEqualTo(1);
  }

  @Test
  void fillsBothIdeControllersBeforeItMakesAScsiOne() {
    DiskSlots slots = of(ide(200), ide(201), onIde(3000, 200, 0), onIde(3001, 201, 1));
    assertThat(slots.next(200).orElseThrow().text()).isEqualTo("200:1");
    assertThat(slots.next(200).orElseThrow().text()).isEqualTo("201:0");
    assertThat(slots.next(200).orElseThrow().made()).isPresent();
  }

  private static VirtualNVMEController nvme(int key) {
    VirtualNVMEController controller = new VirtualNVMEController();
    controller.setKey(key);
    return controller;
  }

  @Test
  void takesTheUnitsOfAnNvmeControllerTheSeventhTooAndThenMakesAnotherOne() {
    List<VirtualDevice> devices = new ArrayList<>(List.of(ide(200), nvme(31000)));
    devices.add(onIde(2000, 31000, 0));
    DiskSlots slots = of(devices.toArray(VirtualDevice[]::new));
    List<String> taken = new ArrayList<>();
    for (int i = 1; i < 15; i++) {
      taken.add(slots.next(31000).orElseThrow().text());
    }
    assertThat(taken).startsWith("31000:1").contains("31000:7").endsWith("31000:14");
    Slot next = slots.next(31000).orElseThrow();
    assertThat(next.made().orElseThrow().getDevice())
        .isInstanceOf(VirtualNVMEController.class)
        .extracting(made -> ((VirtualNVMEController) made).getBusNumber())
        .isEqualTo(1);
  }

  @Test
  void goesOnNvmeWhereThatIsAllThereIsAndOnScsiBesideIt() {
    assertThat(of(ide(200), nvme(31000)).usual()).isEqualTo(DiskAdapter.NVME);
    assertThat(of(ide(200), nvme(31000)).next(-1).orElseThrow().text()).isEqualTo("31000:0");
    assertThat(of(Machines.scsi(), nvme(31000)).usual()).isEqualTo(DiskAdapter.LSI_LOGIC);
    assertThat(of(ide(200)).usual()).isEqualTo(DiskAdapter.LSI_LOGIC);
  }

  @Test
  void fourNvmeControllersAreTheMostBesideScsiOnes() {
    List<VirtualDevice> devices = new ArrayList<>(List.of(Machines.scsi()));
    for (int bus = 0; bus < 4; bus++) {
      VirtualNVMEController controller = nvme(31000 + bus);
      controller.setBusNumber(bus);
      devices.add(controller);
      for (int unit = 0; unit < 15; unit++) {
        devices.add(onIde(2000 + 15 * bus + unit, 31000 + bus, unit));
      }
    }
    DiskSlots slots = of(devices.toArray(VirtualDevice[]::new));
    assertThat(slots.next(DiskAdapter.NVME::equals, DiskAdapter.NVME)).isEmpty();
  }
}
