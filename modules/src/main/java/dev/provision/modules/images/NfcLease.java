package dev.provision.modules.images;

import com.vmware.vim25.HttpNfcLeaseDeviceUrl;
import com.vmware.vim25.HttpNfcLeaseInfo;
import com.vmware.vim25.HttpNfcLeaseState;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.PropertyChange;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertyFilterUpdate;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.WaitOptions;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.VimFault;
import dev.provision.vsphere.VsphereWriter;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.List;

/**
 * An open import ({@code HttpNfcLease}): what was made since it opened stands only when it is
 * completed, and an abort undoes all of it. It dies with its session. A lease is no task, so it is
 * waited for by a property collector of its own, which is gone before the first byte is sent.
 */
final class NfcLease {
  /** Well below any HTTP timeout; a wait that ends without news is just asked again. */
  private static final int MAX_WAIT_SECONDS = 15;

  private final ManagedObjectReference ref;
  private final HttpNfcLeaseInfo info;
  private final VimStub api;

  private NfcLease(ManagedObjectReference ref, HttpNfcLeaseInfo info, VimStub api) {
    this.ref = ref;
    this.info = info;
    this.api = api;
  }

  /**
   * Waits until the server is ready to take the bytes. A lease that is given up here is aborted.
   *
   * @throws RemoteException with the server's reason when it made no VM of the import
   */
  static NfcLease ready(ManagedObjectReference ref, VsphereWriter write)
      throws RemoteException, ModuleException, InterruptedException {
    boolean ready = false;
    try {
      NfcLease lease = new NfcLease(ref, new Wait(ref, write).info(), write.api());
      ready = true;
      return lease;
    } finally {
      if (!ready) {
        abort(ref, write.api());
      }
    }
  }

  /** The VM that is being made. */
  ManagedObjectReference vm() {
    return info.getEntity();
  }

  /** Without a sign of life for this long, the server gives the import up. */
  int timeoutSeconds() {
    return info.getLeaseTimeout();
  }

  /** Where the bytes of each disk go, in the slots' order. */
  List<HttpNfcLeaseDeviceUrl> disks(List<DiskSlot> slots) throws ModuleException {
    List<HttpNfcLeaseDeviceUrl> disks = new ArrayList<>();
    for (HttpNfcLeaseDeviceUrl url : orNone(info.getDeviceUrl())) {
      if (Boolean.TRUE.equals(url.getDisk())) {
        disks.add(url);
      }
    }
    return LeaseTargets.of(disks, slots);
  }

  /** Keeps it open, and shows in vCenter how far it is; for any thread. */
  void progress(int percent) throws RemoteException {
    api.httpNfcLeaseProgress(ref, percent);
  }

  /** Commits. */
  void complete() throws RemoteException {
    api.httpNfcLeaseComplete(ref);
  }

  /** Undoes all; a lease that is gone already has been undone by the server. */
  void abort() {
    abort(ref, api);
  }

  private static void abort(ManagedObjectReference ref, VimStub api) {
    cleanUp(() -> api.httpNfcLeaseAbort(ref, null));
  }

  private interface Call {
    void run() throws RemoteException;
  }

  /**
   * Makes a call that must go out although the run was cancelled, and whose failure hides nothing:
   * the reason for the clean-up is what is reported, and what is left goes with the session or is
   * found by the next observation.
   */
  private static void cleanUp(Call call) {
    boolean interrupted = Thread.interrupted();
    try {
      call.run();
    } catch (RemoteException e) {
      return;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static HttpNfcLeaseDeviceUrl[] orNone(HttpNfcLeaseDeviceUrl[] urls) {
    return urls == null ? new HttpNfcLeaseDeviceUrl[0] : urls;
  }

  /** The time until the lease is ready. */
  private static final class Wait {
    private final ManagedObjectReference ref;
    private final VsphereWriter write;
    private HttpNfcLeaseState state = HttpNfcLeaseState.initializing;
    private HttpNfcLeaseInfo info;
    private LocalizedMethodFault error;

    Wait(ManagedObjectReference ref, VsphereWriter write) {
      this.ref = ref;
      this.write = write;
    }

    HttpNfcLeaseInfo info() throws RemoteException, ModuleException, InterruptedException {
      ManagedObjectReference collector =
          write.api().createPropertyCollector(write.content().getPropertyCollector());
      try {
        write.api().createFilter(collector, filter(), false);
        poll(collector);
      } finally {
        cleanUp(() -> write.api().destroyPropertyCollector(collector));
      }
      if (error != null) {
        throw VimFault.of(error);
      }
      if (state != HttpNfcLeaseState.ready || info == null) {
        throw ModuleException.refused("the import's lease is " + state + " and not ready");
      }
      return info;
    }

    private void poll(ManagedObjectReference collector)
        throws RemoteException, InterruptedException {
      WaitOptions options = new WaitOptions();
      options.setMaxWaitSeconds(MAX_WAIT_SECONDS);
      String version = "";
      while (error == null && state == HttpNfcLeaseState.initializing) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        UpdateSet news = write.api().waitForUpdatesEx(collector, version, options);
        if (news != null) {
          version = news.getVersion();
          take(news);
        }
      }
    }

    private void take(UpdateSet news) {
      if (news.getFilterSet() == null) {
        return;
      }
      for (PropertyFilterUpdate filter : news.getFilterSet()) {
        for (ObjectUpdate object : filter.getObjectSet()) {
          if (object.getChangeSet() != null) {
            for (PropertyChange change : object.getChangeSet()) {
              take(change.getVal());
            }
          }
        }
      }
    }

    private void take(Object value) {
      if (value instanceof HttpNfcLeaseState now) {
        state = now;
      } else if (value instanceof HttpNfcLeaseInfo now) {
        info = now;
      } else if (value instanceof LocalizedMethodFault now) {
        error = now;
      }
    }

    private PropertyFilterSpec filter() {
      PropertySpec properties = new PropertySpec();
      properties.setType(ref.getType());
      properties.setPathSet(new String[] {"state", "info", "error"});
      ObjectSpec object = new ObjectSpec();
      object.setObj(ref);
      PropertyFilterSpec filter = new PropertyFilterSpec();
      filter.setPropSet(new PropertySpec[] {properties});
      filter.setObjectSet(new ObjectSpec[] {object});
      return filter;
    }
  }
}
