package dev.provision.vsphere;

import dev.provision.spi.Allocation;
import dev.provision.spi.Declaration;
import dev.provision.spi.Demand;
import dev.provision.spi.Kind;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.spi.Provider;
import dev.provision.spi.ReadSession;
import dev.provision.spi.RunContext;
import dev.provision.spi.Session;
import java.util.ArrayList;
import java.util.List;

/** Drives a vCenter or an ESXi host; which kinds of resources it has is said by who makes it. */
public class VsphereProvider implements Provider<VcenterSpec, Inventory, VsphereWriter> {
  private final List<Kind<?, Inventory, VsphereWriter>> kinds;

  /**
   * @param kinds those whose names the snapshot's marks know are {@link VsphereKind}s
   */
  protected VsphereProvider(List<? extends Kind<?, Inventory, VsphereWriter>> kinds) {
    this.kinds = List.copyOf(kinds);
  }

  @Override
  public String section() {
    return "vcenter";
  }

  @Override
  public Class<VcenterSpec> connection() {
    return VcenterSpec.class;
  }

  @Override
  public List<Kind<?, Inventory, VsphereWriter>> kinds() {
    return kinds;
  }

  @Override
  public ReadSession<Inventory> openReadOnly(Declaration<VcenterSpec> connection, RunContext run)
      throws ModuleException, InterruptedException {
    return new VsphereReading(Connection.open(connection, run), connection, managed());
  }

  @Override
  public Session<Inventory, VsphereWriter> open(Declaration<VcenterSpec> connection, RunContext run)
      throws ModuleException, InterruptedException {
    return new VsphereSession(Connection.open(connection, run), connection, run, managed());
  }

  @Override
  public List<Problem> problems(Declaration<VcenterSpec> connection, Inventory read) {
    return ConnectionPlaces.problems(connection.spec(), read);
  }

  @Override
  public Allocation allocate(
      List<Demand> demands, Declaration<VcenterSpec> connection, Inventory read) {
    return Allocator.allocate(demands, connection.spec(), read);
  }

  private List<VsphereKind<?, ?, ?>> managed() {
    List<VsphereKind<?, ?, ?>> managed = new ArrayList<>();
    for (Kind<?, Inventory, VsphereWriter> kind : kinds) {
      if (kind instanceof VsphereKind<?, ?, ?> vsphere) {
        managed.add(vsphere);
      }
    }
    return managed;
  }
}
