package dev.provision.vsphere.image;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.PropertyFilterUpdate;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.WaitOptions;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.kind.VsphereWriter;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches a few objects with a property collector of the step's own, because the run's shared one
 * waits for tasks only. The step closes it when it has seen enough. For one thread.
 */
public final class ObjectWatch implements AutoCloseable {
  private final VsphereWriter write;
  private final ManagedObjectReference collector;
  private String version = "";

  private ObjectWatch(VsphereWriter write, ManagedObjectReference collector) {
    this.write = write;
    this.collector = collector;
  }

  /**
   * @param paths the properties to watch, by object; the same for all objects of a type
   */
  public static ObjectWatch on(Map<ManagedObjectReference, List<String>> paths, VsphereWriter write)
      throws RemoteException {
    List<ObjectSpec> objects = new ArrayList<>();
    Map<String, PropertySpec> properties = new LinkedHashMap<>();
    paths.forEach(
        (ref, each) -> {
          objects.add(ReadSpecs.object(ref));
          properties.put(ref.getType(), ReadSpecs.properties(ref.getType(), each));
        });
    ObjectWatch watch =
        new ObjectWatch(
            write, write.api().createPropertyCollector(write.content().getPropertyCollector()));
    boolean ready = false;
    try {
      write
          .api()
          .createFilter(
              watch.collector,
              ReadSpecs.filter(objects, new ArrayList<>(properties.values())),
              false);
      ready = true;
      return watch;
    } finally {
      if (!ready) {
        watch.close();
      }
    }
  }

  /**
   * The changes since the last call; the first call returns the current values.
   *
   * @param seconds the longest wait, well below any HTTP timeout
   * @return empty when nothing changed in that time
   */
  public List<ObjectUpdate> next(int seconds) throws RemoteException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    WaitOptions options = new WaitOptions();
    options.setMaxWaitSeconds(seconds);
    UpdateSet news = write.api().waitForUpdatesEx(collector, version, options);
    List<ObjectUpdate> changes = new ArrayList<>();
    if (news != null) {
      version = news.getVersion();
      if (news.getFilterSet() != null) {
        for (PropertyFilterUpdate filter : news.getFilterSet()) {
          if (filter.getObjectSet() != null) {
            changes.addAll(List.of(filter.getObjectSet()));
          }
        }
      }
    }
    return changes;
  }

  /** The call must go out although the run was cancelled; its failure must not hide another. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      write.api().destroyPropertyCollector(collector);
    } catch (RemoteException e) {
      return; // it ends with the session
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
