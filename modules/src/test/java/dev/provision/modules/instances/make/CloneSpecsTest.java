package dev.provision.modules.instances.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualVmxnet3;
import dev.provision.modules.instances.InstanceKind;
import dev.provision.modules.instances.Machines;
import dev.provision.modules.instances.Machines.Playbook;
import dev.provision.modules.instances.Recorder;
import dev.provision.modules.instances.VmNotes;
import dev.provision.modules.instances.World;
import dev.provision.modules.instances.guest.GuestInfo;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec.CloneMode;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Value;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.placement.HostPlacement;
import dev.provision.vsphere.wire.VimFault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CloneSpecsTest {
  private static final HostPlacement AT =
      new HostPlacement(
          World.ref("HostSystem", "host-1"),
          "esx01",
          World.ref("Datastore", "local1"),
          "local1",
          new Place.Known(World.ref("ResourcePool", "pool-1")),
          Set.of());

  private final Playbook playbook = new Playbook().nic("eth0");

  private Recorder create() throws Exception {
    Recorder write = new Recorder(new World(Machines.template()));
    new InstanceKind().create(Machines.WEB, playbook.desired(), AT, write);
    return write;
  }

  private VirtualMachineCloneSpec spec() throws Exception {
    return create().spec("CloneVM_Task", VirtualMachineCloneSpec.class);
  }

  private static Map<String, Object> options(VirtualMachineCloneSpec spec) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (OptionValue option : spec.getConfig().getExtraConfig()) {
      options.put(option.getKey(), option.getValue());
    }
    return options;
  }

  @Test
  void oneCallMakesAnInstance() throws Exception {
    Recorder write = create();
    assertThat(write.methods()).containsExactly("CloneVM_Task");
    assertThat(write.sent.get(0).self()).isEqualTo(Machines.TEMPLATE);
    assertThat(write.sent.get(0).arguments()).startsWith(World.FOLDER, "web-1");
    assertThat(write.touched).containsExactly(World.ref("VirtualMachine", "vm-new"));
  }

  @Test
  void aLinkedCloneHangsOnTheSnapshotAndLiesWhereItsImageLies() throws Exception {
    VirtualMachineCloneSpec spec = spec();
    assertThat(spec.getSnapshot()).isEqualTo(Machines.SNAPSHOT);
    assertThat(spec.getLocation().getDiskMoveType()).isEqualTo("createNewChildDiskBacking");
    assertThat(spec.getLocation().getDatastore()).isEqualTo(Machines.DATASTORE);
    assertThat(spec.getLocation().getHost()).isEqualTo(World.ref("HostSystem", "host-1"));
    assertThat(spec.getLocation().getPool()).isEqualTo(World.ref("ResourcePool", "pool-1"));
    assertThat(spec.getLocation().getDeviceChange()).isNull();
    assertThat(spec.isPowerOn()).isTrue();
    assertThat(spec.isTemplate()).isFalse();
  }

  @Test
  void aFullCloneLiesWherePlacementSays() throws Exception {
    playbook.clone = CloneMode.FULL;
    VirtualMachineCloneSpec spec = spec();
    assertThat(spec.getSnapshot()).isNull();
    assertThat(spec.getLocation().getDiskMoveType())
        .isEqualTo("moveAllDiskBackingsAndDisallowSharing");
    assertThat(spec.getLocation().getDatastore()).isEqualTo(World.ref("Datastore", "local1"));
  }

  @Test
  void aLargerDiskOrAMissingSnapshotMakesTheCloneFullAndTheNoteSaysSo() throws Exception {
    Observation<InstanceState> absent = new Observation.Absent<>();
    playbook.disk = Optional.of(DataSize.ofGibibytes(20));
    assertThat(VmNotes.of(playbook.desired(), absent))
        .containsExactly("linked to a copy of the image of 20 GiB, made once for all on [nas1]");
    playbook.imageVersion = "5000-uuid@1";
    assertThat(spec().getLocation().getDiskMoveType())
        .isEqualTo("moveAllDiskBackingsAndDisallowSharing");
    assertThat(VmNotes.of(playbook.desired(), absent))
        .containsExactly(
            "full clone: its disk must be larger than the image's 10 GiB, which is used in"
                + " place");
    playbook.disk = Optional.empty();
    playbook.snapshot = Optional.empty();
    assertThat(VmNotes.of(playbook.desired(), absent))
        .containsExactly("full clone: the image has no snapshot");
  }

  @Test
  void theSizeIsInTheSpec() throws Exception {
    playbook.vcpus = 4;
    playbook.cores = Optional.of(2);
    playbook.cpuHotAdd = Optional.of(true);
    playbook.memoryHotAdd = Optional.of(false);
    playbook.annotation = Optional.of("the shop's front");
    var config = spec().getConfig();
    assertThat(config.getNumCPUs()).isEqualTo(4);
    assertThat(config.getNumCoresPerSocket()).isEqualTo(2);
    assertThat(config.getMemoryMB()).isEqualTo(2048L);
    assertThat(config.getCpuHotAddEnabled()).isTrue();
    assertThat(config.getMemoryHotAddEnabled()).isFalse();
    assertThat(config.getAnnotation()).isEqualTo("the shop's front");
    assertThat(config.getInstanceUuid())
        .isEqualTo(Identity.instanceUuid(Machines.CI, Machines.WEB));
  }

  @Test
  void theTemplatesNicsGoAndOursComeWithTheirMacs() throws Exception {
    VirtualDeviceConfigSpec[] changes = spec().getConfig().getDeviceChange();
    assertThat(changes).hasSize(2);
    assertThat(changes[0].getOperation()).isEqualTo(VirtualDeviceConfigSpecOperation.remove);
    assertThat(changes[0].getDevice().getKey()).isEqualTo(4000);
    assertThat(changes[1].getOperation()).isEqualTo(VirtualDeviceConfigSpecOperation.add);
    VirtualDevice added = changes[1].getDevice();
    assertThat(added).isInstanceOf(VirtualVmxnet3.class);
    assertThat(added.getKey()).isNegative();
    assertThat(((VirtualEthernetCard) added).getAddressType()).isEqualTo("manual");
    assertThat(((VirtualEthernetCard) added).getMacAddress())
        .isEqualTo(Identity.mac(Machines.CI, Machines.WEB, "eth0"));
    assertThat(((VirtualEthernetCardNetworkBackingInfo) added.getBacking()).getDeviceName())
        .isEqualTo("VM Network");
  }

  @Test
  void aLargerDiskIsGrownInBothUnits() throws Exception {
    playbook.imageVersion = "5000-uuid@1";
    playbook.disk = Optional.of(DataSize.ofGibibytes(20));
    VirtualDeviceConfigSpec[] changes = spec().getConfig().getDeviceChange();
    VirtualDisk disk = (VirtualDisk) changes[changes.length - 1].getDevice();
    assertThat(changes[changes.length - 1].getOperation())
        .isEqualTo(VirtualDeviceConfigSpecOperation.edit);
    assertThat(disk.getKey()).isEqualTo(2000);
    assertThat(disk.getCapacityInBytes()).isEqualTo(20L << 30);
    assertThat(disk.getCapacityInKB()).isEqualTo(20L << 20);
  }

  @Test
  void everyMarkAndEveryGuestinfoKeyIsSetAndUnusedOnesAreEmpty() throws Exception {
    Map<String, Object> options = options(spec());
    String uuid = Identity.instanceUuid(Machines.CI, Machines.WEB);
    String mac = Identity.mac(Machines.CI, Machines.WEB, "eth0");
    assertThat(options.keySet()).containsAll(Marks.KEYS).containsAll(GuestInfo.KEYS);
    assertThat(options)
        .containsEntry("provision.uuid", uuid)
        .containsEntry("provision.environment", "ci")
        .containsEntry("provision.address", "instance.web-1")
        .containsEntry("provision.image", "sha256:aa")
        .containsEntry(
            "provision.nics", "{\"eth0\":{\"mac\":\"" + mac + "\",\"network\":\"private\"}}")
        .containsEntry("provision.disks", "1000:0")
        .containsEntry("provision.run", "run1")
        .containsEntry("provision.expires", "")
        .containsEntry("provision.protect", "")
        .containsEntry("provision.adopted", "")
        .containsEntry("guestinfo.userdata", "")
        .containsEntry("guestinfo.vendordata", "")
        .containsEntry("guestinfo.metadata.encoding", "gzip+base64");
  }

  @Test
  void userDataReachesTheGuestAsItIsWritten() throws Exception {
    playbook.userData = Optional.of(Value.known(new Content("#cloud-config\nhostname: grün\n")));
    Map<String, String> options = new LinkedHashMap<>();
    options(spec()).forEach((key, value) -> options.put(key, value.toString()));
    assertThat(GuestInfo.decode(options, GuestInfo.USERDATA))
        .contains("#cloud-config\nhostname: grün\n");
  }

  @Test
  void aMachineThatIsDeclaredOffOrWaitsForAMacIsNotSwitchedOn() throws Exception {
    playbook.power = Power.OFF;
    assertThat(spec().isPowerOn()).isFalse();
    playbook.power = Power.ON;
    playbook.networks.put("eth0", Playbook.nic(Optional.empty(), Optional.of("generated")));
    assertThat(spec().isPowerOn()).isFalse();
  }

  @Test
  void userDataThatIsStillUnknownIsRefused() {
    playbook.userData = Optional.of(new Value.Deferred<>("${instances.db.ip}"));
    assertThatThrownBy(this::spec)
        .isInstanceOf(ModuleException.class)
        .hasMessage(
            "its user_data or meta_data reads an attribute that is still unknown;"
                + " `wait_for` of the resource that it names waits for an address");
  }

  @Test
  void anImageThatIsNotThereIsRefused() {
    playbook.template = Optional.empty();
    assertThatThrownBy(this::spec)
        .isInstanceOf(ModuleException.class)
        .hasMessage("image `ubuntu` is not there to be cloned");
  }

  @Test
  void aNameThatIsTakenIsLookedAtAgainWhenTheClonesThatRanHaveEnded() {
    VimFault fault = new VimFault(new DuplicateName(), "The name 'web-1' already exists.");
    TaskInfo ours = new TaskInfo();
    ours.setTask(World.ref("Task", "task-of-a-killed-run"));
    ours.setEntity(Machines.TEMPLATE);
    TaskInfo other = new TaskInfo();
    other.setTask(World.ref("Task", "task-on-something-else"));
    other.setEntity(World.ref("VirtualMachine", "vm-77"));
    Recorder write =
        new Recorder(new World(Machines.template()).running(ours).running(other))
            .failing(
                "CloneVM_Task",
                new ModuleException(
                    ModuleException.Kind.REFUSED, "The name 'web-1' already exists.", fault));
    assertThatThrownBy(() -> new InstanceKind().create(Machines.WEB, playbook.desired(), AT, write))
        .isInstanceOfSatisfying(
            ModuleException.class, e -> assertThat(e.kind()).isEqualTo(ModuleException.Kind.STALE));
    assertThat(write.awaited).containsExactly("CloneVM_Task", "task-of-a-killed-run");
  }
}
