package dev.provision.vsphere.inventory;

import com.vmware.vim25.InvalidProperty;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.RetrieveOptions;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads with a property collector, page by page. A result that takes several calls is read as a
 * whole: when the session, the view or an object disappears in between, the read starts again.
 */
public final class Retrieval {
  /**
   * Attempts follow at once, since a read changes nothing; the failure of the last one is reported.
   */
  private static final int ATTEMPTS = 3;

  /** One read, which can be repeated. */
  @FunctionalInterface
  public interface Reading<T> {
    T read() throws RemoteException;
  }

  private final VimStub api;
  private final ManagedObjectReference collector;
  private final int pageSize;

  /**
   * @param pageSize objects a page at most ({@code RetrieveOptions.maxObjects}); a server may send
   *     fewer
   */
  public Retrieval(VimStub api, ManagedObjectReference collector, int pageSize) {
    this.api = api;
    this.collector = collector;
    this.pageSize = pageSize;
  }

  /** All pages. */
  public List<ObjectContent> all(PropertyFilterSpec what) throws RemoteException {
    RetrieveOptions options = new RetrieveOptions();
    options.setMaxObjects(pageSize);
    RetrieveResult page =
        api.retrievePropertiesEx(collector, new PropertyFilterSpec[] {what}, options);
    List<ObjectContent> all = new ArrayList<>();
    while (page != null) {
      if (page.getObjects() != null) {
        all.addAll(List.of(page.getObjects()));
      }
      String token = page.getToken();
      page = token == null ? null : api.continueRetrievePropertiesEx(collector, token);
    }
    return all;
  }

  /** Runs a read, and repeats it from its start when something that it used disappeared. */
  public static <T> T whole(Reading<T> reading) throws ModuleException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return reading.read();
      } catch (RemoteException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while reading");
        }
        if (attempt == ATTEMPTS || !isWorthRepeating(e)) {
          throw Faults.translate(e);
        }
      }
    }
  }

  /**
   * A server reports an unknown page token as {@code InvalidProperty} with the name {@code token}.
   */
  private static boolean isWorthRepeating(RemoteException e) {
    if (!(e instanceof VimFault fault)) {
      return e instanceof TransportFailure failure && failure.maybeSent();
    }
    return fault.is(ManagedObjectNotFound.class)
        || fault.is(NotAuthenticated.class)
        || fault.fault() instanceof InvalidProperty token && "token".equals(token.getName());
  }
}
