package dev.provision.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.Event;
import com.vmware.vim25.EventFilterSpec;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.ws.VimStub;
import dev.provision.diagnostic.Checked;
import dev.provision.simulator.lab.LabSpec;
import dev.provision.simulator.world.SimTime;
import dev.provision.simulator.world.Values;
import dev.provision.vsphere.wire.StubClient;
import dev.provision.vsphere.wire.VimFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.RemoteException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A simulated vCenter of a test, with a session and the few calls that every test makes. */
public final class Bench {
  public static final String LAB =
      """
      speed: 1
      guest_delay: 2 s
      datacenters:
        DC0:
          clusters:
            C0:
              hosts:
                esx: {count: 2, cpus: 8, memory: 16 GiB}
          datastores:
            ds1: 100 GiB
            local1: {size: 50 GiB, mounts: [esx-1]}
          networks:
            VM Network: {}
            dvpg: {distributed_switch: dvs, vlan: 42}
          templates:
            ubuntu: {datastore: ds1, disk: 8 GiB, used: 2 GiB, snapshot: base, network: VM Network}
            plain: {datastore: ds1, disk: 8 GiB, used: 2 GiB}
      """;

  public final Simulator simulator;
  public final VimStub api;
  public final ServiceContent content;

  public Bench(Simulator simulator) throws RemoteException {
    this.simulator = simulator;
    this.api = StubClient.stub(simulator.connect());
    this.content = api.retrieveServiceContent(Values.ref("ServiceInstance", "ServiceInstance"));
    api.login(content.getSessionManager(), "root", "", null);
  }

  /** Time jumps to whatever is waited for. */
  public static Bench of(String lab) throws IOException {
    return new Bench(Simulator.of(lab(lab), SimTime.jumping(1_700_000_000_000L)));
  }

  public static LabSpec lab(String text) throws IOException {
    Path file = Files.createTempFile("lab", ".yml");
    try {
      Files.writeString(file, text);
      Checked<LabSpec> read = LabFile.read(file, "lab.yml");
      return read.value().orElseThrow(() -> new AssertionError(read.diagnostics().toString()));
    } finally {
      Files.delete(file);
    }
  }

  public ManagedObjectReference find(String path) throws RemoteException {
    return api.findByInventoryPath(content.getSearchIndex(), path);
  }

  public PropertyFilterSpec asking(ManagedObjectReference object, String... paths) {
    PropertySpec properties = new PropertySpec();
    properties.setType(object.getType());
    properties.setPathSet(paths);
    ObjectSpec start = new ObjectSpec();
    start.setObj(object);
    PropertyFilterSpec filter = new PropertyFilterSpec();
    filter.setPropSet(new PropertySpec[] {properties});
    filter.setObjectSet(new ObjectSpec[] {start});
    return filter;
  }

  /** One property; null when it is not set. */
  public Object read(ManagedObjectReference object, String path) throws RemoteException {
    ObjectContent[] found =
        api.retrieveProperties(
            content.getPropertyCollector(), new PropertyFilterSpec[] {asking(object, path)});
    DynamicProperty[] properties = found[0].getPropSet();
    return properties == null ? null : properties[0].getVal();
  }

  /** Waits for a task's end. */
  TaskInfo await(ManagedObjectReference task) throws RemoteException {
    try {
      simulator.world().lock().lockInterruptibly();
      try {
        while (info(task).getState() == TaskInfoState.running) {
          simulator.world().await(Long.MAX_VALUE);
        }
        return Values.copy(info(task));
      } finally {
        simulator.world().lock().unlock();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private TaskInfo info(ManagedObjectReference task) {
    return simulator.world().need(task).get("info", TaskInfo.class);
  }

  /** The result of a task that went well. */
  public ManagedObjectReference done(ManagedObjectReference task) throws RemoteException {
    TaskInfo info = await(task);
    if (info.getState() != TaskInfoState.success) {
      throw VimFault.of(info.getError());
    }
    return info.getResult() instanceof ManagedObjectReference made ? made : null;
  }

  /** The fault with which a task ended. */
  public Object fault(ManagedObjectReference task) throws RemoteException {
    LocalizedMethodFault error = await(task).getError();
    return error == null ? null : error.getFault();
  }

  /** A call is refused with this fault, in these words. */
  public static void refused(
      Class<? extends MethodFault> fault, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            VimFault.class, refusal -> assertThat(refusal.fault()).isExactlyInstanceOf(fault))
        .hasMessage(message);
  }

  /** The newest event that a call left: who made it, and its type. */
  public Event lastEvent(Class<? extends Event> type) throws RemoteException {
    EventFilterSpec filter = new EventFilterSpec();
    filter.setEventTypeId(new String[] {type.getSimpleName()});
    Event[] events = api.queryEvents(content.getEventManager(), filter);
    return events[events.length - 1];
  }

  public VirtualMachineCloneSpec cloneSpec(String host, String datastore) throws RemoteException {
    VirtualMachineCloneSpec spec = new VirtualMachineCloneSpec();
    spec.setLocation(new VirtualMachineRelocateSpec());
    spec.getLocation().setPool(find("DC0/host/C0/Resources"));
    spec.getLocation().setHost(host.isEmpty() ? null : find("DC0/host/C0/" + host));
    spec.getLocation().setDatastore(find("DC0/datastore/" + datastore));
    spec.setConfig(new VirtualMachineConfigSpec());
    return spec;
  }

  public ManagedObjectReference clone(String template, String name, VirtualMachineCloneSpec spec)
      throws RemoteException {
    return api.cloneVM_Task(find("DC0/vm/" + template), find("DC0/vm"), name, spec);
  }
}
