package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.FileQuery;
import com.vmware.vim25.FileQueryFlags;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.HttpNfcLeaseState;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualE1000;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineDefinedProfileSpec;
import com.vmware.vim25.VirtualMachineFileInfo;
import com.vmware.vim25.VirtualMachineImportSpec;
import com.vmware.vim25.VirtualMachineProfileSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.VmDiskFileInfo;
import com.vmware.vim25.VmDiskFileQuery;
import com.vmware.vim25.VmDiskFileQueryFlags;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.Bench;
import dev.provision.vsphere.pbm.PbmPlacementCapabilityProfileRequirement;
import dev.provision.vsphere.pbm.PbmProfileId;
import dev.provision.vsphere.pbm.PbmServiceInstanceContent;
import dev.provision.vsphere.pbm.PbmStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where vcsim departs from the vSphere API reference in what we use: the one list of it. The
 * reference is what we follow; here stands why a test on vcsim sees calls that a vCenter would not
 * need, with the place in the source of govmomi v0.56.0, and a test that it is still so. When one
 * of these fails after an upgrade, its difference is gone and what was done about it can go too.
 */
@NeedsReferee
class VcsimDifferencesTest {
  private static final String SOURCE = "/DC0/vm/DC0_C0_RP0_VM0";

  @TempDir Path directory;
  private Referee referee;
  private Bench bench;
  private Vim vim;

  @BeforeEach
  void start() throws Exception {
    referee = Referee.start();
    bench = Bench.of(referee);
    bench.survey(new EnvironmentId("", "ci"));
    vim = Vim.of(bench.api());
  }

  @AfterEach
  void stop() {
    bench.close();
    referee.close();
  }

  private String id(String path) {
    return referee.govc("ls", "-i", path).strip();
  }

  private ManagedObjectReference ref(String path) {
    return Vim.ref(id(path));
  }

  private VirtualMachineConfigInfo cloned(String name, VirtualMachineCloneSpec spec)
      throws Exception {
    spec.getLocation().setPool(pool());
    TaskInfo ended = vim.ended(vim.api().cloneVM_Task(ref(SOURCE), folder(), name, spec));
    assertThat(ended.getState()).isEqualTo(TaskInfoState.success);
    return vim.config((ManagedObjectReference) ended.getResult());
  }

  private ManagedObjectReference pool() {
    return ref("/DC0/host/DC0_C0/Resources");
  }

  private ManagedObjectReference folder() {
    return Vim.ref(referee.govc("find", "-i", "/DC0", "-type", "f", "-name", "vm").strip());
  }

  private static VirtualMachineCloneSpec spec(VirtualMachineConfigSpec config) {
    VirtualMachineCloneSpec spec = new VirtualMachineCloneSpec();
    spec.setLocation(new VirtualMachineRelocateSpec());
    spec.setConfig(config);
    return spec;
  }

  private VirtualDisk disk(String path) {
    return disk(vim.config(ref(path)));
  }

  private static VirtualDisk disk(VirtualMachineConfigInfo config) {
    return Arrays.stream(config.getHardware().getDevice())
        .filter(VirtualDisk.class::isInstance)
        .map(VirtualDisk.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static VirtualDeviceConfigSpec edit(VirtualDevice device) {
    VirtualDeviceConfigSpec edit = new VirtualDeviceConfigSpec();
    edit.setOperation(VirtualDeviceConfigSpecOperation.edit);
    edit.setDevice(device);
    return edit;
  }

  private static VirtualMachineConfigSpec changing(VirtualDeviceConfigSpec device) {
    VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
    config.setDeviceChange(new VirtualDeviceConfigSpec[] {device});
    return config;
  }

  /**
   * simulator/virtual_machine.go:2822. Of a clone spec's config only extraConfig, the uuids,
   * numCPUs, memoryMB and deviceChange are taken; what else is declared costs one reconfigure, with
   * the VM off where it must be.
   */
  @Test
  void aCloneDropsAnnotationCoresPerSocketHotAddAndAllocations() throws Exception {
    VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
    config.setNumCPUs(2);
    config.setNumCoresPerSocket(2);
    config.setAnnotation("front");
    config.setCpuHotAddEnabled(true);
    config.setMemoryHotAddEnabled(true);
    ResourceAllocationInfo limited = new ResourceAllocationInfo();
    limited.setLimit(700L);
    config.setCpuAllocation(limited);
    config.setMemoryAllocation(limited);

    VirtualMachineConfigInfo clone = cloned("clone", spec(config));

    assertThat(clone.getHardware().getNumCPU()).isEqualTo(2);
    assertThat(clone.getHardware().getNumCoresPerSocket()).isNotEqualTo(2);
    assertThat(clone.getAnnotation()).isNotEqualTo("front");
    assertThat(clone.getCpuHotAddEnabled()).isNotEqualTo(true);
    assertThat(clone.getMemoryHotAddEnabled()).isNotEqualTo(true);
    assertThat(clone.getCpuAllocation().getLimit()).isNotEqualTo(700L);
    assertThat(clone.getMemoryAllocation().getLimit()).isNotEqualTo(700L);
  }

  /**
   * simulator/virtual_machine.go:2845. What deviceChange gets wrong is not said: the clone
   * succeeds, and what is missing shows when it is read again.
   */
  @Test
  void aCloneDoesNotSayThatADeviceChangeFailed() throws Exception {
    VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
    backing.setFileName("");
    backing.setDiskMode("persistent");
    VirtualDisk unknown = new VirtualDisk();
    unknown.setKey(4711);
    unknown.setBacking(backing);
    assertThat(cloned("clone", spec(changing(edit(unknown)))).getHardware().getDevice())
        .noneMatch(device -> device.getKey() == 4711);
  }

  /**
   * simulator/virtual_machine.go:2823. A vCenter's clone has the extraConfig of its source, and so
   * our marks; {@link GovcClient} writes them where a copy made by hand is meant.
   */
  @Test
  void aCloneDoesNotInheritExtraConfig() throws Exception {
    referee.govc("vm.change", "-vm", SOURCE, "-e", "provision.address=instance.web");

    VirtualMachineConfigInfo clone = cloned("clone", spec(null));

    OptionValue[] options = clone.getExtraConfig();
    assertThat(options == null ? List.of() : List.of(options))
        .noneMatch(option -> option.getKey().equals("provision.address"));
  }

  /**
   * simulator/virtual_machine.go:2776. A clone is made with the firmware of a new VM and without
   * nestedHVEnabled, whatever its source has.
   */
  @Test
  void aCloneDoesNotInheritFirmwareAndNestedVirtualization() throws Exception {
    VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
    config.setFirmware("efi");
    config.setNestedHVEnabled(true);
    referee.govc("vm.power", "-off", SOURCE);
    vim.ended(vim.api().reconfigVM_Task(ref(SOURCE), config));
    assertThat(vim.config(ref(SOURCE)).getFirmware()).isEqualTo("efi");

    VirtualMachineConfigInfo clone = cloned("clone", spec(null));

    assertThat(clone.getFirmware()).isEqualTo("bios");
    assertThat(clone.getNestedHVEnabled()).isNotEqualTo(true);
  }

  /**
   * simulator/virtual_machine.go:2805. diskMoveType and snapshot are ignored: every clone is full,
   * no disk has a parent, and a linked clone's disk can grow.
   */
  @Test
  void aLinkedCloneIsFull() throws Exception {
    referee.govc("snapshot.create", "-vm", SOURCE, "base");
    VirtualMachineCloneSpec spec = spec(null);
    spec.getLocation().setDiskMoveType("createNewChildDiskBacking");
    spec.setSnapshot(
        vim.property(ref(SOURCE), "snapshot.currentSnapshot", ManagedObjectReference.class));

    VirtualDisk disk = disk(cloned("clone", spec));

    assertThat(((VirtualDiskFlatVer2BackingInfo) disk.getBacking()).getParent()).isNull();
  }

  /**
   * simulator/virtual_machine.go:1350. A disk that grows by capacityInKB alone, the field that has
   * always been there, becomes one of 0 bytes, so both fields are sent.
   */
  @Test
  void aDiskThatGrowsByKibibytesAloneIsEmpty() throws Exception {
    VirtualDisk disk = disk(SOURCE);
    disk.setCapacityInKB(disk.getCapacityInKB() * 2);
    disk.setCapacityInBytes(null);
    referee.govc("vm.power", "-off", SOURCE);

    vim.ended(vim.api().reconfigVM_Task(ref(SOURCE), changing(edit(disk))));

    assertThat(disk(SOURCE).getCapacityInBytes()).isIn(null, 0L);
  }

  /**
   * simulator/virtual_machine.go:2215. An edit puts the device that was sent in the place of the
   * old one: a clone whose disk grows has the file name of its source's disk, and Destroy_Task
   * would delete that file (object/virtual_device_list.go:1042). So a disk whose file another VM
   * has is detached before a VM is destroyed.
   */
  @Test
  void aCloneWhoseDiskGrowsNamesTheFileOfItsSource() throws Exception {
    VirtualDisk disk = disk(SOURCE);
    String file = ((VirtualDiskFlatVer2BackingInfo) disk.getBacking()).getFileName();
    disk.setCapacityInKB(disk.getCapacityInKB() * 2);
    disk.setCapacityInBytes(disk.getCapacityInBytes() * 2);

    VirtualDisk grown = disk(cloned("clone", spec(changing(edit(disk)))));

    assertThat(((VirtualDiskFlatVer2BackingInfo) grown.getBacking()).getFileName()).isEqualTo(file);
  }

  /**
   * simulator/snapshot.go:145. A revert says which snapshot is the current one and takes nothing
   * back, neither the configuration nor what it had on its disks.
   */
  @Test
  void aRevertTakesNothingBack() throws Exception {
    referee.govc("snapshot.create", "-vm", SOURCE, "base");
    VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
    config.setAnnotation("later");
    vim.ended(vim.api().reconfigVM_Task(ref(SOURCE), config));

    referee.govc("snapshot.revert", "-vm", SOURCE, "base");

    assertThat(vim.config(ref(SOURCE)).getAnnotation()).isEqualTo("later");
  }

  /**
   * simulator/snapshot.go:78 with virtual_machine.go:1050. A snapshot remembers the number of its
   * file, and every edit of a disk numbers the files anew: what is deleted with the snapshot is the
   * file that has its number by then, here a disk that was never in the VM's folder. So a volume
   * may be lost on vcsim where a VM is destroyed that has a snapshot, and no test does that there.
   */
  @Test
  void aSnapshotThatIsRemovedTakesTheFileThatHasItsNumberNow() throws Exception {
    referee.govc("datastore.mkdir", "elsewhere");
    referee.govc("vm.disk.create", "-vm", SOURCE, "-name", "elsewhere/data", "-size", "1M");
    referee.govc("snapshot.create", "-vm", SOURCE, "base");
    vim.ended(vim.api().reconfigVM_Task(ref(SOURCE), changing(edit(disk(SOURCE)))));
    assertThat(referee.govc("datastore.ls", "elsewhere")).contains("data-flat.vmdk", "data.vmdk");

    referee.govc("snapshot.remove", "-vm", SOURCE, "*");

    assertThat(referee.govc("datastore.ls", "elsewhere")).doesNotContain("data.vmdk");
  }

  /** simulator/virtual_machine.go has no AcquireTicket: no console can be had. */
  @Test
  void thereAreNoTicketsForConsoles() {
    assertThatThrownBy(() -> vim.api().acquireTicket(ref(SOURCE), "webmks"))
        .hasMessageContaining("does not implement: AcquireTicket");
  }

  /** simulator/virtual_machine.go:2456. changeVersion is never compared: nothing is ever stale. */
  @Test
  void aReconfigureWithAnOldChangeVersionIsTaken() throws Exception {
    VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
    config.setChangeVersion("1970-01-01T00:00:00Z");
    config.setAnnotation("taken");

    TaskInfo ended = vim.ended(vim.api().reconfigVM_Task(ref(SOURCE), config));

    assertThat(ended.getState()).isEqualTo(TaskInfoState.success);
    assertThat(vim.config(ref(SOURCE)).getAnnotation()).isEqualTo("taken");
  }

  /** A running VM says no limit of hot-added memory, so any memory can be added hot. */
  @Test
  void noLimitOfHotAddedMemoryIsSaid() {
    assertThat(vim.config(ref(SOURCE)).getHotPlugMemoryLimit()).isNull();
    assertThat(vim.config(ref(SOURCE)).getHotPlugMemoryIncrementSize()).isNull();
  }

  /**
   * simulator/http_nfc_lease.go:165. A vCenter takes the VM of an import back when its lease is
   * aborted; vcsim leaves it, and the next apply sweeps it.
   */
  @Test
  void anAbortedImportLeavesItsVm() throws Exception {
    VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
    config.setName("half");
    config.setGuestId("otherGuest");
    VirtualMachineFileInfo files = new VirtualMachineFileInfo();
    files.setVmPathName("[LocalDS_0]");
    config.setFiles(files);
    VirtualMachineImportSpec spec = new VirtualMachineImportSpec();
    spec.setConfigSpec(config);
    ManagedObjectReference lease = vim.api().importVApp(pool(), spec, folder(), null);
    while (vim.property(lease, "state", HttpNfcLeaseState.class) != HttpNfcLeaseState.ready) {
      Thread.onSpinWait();
    }

    vim.api().httpNfcLeaseAbort(lease, null);

    assertThat(referee.govc("ls", "/DC0/vm")).contains("/DC0/vm/half\n");
  }

  /**
   * simulator/virtual_machine.go:1915. A NIC is removed by following its backing's network: a
   * backing that names it only, as the reference allows, is a nil pointer, so a removal carries the
   * whole device.
   */
  @Test
  void aNicThatIsRemovedWithoutItsNetworkBreaksTheServer() throws Exception {
    VirtualDevice nic =
        Arrays.stream(vim.config(ref(SOURCE)).getHardware().getDevice())
            .filter(VirtualEthernetCard.class::isInstance)
            .findFirst()
            .orElseThrow();
    VirtualE1000 key = new VirtualE1000();
    key.setKey(nic.getKey());
    VirtualEthernetCardNetworkBackingInfo backing = new VirtualEthernetCardNetworkBackingInfo();
    backing.setDeviceName("VM Network");
    key.setBacking(backing);
    VirtualDeviceConfigSpec removal = new VirtualDeviceConfigSpec();
    removal.setOperation(VirtualDeviceConfigSpecOperation.remove);
    removal.setDevice(key);

    TaskInfo ended = vim.ended(vim.api().reconfigVM_Task(ref(SOURCE), changing(removal)));

    assertThat(ended.getState()).isEqualTo(TaskInfoState.error);
  }

  /**
   * simulator/virtual_disk_manager.go:35, :269. A copy of a disk is a copy of two files by their
   * names; a sparse VMDK, which vCenter expands, has no second one. So that form of the way through
   * {@code /folder} is shown on our simulator.
   */
  @Test
  void aDiskInOneFileCannotBeCopied() throws Exception {
    String sparse = Files.write(directory.resolve("sparse.vmdk"), new byte[512]).toString();
    referee.govc("datastore.upload", "-ds", "LocalDS_0", sparse, "sparse.vmdk");

    assertThat(copied("sparse.vmdk")).isEqualTo(TaskInfoState.error);

    referee.govc("datastore.upload", "-ds", "LocalDS_0", sparse, "sparse-flat.vmdk");
    assertThat(copied("sparse.vmdk")).isEqualTo(TaskInfoState.success);
  }

  private TaskInfoState copied(String disk) throws Exception {
    ManagedObjectReference datacenter =
        Vim.ref(referee.govc("find", "-i", "/", "-type", "d").strip());
    return vim.ended(
            vim.api()
                .copyVirtualDisk_Task(
                    vim.content().getVirtualDiskManager(),
                    "[LocalDS_0] " + disk,
                    datacenter,
                    "[LocalDS_0] copy.vmdk",
                    datacenter,
                    null,
                    true))
        .getState();
  }

  /**
   * simulator/virtual_disk_manager.go:384. Setting a disk's uuid does nothing, and asking for it
   * gives a hash of its path: a volume is found by its file here, and by its uuid on the simulator
   * ({@link VolumeMovesTest}).
   */
  @Test
  void aDiskHasNoUuidOfItsOwn() throws Exception {
    ManagedObjectReference disks = vim.content().getVirtualDiskManager();
    String file = "[LocalDS_0] DC0_C0_RP0_VM0/disk1.vmdk";
    ManagedObjectReference datacenter =
        Vim.ref(referee.govc("find", "-i", "/", "-type", "d").strip());
    String before = vim.api().queryVirtualDiskUuid(disks, file, datacenter);

    vim.api()
        .setVirtualDiskUuid(
            disks, file, datacenter, "60 00 c2 9e 7b a0 3a 03-9f 22 56 c5 29 93 b7 27");

    assertThat(vim.api().queryVirtualDiskUuid(disks, file, datacenter)).isEqualTo(before);
  }

  /**
   * simulator/host_datastore_browser.go:77. A search tells of a disk neither its capacity nor
   * whether it is thin, so of a volume that no VM has the plan does not know the size here.
   */
  @Test
  void aSearchDoesNotTellHowLargeADiskIs() throws Exception {
    VmDiskFileQueryFlags wanted = new VmDiskFileQueryFlags();
    wanted.setCapacityKb(true);
    wanted.setThin(true);
    VmDiskFileQuery query = new VmDiskFileQuery();
    query.setDetails(wanted);
    HostDatastoreBrowserSearchSpec spec = new HostDatastoreBrowserSearchSpec();
    spec.setQuery(new FileQuery[] {query});
    spec.setMatchPattern(new String[] {"*"});
    FileQueryFlags details = new FileQueryFlags();
    details.setFileType(true);
    details.setFileOwner(false);
    spec.setDetails(details);
    ManagedObjectReference browser =
        vim.property(ref("/DC0/datastore/LocalDS_0"), "browser", ManagedObjectReference.class);

    TaskInfo ended =
        vim.ended(vim.api().searchDatastore_Task(browser, "[LocalDS_0] DC0_C0_RP0_VM0", spec));

    HostDatastoreBrowserSearchResults found = (HostDatastoreBrowserSearchResults) ended.getResult();
    VmDiskFileInfo disk = (VmDiskFileInfo) found.getFile()[0];
    assertThat(disk.getPath()).isEqualTo("disk1.vmdk");
    assertThat(disk.getCapacityKb()).isNull();
    assertThat(disk.getThin()).isNull();
  }

  /**
   * simulator/virtual_disk_manager.go has neither InflateVirtualDisk_Task nor
   * EagerZeroVirtualDisk_Task: no disk comes to take more room.
   */
  @Test
  void noDiskCanBeInflatedOrZeroed() {
    ManagedObjectReference manager = new ManagedObjectReference();
    manager.setType("VirtualDiskManager");
    manager.setVal("virtualDiskManager");
    String disk = "[LocalDS_0] DC0_C0_RP0_VM0/disk1.vmdk";
    assertThatThrownBy(() -> vim.api().inflateVirtualDisk_Task(manager, disk, null))
        .hasMessageContaining("does not implement: InflateVirtualDisk_Task");
    assertThatThrownBy(() -> vim.api().eagerZeroVirtualDisk_Task(manager, disk, null))
        .hasMessageContaining("does not implement: EagerZeroVirtualDisk_Task");
  }

  /** simulator/virtual_machine.go:2908. Storage vMotion moves no files, so no volume's. */
  @Test
  void aRelocationToAnotherDatastoreLeavesTheFilesWhereTheyAre() throws Exception {
    try (Referee two = Referee.start("-ds", "2")) {
      two.govc("vm.migrate", "-ds", "LocalDS_1", "DC0_C0_RP0_VM0");
      assertThat(two.govc("device.info", "-json", "-vm", "DC0_C0_RP0_VM0", "disk-*"))
          .contains("[LocalDS_0] DC0_C0_RP0_VM0/disk1.vmdk");
    }
  }

  /**
   * simulator/virtual_machine.go never reads vmProfile nor the profile of a device, and
   * pbm/simulator/simulator.go:209 answers nothing when it is asked what a VM has: of storage
   * policies only the names are there, so an instance that has one never converges here.
   */
  @Test
  void noVmHasAStoragePolicy() throws Exception {
    VirtualMachineDefinedProfileSpec policy = new VirtualMachineDefinedProfileSpec();
    policy.setProfileId(SeenPolicies.ids(vim).get("vSAN Default Storage Policy"));
    assertThat(policy.getProfileId()).isNotEmpty();
    VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
    config.setVmProfile(new VirtualMachineProfileSpec[] {policy});
    vim.ended(vim.api().reconfigVM_Task(ref(SOURCE), config));
    assertThat(SeenPolicies.of(vim, ref(SOURCE))).isEmpty();
  }

  /**
   * pbm/simulator/simulator.go:378. Every datastore satisfies every policy, even one that there is
   * not; and no PbmQueryMatchingHub is there.
   */
  @Test
  void everyDatastoreSatisfiesEveryStoragePolicy() throws Exception {
    PbmStub pbm = new PbmStub(bench.api().getWsc());
    PbmPlacementCapabilityProfileRequirement nobodys =
        new PbmPlacementCapabilityProfileRequirement();
    nobodys.profileId = new PbmProfileId();
    nobodys.profileId.uniqueId = "nobody's";
    PbmServiceInstanceContent content = pbm.retrieveServiceContent();
    assertThat(pbm.checkRequirements(content.placementSolver, null, nobodys))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.hub.hubId).isEqualTo(ref("/DC0/datastore/LocalDS_0").getVal());
              assertThat(each.error).isNull();
            });
    assertThatThrownBy(() -> pbm.queryMatchingHub(content.placementSolver, null, nobodys.profileId))
        .hasMessageContaining("does not implement: PbmQueryMatchingHub");
  }
}
