package dev.provision.vsphere;

import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import dev.provision.spi.Survey;
import java.util.List;
import java.util.Set;

/** A session whose wire refuses everything that is not a read: what planning runs on. */
final class VsphereReading implements ReadSession<Inventory> {
  private final Connection connection;
  private final Surveyor surveyor;
  private final Target target;

  VsphereReading(
      Connection connection,
      Declaration<VcenterSpec> declaration,
      List<VsphereKind<?, ?, ?>> kinds) {
    this.connection = connection;
    this.surveyor =
        new Surveyor(StubClient.stub(new ReadOnly(connection.wire())), connection.content(), kinds);
    this.target = new Target(connection.host(), declaration.spec());
  }

  @Override
  public String target() {
    return target.text();
  }

  @Override
  public Inventory survey(Survey what) throws ModuleException, InterruptedException {
    return target.learn(surveyor.survey(what));
  }

  @Override
  public Inventory refresh(Set<Address> changed) throws ModuleException, InterruptedException {
    return surveyor.refresh(changed);
  }

  @Override
  public void close() {
    connection.close();
  }
}
