package dev.provision.vsphere;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Progress;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.lease.KeptLease;
import dev.provision.vsphere.rest.Rest;
import dev.provision.vsphere.tags.Tagging;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.HostCertificate;
import dev.provision.vsphere.wire.ReadOnly;
import dev.provision.vsphere.wire.StubClient;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.Vim25;
import dev.provision.vsphere.wire.VimFault;
import java.util.Optional;

/**
 * The writer of one step. It tells the surveyor what the step made, and when the step may have made
 * something that we do not know.
 */
final class StepWriter implements VsphereWriter {
  /** Throws when this run may not write any more. */
  @FunctionalInterface
  interface Gate {
    void demand() throws ModuleException, InterruptedException;
  }

  /** For what is no step: also a run that was stopped gives it back. */
  static final Gate OPEN = () -> {};

  private final VsphereSession session;
  private final Address address;
  private final Progress progress;
  private final Gate gate;
  private final Inventory inventory;
  private final VimStub api;

  /** Of what is shared, while the step works on that. */
  private volatile Optional<KeptLease> shared = Optional.empty();

  StepWriter(VsphereSession session, Vim25 wire, Address address, Progress progress, Gate gate) {
    this.session = session;
    this.address = address;
    this.progress = progress;
    this.gate = gate;
    this.inventory = session.surveyor().latest();
    this.api = StubClient.stub(call -> noted(wire, call));
  }

  private Object noted(Vim25 wire, Call call) throws VimFault, TransportFailure {
    if (!ReadOnly.allows(call.method())) {
      demand();
    }
    try {
      return wire.call(call);
    } catch (TransportFailure e) {
      if (e.maybeSent() && !ReadOnly.allows(call.method())) {
        session.surveyor().doubt(address);
      }
      throw e;
    } catch (VimFault e) {
      // the object in the way may be our own, from an earlier call whose reply was lost
      if (e.is(DuplicateName.class) || e.is(AlreadyExists.class)) {
        session.surveyor().doubt(address);
      }
      throw e;
    }
  }

  private void demand() throws TransportFailure {
    try {
      gate.demand();
      Optional<KeptLease> held = shared;
      if (held.isPresent()) {
        held.get().demand();
      }
    } catch (ModuleException e) {
      throw TransportFailure.withheld(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TransportFailure.withheld(
          new ModuleException(ModuleException.Kind.CANCELLED, "the call was interrupted", e));
    }
  }

  @Override
  public VimStub api() {
    return api;
  }

  @Override
  public ServiceContent content() {
    return session.content();
  }

  @Override
  public Inventory inventory() {
    return inventory;
  }

  @Override
  public TaskInfo await(ManagedObjectReference task) throws ModuleException, InterruptedException {
    try {
      TaskInfo done =
          gate == OPEN
              ? session.tracker().awaitAnyway(task, address.toString())
              : session.tracker().await(task, address.toString(), progress);
      if (done.getResult() instanceof ManagedObjectReference made) {
        touched(made);
      }
      return done;
    } catch (ModuleException e) {
      // a task that failed, or that we lost, may still have made something
      session.surveyor().doubt(address);
      throw e;
    }
  }

  @Override
  public <T> T once(String key, Class<T> type, Work<T> work)
      throws ModuleException, InterruptedException {
    return session.once().of(key, type, work);
  }

  @Override
  public <T> T holding(EnvironmentId of, Work<T> work)
      throws ModuleException, InterruptedException {
    return session.holding(
        of,
        progress,
        lease -> {
          shared = lease;
          try {
            return work.go();
          } finally {
            shared = Optional.empty();
          }
        });
  }

  @Override
  public void touched(ManagedObjectReference ref) {
    session.surveyor().touched(address, ref);
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public String user() {
    return session.user();
  }

  @Override
  public String runId() {
    return session.runId();
  }

  @Override
  public Progress progress() {
    return progress;
  }

  @Override
  public Tagging tagging() {
    return new Tagging(session.rest().over(this::noted));
  }

  /** A wire that knows when the step may have made something that we do not know. */
  private Rest noted(Rest wire) {
    return call -> {
      if (!call.reads()) {
        demand();
      }
      try {
        return wire.send(call);
      } catch (TransportFailure e) {
        if (e.maybeSent() && !call.reads()) {
          session.surveyor().doubt(address);
        }
        throw e;
      }
    };
  }

  @Override
  public FileWires files() {
    return session.files();
  }

  @Override
  public HostCertificate certificate(String address) throws ModuleException {
    return session.hosts().certificate(address);
  }
}
