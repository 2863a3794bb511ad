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
 * The objects on the server that watch tasks: a property collector of our own, a list view, and one
 * filter on it. Tasks are added and removed by changing the list: with one filter for each task
 * there would be one call for each, and vcsim does not wake a waiting call for a new filter. The
 * server deletes all three with the session.
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
   * Adds and removes tasks. This wakes a waiting call, which reports the added ones as they are
   * now.
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
   * Waits for news; for one thread only. After a wait without news, the next call returns the state
   * of all tasks at once.
   *
   * @return null when there was no news in this time, or in the shorter time that the server waits
   */
  UpdateSet next(int maxWaitSeconds) throws RemoteException {
    WaitOptions options = new WaitOptions();
    options.setMaxWaitSeconds(maxWaitSeconds);
    UpdateSet news = api.waitForUpdatesEx(collector, version, options);
    // with the empty version a collector reports everything again
    // (PropertyCollector.WaitForUpdatesEx)
    version = news == null || news.getVersion() == null ? "" : news.getVersion();
    return news;
  }

  /** Ends a waiting call early; if that fails, it ends when its time is over. */
  void wake() {
    try {
      api.cancelWaitForUpdates(collector);
    } catch (RemoteException e) {
      // the server or the collector is gone, and so is the waiting call
    }
  }
}
