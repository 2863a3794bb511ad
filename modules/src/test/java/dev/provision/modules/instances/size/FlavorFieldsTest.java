package dev.provision.modules.instances.size;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecFileOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineVideoCard;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.modules.instances.InstanceKind;
import dev.provision.modules.instances.InstanceResolving;
import dev.provision.modules.instances.Machines;
import dev.provision.modules.instances.Machines.Playbook;
import dev.provision.modules.instances.Recorder;
import dev.provision.modules.instances.World;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.parts.Reconfigure;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.ImageTraits;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Video memory, and disks besides the root disk, as they differ and as they are asked for. */
class FlavorFieldsTest {
  private final Playbook playbook = new Playbook();
  private final Item vm = Machines.made(playbook);

  private static ImageTraits video(int mebibytes) {
    return new ImageTraits(
        Optional.empty(),
        mebibytes,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  private static VirtualDevice videoCard(long kib) {
    VirtualMachineVideoCard card = new VirtualMachineVideoCard();
    card.setKey(500);
    card.setVideoRamSizeInKB(kib);
    return card;
  }

  private static Item with(Item vm, VirtualDevice... more) {
    VirtualHardware hardware = (VirtualHardware) vm.properties().get(Devices.HARDWARE);
    List<VirtualDevice> devices = new ArrayList<>(Arrays.asList(hardware.getDevice()));
    devices.addAll(List.of(more));
    return World.with(
        vm,
        Devices.HARDWARE,
        Machines.hardware(
            hardware.getNumCPU(), hardware.getMemoryMB(), devices.toArray(VirtualDevice[]::new)));
  }

  private List<Change> diff(Item seen) {
    return new InstanceKind().diff(playbook.desired(), Machines.state(seen));
  }

  private VirtualMachineConfigSpec reconfigure(Item seen) throws Exception {
    InstanceState state = Machines.state(seen);
    return Reconfigure.of(
            playbook.desired(), state, diff(seen), true, new Recorder(new World(seen)))
        .orElseThrow();
  }

  @Test
  void moreVideoMemoryThanTheFlavorAllowsIsRefused() {
    playbook.traits = video(16);
    playbook.extraSpecs.put("hw_video:ram_max_mb", "8");
    assertThat(InstanceResolving.of(playbook.declaration(), playbook.resolved()).diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly(
            "image `ubuntu` asks for 16 MiB of video memory, flavor `m1.small` allows 8 MiB");
  }

  @Test
  void videoMemoryIsSetInTheCardThatIsThereWhileTheVmIsOff() throws Exception {
    playbook.traits = video(16);
    playbook.extraSpecs.put("hw_video:ram_max_mb", "64");
    Item seen = with(vm, videoCard(4096));
    assertThat(diff(seen))
        .containsExactly(
            new Change(
                "video_ram",
                "4 MiB",
                "16 MiB",
                Effect.NEEDS_POWER_OFF,
                false,
                "video memory is fixed while it runs"));
    VirtualMachineVideoCard card =
        (VirtualMachineVideoCard) reconfigure(seen).getDeviceChange()[0].getDevice();
    assertThat(card.getKey()).isEqualTo(500);
    assertThat(card.getVideoRamSizeInKB()).isEqualTo(16384);
    assertThat(diff(with(vm, videoCard(16384)))).isEmpty();
  }

  @Test
  void aDiskThatIsAddedNamesItsSlotInTheMarkOfTheSameCall() throws Exception {
    playbook.ephemeral = Optional.of(DataSize.ofGibibytes(5));
    playbook.swap = Optional.of(DataSize.ofMebibytes(256));
    assertThat(diff(vm))
        .containsExactly(
            Change.inPlace("ephemeral", "(absent)", "5 GiB"),
            Change.inPlace("swap", "(absent)", "256 MiB"));
    VirtualMachineConfigSpec spec = reconfigure(vm);
    assertThat(spec.getDeviceChange())
        .extracting(VirtualDeviceConfigSpec::getFileOperation)
        .containsExactly(
            VirtualDeviceConfigSpecFileOperation.create,
            VirtualDeviceConfigSpecFileOperation.create);
    assertThat(spec.getExtraConfig())
        .filteredOn(option -> option.getKey().equals(Marks.DISKS))
        .extracting(option -> option.getValue())
        .containsExactly("1000:0,1000:1=ephemeral0,1000:2=swap");
  }

  @Test
  void aDiskThatWaitedForItsSlotIsNamedOnceItIsSeen() {
    playbook.swap = Optional.of(DataSize.ofGibibytes(1));
    VirtualDisk disk = Machines.disk(3, 1, "[nas1] web-1/web-1_1.vmdk");
    Item seen = Machines.withMark(with(vm, disk), Marks.DISKS, "1000:0,=swap");
    assertThat(diff(seen))
        .containsExactly(
            Change.inPlace(
                "marks", "provision.disks=1000:0,=swap", "provision.disks=1000:0,1000:3=swap"));
  }

  @Test
  void aDiskThatIsTakenAwayIsDestroyedAndSomebodyHasToAllowIt() throws Exception {
    VirtualDisk disk = Machines.disk(1, 5, "[nas1] web-1/web-1_1.vmdk");
    Item seen = Machines.withMark(with(vm, disk), Marks.DISKS, "1000:0,1000:1=ephemeral0");
    assertThat(diff(seen))
        .containsExactly(
            new Change(
                "ephemeral",
                "5 GiB",
                "(absent)",
                Effect.LOSES_DATA,
                false,
                "the disk goes with all that is on it"));
    VirtualDeviceConfigSpec removal = reconfigure(seen).getDeviceChange()[0];
    assertThat(removal.getFileOperation()).isEqualTo(VirtualDeviceConfigSpecFileOperation.destroy);
    assertThat(removal.getDevice().getKey()).isEqualTo(2001);
    assertThat(diff(World.with(seen, Vm.POWER, VirtualMachinePowerState.suspended)))
        .filteredOn(change -> change.field().equals("ephemeral"))
        .extracting(Change::effect, Change::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Effect.REFUSED, "it is suspended; switch it on or off first"));
  }

  @Test
  void whatAFlavorDoesNotSayIsLeftAloneOnAnAdoptedMachine() {
    com.vmware.vim25.ResourceAllocationInfo limited = new com.vmware.vim25.ResourceAllocationInfo();
    limited.setLimit(500L);
    Item seen = World.with(vm, "config.cpuAllocation", limited);
    assertThat(diff(seen))
        .containsExactly(Change.inPlace("extra_specs.quota:cpu_limit", "500 MHz", "unlimited"));
    assertThat(diff(Machines.withMark(seen, Marks.ADOPTED, "true"))).isEmpty();
  }

  @Test
  void whatIsSetAsideIsAskedOfTheHost() {
    playbook.extraSpecs.putAll(
        Map.of("quota:memory_reservation", "512", "quota:cpu_reservation", "300"));
    playbook.swap = Optional.of(DataSize.ofGibibytes(1));
    var need =
        (dev.provision.vsphere.placement.VmNeed)
            new InstanceKind().demand(Machines.WEB, playbook.desired()).orElseThrow().need();
    assertThat(need.reserved().memory()).isEqualTo(DataSize.ofMebibytes(512));
    assertThat(need.reserved().mhz()).isEqualTo(300);
    assertThat(need.disk()).isEqualTo(DataSize.ofGibibytes(11));
  }
}
