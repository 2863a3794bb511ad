package dev.provision.acceptance;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.RetrieveOptions;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.ws.VimStub;
import java.rmi.RemoteException;
import java.util.concurrent.TimeUnit;

/** vim25 for a test's own calls: properties one by one, tasks to their end. */
record Vim(VimStub api, ServiceContent content) {
  /** A call. */
  interface Asked<T> {
    T get() throws RemoteException;
  }

  static <T> T asked(Asked<T> what) {
    try {
      return what.get();
    } catch (RemoteException e) {
      throw new IllegalStateException(e);
    }
  }

  static Vim of(VimStub api) {
    return new Vim(
        api, asked(() -> api.retrieveServiceContent(ref("ServiceInstance:ServiceInstance"))));
  }

  /** {@code VirtualMachine:vm-12}, as govc prints it. */
  static ManagedObjectReference ref(String text) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType(text.substring(0, text.indexOf(':')));
    ref.setVal(text.substring(text.indexOf(':') + 1));
    return ref;
  }

  /** Null where it is not set. */
  <T> T property(ManagedObjectReference of, String path, Class<T> type) {
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
                        new RetrieveOptions()))
            .getObjects();
    return found[0].getPropSet() == null || found[0].getPropSet().length == 0
        ? null
        : type.cast(found[0].getPropSet()[0].getVal());
  }

  VirtualMachineConfigInfo config(ManagedObjectReference vm) {
    return property(vm, "config", VirtualMachineConfigInfo.class);
  }

  TaskInfo ended(ManagedObjectReference task) {
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
    return info;
  }
}
