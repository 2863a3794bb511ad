package dev.provision.simulator;

import com.vmware.vim25.NoDiskSpace;
import dev.provision.vsphere.FileRefusal;
import dev.provision.vsphere.FileWires;
import dev.provision.vsphere.VimFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The hosts' side of an upload: the bytes are read and counted, and not kept. */
final class Uploads implements FileWires {
  private static final int BUFFER = 64 << 10;

  private final World world;
  private final Leases leases;
  private final AtomicInteger count = new AtomicInteger();

  Uploads(World world, Leases leases) {
    this.world = world;
    this.leases = leases;
  }

  int count() {
    return count.get();
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
    Leases.Target target = target(to);
    count.incrementAndGet();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      bytes += n;
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    if (length >= 0 && bytes != length) {
      throw new FileRefusal(400, to + ": " + bytes + " bytes came where " + length + " were said");
    }
    world.lock().lock();
    try {
      leases.received(target, bytes);
    } catch (VimFault e) {
      throw new FileRefusal(e.is(NoDiskSpace.class) ? 507 : 500, e.getMessage());
    } finally {
      world.lock().unlock();
    }
  }

  private Leases.Target target(URI to) throws IOException {
    world.lock().lock();
    try {
      return leases
          .target(to.toString())
          .orElseThrow(() -> new FileRefusal(404, "no lease takes data at " + to));
    } finally {
      world.lock().unlock();
    }
  }
}
