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
 * An open import ({@code HttpNfcLease}): what was made since it opened stands only when it is
 * completed, and an abort undoes all of it. It dies with its session. A lease is no task, so it is
 * waited for by a property collector of its own, which is gone before the first byte is sent.
 */
final class NfcLease {
  /** Well below any HTTP timeout; a wait that ends without news is just asked again. */
  private static final int MAX_WAIT_SECONDS = 15;

  /** The first answer says how a lease is; there is none for one that went with its session. */
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

  /** What the server says of the streams so far; nothing where it does not know such a thing. */
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
