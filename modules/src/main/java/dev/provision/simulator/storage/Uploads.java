package dev.provision.simulator.storage;

import com.vmware.vim25.NoDiskSpace;
import com.vmware.vim25.NotAuthenticated;
import dev.provision.simulator.server.FaultRule;
import dev.provision.simulator.server.Rules;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.files.FileRefusal;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.VimFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The hosts' side of an upload, to a lease or to {@code /folder}: the bytes are read and counted,
 * and kept of small files alone, if of any. What is cut on its way to a datastore leaves there what
 * came before.
 */
public final class Uploads implements FileWires {
  private static final int BUFFER = 64 << 10;

  private final World world;
  private final DatastoreContents files;
  private final Imports imports;
  private final Rules rules;
  private final AtomicInteger count = new AtomicInteger();
  private volatile int kept;

  /** Where the bytes go. */
  public interface Sink {
    /** The upload ended: whole, or one to a datastore that was cut. */
    void received(UploadedBytes bytes) throws VimFault;
  }

  /** The imports that are open. */
  public interface Imports {
    /** Where the bytes for an address go; empty where no import takes any there. */
    Optional<Sink> sink(String url);
  }

  public Uploads(World world, DatastoreContents files, Imports imports, Rules rules) {
    this.world = world;
    this.files = files;
    this.imports = imports;
    this.rules = rules;
  }

  public int count() {
    return count.get();
  }

  /** From now on files of a datastore that are no longer than this are kept, and given back. */
  public void keep(int bytes) {
    kept = bytes;
  }

  /**
   * A file of a datastore; of no length for a folder, empty for what is not there.
   *
   * @param at {@code /folder/<path>?dcPath=<datacenter>&dsName=<datastore>}
   */
  public Optional<DatastoreFile> file(URI at) {
    world.lock().lock();
    try {
      Optional<Place> place = FolderRequest.place(world, at);
      if (place.filter(each -> each.path().isEmpty()).isPresent()) {
        return Optional.of(new DatastoreFile(0, Optional.empty()));
      }
      return place.flatMap(files::find).map(DatastoreFile::of);
    } finally {
      world.lock().unlock();
    }
  }

  @Override
  public void send(
      URI to,
      String method,
      String contentType,
      Optional<String> thumbprint,
      InputStream body,
      long length)
      throws IOException, InterruptedException {
    boolean folder = to.getPath().startsWith(FolderRequest.PREFIX);
    String call = method + (folder ? " /folder" : " /nfc");
    String name = to.getPath().substring(to.getPath().lastIndexOf('/') + 1);
    Optional<FaultRule> half = rule(call, name, FaultRule.When.BEFORE);
    Sink sink = folder ? datastore(to) : lease(to);
    count.incrementAndGet();
    UploadedBytes bytes = new UploadedBytes(folder ? kept : 0);
    if (half.filter(FaultRule::swallowed).isPresent()) {
      read(body, bytes, Long.MAX_VALUE);
      return;
    }
    long most = half.isPresent() ? Math.max(0, length) / 2 : Long.MAX_VALUE;
    boolean whole = false;
    try {
      read(body, bytes, most);
      whole = true;
    } finally {
      if (folder && !whole) {
        deliver(sink, bytes);
      }
    }
    if (half.isPresent()) {
      if (folder) {
        deliver(sink, bytes);
      }
      throw failure(half.get(), to, bytes);
    }
    if (length >= 0 && bytes.count() != length) {
      throw new FileRefusal(
          400, to + ": " + bytes.count() + " bytes came where " + length + " were said");
    }
    deliver(sink, bytes);
    Optional<FaultRule> lost = rule(call, name, FaultRule.When.AFTER);
    if (lost.isPresent()) {
      throw failure(lost.get(), to, bytes);
    }
  }

  private static void read(InputStream body, UploadedBytes bytes, long most)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER];
    while (bytes.count() < most) {
      int n = body.read(buffer, 0, (int) Math.min(buffer.length, most - bytes.count()));
      if (n < 0) {
        return;
      }
      bytes.add(buffer, n);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private void deliver(Sink sink, UploadedBytes bytes) throws FileRefusal {
    world.lock().lock();
    try {
      sink.received(bytes);
    } catch (VimFault e) {
      throw new FileRefusal(e.is(NoDiskSpace.class) ? 507 : 500, e.getMessage());
    } finally {
      world.lock().unlock();
    }
  }

  private Optional<FaultRule> rule(String call, String name, FaultRule.When when) {
    world.lock().lock();
    try {
      return rules.transfer(call, name, when);
    } finally {
      world.lock().unlock();
    }
  }

  private static IOException failure(FaultRule rule, URI to, UploadedBytes bytes) {
    String fault = rule.fault().orElse("");
    String text = rule.message().orElse(fault + ", by a rule of the lab");
    if (fault.isEmpty()) {
      return new TransportFailure(
          TransportFailure.Layer.HTTP,
          "the connection was cut, by a rule of the lab, after " + bytes.count() + " bytes",
          true,
          null);
    }
    boolean session = FaultRule.type(fault).filter(NotAuthenticated.class::equals).isPresent();
    boolean room = FaultRule.type(fault).filter(NoDiskSpace.class::equals).isPresent();
    return new FileRefusal(session ? 401 : room ? 507 : 500, to.getPath() + ": " + text);
  }

  private Sink lease(URI to) throws IOException {
    world.lock().lock();
    try {
      return imports
          .sink(to.toString())
          .orElseThrow(() -> new FileRefusal(404, "no lease takes data at " + to));
    } finally {
      world.lock().unlock();
    }
  }

  /** A file of that name is overwritten; its folder comes with it, as on a host. */
  private Sink datastore(URI to) throws IOException {
    world.lock().lock();
    try {
      Place place =
          FolderRequest.place(world, to)
              .orElseThrow(() -> new FileRefusal(404, "no datastore is meant by " + to));
      return bytes -> {
        files.refuseNew(place);
        if (files.find(place).isPresent()) {
          files.refuseLocked(place);
          files.remove(place);
        }
        files.room(place.datastore(), bytes.count());
        files.put(place, bytes.info());
      };
    } finally {
      world.lock().unlock();
    }
  }
}
