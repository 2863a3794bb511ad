package dev.provision.vsphere.exported;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualDeviceBackingInfo;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecFileOperation;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualDiskRawDiskMappingVer1BackingInfo;
import com.vmware.vim25.VirtualDiskSeSparseBackingInfo;
import com.vmware.vim25.VirtualIDEController;
import dev.provision.spi.schema.DataSize;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read of a disk, whatever its backing, and what a spec says of it. */
class DiskTest {
  private static final DataSize GIB = new DataSize(1L << 30);
  private static final ManagedObjectReference NAS = new ManagedObjectReference();

  static {
    NAS.setType("Datastore");
    NAS.setVal("datastore-1");
  }

  private static VirtualDisk device(int key, int controller, int unit) {
    VirtualDisk device = new VirtualDisk();
    device.setKey(key);
    device.setControllerKey(controller);
    device.setUnitNumber(unit);
    device.setCapacityInKB(1 << 20);
    return device;
  }

  private static Disk read(VirtualDeviceBackingInfo backing) {
    VirtualDisk device = device(2000, 1000, 0);
    device.setBacking(backing);
    return Disk.of(List.of(device)).get(0);
  }

  private static VirtualDiskFlatVer2BackingInfo flat(String file) {
    VirtualDiskFlatVer2BackingInfo flat = new VirtualDiskFlatVer2BackingInfo();
    flat.setFileName(file);
    flat.setDatastore(NAS);
    flat.setDiskMode("independent_persistent");
    flat.setUuid("6000C29a-0000");
    return flat;
  }

  @Test
  void theFirstIsTheOneOfTheLowestControllerAndUnit() {
    VirtualIDEController ide = new VirtualIDEController();
    ide.setKey(200);
    ParaVirtualSCSIController scsi = new ParaVirtualSCSIController();
    scsi.setKey(1000);

    List<Disk> disks =
        Disk.of(List.of(device(3, 1000, 1), device(1, 1000, 0), ide, scsi, device(2, 200, 1)));

    assertThat(disks).extracting(Disk::slot).containsExactly("200:1", "1000:0", "1000:1");
    assertThat(disks)
        .extracting(Disk::adapter)
        .containsExactly(
            Optional.of(DiskAdapter.IDE),
            Optional.of(DiskAdapter.PARA_VIRTUAL),
            Optional.of(DiskAdapter.PARA_VIRTUAL));
    assertThat(disks).extracting(Disk::onIde).containsExactly(true, false, false);
  }

  @Test
  void readsAFlatFile() {
    VirtualDiskFlatVer2BackingInfo flat = flat("[nas1] a/a.vmdk");
    flat.setThinProvisioned(false);
    flat.setEagerlyScrub(true);

    assertThat(read(flat))
        .isEqualTo(
            new Disk(
                2000,
                1000,
                0,
                Optional.empty(),
                GIB,
                List.of("[nas1] a/a.vmdk"),
                Optional.of(NAS),
                "independent_persistent",
                Optional.of(DiskType.EAGER_ZEROED_THICK),
                "6000C29a-0000"));
  }

  @Test
  void theTypeIsThatOfTheFileBelowAllSnapshots() {
    VirtualDiskFlatVer2BackingInfo base = flat("[nas1] base/base.vmdk");
    base.setThinProvisioned(false);
    VirtualDiskFlatVer2BackingInfo between = flat("[nas1] a/a.vmdk");
    between.setParent(base);
    VirtualDiskFlatVer2BackingInfo top = flat("[nas1] a/a-000001.vmdk");
    top.setThinProvisioned(true);
    top.setParent(between);

    Disk disk = read(top);

    assertThat(disk.type()).contains(DiskType.THICK);
    assertThat(disk.files())
        .containsExactly("[nas1] a/a-000001.vmdk", "[nas1] a/a.vmdk", "[nas1] base/base.vmdk");
    assertThat(disk.baseFile()).isEqualTo("[nas1] base/base.vmdk");
    assertThat(disk.hasParent()).isTrue();
  }

  @Test
  void readsASparseFile() {
    VirtualDiskSeSparseBackingInfo base = new VirtualDiskSeSparseBackingInfo();
    base.setFileName("[nas1] base/base.vmdk");
    VirtualDiskSeSparseBackingInfo top = new VirtualDiskSeSparseBackingInfo();
    top.setFileName("[nas1] a/a.vmdk");
    top.setParent(base);
    top.setUuid("6000C29b-0000");

    assertThat(read(top))
        .isEqualTo(
            new Disk(
                2000,
                1000,
                0,
                Optional.empty(),
                GIB,
                List.of("[nas1] a/a.vmdk", "[nas1] base/base.vmdk"),
                Optional.empty(),
                "persistent",
                Optional.of(DiskType.THIN),
                "6000C29b-0000"));
  }

  @Test
  void aBackingOfAnotherKindHasAFileAndSaysNoMore() {
    VirtualDiskRawDiskMappingVer1BackingInfo raw = new VirtualDiskRawDiskMappingVer1BackingInfo();
    raw.setFileName("[nas1] a/rdm.vmdk");

    Disk disk = read(raw);

    assertThat(disk.file()).isEqualTo("[nas1] a/rdm.vmdk");
    assertThat(disk.hasParent()).isFalse();
    assertThat(disk.type()).isEmpty();
    assertThat(disk.uuid()).isEmpty();
  }

  @Test
  void bytesGoBeforeKibibytesWhereTheServerSendsThem() {
    VirtualDisk device = device(2000, 1000, 0);
    device.setCapacityInBytes((1L << 30) + 512);
    assertThat(Disk.of(List.of(device)).get(0).size()).isEqualTo(new DataSize((1L << 30) + 512));

    device.setCapacityInBytes(0L);
    assertThat(Disk.of(List.of(device)).get(0).size()).isEqualTo(GIB);
  }

  private static VirtualDiskFlatVer2BackingInfo backing(VirtualDeviceConfigSpec edit) {
    return (VirtualDiskFlatVer2BackingInfo) edit.getDevice().getBacking();
  }

  @Test
  void aGrowthNamesTheFileAndBothSizes() {
    VirtualDiskFlatVer2BackingInfo flat = flat("[nas1] a/a.vmdk");
    flat.setThinProvisioned(true);

    VirtualDeviceConfigSpec edit = read(flat).grown(new DataSize(2L << 30));

    VirtualDisk device = (VirtualDisk) edit.getDevice();
    assertThat(edit.getOperation()).isEqualTo(VirtualDeviceConfigSpecOperation.edit);
    assertThat(edit.getFileOperation()).isNull();
    assertThat(device.getKey()).isEqualTo(2000);
    assertThat(device.getControllerKey()).isEqualTo(1000);
    assertThat(device.getUnitNumber()).isZero();
    assertThat(device.getCapacityInBytes()).isEqualTo(2L << 30);
    assertThat(device.getCapacityInKB()).isEqualTo(2L << 20);
    assertThat(backing(edit).getFileName()).isEqualTo("[nas1] a/a.vmdk");
    assertThat(backing(edit).getDiskMode()).isEqualTo("independent_persistent");
    assertThat(backing(edit).getUuid()).isNull();
    assertThat(backing(edit).getDatastore()).isNull();
    assertThat(backing(edit).getThinProvisioned()).isNull();
  }

  @Test
  void aWholeEditSaysAllThatIsKnown() {
    VirtualDiskFlatVer2BackingInfo flat = flat("[nas1] a/a.vmdk");
    flat.setThinProvisioned(true);

    VirtualDiskFlatVer2BackingInfo said = backing(read(flat).editedWhole());

    assertThat(said.getUuid()).isEqualTo("6000C29a-0000");
    assertThat(said.getDatastore()).isEqualTo(NAS);
    assertThat(said.getThinProvisioned()).isTrue();
    assertThat(said.getEagerlyScrub()).isNull();
  }

  @Test
  void aWholeEditOfADiskWithAParentDoesNotSayTheParentsType() {
    VirtualDiskFlatVer2BackingInfo base = flat("[nas1] base/base.vmdk");
    base.setThinProvisioned(true);
    VirtualDiskFlatVer2BackingInfo top = flat("[nas1] a/a.vmdk");
    top.setParent(base);

    assertThat(backing(read(top).editedWhole()).getThinProvisioned()).isNull();
  }

  @Test
  void aNewDiskIsMadeInAFileThatTheServerNames() {
    VirtualDeviceConfigSpec edit = Disk.thin(-101, 1000, 3, GIB).created();

    assertThat(edit.getOperation()).isEqualTo(VirtualDeviceConfigSpecOperation.add);
    assertThat(edit.getFileOperation()).isEqualTo(VirtualDeviceConfigSpecFileOperation.create);
    assertThat(edit.getDevice().getKey()).isEqualTo(-101);
    assertThat(backing(edit).getFileName()).isEmpty();
    assertThat(backing(edit).getDiskMode()).isEqualTo("persistent");
    assertThat(backing(edit).getThinProvisioned()).isTrue();
    assertThat(backing(edit).getUuid()).isNull();
  }

  @Test
  void aFileThatIsThereIsAddedAsItIs() {
    VirtualDeviceConfigSpec edit = Disk.of(-1, 1000, 3, GIB).in("[nas1] a/old.vmdk").added();

    assertThat(edit.getFileOperation()).isNull();
    assertThat(backing(edit).getFileName()).isEqualTo("[nas1] a/old.vmdk");
    assertThat(backing(edit).getThinProvisioned()).isNull();
  }

  @Test
  void takingItOffKeepsTheFileUnlessItIsToGo() {
    Disk disk = read(flat("[nas1] a/a.vmdk"));

    assertThat(disk.detached().getOperation()).isEqualTo(VirtualDeviceConfigSpecOperation.remove);
    assertThat(disk.detached().getFileOperation()).isNull();
    assertThat(disk.destroyed().getFileOperation())
        .isEqualTo(VirtualDeviceConfigSpecFileOperation.destroy);
  }
}
