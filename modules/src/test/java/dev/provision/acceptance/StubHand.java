package dev.provision.acceptance;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
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
import dev.provision.vsphere.StubClient;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The hand of somebody with a session of vim25 on the simulator, past all that is ours. */
final class StubHand implements Hand {
  private final VimStub api;
  private final ServiceContent content;

  StubHand(Simulator simulator) {
    this.api = StubClient.stub(simulator.connect());
    this.content = simulator.content();
    asked(() -> api.login(content.getSessionManager(), "somebody", "else", null));
  }

  private interface Asked<T> {
    T get() throws RemoteException;
  }

  private static <T> T asked(Asked<T> what) {
    try {
      return what.get();
    } catch (RemoteException e) {
      throw new IllegalStateException(e);
    }
  }

  private void task(Asked<ManagedObjectReference> start) {
    ManagedObjectReference task = asked(start);
    TaskInfo info = property(task, "info", TaskInfo.class);
    while (info.getState() == TaskInfoState.running || info.getState() == TaskInfoState.queued) {
      try {
        TimeUnit.MILLISECONDS.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      info = property(task, "info", TaskInfo.class);
    }
    if (info.getState() == TaskInfoState.error) {
      throw new IllegalStateException(
          info.getDescriptionId() + ": " + info.getError().getLocalizedMessage());
    }
  }

  private <T> T property(ManagedObjectReference of, String path, Class<T> type) {
    ObjectSpec object = new ObjectSpec();
    object.setObj(of);
    PropertySpec properties = new PropertySpec();
    properties.setType(of.getType());
    properties.setPathSet(new String[] {path});
    PropertyFilterSpec filter = new PropertyFilterSpec();
    filter.setObjectSet(new ObjectSpec[] {object});
    filter.setPropSet(new PropertySpec[] {properties});
    ObjectContent[] found =
        asked(
                () ->
                    api.retrievePropertiesEx(
                        content.getPropertyCollector(),
                        new PropertyFilterSpec[] {filter},
                        new com.vmware.vim25.RetrieveOptions()))
            .getObjects();
    return type.cast(found[0].getPropSet()[0].getVal());
  }

  private ManagedObjectReference at(String path) {
    ManagedObjectReference found =
        asked(() -> api.findByInventoryPath(content.getSearchIndex(), path.substring(1)));
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
        ? property(found, "key", String.class)
        : portGroup;
  }

  @Override
  public SeenVm vm(String path) {
    ManagedObjectReference vm = at(path);
    VirtualMachineConfigInfo config = property(vm, "config", VirtualMachineConfigInfo.class);
    List<Long> disks = new ArrayList<>();
    List<SeenNic> nics = new ArrayList<>();
    for (VirtualDevice device : config.getHardware().getDevice()) {
      if (device instanceof VirtualDisk disk) {
        disks.add(disk.getCapacityInKB() / 1024);
      } else if (device instanceof VirtualEthernetCard nic) {
        nics.add(new SeenNic(nic.getMacAddress(), backing(nic)));
      }
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (OptionValue option : config.getExtraConfig()) {
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
        property(vm, "runtime.powerState", VirtualMachinePowerState.class)
            == VirtualMachinePowerState.poweredOn,
        config.isTemplate(),
        config.getAnnotation() == null ? "" : config.getAnnotation(),
        disks,
        nics,
        options);
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
    return Arrays.stream(property(at(folder), "childEntity", ManagedObjectReference[].class))
        .map(child -> property(child, "name", String.class))
        .sorted()
        .toList();
  }

  @Override
  public void cpus(String path, int count) {
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setNumCPUs(count);
    task(() -> api.reconfigVM_Task(at(path), spec));
  }

  @Override
  public void rename(String path, String name) {
    task(() -> api.rename_Task(at(path), name));
  }

  @Override
  public void power(String path, boolean on) {
    task(() -> on ? api.powerOnVM_Task(at(path), null) : api.powerOffVM_Task(at(path)));
  }

  @Override
  public void delete(String path) {
    if (vm(path).on()) {
      power(path, false);
    }
    task(() -> api.destroy_Task(at(path)));
  }

  @Override
  public void copy(String path, String name) {
    clone(path, name, false);
  }

  /** A VM that runs, made of a template. */
  void machine(String template, String name) {
    clone(template, name, true);
  }

  private void clone(String path, String name, boolean on) {
    VirtualMachineRelocateSpec location = new VirtualMachineRelocateSpec();
    location.setPool(at("/DC0/host/DC0_C0/Resources"));
    VirtualMachineCloneSpec spec = new VirtualMachineCloneSpec();
    spec.setLocation(location);
    spec.setPowerOn(on);
    task(() -> api.cloneVM_Task(at(path), at(parent(path)), name, spec));
  }

  @Override
  public void folder(String path) {
    asked(() -> api.createFolder(at(parent(path)), path.substring(path.lastIndexOf('/') + 1)));
  }

  @Override
  public void move(String path, String folder) {
    ManagedObjectReference[] one = {at(path)};
    task(() -> api.moveIntoFolder_Task(at(folder), one));
  }
}
