package dev.provision.vsphere.record;

import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Right;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.places.Tree;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes events with {@code LogUserEvent}. That takes no folder ({@code EventManager}: the root
 * folder, a datacenter, a machine, a host or a compute resource), so those of an environment are on
 * the datacenter that its home is in, and otherwise on the root folder.
 */
public final class ChangeEvents {
  private static final String PRIVILEGE = "Global.LogEvent";

  /** How long the server may take for one event: the run may have little time left. */
  private static final int SILENCE_SECONDS = 2;

  private final VimStub api;
  private final ServiceContent content;
  private final VcenterSpec vcenter;
  private final Inventory read;

  /**
   * @param read the latest snapshot
   */
  public ChangeEvents(VimStub api, ServiceContent content, VcenterSpec vcenter, Inventory read) {
    this.api = api;
    this.content = content;
    this.vcenter = vcenter;
    this.read = read;
  }

  /** What it takes; without it everything else goes on. */
  public static Right right(EnvironmentId environment, VcenterSpec vcenter, Inventory read) {
    String on =
        datacenter(environment, vcenter, read)
            .map(item -> read.path(item.ref()).toString())
            .orElse("/");
    return new Right(PRIVILEGE, on, "to leave a record of changes in the server's events");
  }

  private static Optional<Item> datacenter(
      EnvironmentId environment, VcenterSpec vcenter, Inventory read) {
    boolean atTheRoot = Journal.hasHome(environment, read) && !DirectHost.is(read);
    return atTheRoot ? Optional.empty() : Tree.datacenter(vcenter, read);
  }

  /**
   * As {@link dev.provision.spi.Session#record}.
   *
   * @return why not all are there
   */
  public Optional<String> write(EnvironmentId environment, String head, List<String> lines)
      throws InterruptedException {
    AtomicInteger written = new AtomicInteger();
    List<String> texts = EventTexts.of(head, lines);
    FutureTask<Optional<String>> all = new FutureTask<>(() -> write(environment, texts, written));
    Thread writing = new Thread(all, "record of changes");
    writing.setDaemon(true);
    writing.start();
    while (true) {
      int before = written.get();
      try {
        return all.get(SILENCE_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        if (written.get() == before) {
          return Optional.of("it does not answer");
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private Optional<String> write(
      EnvironmentId environment, List<String> texts, AtomicInteger written) {
    ManagedObjectReference on =
        datacenter(environment, vcenter, read).map(Item::ref).orElse(content.getRootFolder());
    try {
      for (String text : texts) {
        on = log(on, text);
        written.incrementAndGet();
      }
      return Optional.empty();
    } catch (RemoteException e) {
      return Optional.of(Faults.translate(e).getMessage());
    }
  }

  /** Where the run has deleted the datacenter, on the root folder. */
  private ManagedObjectReference log(ManagedObjectReference on, String text)
      throws RemoteException {
    try {
      api.logUserEvent(content.getEventManager(), on, text);
      return on;
    } catch (VimFault e) {
      if (!e.is(ManagedObjectNotFound.class) || on.getVal().equals(root().getVal())) {
        throw e;
      }
      api.logUserEvent(content.getEventManager(), root(), text);
      return root();
    }
  }

  private ManagedObjectReference root() {
    return content.getRootFolder();
  }
}
