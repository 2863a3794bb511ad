package dev.provision.modules.instances.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import dev.provision.modules.instances.InstanceKind;
import dev.provision.modules.instances.Machines;
import dev.provision.modules.instances.Machines.Playbook;
import dev.provision.modules.instances.Recorder;
import dev.provision.modules.instances.World;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.NicModel;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstanceWritesTest {
  private final InstanceKind kind = new InstanceKind();
  private final Playbook playbook = new Playbook().nic("eth0");
  private final Item vm = Machines.made(playbook);

  private Recorder update(Item seen) throws Exception {
    Recorder write = new Recorder(new World(seen));
    InstanceState state = Machines.state(seen);
    List<Change> changes = kind.diff(playbook.desired(), state);
    kind.update(Machines.WEB, playbook.desired(), state, changes, Optional.empty(), write);
    return write;
  }

  @Test
  void hotChangesAreOneReconfigureGuardedByTheVersionThatWasRead() throws Exception {
    playbook.vcpus = 4;
    playbook.nic("eth1");
    playbook.annotation = Optional.of("new");
    playbook.disk = Optional.of(DataSize.ofGibibytes(20));
    Recorder write = update(World.with(vm, "config.cpuHotAddEnabled", true));
    assertThat(write.methods()).containsExactly("ReconfigVM_Task");
    VirtualMachineConfigSpec spec = write.spec("ReconfigVM_Task", VirtualMachineConfigSpec.class);
    assertThat(spec.getChangeVersion()).isEqualTo("7");
    assertThat(spec.getNumCPUs()).isEqualTo(4);
    assertThat(spec.getMemoryMB()).isNull();
    assertThat(spec.getAnnotation()).isEqualTo("new");
    assertThat(spec.getDeviceChange())
        .extracting(change -> change.getOperation())
        .containsExactly(
            VirtualDeviceConfigSpecOperation.add, VirtualDeviceConfigSpecOperation.edit);
    assertThat(spec.getExtraConfig())
        .extracting(OptionValue::getKey)
        .containsExactly("guestinfo.metadata", "guestinfo.metadata.encoding", Marks.NICS);
    assertThat(write.touched).containsExactly(vm.ref());
  }

  @Test
  void coldChangesAreMadeBetweenPowerOffAndPowerOnWithoutTheVersionThatPowerMoves()
      throws Exception {
    playbook.ram = DataSize.ofGibibytes(4);
    Recorder write = update(vm);
    assertThat(write.methods())
        .containsExactly("PowerOffVM_Task", "ReconfigVM_Task", "PowerOnVM_Task");
    VirtualMachineConfigSpec spec = write.spec("ReconfigVM_Task", VirtualMachineConfigSpec.class);
    assertThat(spec.getChangeVersion()).isNull();
    assertThat(spec.getMemoryMB()).isEqualTo(4096L);
  }

  private List<String> refused(Item seen, Recorder write, String message) {
    InstanceState state = Machines.state(seen);
    List<Change> changes = kind.diff(playbook.desired(), state);
    assertThatThrownBy(
            () ->
                kind.update(
                    Machines.WEB, playbook.desired(), state, changes, Optional.empty(), write))
        .isInstanceOf(ModuleException.class)
        .hasMessage(message);
    return write.methods();
  }

  @Test
  void aVmWhoseColdChangeIsRefusedIsSwitchedOnAgainBeforeThatIsTold() {
    playbook.ram = DataSize.ofGibibytes(4);
    Recorder write =
        new Recorder(new World(vm))
            .failing("ReconfigVM_Task", ModuleException.refused("no such memory"));
    assertThat(
            refused(
                vm,
                write,
                "no such memory; it had been switched off for this and was switched on again"))
        .containsExactly("PowerOffVM_Task", "ReconfigVM_Task", "PowerOnVM_Task");
    assertThat(write.awaited).endsWith("PowerOnVM_Task");
  }

  @Test
  void aVmThatCannotBeSwitchedOnAgainIsToldToBeOff() {
    playbook.ram = DataSize.ofGibibytes(4);
    Recorder write =
        new Recorder(new World(vm))
            .failing("ReconfigVM_Task", ModuleException.refused("no such memory"))
            .failing("PowerOnVM_Task", ModuleException.refused("no host has room"));
    refused(
        vm,
        write,
        "no such memory; it was switched off for this and is still off: no host has room");
  }

  @Test
  void aVmOfACancelledRunIsSwitchedOnAgainWithoutWaitingForIt() {
    playbook.ram = DataSize.ofGibibytes(4);
    Recorder write =
        new Recorder(new World(vm))
            .failing(
                "ReconfigVM_Task",
                new ModuleException(ModuleException.Kind.CANCELLED, "cancelled", null));
    assertThat(
            refused(
                vm,
                write,
                "cancelled; it had been switched off for this and was switched on again"))
        .containsExactly("PowerOffVM_Task", "ReconfigVM_Task", "PowerOnVM_Task");
    assertThat(write.awaited).containsExactly("PowerOffVM_Task", "ReconfigVM_Task");
  }

  @Test
  void aVmThatIsToBeOffStaysOffWhenItsChangeIsRefused() {
    playbook.ram = DataSize.ofGibibytes(4);
    playbook.power = Power.OFF;
    Recorder write =
        new Recorder(new World(vm))
            .failing("ReconfigVM_Task", ModuleException.refused("no such memory"));
    assertThat(refused(vm, write, "no such memory"))
        .containsExactly("PowerOffVM_Task", "ReconfigVM_Task");
  }

  @Test
  void aVmThatIsDeclaredOffIsNotSwitchedOnAgain() throws Exception {
    playbook.ram = DataSize.ofGibibytes(4);
    playbook.power = Power.OFF;
    assertThat(update(vm).methods()).containsExactly("PowerOffVM_Task", "ReconfigVM_Task");
  }

  @Test
  void onlyTheChangesThatWereAllowedAreMade() throws Exception {
    playbook.vcpus = 4;
    Recorder write = new Recorder(new World(vm));
    kind.update(
        Machines.WEB,
        playbook.desired(),
        Machines.state(vm),
        List.of(VmField.NAME.changes("web-1", "web-1")),
        Optional.empty(),
        write);
    assertThat(write.methods()).containsExactly("Rename_Task");
  }

  @Test
  void aVmThatIsOffIsSuspendedByWayOfOn() throws Exception {
    playbook.power = Power.SUSPENDED;
    assertThat(update(World.with(vm, Vm.POWER, VirtualMachinePowerState.poweredOff)).methods())
        .containsExactly("PowerOnVM_Task", "SuspendVM_Task");
  }

  @Test
  void aRenamedAndMovedVmIsBroughtBack() throws Exception {
    Recorder write = update(World.with(World.with(vm, "name", "x"), "parent", World.ROOT));
    assertThat(write.methods()).containsExactly("Rename_Task", "MoveIntoFolder_Task");
    assertThat(write.sent.get(1).self()).isEqualTo(World.FOLDER);
  }

  @Test
  void anotherModelIsAnotherDeviceWithTheSameMac() throws Exception {
    playbook.networks.put(
        "eth0",
        new NicSpec(
            new dev.provision.spi.schema.Ref("private"),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            NicModel.E1000E));
    VirtualMachineConfigSpec spec =
        update(vm).spec("ReconfigVM_Task", VirtualMachineConfigSpec.class);
    assertThat(spec.getDeviceChange())
        .extracting(change -> change.getOperation(), change -> change.getDevice().getClass())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                VirtualDeviceConfigSpecOperation.remove, com.vmware.vim25.VirtualVmxnet3.class),
            org.assertj.core.groups.Tuple.tuple(
                VirtualDeviceConfigSpecOperation.add, com.vmware.vim25.VirtualE1000e.class));
  }

  /** A manual MAC of vCenter's own range is refused when the VM is powered on. */
  @Test
  void anotherModelLeavesAMacThatVCenterGaveToVCenter() throws Exception {
    VirtualEthernetCard assigned = Machines.nic(4000, "00:50:56:8a:00:01", "VM Network");
    assigned.setAddressType("assigned");
    Item seen =
        World.with(
            Machines.withMark(
                vm,
                Marks.NICS,
                "{\"eth0\":{\"mac\":\"00:50:56:8a:00:01\",\"network\":\"private\"}}"),
            Devices.HARDWARE,
            Machines.hardware(
                2, 2048, Machines.scsi(), Machines.disk(0, 10, "[nas1] a/a.vmdk"), assigned));
    playbook.networks.put(
        "eth0",
        new NicSpec(
            new dev.provision.spi.schema.Ref("private"),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.of(NicSpec.GENERATED),
            NicModel.E1000E));
    VirtualMachineConfigSpec spec =
        update(seen).spec("ReconfigVM_Task", VirtualMachineConfigSpec.class);
    assertThat(spec.getDeviceChange())
        .extracting(change -> (VirtualEthernetCard) change.getDevice())
        .extracting(VirtualEthernetCard::getAddressType, VirtualEthernetCard::getMacAddress)
        .endsWith(org.assertj.core.groups.Tuple.tuple("assigned", "00:50:56:8a:00:01"));
  }

  @Test
  void whatIsOurOwnIsSwitchedOffAndDestroyed() throws Exception {
    Recorder write = new Recorder(new World(vm, Machines.template()));
    kind.delete(Machines.state(vm), write);
    assertThat(write.methods()).containsExactly("PowerOffVM_Task", "Destroy_Task");
  }

  private Item withForeignDisk() {
    VirtualDevice[] own = ((VirtualHardware) vm.properties().get(Devices.HARDWARE)).getDevice();
    VirtualDevice[] devices = Arrays.copyOf(own, own.length + 1);
    devices[own.length] = Machines.disk(1, 40, "[nas1] provision/volumes/ci/pgdata.vmdk");
    VirtualMachineSnapshotInfo snapshot = new VirtualMachineSnapshotInfo();
    snapshot.setRootSnapshotList(
        new VirtualMachineSnapshotTree[] {new VirtualMachineSnapshotTree()});
    return World.with(
        World.with(vm, Devices.HARDWARE, Machines.hardware(2, 2048, devices)),
        "snapshot",
        snapshot);
  }

  private static RetrieveResult devices(VirtualDevice... left) {
    DynamicProperty property = new DynamicProperty();
    property.setName(Devices.HARDWARE);
    property.setVal(Machines.hardware(2, 2048, left));
    ObjectContent content = new ObjectContent();
    content.setObj(World.ref("VirtualMachine", "vm-1"));
    content.setPropSet(new DynamicProperty[] {property});
    RetrieveResult result = new RetrieveResult();
    result.setObjects(new ObjectContent[] {content});
    return result;
  }

  @Test
  void aDiskThatIsNotItsOwnIsTakenOffAndReadBackBeforeAnythingIsDestroyed() throws Exception {
    Item two = withForeignDisk();
    Recorder write =
        new Recorder(new World(two))
            .answering("RetrievePropertiesEx", devices(Machines.disk(0, 10, "own")));
    kind.delete(Machines.state(two), write);
    assertThat(write.methods())
        .containsExactly(
            "PowerOffVM_Task",
            "RemoveAllSnapshots_Task",
            "ReconfigVM_Task",
            "RetrievePropertiesEx",
            "Destroy_Task");
    VirtualMachineConfigSpec spec = write.spec("ReconfigVM_Task", VirtualMachineConfigSpec.class);
    assertThat(spec.getDeviceChange()).hasSize(1);
    assertThat(spec.getDeviceChange()[0].getDevice().getKey()).isEqualTo(2001);
    assertThat(spec.getDeviceChange()[0].getFileOperation()).isNull();
  }

  @Test
  void nothingIsDestroyedWhileADiskThatIsNotItsOwnIsStillThere() {
    Item two = withForeignDisk();
    Recorder write =
        new Recorder(new World(two))
            .answering("RetrievePropertiesEx", devices(Machines.disk(1, 40, "foreign")));
    assertThatThrownBy(() -> kind.delete(Machines.state(two), write))
        .isInstanceOf(ModuleException.class)
        .hasMessage(
            "disk `[nas1] provision/volumes/ci/pgdata.vmdk` is not its own and is still attached"
                + " after it was detached; nothing was destroyed");
    assertThat(write.methods()).doesNotContain("Destroy_Task");
  }

  @Test
  void aDiskWhoseFileAnotherVmHasIsNeverDestroyed() throws Exception {
    VirtualDevice[] devices = ((VirtualHardware) vm.properties().get(Devices.HARDWARE)).getDevice();
    Item shared =
        World.with(
            vm,
            Devices.HARDWARE,
            Machines.hardware(
                2,
                2048,
                devices[0],
                Machines.disk(0, 10, "[nas1] ubuntu-aa/ubuntu-aa.vmdk"),
                devices[2]));
    Recorder write =
        new Recorder(new World(shared, Machines.template()))
            .answering("RetrievePropertiesEx", devices());
    kind.delete(Machines.state(shared), write);
    assertThat(write.methods())
        .containsExactly(
            "PowerOffVM_Task", "ReconfigVM_Task", "RetrievePropertiesEx", "Destroy_Task");
  }

  @Test
  void givingBackTakesTheMarksOffAndNothingElse() throws Exception {
    Recorder write = new Recorder(new World(vm));
    kind.release(Machines.state(vm), write);
    assertThat(write.methods()).containsExactly("ReconfigVM_Task");
    assertThat(write.spec("ReconfigVM_Task", VirtualMachineConfigSpec.class).getExtraConfig())
        .extracting(OptionValue::getKey, OptionValue::getValue)
        .containsExactlyElementsOf(
            Marks.KEYS.stream().map(key -> org.assertj.core.groups.Tuple.tuple(key, "")).toList());
  }
}
