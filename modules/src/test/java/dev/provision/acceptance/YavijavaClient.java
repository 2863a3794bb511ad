package dev.provision.acceptance;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ClusterAffinityRuleSpec;
import com.vmware.vim25.ClusterAntiAffinityRuleSpec;
import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterDasVmConfigInfo;
import com.vmware.vim25.ClusterDrsVmConfigInfo;
import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterHostGroup;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterRuleSpec;
import com.vmware.vim25.ClusterVmGroup;
import com.vmware.vim25.Event;
import com.vmware.vim25.EventFilterSpec;
import com.vmware.vim25.EventFilterSpecByEntity;
import com.vmware.vim25.EventFilterSpecRecursionOption;
import com.vmware.vim25.FileBackedVirtualDiskSpec;
import com.vmware.vim25.FileInfo;
import com.vmware.vim25.GeneralUserEvent;
import com.vmware.vim25.HostConnectSpec;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.HostNetworkPolicy;
import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualCdromIsoBackingInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardDistributedVirtualPortBackingInfo;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.ws.VimStub;
import dev.provision.simulator.Simulator;
import dev.provision.vsphere.wire.StubClient;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Another client that has its own session on the simulator and calls yavijava's stub. */
public final class YavijavaClient implements OtherClient {
  private final Vim vim;
  private final RestTags tags;

  public YavijavaClient(Simulator simulator) {
    this.vim = new Vim(StubClient.stub(simulator.connect()), simulator.content());
    this.tags = new RestTags(simulator.rest(), this::at);
    Vim.asked(() -> api().login(vim.content().getSessionManager(), "somebody", "else", null));
  }

  /** Its session, for calls that {@link OtherClient} does not have. */
  Vim vim() {
    return vim;
  }

  private VimStub api() {
    return vim.api();
  }

  /** What is special about folders at the top of vSAN datastores. */
  StubTopFolders topFolders() {
    return new StubTopFolders(vim, this::at);
  }

  @Override
  public RightsClient rights() {
    return new YavijavaRights(vim, this::at);
  }

  private void task(Vim.Asked<ManagedObjectReference> start) {
    TaskInfo info = vim.ended(Vim.asked(start));
    if (info.getState() == TaskInfoState.error) {
      throw new IllegalStateException(
          info.getDescriptionId() + ": " + info.getError().getLocalizedMessage());
    }
  }

  ManagedObjectReference at(String path) {
    ManagedObjectReference found =
        Vim.asked(
            () -> api().findByInventoryPath(vim.content().getSearchIndex(), path.substring(1)));
    if (found == null) {
      throw new IllegalArgumentException("there is no " + path);
    }
    return found;
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  @Override
  public String backing(String portGroup) {
    ManagedObjectReference found = at("/DC0/network/" + portGroup);
    return found.getType().equals("DistributedVirtualPortgroup")
        ? vim.property(found, "key", String.class)
        : portGroup;
  }

  @Override
  public OtherAttributes attributes() {
    return new YavijavaAttributes(vim, this::at);
  }

  @Override
  public OtherTags tags() {
    return tags;
  }

  /** {@link #tags} with what only the simulator's client has. */
  RestTags restTags() {
    return tags;
  }

  @Override
  public OtherStores stores() {
    return new YavijavaStores(vim, this::at);
  }

  @Override
  public SeenVm vm(String path) {
    ManagedObjectReference vm = at(path);
    VirtualMachineConfigInfo config = vim.property(vm, "config", VirtualMachineConfigInfo.class);
    List<Long> disks = new ArrayList<>();
    List<String> cdroms = new ArrayList<>();
    List<SeenNic> nics = new ArrayList<>();
    for (VirtualDevice device : config.getHardware().getDevice()) {
      if (device instanceof VirtualDisk disk) {
        disks.add(disk.getCapacityInKB() / 1024);
      } else if (device instanceof VirtualCdrom drive
          && drive.getBacking() instanceof VirtualCdromIsoBackingInfo iso) {
        cdroms.add(topFolders().named(iso.getFileName()));
      } else if (device instanceof VirtualEthernetCard nic) {
        nics.add(new SeenNic(nic.getMacAddress(), backing(nic)));
      }
    }
    Map<String, String> options = new LinkedHashMap<>();
    OptionValue[] all = config.getExtraConfig();
    for (OptionValue option : all == null ? new OptionValue[0] : all) {
      if (!String.valueOf(option.getValue()).isEmpty()) {
        options.put(option.getKey(), String.valueOf(option.getValue()));
      }
    }
    Integer cores = config.getHardware().getNumCoresPerSocket();
    return new SeenVm(
        config.getInstanceUuid(),
        config.getHardware().getNumCPU(),
        cores == null ? 0 : cores,
        config.getHardware().getMemoryMB(),
        vim.property(vm, "runtime.powerState", VirtualMachinePowerState.class)
            == VirtualMachinePowerState.poweredOn,
        config.isTemplate(),
        config.getAnnotation() == null ? "" : config.getAnnotation(),
        disks,
        cdroms,
        nics,
        options);
  }

  @Override
  public List<SeenDisk> disks(String path) {
    List<SeenDisk> disks = new ArrayList<>();
    for (VirtualDevice device : vim.config(at(path)).getHardware().getDevice()) {
      if (device instanceof VirtualDisk disk
          && disk.getBacking() instanceof VirtualDiskFlatVer2BackingInfo flat) {
        disks.add(
            new SeenDisk(
                topFolders().named(flat.getFileName()),
                flat.getDiskMode(),
                disk.getCapacityInKB() >> 10));
      }
    }
    disks.sort(Comparator.comparing(SeenDisk::file));
    return disks;
  }

  private static String backing(VirtualEthernetCard nic) {
    if (nic.getBacking() instanceof VirtualEthernetCardDistributedVirtualPortBackingInfo port) {
      return port.getPort().getPortgroupKey();
    }
    return ((VirtualEthernetCardNetworkBackingInfo) nic.getBacking()).getDeviceName();
  }

  @Override
  public String identity(String path) {
    return at(path).getVal();
  }

  @Override
  public List<String> in(String folder) {
    return Arrays.stream(vim.property(at(folder), "childEntity", ManagedObjectReference[].class))
        .map(child -> vim.property(child, "name", String.class))
        .sorted()
        .toList();
  }

  @Override
  public void cpus(String path, int count) {
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setNumCPUs(count);
    task(() -> api().reconfigVM_Task(at(path), spec));
  }

  @Override
  public void note(String path, String text) {
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setAnnotation(text);
    task(() -> api().reconfigVM_Task(at(path), spec));
  }

  @Override
  public void template(String path) {
    Vim.asked(
        () -> {
          api().markAsTemplate(at(path));
          return path;
        });
  }

  @Override
  public void option(String path, String key, String value) {
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    OptionValue option = new OptionValue();
    option.setKey(key);
    option.setValue(value);
    spec.setExtraConfig(new OptionValue[] {option});
    task(() -> api().reconfigVM_Task(at(path), spec));
  }

  @Override
  public void rename(String path, String name) {
    task(() -> api().rename_Task(at(path), name));
  }

  /** Puts a machine into a pool or vApp. */
  void intoPool(String path, String pool) {
    ManagedObjectReference[] one = {at(path)};
    Vim.asked(
        () -> {
          api().moveIntoResourcePool(at(pool), one);
          return null;
        });
  }

  @Override
  public void power(String path, boolean on) {
    task(() -> on ? api().powerOnVM_Task(at(path), null) : api().powerOffVM_Task(at(path)));
  }

  @Override
  public void delete(String path) {
    if (vm(path).on()) {
      power(path, false);
    }
    task(() -> api().destroy_Task(at(path)));
  }

  @Override
  public void copy(String path, String name) {
    clone(path, name, false);
  }

  /** A VM that runs, made of a template. */
  void machine(String template, String name) {
    clone(template, name, true);
  }

  /** Adds a host with the account of every rack. */
  void addHost(String cluster, String address, String sha1) {
    HostConnectSpec spec = new HostConnectSpec();
    spec.setHostName(address);
    spec.setUserName("root");
    spec.setPassword("vmware");
    spec.setSslThumbprint(sha1);
    task(() -> api().addHost_Task(at(cluster), spec, true, null, null));
  }

  /** The same on a host of a cluster. */
  public void runOn(String template, String name, String cluster, String host) {
    VirtualMachineRelocateSpec location = new VirtualMachineRelocateSpec();
    location.setPool(at(cluster + "/Resources"));
    location.setHost(at(cluster + "/" + host));
    VirtualMachineCloneSpec spec = new VirtualMachineCloneSpec();
    spec.setLocation(location);
    spec.setPowerOn(true);
    task(() -> api().cloneVM_Task(at(template), at(parent(template)), name, spec));
  }

  private void clone(String path, String name, boolean on) {
    VirtualMachineRelocateSpec location = new VirtualMachineRelocateSpec();
    location.setPool(at("/DC0/host/DC0_C0/Resources"));
    VirtualMachineCloneSpec spec = new VirtualMachineCloneSpec();
    spec.setLocation(location);
    spec.setPowerOn(on);
    task(() -> api().cloneVM_Task(at(path), at(parent(path)), name, spec));
  }

  @Override
  public void migrate(String path, String host) {
    VirtualMachineRelocateSpec spec = new VirtualMachineRelocateSpec();
    spec.setHost(at(host));
    task(() -> api().relocateVM_Task(at(path), spec, null));
  }

  @Override
  public void snapshot(String path, String name) {
    task(() -> api().createSnapshot_Task(at(path), name, "", false, false));
  }

  /** Storage vMotion of all of it. */
  void relocate(String path, String datastore) {
    VirtualMachineRelocateSpec spec = new VirtualMachineRelocateSpec();
    spec.setDatastore(at("/DC0/datastore/" + datastore));
    task(() -> api().relocateVM_Task(at(path), spec, null));
  }

  @Override
  public void deleteFile(String file) {
    task(() -> api().deleteDatastoreFile_Task(vim.content().getFileManager(), file, at("/DC0")));
  }

  @Override
  public void removeFolder(String path) {
    task(() -> api().destroy_Task(at(path)));
  }

  @Override
  public void folder(String path) {
    Vim.asked(
        () -> api().createFolder(at(parent(path)), path.substring(path.lastIndexOf('/') + 1)));
  }

  @Override
  public void move(String path, String folder) {
    ManagedObjectReference[] one = {at(path)};
    task(() -> api().moveIntoFolder_Task(at(folder), one));
  }

  @Override
  public Map<String, SeenRule> rules(String cluster) {
    Map<String, SeenRule> rules = new TreeMap<>();
    for (ClusterRuleInfo rule : rulesOf(cluster)) {
      boolean together = rule instanceof ClusterAffinityRuleSpec;
      ManagedObjectReference[] vms = new ManagedObjectReference[0];
      if (rule instanceof ClusterAffinityRuleSpec affine) {
        vms = affine.getVm();
      } else if (rule instanceof ClusterAntiAffinityRuleSpec apart) {
        vms = apart.getVm();
      }
      rules.put(
          rule.getName(),
          new SeenRule(
              together,
              Boolean.TRUE.equals(rule.getMandatory()),
              Boolean.TRUE.equals(rule.getEnabled()),
              Arrays.stream(vms)
                  .map(vm -> vim.property(vm, "name", String.class))
                  .sorted()
                  .toList()));
    }
    return rules;
  }

  private List<ClusterRuleInfo> rulesOf(String cluster) {
    ClusterRuleInfo[] rules =
        vim.property(at(cluster), "configurationEx", ClusterConfigInfoEx.class).getRule();
    return rules == null ? List.of() : List.of(rules);
  }

  @Override
  public void addRule(String cluster, String name, String... vms) {
    ClusterAntiAffinityRuleSpec apart = new ClusterAntiAffinityRuleSpec();
    apart.setName(name);
    apart.setEnabled(true);
    apart.setMandatory(false);
    apart.setVm(
        Arrays.stream(vms)
            .map(vm -> at("/DC0/vm/ci/" + vm))
            .toArray(ManagedObjectReference[]::new));
    ClusterRuleSpec rule = new ClusterRuleSpec();
    rule.setOperation(ArrayUpdateOperation.add);
    rule.setInfo(apart);
    reconfigure(cluster, rule);
  }

  private void reconfigure(String cluster, ClusterRuleSpec rule) {
    ClusterConfigSpecEx spec = new ClusterConfigSpecEx();
    spec.setRulesSpec(new ClusterRuleSpec[] {rule});
    task(() -> api().reconfigureComputeResource_Task(at(cluster), spec, true));
  }

  @Override
  public String host(String path) {
    return vim.property(
        vim.property(at(path), "runtime.host", ManagedObjectReference.class), "name", String.class);
  }

  @Override
  public void removeRule(String cluster, String name) {
    ClusterRuleSpec rule = new ClusterRuleSpec();
    rule.setOperation(ArrayUpdateOperation.remove);
    rulesOf(cluster).stream()
        .filter(each -> each.getName().equals(name))
        .forEach(each -> rule.setRemoveKey(each.getKey()));
    reconfigure(cluster, rule);
  }

  @Override
  public Map<String, List<String>> groups(String cluster) {
    Map<String, List<String>> groups = new TreeMap<>();
    ClusterGroupInfo[] all =
        vim.property(at(cluster), "configurationEx", ClusterConfigInfoEx.class).getGroup();
    for (ClusterGroupInfo group : all == null ? new ClusterGroupInfo[0] : all) {
      ManagedObjectReference[] members =
          group instanceof ClusterVmGroup vms ? vms.getVm() : ((ClusterHostGroup) group).getHost();
      groups.put(
          group.getName(),
          Arrays.stream(members == null ? new ManagedObjectReference[0] : members)
              .map(each -> vim.property(each, "name", String.class))
              .sorted()
              .toList());
    }
    return groups;
  }

  @Override
  public Map<String, String> overrides(String cluster) {
    ClusterConfigInfoEx config =
        vim.property(at(cluster), "configurationEx", ClusterConfigInfoEx.class);
    Map<ManagedObjectReference, String> drs = new LinkedHashMap<>();
    for (ClusterDrsVmConfigInfo each :
        config.getDrsVmConfig() == null ? new ClusterDrsVmConfigInfo[0] : config.getDrsVmConfig()) {
      drs.put(each.getKey(), each.getEnabled() ? String.valueOf(each.getBehavior()) : "disabled");
    }
    Map<ManagedObjectReference, String> ha = new LinkedHashMap<>();
    for (ClusterDasVmConfigInfo each :
        config.getDasVmConfig() == null ? new ClusterDasVmConfigInfo[0] : config.getDasVmConfig()) {
      ha.put(each.getKey(), each.getDasSettings().getRestartPriority());
    }
    Map<String, String> all = new TreeMap<>();
    Stream.of(drs, ha)
        .flatMap(some -> some.keySet().stream())
        .forEach(
            vm ->
                all.put(
                    vim.property(vm, "name", String.class),
                    drs.getOrDefault(vm, "-") + ", " + ha.getOrDefault(vm, "-")));
    return all;
  }

  @Override
  public void rule(String cluster, String name, String... vms) {
    ClusterAntiAffinityRuleSpec apart = new ClusterAntiAffinityRuleSpec();
    apart.setName(name);
    apart.setEnabled(true);
    apart.setVm(Arrays.stream(vms).map(this::at).toArray(ManagedObjectReference[]::new));
    ClusterRuleSpec rule = new ClusterRuleSpec();
    rule.setOperation(ArrayUpdateOperation.add);
    rule.setInfo(apart);
    ClusterConfigSpecEx spec = new ClusterConfigSpecEx();
    spec.setRulesSpec(new ClusterRuleSpec[] {rule});
    task(() -> api().reconfigureComputeResource_Task(at(cluster), spec, true));
  }

  @Override
  public Map<String, Integer> portGroups(String host) {
    Map<String, Integer> vlans = new TreeMap<>();
    for (HostPortGroup group :
        vim.property(at(host), "config.network.portgroup", HostPortGroup[].class)) {
      vlans.put(group.getSpec().getName(), group.getSpec().getVlanId());
    }
    return vlans;
  }

  @Override
  public void portGroup(String host, String name, int vlan) {
    HostPortGroupSpec spec = new HostPortGroupSpec();
    spec.setName(name);
    spec.setVlanId(vlan);
    spec.setVswitchName("vSwitch0");
    spec.setPolicy(new HostNetworkPolicy());
    try {
      api()
          .addPortGroup(
              vim.property(at(host), "configManager.networkSystem", ManagedObjectReference.class),
              spec);
    } catch (RemoteException e) {
      throw new IllegalStateException(e);
    }
  }

  private ManagedObjectReference datacenter() {
    return at("/DC0");
  }

  @Override
  public void disk(String file, long mib) {
    topFolders().make(file.substring(0, file.lastIndexOf('/')));
    blank(file, mib);
  }

  /** Deletes a disk that no VM has. */
  void unlink(String file) {
    task(
        () ->
            api()
                .deleteVirtualDisk_Task(vim.content().getVirtualDiskManager(), file, datacenter()));
  }

  /** A disk in a folder that is there. */
  void blank(String file, long mib) {
    FileBackedVirtualDiskSpec spec = new FileBackedVirtualDiskSpec();
    spec.setCapacityKb(mib << 10);
    spec.setDiskType("thin");
    spec.setAdapterType("lsiLogic");
    task(
        () ->
            api()
                .createVirtualDisk_Task(
                    vim.content().getVirtualDiskManager(), file, datacenter(), spec));
  }

  /** The uuid in a disk's file. */
  String uuid(String file) {
    return Vim.asked(
        () ->
            api().queryVirtualDiskUuid(vim.content().getVirtualDiskManager(), file, datacenter()));
  }

  @Override
  public void attach(String path, String file) {
    VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
    backing.setFileName(file);
    backing.setDiskMode("persistent");
    VirtualDisk disk = new VirtualDisk();
    disk.setKey(-1);
    disk.setControllerKey(1000);
    disk.setUnitNumber(9);
    disk.setBacking(backing);
    VirtualDeviceConfigSpec add = new VirtualDeviceConfigSpec();
    add.setOperation(VirtualDeviceConfigSpecOperation.add);
    add.setDevice(disk);
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setDeviceChange(new VirtualDeviceConfigSpec[] {add});
    task(() -> api().reconfigVM_Task(at(path), spec));
  }

  @Override
  public List<String> logged(String path) {
    EventFilterSpec filter = new EventFilterSpec();
    filter.setEventTypeId(new String[] {"GeneralUserEvent"});
    filter.setEntity(new EventFilterSpecByEntity());
    filter.getEntity().setEntity(path.equals("/") ? vim.content().getRootFolder() : at(path));
    filter.getEntity().setRecursion(EventFilterSpecRecursionOption.all);
    Event[] events = Vim.asked(() -> api().queryEvents(vim.content().getEventManager(), filter));
    return Arrays.stream(events == null ? new Event[0] : events)
        .map(event -> ((GeneralUserEvent) event).getMessage())
        .toList();
  }

  @Override
  public List<String> files(String folder) {
    ManagedObjectReference browser =
        vim.property(
            at("/DC0/datastore/" + StubTopFolders.store(folder)),
            "browser",
            ManagedObjectReference.class);
    HostDatastoreBrowserSearchSpec all = new HostDatastoreBrowserSearchSpec();
    all.setMatchPattern(new String[] {"*"});
    TaskInfo found = vim.ended(Vim.asked(() -> api().searchDatastore_Task(browser, folder, all)));
    if (found.getResult() == null) {
      return List.of(); // there is no such folder
    }
    FileInfo[] files = ((HostDatastoreBrowserSearchResults) found.getResult()).getFile();
    return Arrays.stream(files == null ? new FileInfo[0] : files)
        .map(FileInfo::getPath)
        .sorted()
        .toList();
  }
}
