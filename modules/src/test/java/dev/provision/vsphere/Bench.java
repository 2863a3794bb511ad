package dev.provision.vsphere;

import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.ws.VimStub;
import dev.provision.referee.Referee;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Placement;
import dev.provision.spi.Progress;
import dev.provision.spi.RunContext;
import dev.provision.spi.Session;
import dev.provision.spi.Survey;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A session on the referee for the tests of one kind, with no engine above it. */
public final class Bench implements AutoCloseable {
  private final Declaration<VcenterSpec> connection;
  private final VsphereProvider provider;
  private final Session<Inventory, VsphereWriter> session;

  private Bench(Referee referee, List<VsphereKind<?, ?, ?>> kinds) throws Exception {
    this.connection = Connections.to(referee);
    this.provider = new VsphereProvider(List.copyOf(kinds)) {};
    this.session =
        provider.open(connection, new RunContext("run-1", Clock.systemUTC(), Optional.empty()));
  }

  public static Bench of(Referee referee, VsphereKind<?, ?, ?>... kinds) throws Exception {
    return new Bench(referee, List.of(kinds));
  }

  public Inventory survey(EnvironmentId environment, Declaration<?>... declarations)
      throws ModuleException, InterruptedException {
    return session.survey(new Survey(environment, List.of(declarations)));
  }

  /** What the engine reads after a step. */
  public Inventory refresh(Address step) throws ModuleException, InterruptedException {
    return session.refresh(Set.of(step));
  }

  /** Where the allocator puts it. */
  public Placement place(Demand demand, Inventory inventory) {
    return Optional.ofNullable(
            provider
                .allocate(new EnvironmentId("", "ci"), List.of(demand), connection, inventory)
                .placed()
                .get(demand.address()))
        .orElseThrow();
  }

  public VsphereWriter writer(Address step, Progress progress) {
    return session.writer(step, progress);
  }

  /** For what another client does. */
  public VimStub api() {
    return writer(new Address("test", "other-client"), (percent, what) -> {}).api();
  }

  /** The same snapshot, taken while one more task ran. */
  public static Inventory during(TaskInfo task, Inventory inventory) {
    Snapshot.Contents contents = ((Snapshot) inventory).contents();
    return new Snapshot(
        new Snapshot.Contents(
            contents.about(),
            contents.root(),
            contents.items(),
            contents.full(),
            List.of(task),
            contents.customFields()));
  }

  @Override
  public void close() {
    session.close();
  }
}
