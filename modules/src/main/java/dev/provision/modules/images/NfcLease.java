package dev.provision.modules.images;

import com.vmware.vim25.HttpNfcLeaseDeviceUrl;
import com.vmware.vim25.HttpNfcLeaseInfo;
import com.vmware.vim25.HttpNfcLeaseManifestEntry;
import com.vmware.vim25.HttpNfcLeaseState;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodNotFound;
import com.vmware.vim25.NotSupported;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.PropertyChange;
import com.vmware.vim25.ws.VimStub;
import dev.provision.modules.images.declaration.DiskSlot;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.image.ObjectWatch;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An open import ({@code HttpNfcLease}): the server keeps what was made only if the lease is
 * completed, and an abort undoes all of it. The lease ends with its session. It is no task, so a
 * property collector of its own waits for it, which is destroyed before the first byte is sent.
 */
final class NfcLease {
  /** Well below any HTTP timeout; if nothing changed, we just wait again. */
  private static final int MAX_WAIT_SECONDS = 15;

  /**
   * How long the first answer may take: it has the lease's state, and never comes if the lease
   * ended with its session.
   */
  private static final int SEEN_SECONDS = 5;

  private final ManagedObjectReference ref;
  private final HttpNfcLeaseInfo info;
  private final VimStub api;

  private NfcLease(ManagedObjectReference ref, HttpNfcLeaseInfo info, VimStub api) {
    this.ref = ref;
    this.info = info;
    this.api = api;
  }

  /**
   * Waits until the server is ready to take the bytes. If that fails, the lease is aborted.
   *
   * @throws RemoteException with the server's reason if it could not make the VM
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

  /** If the server gets no progress call for this long, it gives up the import. */
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

  /** Keeps the lease alive, and reports progress to vCenter; for any thread. */
  void progress(int percent) throws RemoteException {
    api.httpNfcLeaseProgress(ref, percent);
  }

  /** The server's manifest of the streams so far; empty if the server has no manifests. */
  List<HttpNfcLeaseManifestEntry> manifest() throws RemoteException {
    try {
      HttpNfcLeaseManifestEntry[] entries = api.httpNfcLeaseGetManifest(ref);
      return entries == null ? List.of() : List.of(entries);
    } catch (VimFault e) {
      if (e.is(NotSupported.class) || e.is(MethodNotFound.class)) {
        return List.of();
      }
      throw e;
    }
  }

  /** Commits. */
  void complete() throws RemoteException {
    api.httpNfcLeaseComplete(ref);
  }

  /** Undoes the import; if the lease is gone, the server has already done so. */
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
   * Makes a call even if the run was cancelled, and ignores its failure: the reason for the
   * clean-up is reported instead, and anything left ends with the session or is found by the next
   * run.
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

  /** Waits until the lease is ready. */
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
      try (ObjectWatch watch =
          ObjectWatch.on(Map.of(ref, List.of("state", "info", "error")), write)) {
        List<ObjectUpdate> news = watch.next(SEEN_SECONDS);
        if (news.isEmpty()) {
          throw new ModuleException(
              ModuleException.Kind.TRANSIENT, "the import is gone with its session", null);
        }
        while (true) {
          for (ObjectUpdate object : news) {
            if (object.getChangeSet() != null) {
              for (PropertyChange change : object.getChangeSet()) {
                take(change.getVal());
              }
            }
          }
          if (error != null || state != HttpNfcLeaseState.initializing) {
            break;
          }
          news = watch.next(MAX_WAIT_SECONDS);
        }
      }
      if (error != null) {
        throw VimFault.of(error);
      }
      if (state != HttpNfcLeaseState.ready || info == null) {
        throw ModuleException.refused("the import's lease is " + state + " and not ready");
      }
      return info;
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
  }
}
