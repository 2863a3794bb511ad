package dev.provision.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.WaitOptions;
import com.vmware.vim25.ws.VimStub;
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
   * Waits for news; by one thread only.
   *
   * @return null when there was none in this time
   */
  UpdateSet next(int maxWaitSeconds) throws RemoteException {
    WaitOptions options = new WaitOptions();
    options.setMaxWaitSeconds(maxWaitSeconds);
    UpdateSet news = api.waitForUpdatesEx(collector, version, options);
    if (news != null) {
      version = news.getVersion();
    }
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

  /** Takes it off the server; what cannot be taken goes with the session. */
  void destroy() {
    try {
      api.destroyPropertyCollector(collector);
      api.destroyView(view);
    } catch (RemoteException e) {
      // logging out does the same
    }
  }
}
