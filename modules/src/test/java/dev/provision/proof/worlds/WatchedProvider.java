package dev.provision.proof.worlds;

import dev.provision.modules.VcenterProvider;
import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.RunContext;
import dev.provision.spi.Session;
import dev.provision.vsphere.VsphereProvider;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** The product's provider, which tells the vCenter for which step a thread writes. */
final class WatchedProvider extends VsphereProvider {
  private final Vcenter vcenter;

  WatchedProvider(Vcenter vcenter) {
    super(new VcenterProvider().kinds(), vcenter);
    this.vcenter = vcenter;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Session<Inventory, VsphereWriter> open(Declaration<VcenterSpec> connection, RunContext run)
      throws ModuleException, InterruptedException {
    Session<Inventory, VsphereWriter> session = super.open(connection, run);
    return (Session<Inventory, VsphereWriter>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("writer")) {
                vcenter.worksFor(arguments[0].toString());
              }
              try {
                return method.invoke(session, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
