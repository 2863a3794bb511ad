package dev.provision.modules.instances;

import com.vmware.vim25.GuestNicInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.VirtualVmxnet3;
import dev.provision.diagnostic.Span;
import dev.provision.modules.instances.disks.ExtraDisks;
import dev.provision.modules.instances.parts.Entry;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceParts;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.CloneDraft;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.GuestCustomization;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.modules.instances.vm.NicModel;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VolumeUse;
import dev.provision.modules.instances.vm.WaitForSpec;
import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Field;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Value;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.ExtraSpecs;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.exported.ImageTraits;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.exported.Sizing;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.placement.HostPlacement;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Declarations of {@code instance.web-1} of environment {@code ci}, and VMs as a server has them.
 */
public final class Machines {
  public static final EnvironmentId CI = new EnvironmentId("", "ci");
  public static final Address WEB = new Address("instance", "web-1");
  public static final Span AT = new Span("site.yml", 10, 3, 10, 8);
  static final Span FLAVOR_DISK = new Span("site.yml", 5, 30, 5, 36);
  public static final ManagedObjectReference TEMPLATE = World.ref("VirtualMachine", "vm-template");
  public static final ManagedObjectReference SNAPSHOT =
      World.ref("VirtualMachineSnapshot", "snapshot-1");
  public static final ManagedObjectReference DATASTORE = World.ref("Datastore", "nas1");

  /** Where placement puts what a test makes. */
  public static final HostPlacement AT_HOST =
      new HostPlacement(
          World.ref("HostSystem", "host-1"),
          "esx01",
          DATASTORE,
          "nas1",
          new Place.Known(World.ref("ResourcePool", "pool-1")),
          Set.of());

  /** How a test's playbook differs from the plainest one. */
  public static final class Playbook {
    public final Map<String, NicSpec> networks = new LinkedHashMap<>();
    public Optional<Value<Content>> userData = Optional.empty();
    public Optional<Value<Content>> metaData = Optional.empty();
    final Map<String, VolumeUse> volumes = new LinkedHashMap<>();
    public final Map<String, String> metadata = new LinkedHashMap<>();
    public Optional<String> annotation = Optional.empty();
    public InstanceSpec.CloneMode clone = InstanceSpec.CloneMode.LINKED;
    public InstanceSpec.Power power = InstanceSpec.Power.ON;
    public WaitForSpec waitFor = WaitForSpec.NONE;
    public InstanceSpec.OnImageChange onImageChange = InstanceSpec.OnImageChange.REPORT;
    public InstanceSpec.UserDataChange userDataChange = InstanceSpec.UserDataChange.IGNORE;
    public Optional<GuestCustomization> customization = Optional.empty();
    public Optional<Boolean> configDrive = Optional.empty();
    public Common common = Common.DEFAULT;
    public final Map<String, Field> fields = new HashMap<>();
    public int vcpus = 2;
    public DataSize ram = DataSize.ofGibibytes(2);
    public Optional<DataSize> disk = Optional.empty();
    public Optional<Integer> cores = Optional.empty();
    public Optional<Boolean> cpuHotAdd = Optional.empty();
    public Optional<Boolean> memoryHotAdd = Optional.empty();
    public Optional<DataSize> ephemeral = Optional.empty();
    public Optional<DataSize> swap = Optional.empty();
    public final Map<String, String> extraSpecs = new HashMap<>();
    public ImageTraits traits = ImageTraits.NONE;
    Optional<String> cluster = Optional.empty();
    Optional<String> host = Optional.empty();
    public String imageVersion = "sha256:aa";
    public Optional<Item> template = Optional.of(template());
    public Optional<ManagedObjectReference> snapshot = Optional.of(SNAPSHOT);
    Optional<ManagedObjectReference> folder = Optional.of(World.FOLDER);

    public Playbook nic(String name) {
      networks.put(name, nic(Optional.empty(), Optional.empty()));
      return this;
    }

    public static NicSpec nic(Optional<String> fixedIp, Optional<String> mac) {
      return new NicSpec(
          new Ref("private"), fixedIp, Optional.empty(), List.of(), mac, NicModel.VMXNET3);
    }

    public Declaration<InstanceSpec> declaration() {
      InstanceSpec spec =
          new InstanceSpec(
              Optional.of(new Ref("ubuntu")),
              Optional.of(new Ref("m1.small")),
              Optional.empty(),
              networks,
              userData,
              metaData,
              metadata,
              annotation,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              cluster.map(PlaceName::new),
              host.map(PlaceName::new),
              Optional.of(clone),
              Optional.empty(),
              Optional.of(power),
              waitFor,
              onImageChange,
              userDataChange,
              volumes,
              customization,
              configDrive,
              false,
              Map.of(),
              Optional.empty());
      return new Declaration<>(WEB, spec, common, fields, List.of(), AT);
    }

    public InstanceDesired desired() {
      return InstanceResolving.of(declaration(), resolved()).get();
    }

    public Resolved resolved() {
      return new Resolved() {
        @Override
        public EnvironmentId environment() {
          return CI;
        }

        @Override
        public <C> C connection(Class<C> type) {
          return type.cast(vcenter());
        }

        @Override
        public <T> T get(String section, String name, Class<T> type) {
          return type.cast(exported(section, name));
        }
      };
    }

    private Object exported(String section, String name) {
      return switch (section + "." + name) {
        case "images.ubuntu" ->
            new TemplateRef(
                "ubuntu",
                imageVersion,
                template,
                snapshot,
                Optional.of(DataSize.ofGibibytes(10)),
                Optional.of(DATASTORE),
                traits);
        case "flavors.m1.small" ->
            new Sizing(
                "m1.small",
                vcpus,
                ram,
                disk,
                cores,
                cpuHotAdd,
                memoryHotAdd,
                Map.of("disk", FLAVOR_DISK),
                ephemeral,
                swap,
                ExtraSpecs.of(extraSpecs));
        case "networks.private" -> network("private", "VM Network");
        case "networks.back" -> network("back", "Back End");
        case "folders.ci" -> new FolderRef(InventoryPath.parse("/DC0/vm/ci"), folder);
        default -> throw new IllegalStateException(section + "." + name);
      };
    }
  }

  /** A connection that says nothing but how many may be cloned at once. */
  private static VcenterSpec vcenter() {
    return new VcenterSpec(
        Optional.empty(),
        Optional.of("vc"),
        Optional.empty(),
        443,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        BigDecimal.ONE,
        Optional.empty(),
        BigDecimal.ONE,
        new DataSize(0),
        Optional.empty(),
        Optional.empty(),
        "provision/volumes",
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        5,
        "provision/images",
        VcenterSpec.ImageUpload.NFC,
        Map.of(),
        List.of());
  }

  static PortGroupRef network(String name, String portGroup) {
    return new PortGroupRef(name, World.ref("Network", "net-" + name), portGroup, "", "");
  }

  private Machines() {}

  public static VirtualDevice scsi() {
    ParaVirtualSCSIController controller = new ParaVirtualSCSIController();
    controller.setKey(1000);
    return controller;
  }

  public static VirtualDisk disk(int unit, long gibibytes, String file) {
    VirtualDisk disk = new VirtualDisk();
    disk.setKey(2000 + unit);
    disk.setControllerKey(1000);
    disk.setUnitNumber(unit);
    disk.setCapacityInKB(gibibytes << 20);
    disk.setCapacityInBytes(gibibytes << 30);
    VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
    backing.setFileName(file);
    backing.setDiskMode("persistent");
    disk.setBacking(backing);
    return disk;
  }

  public static VirtualEthernetCard nic(int key, String mac, String network) {
    VirtualEthernetCard card = new VirtualVmxnet3();
    card.setKey(key);
    card.setControllerKey(100);
    card.setUnitNumber(key - 4000 + 7);
    card.setMacAddress(mac);
    card.setAddressType("manual");
    VirtualEthernetCardNetworkBackingInfo backing = new VirtualEthernetCardNetworkBackingInfo();
    backing.setDeviceName(network);
    backing.setNetwork(World.ref("Network", "net-" + network));
    card.setBacking(backing);
    return card;
  }

  public static VirtualHardware hardware(int vcpus, int memoryMib, VirtualDevice... devices) {
    VirtualHardware hardware = new VirtualHardware();
    hardware.setNumCPU(vcpus);
    hardware.setNumCoresPerSocket(1);
    hardware.setMemoryMB(memoryMib);
    hardware.setDevice(devices);
    return hardware;
  }

  public static Item template() {
    return new Item(
        TEMPLATE,
        Map.of(
            "name",
            "ubuntu-aa",
            Vm.UUID,
            "4a000000-0000-4000-8000-000000000000",
            Devices.HARDWARE,
            hardware(
                1,
                1024,
                scsi(),
                disk(0, 10, "[nas1] ubuntu-aa/ubuntu-aa.vmdk"),
                nic(4000, "00:50:56:00:00:01", "VM Network"))),
        Map.of());
  }

  /** The VM as a server has it that applied the whole clone spec of this playbook. */
  public static Item made(Playbook playbook) {
    InstanceDesired desired = playbook.desired();
    Map<String, Object> properties = new HashMap<>();
    properties.put("name", "web-1");
    properties.put("config.files.vmPathName", "[nas1] web-1/web-1.vmx");
    properties.put("parent", World.FOLDER);
    properties.put(Vm.UUID, desired.head().uuid());
    properties.put(
        Vm.POWER,
        switch (playbook.power) {
          case ON -> VirtualMachinePowerState.poweredOn;
          case OFF -> VirtualMachinePowerState.poweredOff;
          case SUSPENDED -> VirtualMachinePowerState.suspended;
        });
    List<VirtualDevice> devices = new ArrayList<>();
    devices.add(scsi());
    devices.add(disk(0, 10, "[nas1] web-1/web-1.vmdk"));
    int key = 4000;
    for (NicWanted nic : desired.nics()) {
      devices.add(
          nic(key++, nic.mac().orElse("00:50:56:aa:bb:0" + (key - 4000)), nic.network().name()));
    }
    properties.put(
        Devices.HARDWARE,
        hardware(
            playbook.vcpus, (int) playbook.ram.mebibytes(), devices.toArray(VirtualDevice[]::new)));
    properties.put(
        "config.extraConfig", options(desired, Disk.of(playbook.template.orElseThrow())));
    properties.put("config.changeVersion", "7");
    properties.put("runtime.host", World.ref("HostSystem", "host-1"));
    playbook.annotation.ifPresent(text -> properties.put("config.annotation", text));
    return new Item(World.ref("VirtualMachine", "vm-web-1"), properties, Map.of());
  }

  /** What the call that makes it writes into extraConfig. */
  private static OptionValue[] options(InstanceDesired desired, List<Disk> disks) {
    VirtualMachineCloneSpec clone = new VirtualMachineCloneSpec();
    clone.setLocation(new VirtualMachineRelocateSpec());
    CreateDraft draft =
        new CloneDraft(
            clone, Optional.empty(), AT_HOST, disks, List.of(), new Recorder(new World()));
    try {
      for (Entry<?, ?> each : InstanceParts.ALL) {
        if (!(each.part() instanceof ExtraDisks)) {
          each.create(desired, InstanceState.NOTHING, draft);
        }
      }
    } catch (dev.provision.spi.ModuleException e) {
      throw new AssertionError(e);
    }
    return draft.whole().getExtraConfig();
  }

  public static Item withMark(Item vm, String key, String value) {
    List<OptionValue> options = new ArrayList<>();
    for (OptionValue option : (OptionValue[]) vm.properties().get("config.extraConfig")) {
      if (!option.getKey().equals(key)) {
        options.add(option);
      }
    }
    OptionValue mark = new OptionValue();
    mark.setKey(key);
    mark.setValue(value);
    options.add(mark);
    return World.with(vm, "config.extraConfig", options.toArray(OptionValue[]::new));
  }

  static Item withAddress(Item vm, String mac, String... addresses) {
    GuestNicInfo nic = new GuestNicInfo();
    nic.setMacAddress(mac);
    nic.setIpAddress(addresses);
    return World.with(vm, "guest.net", new GuestNicInfo[] {nic});
  }

  public static InstanceState state(Item vm) {
    return InstanceState.read(vm, new World(vm));
  }
}
