package dev.provision.lab;

import dev.provision.spi.Address;
import dev.provision.spi.Lease;
import dev.provision.spi.LeaseRequest;
import dev.provision.spi.LeftTask;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Progress;
import dev.provision.spi.Right;
import dev.provision.spi.Session;
import dev.provision.spi.Survey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** A session; two refreshes at once are an error. */
public final class LabSession implements Session<Picture, Pen> {
  private final Server server;
  private final AtomicInteger reading = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<Runnable> onCancel = new AtomicReference<>(() -> {});

  public LabSession(Server server) {
    this.server = server;
  }

  public void onCancel(Runnable what) {
    onCancel.set(what);
  }

  @Override
  public String target() {
    return "the lab";
  }

  @Override
  public Picture survey(Survey what) throws ModuleException, InterruptedException {
    server.call("survey", () -> {});
    return server.picture();
  }

  @Override
  public Picture refresh(Set<Address> changed) throws ModuleException, InterruptedException {
    if (reading.incrementAndGet() != 1) {
      throw new IllegalStateException("two refreshes at once");
    }
    try {
      String names = changed.stream().sorted().map(Address::name).collect(Collectors.joining(","));
      server.call("refresh " + names, () -> {});
      return server.picture();
    } finally {
      reading.decrementAndGet();
    }
  }

  @Override
  public Set<Right> lacking(Set<Right> rights, Picture read) {
    return server.lacking(rights);
  }

  /** None, unless another run has it. */
  @Override
  public Lease lease(LeaseRequest request) {
    if (server.meanwhile().isEmpty()) {
      return Lease.NONE;
    }
    request.says().accept("`lab` is held by another run");
    server.meanwhile().get().run();
    return () -> {};
  }

  @Override
  public Pen writer(Address step, Progress progress) {
    return new Pen(server, step, progress);
  }

  @Override
  public List<LeftTask> cancelRunning() {
    onCancel.get().run();
    return List.of(new LeftTask("thing.a", "a task may still run"));
  }

  public boolean isClosed() {
    return closed.get();
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
