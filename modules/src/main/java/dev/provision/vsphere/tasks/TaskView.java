package dev.provision.vsphere.tasks;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.WaitOptions;
import com.vmware.vim25.ws.VimStub;
import dev.provision.vsphere.inventory.ReadSpecs;
import java.rmi.RemoteException;
import java.util.Collection;
import java.util.List;

/**
 * What stands on the server to watch tasks with: a property collector of our own, a list view, and
 * one filter on it. Tasks come and go by changing the list: a filter a task would be a call a task,
 * and vcsim does not wake a waiting call for a new filter. It dies with the session.
 */
final class TaskView {
  private final VimStub api;
  private final ManagedObjectReference collector;
  private final ManagedObjectReference view;
  private String version = "";

  private TaskView(VimStub api, ManagedObjectReference collector, ManagedObjectReference view) {
    this.api = api;
    this.collector = collector;
    this.view = view;
  }

  static TaskView create(VimStub api, ServiceContent content) throws RemoteException {
    ManagedObjectReference collector = api.createPropertyCollector(content.getPropertyCollector());
    ManagedObjectReference view = api.createListView(content.getViewManager(), null);
    api.createFilter(
        collector,
        ReadSpecs.filter(
            List.of(ReadSpecs.behind(view, "ListView", "view")),
            List.of(ReadSpecs.properties("Task", List.of("info")))),
        false);
    return new TaskView(api, collector, view);
  }

  /**
   * Tasks join and leave, which wakes a waiting call: what joined is reported as it is now.
   *
   * @return those that the server does not know
   */
  List<ManagedObjectReference> change(
      Collection<ManagedObjectReference> join, Collection<ManagedObjectReference> leave)
      throws RemoteException {
    ManagedObjectReference[] unknown =
        api.modifyListView(
            view,
            join.toArray(ManagedObjectReference[]::new),
            leave.toArray(ManagedObjectReference[]::new));
    return unknown == null ? List.of() : List.of(unknown);
  }

  /**
   * Waits for news; by one thread only. After a wait in which there was none the next call tells
   * how all stands, at once.
   *
   * @return null when there was none in this time, or as long as the server cares to wait
   */
  UpdateSet next(int maxWaitSeconds) throws RemoteException {
    WaitOptions options = new WaitOptions();
    options.setMaxWaitSeconds(maxWaitSeconds);
    UpdateSet news = api.waitForUpdatesEx(collector, version, options);
    // with the empty version a collector begins anew (PropertyCollector.WaitForUpdatesEx)
    version = news == null || news.getVersion() == null ? "" : news.getVersion();
    return news;
  }

  /** Makes a waiting call end; when that fails it ends by itself in time. */
  void wake() {
    try {
      api.cancelWaitForUpdates(collector);
    } catch (RemoteException e) {
      // the server or the collector is gone, and the waiting call with it
    }
  }
}
