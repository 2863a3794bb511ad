package dev.provision.simulator.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.ConcurrentAccess;
import com.vmware.vim25.CpuHotPlugNotSupported;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.GenericVmConfigFault;
import com.vmware.vim25.InsufficientHostMemoryCapacityFault;
import com.vmware.vim25.InvalidArgument;
import com.vmware.vim25.InvalidDatastore;
import com.vmware.vim25.InvalidDeviceSpec;
import com.vmware.vim25.InvalidPowerState;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NoDiskSpace;
import com.vmware.vim25.NotSupported;
import com.vmware.vim25.NumVirtualCpusNotSupported;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.TaskInProgress;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecFileOperation;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import dev.provision.simulator.Bench;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.VmFiles;
import java.rmi.RemoteException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VirtualMachineTest {
  private Bench bench;

  @BeforeEach
  void start() throws Exception {
    bench = Bench.of(Bench.LAB);
  }

  private VirtualMachineConfigInfo config(ManagedObjectReference vm) throws RemoteException {
    return (VirtualMachineConfigInfo) bench.read(vm, "config");
  }

  private VirtualDisk disk(ManagedObjectReference vm) throws RemoteException {
    return (VirtualDisk) bench.read(vm, "config.hardware.device[2000]");
  }

  private ManagedObjectReference made(String name) throws RemoteException {
    return bench.done(bench.clone("plain", name, bench.cloneSpec("esx-1", "ds1")));
  }

  private VirtualMachineCloneSpec linked(String host) throws RemoteException {
    VirtualMachineCloneSpec spec = bench.cloneSpec(host, "ds1");
    spec.getLocation().setDiskMoveType("createNewChildDiskBacking");
    spec.setSnapshot(
        ((VirtualMachineSnapshotInfo) bench.read(bench.find("DC0/vm/ubuntu"), "snapshot"))
            .getCurrentSnapshot());
    return spec;
  }

  private static VirtualMachineConfigSpec growth(VirtualDisk disk, long gib) {
    VirtualDisk grown = new VirtualDisk();
    grown.setKey(disk.getKey());
    grown.setControllerKey(disk.getControllerKey());
    grown.setUnitNumber(disk.getUnitNumber());
    grown.setCapacityInKB(gib << 20);
    VirtualDeviceConfigSpec edit = new VirtualDeviceConfigSpec();
    edit.setOperation(VirtualDeviceConfigSpecOperation.edit);
    edit.setDevice(grown);
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setDeviceChange(new VirtualDeviceConfigSpec[] {edit});
    return spec;
  }

  private static VirtualMachineConfigSpec removal(int key) {
    VirtualDisk disk = new VirtualDisk();
    disk.setKey(key);
    VirtualDeviceConfigSpec remove = new VirtualDeviceConfigSpec();
    remove.setOperation(VirtualDeviceConfigSpecOperation.remove);
    remove.setDevice(disk);
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setDeviceChange(new VirtualDeviceConfigSpec[] {remove});
    return spec;
  }

  @Test
  void cloneAppliesTheWholeSpec() throws Exception {
    VirtualMachineCloneSpec spec = bench.cloneSpec("esx-2", "ds1");
    VirtualMachineConfigSpec config = growth(disk(bench.find("DC0/vm/plain")), 20);
    config.setNumCPUs(4);
    config.setNumCoresPerSocket(2);
    config.setMemoryMB(2048L);
    config.setCpuHotAddEnabled(true);
    config.setAnnotation("hello");
    config.setInstanceUuid("11111111-2222-8333-9444-555555555555");
    OptionValue mark = new OptionValue();
    mark.setKey("provision.address");
    mark.setValue("instance.web");
    config.setExtraConfig(new OptionValue[] {mark});
    spec.setConfig(config);

    ManagedObjectReference vm = bench.done(bench.clone("plain", "web", spec));

    VirtualMachineConfigInfo read = config(vm);
    assertThat(read.getHardware().getNumCPU()).isEqualTo(4);
    assertThat(read.getHardware().getNumCoresPerSocket()).isEqualTo(2);
    assertThat(read.getHardware().getMemoryMB()).isEqualTo(2048);
    assertThat(read.getCpuHotAddEnabled()).isTrue();
    assertThat(read.getAnnotation()).isEqualTo("hello");
    assertThat(read.getInstanceUuid()).isEqualTo("11111111-2222-8333-9444-555555555555");
    assertThat(disk(vm).getCapacityInKB()).isEqualTo(20L << 20);
    assertThat(VmFiles.file(disk(vm))).isEqualTo("[ds1] web/web.vmdk");
    assertThat(bench.read(vm, "config.extraConfig[\"provision.address\"]"))
        .usingRecursiveComparison()
        .isEqualTo(mark);
    assertThat(bench.read(vm, "runtime.host")).isEqualTo(bench.find("DC0/host/C0/esx-2"));
  }

  @Test
  void linkedCloneSharesItsParentAndCannotGrow() throws Exception {
    long free = (Long) bench.read(bench.find("DC0/datastore/ds1"), "summary.freeSpace");
    ManagedObjectReference vm = bench.done(bench.clone("ubuntu", "web", linked("esx-1")));

    VirtualDiskFlatVer2BackingInfo backing = (VirtualDiskFlatVer2BackingInfo) disk(vm).getBacking();
    assertThat(backing.getParent().getFileName()).isEqualTo("[ds1] ubuntu/ubuntu.vmdk");
    assertThat(free - (Long) bench.read(bench.find("DC0/datastore/ds1"), "summary.freeSpace"))
        .isLessThan(2L << 20);
    assertThat(bench.fault(bench.api.reconfigVM_Task(vm, growth(disk(vm), 20))))
        .isInstanceOf(InvalidDeviceSpec.class);
  }

  @Test
  void linkedCloneWithoutASnapshotIsRefused() throws Exception {
    VirtualMachineCloneSpec spec = linked("esx-1");
    spec.setSnapshot(null);
    assertThat(bench.fault(bench.clone("ubuntu", "web", spec))).isInstanceOf(InvalidArgument.class);
  }

  @Test
  void changesAnInstanceUuidThatIsTaken() throws Exception {
    VirtualMachineCloneSpec spec = bench.cloneSpec("esx-1", "ds1");
    spec.getConfig().setInstanceUuid(config(made("first")).getInstanceUuid());
    ManagedObjectReference second = bench.done(bench.clone("plain", "second", spec));
    assertThat(config(second).getInstanceUuid())
        .isNotEqualTo(config(bench.find("DC0/vm/first")).getInstanceUuid());
  }

  @Test
  void aCloneIsNotThereBeforeItIsDoneAndItsNameIsTaken() throws Exception {
    ManagedObjectReference task = bench.clone("plain", "web", bench.cloneSpec("esx-1", "ds1"));
    assertThat(bench.find("DC0/vm/web")).isNull();
    assertThat(bench.fault(bench.clone("plain", "web", bench.cloneSpec("esx-1", "ds1"))))
        .isInstanceOf(DuplicateName.class);
    bench.done(task);
    assertThat(bench.find("DC0/vm/web")).isNotNull();
  }

  @Test
  void aHostThatDoesNotSeeTheDatastoreIsRefused() throws Exception {
    assertThat(bench.fault(bench.clone("plain", "web", bench.cloneSpec("esx-2", "local1"))))
        .isInstanceOf(InvalidDatastore.class);
  }

  @Test
  void withoutAHostDrsChoosesAndWithoutDrsItIsRefused() throws Exception {
    ManagedObjectReference vm =
        bench.done(bench.clone("plain", "web", bench.cloneSpec("", "local1")));
    assertThat(bench.read(vm, "runtime.host")).isEqualTo(bench.find("DC0/host/C0/esx-1"));

    bench = Bench.of(Bench.LAB.replace("      C0:\n", "      C0:\n        drs: false\n"));
    assertThat(bench.fault(bench.clone("plain", "web", bench.cloneSpec("", "ds1"))))
        .isInstanceOf(InvalidArgument.class);
  }

  @Test
  void datastoresFillUp() throws Exception {
    VirtualMachineCloneSpec spec = bench.cloneSpec("esx-1", "local1");
    for (int i = 0; i < 24; i++) {
      bench.done(bench.clone("plain", "vm" + i, spec));
    }
    assertThat(bench.fault(bench.clone("plain", "last", spec))).isInstanceOf(NoDiskSpace.class);
    assertThat(bench.find("DC0/vm/last")).isNull();
  }

  @Test
  void hostsFillUp() throws Exception {
    VirtualMachineCloneSpec spec = bench.cloneSpec("esx-1", "ds1");
    spec.getConfig().setMemoryMB(10240L);
    spec.setPowerOn(true);
    bench.done(bench.clone("plain", "one", spec));
    InsufficientHostMemoryCapacityFault fault =
        (InsufficientHostMemoryCapacityFault) bench.fault(bench.clone("plain", "two", spec));
    assertThat(fault.getHost()).isEqualTo(bench.find("DC0/host/C0/esx-1"));
    assertThat(fault.getUnreserved()).isEqualTo(6L << 30);
    assertThat(fault.getRequested()).isEqualTo(10L << 30);

    spec.getConfig().setMemoryMB(1024L);
    spec.getConfig().setNumCPUs(9);
    assertThat(bench.fault(bench.clone("plain", "wide", spec)))
        .isInstanceOf(NumVirtualCpusNotSupported.class);
  }

  @Test
  void changeVersionGuardsAReconfigure() throws Exception {
    ManagedObjectReference vm = made("web");
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setAnnotation("first");
    spec.setChangeVersion(config(vm).getChangeVersion());
    bench.done(bench.api.reconfigVM_Task(vm, spec));
    assertThat(bench.fault(bench.api.reconfigVM_Task(vm, spec)))
        .isInstanceOf(ConcurrentAccess.class);
  }

  @Test
  void cpusAreHotAddedOnlyWhereThatIsEnabled() throws Exception {
    ManagedObjectReference vm = made("web");
    bench.done(bench.api.powerOnVM_Task(vm, null));
    VirtualMachineConfigSpec more = new VirtualMachineConfigSpec();
    more.setNumCPUs(2);
    assertThat(bench.fault(bench.api.reconfigVM_Task(vm, more)))
        .isInstanceOf(CpuHotPlugNotSupported.class);

    bench.done(bench.api.powerOffVM_Task(vm));
    VirtualMachineConfigSpec enable = new VirtualMachineConfigSpec();
    enable.setCpuHotAddEnabled(true);
    bench.done(bench.api.reconfigVM_Task(vm, enable));
    bench.done(bench.api.powerOnVM_Task(vm, null));
    bench.done(bench.api.reconfigVM_Task(vm, more));
    more.setNumCPUs(1);
    assertThat(bench.fault(bench.api.reconfigVM_Task(vm, more)))
        .isInstanceOf(CpuHotPlugNotSupported.class);
  }

  @Test
  void aTemplateTakesANewAnnotationAndNoMemory() throws Exception {
    ManagedObjectReference template = bench.find("DC0/vm/plain");
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setAnnotation("golden");
    bench.done(bench.api.reconfigVM_Task(template, spec));
    spec.setMemoryMB(4096L);
    assertThat(bench.fault(bench.api.reconfigVM_Task(template, spec)))
        .isInstanceOf(NotSupported.class);
    assertThat(bench.fault(bench.api.powerOnVM_Task(template, null)))
        .isInstanceOf(NotSupported.class);
  }

  @Test
  void whatRunsIsNotDestroyed() throws Exception {
    ManagedObjectReference vm = made("web");
    bench.done(bench.api.powerOnVM_Task(vm, null));
    assertThat(bench.fault(bench.api.destroy_Task(vm))).isInstanceOf(InvalidPowerState.class);
    bench.done(bench.api.powerOffVM_Task(vm));
    bench.done(bench.api.destroy_Task(vm));
    assertThat(bench.find("DC0/vm/web")).isNull();
    assertThat(bench.simulator.datastores().of(datastore("ds1"))).doesNotContainKey("web");
  }

  private Managed datastore(String name) throws RemoteException {
    return bench.simulator.world().need(bench.find("DC0/datastore/" + name));
  }

  @Test
  void oneTaskAtATimeChangesAVm() throws Exception {
    ManagedObjectReference vm = made("web");
    ManagedObjectReference first = bench.api.powerOnVM_Task(vm, null);
    TaskInProgress refused =
        (TaskInProgress) bench.fault(bench.api.reconfigVM_Task(vm, new VirtualMachineConfigSpec()));
    assertThat(refused.getTask()).isEqualTo(first);
  }

  @Test
  void aDiskInASnapshotStaysAttached() throws Exception {
    ManagedObjectReference vm = made("web");
    bench.done(bench.api.createSnapshot_Task(vm, "s", "", false, false));
    assertThat(bench.fault(bench.api.reconfigVM_Task(vm, removal(2000))))
        .isInstanceOf(GenericVmConfigFault.class);
    assertThat(bench.fault(bench.api.reconfigVM_Task(vm, growth(disk(vm), 20))))
        .isInstanceOf(InvalidDeviceSpec.class);
    bench.done(bench.api.removeAllSnapshots_Task(vm, true));
    assertThat(VmFiles.file(disk(vm))).isEqualTo("[ds1] web/web.vmdk");
    bench.done(bench.api.reconfigVM_Task(vm, removal(2000)));
    assertThat(disk(vm)).isNull();
  }

  @Test
  void theGuestHasTheAddressThatItsMetadataGives() throws Exception {
    VirtualMachineCloneSpec spec = linked("esx-1");
    spec.setPowerOn(true);
    ManagedObjectReference vm = bench.done(bench.clone("ubuntu", "web", spec));
    assertThat(bench.read(vm, "guest.toolsRunningStatus")).isEqualTo("guestToolsNotRunning");
    bench.simulator.finish();
    Bench again = new Bench(bench.simulator);
    assertThat(again.read(vm, "guest.toolsRunningStatus")).isEqualTo("guestToolsRunning");
    assertThat((String) again.read(vm, "guest.ipAddress")).startsWith("10.");
  }

  @Test
  void anUnknownMethodIsNamed() {
    assertThatThrownBy(() -> bench.api.retrieveHardwareUptime(bench.content.getSessionManager()))
        .hasMessage(
            "the simulator has no method `RetrieveHardwareUptime` (called on a SessionManager)");
  }

  /** What adds empty disks, at the units from 1 of the first SCSI controller. */
  private static VirtualDeviceConfigSpec[] additions(int count) {
    VirtualDeviceConfigSpec[] all = new VirtualDeviceConfigSpec[count];
    for (int i = 0; i < count; i++) {
      VirtualDisk disk = new VirtualDisk();
      disk.setKey(-1 - i);
      disk.setControllerKey(1000);
      disk.setUnitNumber(1 + i);
      disk.setCapacityInKB(1 << 20);
      VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
      backing.setFileName("");
      backing.setThinProvisioned(true);
      disk.setBacking(backing);
      all[i] = new VirtualDeviceConfigSpec();
      all[i].setOperation(VirtualDeviceConfigSpecOperation.add);
      all[i].setFileOperation(VirtualDeviceConfigSpecFileOperation.create);
      all[i].setDevice(disk);
    }
    return all;
  }

  private List<String> files(ManagedObjectReference vm) throws RemoteException {
    return VmFiles.disks(config(vm)).stream().map(VmFiles::file).toList();
  }

  @Test
  void noTwoDisksOfACloneGetTheSameFile() throws Exception {
    VirtualMachineCloneSpec spec = linked("esx-1");
    spec.getConfig().setDeviceChange(additions(2));

    ManagedObjectReference vm = bench.done(bench.clone("ubuntu", "web", spec));

    assertThat(files(vm))
        .containsExactly("[ds1] web/web.vmdk", "[ds1] web/web_1.vmdk", "[ds1] web/web_2.vmdk");

    ManagedObjectReference copy =
        bench.done(bench.clone("web", "copy", bench.cloneSpec("esx-1", "ds1")));
    assertThat(files(copy))
        .containsExactly(
            "[ds1] copy/copy.vmdk", "[ds1] copy/copy_1.vmdk", "[ds1] copy/copy_2.vmdk");
  }

  @Test
  void theNameOfARemovedMiddleDiskIsGivenAgainAndNoOther() throws Exception {
    VirtualMachineCloneSpec spec = bench.cloneSpec("esx-1", "ds1");
    spec.getConfig().setDeviceChange(additions(2));
    ManagedObjectReference vm = bench.done(bench.clone("plain", "web", spec));
    VirtualMachineConfigSpec removal = removal(2001);
    removal.getDeviceChange()[0].setFileOperation(VirtualDeviceConfigSpecFileOperation.destroy);
    bench.done(bench.api.reconfigVM_Task(vm, removal));
    VirtualMachineCloneSpec more = bench.cloneSpec("esx-1", "ds1");
    more.getConfig().setDeviceChange(additions(1));

    ManagedObjectReference copy = bench.done(bench.clone("web", "copy", more));

    assertThat(files(copy))
        .containsExactly(
            "[ds1] copy/copy.vmdk", "[ds1] copy/copy_1.vmdk", "[ds1] copy/copy_2.vmdk");
    VirtualMachineConfigSpec swap = new VirtualMachineConfigSpec();
    swap.setDeviceChange(additions(1));
    bench.done(bench.api.reconfigVM_Task(vm, swap));
    assertThat(files(vm))
        .containsExactlyInAnyOrder(
            "[ds1] web/web.vmdk", "[ds1] web/web_1.vmdk", "[ds1] web/web_2.vmdk");
  }

  @Test
  void disksOfOneNameFromTwoFoldersGetNamesOfTheirOwnWhereTheyAreMovedTo() throws Exception {
    ManagedObjectReference vm = made("web");
    ManagedObjectReference other = made("other");
    VirtualMachineConfigSpec loose = removal(2000);
    bench.done(bench.api.reconfigVM_Task(other, loose));
    bench.done(
        bench.api.moveVirtualDisk_Task(
            bench.content.getVirtualDiskManager(),
            "[ds1] other/other.vmdk",
            bench.find("DC0"),
            "[ds1] other/web.vmdk",
            bench.find("DC0"),
            false,
            null));
    VirtualDeviceConfigSpec[] attached = additions(1);
    attached[0].setFileOperation(null);
    ((VirtualDiskFlatVer2BackingInfo) attached[0].getDevice().getBacking())
        .setFileName("[ds1] other/web.vmdk");
    VirtualMachineConfigSpec attach = new VirtualMachineConfigSpec();
    attach.setDeviceChange(attached);
    bench.done(bench.api.reconfigVM_Task(vm, attach));
    VirtualMachineRelocateSpec move = new VirtualMachineRelocateSpec();
    move.setDatastore(bench.find("DC0/datastore/local1"));
    move.setHost(bench.find("DC0/host/C0/esx-1"));

    bench.done(bench.api.relocateVM_Task(vm, move, null));

    assertThat(files(vm)).containsExactly("[local1] web/web.vmdk", "[local1] web/web_1.vmdk");
  }
}
