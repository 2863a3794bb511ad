package dev.provision.modules.instances.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConnectInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import dev.provision.modules.instances.InstanceKind;
import dev.provision.modules.instances.Machines;
import dev.provision.modules.instances.Machines.Playbook;
import dev.provision.modules.instances.VmNotes;
import dev.provision.modules.instances.World;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.InstanceSpec.OnImageChange;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.InstanceSpec.UserDataChange;
import dev.provision.modules.instances.vm.NicModel;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.Common;
import dev.provision.spi.Effect;
import dev.provision.spi.Field;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Value;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InstanceDiffTest {
  private final Playbook playbook = new Playbook().nic("eth0");
  private final Item vm = Machines.made(playbook);

  private List<Change> diff(Item seen) {
    return new InstanceKind().diff(playbook.desired(), Machines.state(seen));
  }

  private VirtualDevice[] devices() {
    return ((VirtualHardware) vm.properties().get(Devices.HARDWARE)).getDevice();
  }

  private Item withDevices(VirtualDevice... devices) {
    return World.with(vm, Devices.HARDWARE, Machines.hardware(2, 2048, devices));
  }

  @Test
  void aVmAsItWasClonedDoesNotDiffer() {
    assertThat(diff(vm)).isEmpty();
  }

  @Test
  void moreCpusOnARunningVmWithoutHotAddNeedPowerOff() {
    playbook.vcpus = 4;
    assertThat(diff(vm))
        .containsExactly(
            new Change(
                "vcpus", "2", "4", Effect.NEEDS_POWER_OFF, false, "CPU hot-add is disabled"));
  }

  @Test
  void moreCpusAreAddedHotWhereTheVmAllowsIt() {
    playbook.vcpus = 4;
    assertThat(diff(World.with(vm, "config.cpuHotAddEnabled", true)))
        .containsExactly(Change.inPlace("vcpus", "2", "4"));
  }

  @Test
  void fewerCpusNeedPowerOffEvenWithHotAdd() {
    playbook.vcpus = 1;
    assertThat(diff(World.with(vm, "config.cpuHotAddEnabled", true)))
        .containsExactly(
            new Change(
                "vcpus",
                "2",
                "1",
                Effect.NEEDS_POWER_OFF,
                false,
                "CPUs cannot be taken away while it runs"));
  }

  @Test
  void memoryOfAVmThatIsOffChangesInPlace() {
    playbook.ram = DataSize.ofGibibytes(4);
    playbook.power = Power.OFF;
    assertThat(diff(World.with(vm, Vm.POWER, VirtualMachinePowerState.poweredOff)))
        .containsExactly(Change.inPlace("ram", "2 GiB", "4 GiB"));
  }

  @Test
  void memoryHotAddKeepsToTheLimitAndTheStepOfTheVm() {
    Item hot = World.with(vm, "config.memoryHotAddEnabled", true);
    hot = World.with(hot, "config.hotPlugMemoryLimit", 4096L);
    hot = World.with(hot, "config.hotPlugMemoryIncrementSize", 128L);
    playbook.ram = DataSize.ofGibibytes(4);
    assertThat(diff(hot)).containsExactly(Change.inPlace("ram", "2 GiB", "4 GiB"));
    playbook.ram = DataSize.ofGibibytes(8);
    assertThat(diff(hot))
        .containsExactly(
            Change.inPlace("ram", "2 GiB", "8 GiB")
                .with(Effect.NEEDS_POWER_OFF, "memory hot-add ends at 4 GiB"));
    playbook.ram = DataSize.ofMebibytes(2052);
    assertThat(diff(hot))
        .containsExactly(
            Change.inPlace("ram", "2 GiB", "2052 MiB")
                .with(Effect.NEEDS_POWER_OFF, "memory hot-add goes in steps of 128 MiB"));
  }

  @Test
  void hotAddFlagsAndSocketsAreCold() {
    playbook.cpuHotAdd = Optional.of(true);
    playbook.cores = Optional.of(2);
    assertThat(diff(vm))
        .containsExactly(
            Change.inPlace("cores_per_socket", "1", "2")
                .with(Effect.NEEDS_POWER_OFF, "sockets are fixed while it runs"),
            Change.inPlace("cpu_hot_add", "false", "true")
                .with(Effect.NEEDS_POWER_OFF, "hot-add is switched while it is off"));
  }

  @Test
  void aLargerDiskGrowsInPlaceAndASmallerOneIsRefused() {
    playbook.disk = Optional.of(DataSize.ofGibibytes(20));
    assertThat(diff(vm)).containsExactly(Change.inPlace("disk", "10 GiB", "20 GiB"));
    assertThat(
            diff(
                withDevices(
                    Machines.scsi(),
                    Machines.disk(0, 40, "[nas1] web-1/web-1.vmdk"),
                    devices()[2])))
        .containsExactly(
            Change.inPlace("disk", "40 GiB", "20 GiB")
                .with(Effect.REFUSED, "a disk cannot shrink"));
  }

  @Test
  void theDiskOfALinkedCloneGrowsInPlaceAndOneWithASnapshotIsRefused() {
    playbook.disk = Optional.of(DataSize.ofGibibytes(20));
    VirtualMachineSnapshotInfo snapshot = new VirtualMachineSnapshotInfo();
    snapshot.setRootSnapshotList(
        new VirtualMachineSnapshotTree[] {new VirtualMachineSnapshotTree()});
    assertThat(diff(World.with(vm, "snapshot", snapshot)))
        .extracting(Change::effect, Change::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Effect.REFUSED, "a disk with a snapshot cannot grow"));
    VirtualDisk linked = Machines.disk(0, 10, "[nas1] web-1/web-1.vmdk");
    ((VirtualDiskFlatVer2BackingInfo) linked.getBacking())
        .setParent(new VirtualDiskFlatVer2BackingInfo());
    assertThat(diff(withDevices(Machines.scsi(), linked, devices()[2])))
        .extracting(Change::effect, Change::reason)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Effect.IN_PLACE, ""));
  }

  @Test
  void aNicThatIsDeclaredLaterIsAddedWithItsMetaData() {
    playbook.nic("eth1");
    assertThat(diff(vm))
        .extracting(Change::field, Change::before)
        .startsWith(org.assertj.core.groups.Tuple.tuple("networks.eth1", "(absent)"))
        .extracting(t -> t.toList().get(0))
        .containsExactly("networks.eth1", "meta_data");
    assertThat(diff(vm).get(0))
        .isEqualTo(Change.inPlace("networks.eth1", "(absent)", "VM Network, vmxnet3"));
  }

  @Test
  void aNicThatIsNoLongerDeclaredIsRemoved() {
    playbook.nic("eth1");
    Item two = Machines.made(playbook);
    playbook.networks.remove("eth1");
    assertThat(diff(two).get(0))
        .isEqualTo(Change.inPlace("networks.eth1", "VM Network, vmxnet3", "(absent)"));
  }

  @Test
  void aNicThatSomebodyAddedIsLeftAloneWithANote() {
    Item three =
        withDevices(
            devices()[0],
            devices()[1],
            devices()[2],
            Machines.nic(4007, "00:50:56:99:99:99", "VM Network"));
    assertThat(diff(three)).isEmpty();
    assertThat(
            VmNotes.of(
                playbook.desired(),
                new Observation.Present<>(
                    Machines.state(three), "/DC0/vm/ci/web-1", Observation.Ownership.OWNED)))
        .containsExactly(
            "a NIC that is not declared is left alone: 00:50:56:99:99:99 on `VM Network`");
  }

  @Test
  void nicsAreMatchedByMacAndNotByOrder() {
    playbook.networks.put(
        "eth1",
        new NicSpec(
            new Ref("back"),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            NicModel.VMXNET3));
    Item two = Machines.made(playbook);
    VirtualDevice[] devices =
        ((VirtualHardware) two.properties().get(Devices.HARDWARE)).getDevice();
    int key = devices[2].getKey();
    devices[2].setKey(devices[3].getKey());
    devices[3].setKey(key);
    assertThat(diff(two)).isEmpty();
  }

  @Test
  void anotherNetworkIsOneFieldOfTheNic() {
    VirtualDevice[] devices = devices();
    ((com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo) devices[2].getBacking())
        .setDeviceName("Elsewhere");
    assertThat(diff(withDevices(devices)))
        .containsExactly(Change.inPlace("networks.eth0.network", "Elsewhere", "VM Network"));
  }

  private static VirtualEthernetCard cable(VirtualDevice card, boolean in, boolean wakes) {
    VirtualDeviceConnectInfo info = new VirtualDeviceConnectInfo();
    info.setStartConnected(in);
    info.setConnected(in);
    info.setAllowGuestControl(true);
    card.setConnectable(info);
    ((VirtualEthernetCard) card).setWakeOnLanEnabled(wakes);
    return (VirtualEthernetCard) card;
  }

  @Test
  void aCableThatSomebodyPulledIsPutBack() {
    VirtualDevice[] devices = devices();
    devices[2] = cable(devices[2], false, false);
    assertThat(diff(withDevices(devices)))
        .containsExactly(
            Change.inPlace("networks.eth0.connected", "false", "true"),
            Change.inPlace("networks.eth0.wake_on_lan", "false", "true"));
  }

  @Test
  void anAdoptedVmKeepsItsCablesUnlessThePlaybookSpeaksOfThem() {
    VirtualDevice[] devices = devices();
    devices[2] = cable(devices[2], false, false);
    Item adopted = Machines.withMark(withDevices(devices), Marks.ADOPTED, "true");
    assertThat(diff(adopted)).isEmpty();
  }

  @Test
  void anSrIovCardComesWhileTheVmIsOff() {
    playbook.networks.put(
        "eth0",
        new NicSpec(
            new Ref("private"),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            NicModel.SRIOV));
    assertThat(diff(vm))
        .containsExactly(
            Change.inPlace("networks.eth0.model", "vmxnet3", "sriov")
                .with(Effect.NEEDS_POWER_OFF, "an SR-IOV card comes and goes while it is off"));
  }

  @Test
  void theDevicesOfASuspendedVmCannotBeChanged() {
    playbook.networks.put(
        "eth0",
        new NicSpec(
            new Ref("back"),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            NicModel.VMXNET3));
    playbook.nic("eth1");
    assertThat(diff(World.with(vm, Vm.POWER, VirtualMachinePowerState.suspended)))
        .filteredOn(change -> change.field().startsWith("networks."))
        .extracting(Change::field, Change::effect, Change::reason)
        .containsExactly(
            tuple("networks.eth0.network", Effect.NEEDS_POWER_OFF, "it is suspended"),
            tuple("networks.eth1", Effect.NEEDS_POWER_OFF, "it is suspended"));
  }

  @Test
  void aMacThatVCenterMadeComesIntoTheMarkAndTheMetaData() {
    playbook.networks.put("eth0", Playbook.nic(Optional.empty(), Optional.of("generated")));
    Item made = Machines.made(playbook);
    assertThat(diff(made)).extracting(Change::field).containsExactly("meta_data", "marks");
  }

  @Test
  void aVmThatSomebodySwitchedOffIsSwitchedOnAndOneDeclaredOffPowersOff() {
    assertThat(diff(World.with(vm, Vm.POWER, VirtualMachinePowerState.poweredOff)))
        .containsExactly(Change.inPlace("power", "off", "on"));
    playbook.power = Power.OFF;
    assertThat(diff(vm))
        .containsExactly(Change.inPlace("power", "on", "off").with(Effect.POWERS_OFF, ""));
  }

  @Test
  void anotherNameAndFolderAreDrift() {
    Item moved = World.with(World.with(vm, "name", "renamed"), "parent", World.ROOT);
    assertThat(diff(moved))
        .containsExactly(
            Change.inPlace("name", "renamed", "web-1"),
            Change.inPlace("folder", "/", "/DC0/vm/ci"));
  }

  @Test
  void anotherHostIsNoDrift() {
    assertThat(diff(World.with(vm, "runtime.host", World.ref("HostSystem", "host-9")))).isEmpty();
  }

  @Test
  void otherUserDataIsIgnoredRerunOrReplacesAsDeclared() {
    playbook.userData = Optional.of(Value.known(new Content("#cloud-config\n")));
    assertThat(diff(vm)).isEmpty();
    playbook.userDataChange = UserDataChange.REPLACE;
    assertThat(diff(vm))
        .containsExactly(
            Change.inPlace("user_data", "(absent)", "14 characters, sha256 88c95955")
                .with(Effect.REPLACES_AS_DECLARED, "user_data_change is replace"));
    playbook.userDataChange = UserDataChange.RERUN;
    assertThat(diff(vm))
        .extracting(Change::field, Change::effect)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("user_data", Effect.IN_PLACE),
            org.assertj.core.groups.Tuple.tuple("meta_data", Effect.IN_PLACE));
  }

  @Test
  void userDataThatIsNotKnownYetReplacesNothing() {
    playbook.userData = Optional.of(new Value.Deferred<>("${instances.db.ip}"));
    playbook.userDataChange = UserDataChange.REPLACE;
    assertThat(diff(vm)).isEmpty();
    InstanceState state = Machines.state(vm);
    assertThat(
            new InstanceKind()
                .notes(
                    playbook.desired(),
                    new Observation.Present<>(state, "/DC0/vm/ci/web-1", Ownership.OWNED)))
        .containsExactly(
            "user_data is known after apply; if it is another one then, plan again replaces it");
  }

  @Test
  void secretUserDataIsASensitiveChange() {
    playbook.userData = Optional.of(Value.known(new Content("password")));
    playbook.userDataChange = UserDataChange.REPLACE;
    playbook.fields.put("user_data", new Field(Machines.AT, true, List.of()));
    assertThat(diff(vm)).extracting(Change::sensitive).containsExactly(true);
  }

  @Test
  void anotherImageIsANoteUnlessReplacementIsDeclared() {
    playbook.imageVersion = "sha256:bb";
    assertThat(diff(vm)).isEmpty();
    playbook.onImageChange = OnImageChange.REPLACE;
    assertThat(diff(vm))
        .containsExactly(
            Change.inPlace("image", "sha256:aa", "sha256:bb")
                .with(Effect.REPLACES_AS_DECLARED, "on_image_change is replace"));
  }

  @Test
  void protectionIsKeptInTheMarks() {
    playbook.common =
        new Common(false, List.of(), Set.of(), true, false, Optional.empty(), Optional.empty());
    assertThat(diff(vm))
        .containsExactly(Change.inPlace("marks", "provision.protect=", "provision.protect=true"));
  }

  @Test
  void anAdoptedVmKeepsItsUuidAndIsGivenNothingThatIsNotDeclared() {
    Item adopted = World.with(vm, Vm.UUID, "50000000-0000-0000-0000-000000000001");
    InstanceState state = Machines.state(adopted);
    adopted =
        World.with(
            adopted,
            "config.extraConfig",
            Marks.options(VmMarks.forAdoption(playbook.desired(), state, "run2")));
    assertThat(Marks.of(adopted, Marks.UUID)).isEqualTo("50000000-0000-0000-0000-000000000001");
    assertThat(diff(adopted)).isEmpty();
  }

  /** Everything that the plan asks is answered from what it read once. */
  @Test
  void aPlanReadsTheVmOnce() {
    playbook.annotation = Optional.of("new");
    World world = new World(vm, Machines.template());
    InstanceKind kind = new InstanceKind();
    Observation<InstanceState> seen = kind.observe(Machines.WEB, playbook.desired(), world);
    assertThat(world.readings).isEqualTo(1);
    assertThat(kind.problems(playbook.desired(), seen, world)).isEmpty();
    InstanceState state = ((Observation.Present<InstanceState>) seen).state();
    List<Change> changes = kind.diff(playbook.desired(), state);
    assertThat(changes).containsExactly(Change.inPlace("annotation", "(absent)", "new"));
    assertThat(kind.notes(playbook.desired(), seen)).isEmpty();
    assertThat(kind.demandToMove(Machines.WEB, playbook.desired(), state, changes, world))
        .isEmpty();
    assertThat(kind.before(playbook.desired(), seen, world)).isEmpty();
    assertThat(kind.owned(Machines.CI, world)).singleElement().extracting("state").isEqualTo(state);
    assertThat(world.readings).isEqualTo(1);
  }
}
