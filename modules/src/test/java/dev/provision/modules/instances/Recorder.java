package dev.provision.modules.instances;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.ws.Argument;
import com.vmware.vim25.ws.Client;
import com.vmware.vim25.ws.VimStub;
import dev.provision.plan.Work;
import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Progress;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.HostCertificate;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A writer whose wire writes down each call and answers it with a task that succeeds. */
public final class Recorder implements VsphereWriter {
  /** One call: its method and its arguments without the object that is called. */
  public record Sent(String method, Object self, List<Object> arguments) {}

  public final List<Sent> sent = new ArrayList<>();
  public final List<String> awaited = new ArrayList<>();
  public final Set<ManagedObjectReference> touched = new LinkedHashSet<>();
  private final Map<String, Object> answers = new HashMap<>();
  private final Map<String, ModuleException> failures = new HashMap<>();
  private final Inventory inventory;

  public Recorder(Inventory inventory) {
    this.inventory = inventory;
  }

  public Recorder answering(String method, Object answer) {
    answers.put(method, answer);
    return this;
  }

  public Recorder failing(String method, ModuleException failure) {
    failures.put(method, failure);
    return this;
  }

  public List<String> methods() {
    return sent.stream().map(Sent::method).toList();
  }

  /** The last argument of the only call of a method: its spec. */
  public <T> T spec(String method, Class<T> type) {
    List<Sent> calls = sent.stream().filter(call -> call.method().equals(method)).toList();
    if (calls.size() != 1) {
      throw new AssertionError(method + " was called " + calls.size() + " times");
    }
    List<Object> arguments = calls.get(0).arguments();
    return type.cast(arguments.get(arguments.size() - 1));
  }

  private Object invoke(String method, Argument[] arguments) throws RemoteException {
    List<Object> values = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      values.add(arguments[i].getValue());
    }
    sent.add(new Sent(method, arguments[0].getValue(), values));
    if (answers.containsKey(method)) {
      return answers.get(method);
    }
    return method.endsWith("_Task") ? World.ref("Task", method) : null;
  }

  @Override
  public VimStub api() {
    InvocationHandler handler =
        (proxy, called, arguments) -> {
          if (!called.getName().equals("invoke")) {
            throw new UnsupportedOperationException(called.getName());
          }
          return invoke((String) arguments[0], (Argument[]) arguments[1]);
        };
    return new VimStub(
        (Client)
            Proxy.newProxyInstance(
                Client.class.getClassLoader(), new Class<?>[] {Client.class}, handler));
  }

  @Override
  public ServiceContent content() {
    ServiceContent content = new ServiceContent();
    content.setPropertyCollector(World.ref("PropertyCollector", "propertyCollector"));
    return content;
  }

  @Override
  public Inventory inventory() {
    return inventory;
  }

  @Override
  public TaskInfo await(ManagedObjectReference task) throws ModuleException {
    awaited.add(task.getVal());
    if (failures.containsKey(task.getVal())) {
      throw failures.get(task.getVal());
    }
    TaskInfo info = new TaskInfo();
    info.setResult(World.ref("VirtualMachine", "vm-new"));
    return info;
  }

  @Override
  public <T> T once(String key, Class<T> type, Work<T> work)
      throws ModuleException, InterruptedException {
    return work.go();
  }

  @Override
  public void touched(ManagedObjectReference ref) {
    touched.add(ref);
  }

  @Override
  public Address address() {
    return Machines.WEB;
  }

  @Override
  public String user() {
    return "";
  }

  @Override
  public String runId() {
    return "run1";
  }

  @Override
  public Progress progress() {
    return (percent, what) -> {};
  }

  @Override
  public FileWires files() {
    throw new UnsupportedOperationException("an instance sends no file");
  }

  @Override
  public HostCertificate certificate(String address) {
    throw new UnsupportedOperationException(address);
  }
}
