package dev.provision.vsphere.connection;

import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.RunContext;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.wire.HostCertificate;
import java.util.Optional;

/**
 * ESXi hosts as they answer to us, past any vCenter, which may not have them yet. Safe for many
 * threads.
 */
public final class BareHosts {
  private final Declaration<VcenterSpec> vcenter;
  private final RunContext run;
  private final Optional<NearHosts> near;

  /**
   * @param vcenter the connection of the vCenter; hosts get its timeouts
   * @param near where the vCenter is in this process
   */
  BareHosts(Declaration<VcenterSpec> vcenter, RunContext run, Optional<NearHosts> near) {
    this.vcenter = vcenter;
    this.run = run;
    this.near = near;
  }

  /**
   * The certificate with which a host answers. It is not verified: that is up to whoever asks.
   *
   * @throws ModuleException UNREACHABLE, with the layer that failed
   */
  public HostCertificate certificate(String address) throws ModuleException {
    return near.isPresent()
        ? near.get().certificate(address)
        : HostCertificate.of(address, vcenter.spec().connectTimeout());
  }

  /**
   * Logs in to a host itself.
   *
   * @param thumbprint the only certificate that is trusted
   */
  public Connection open(String address, String username, Secret password, String thumbprint)
      throws ModuleException, InterruptedException {
    VcenterSpec spec = vcenter.spec().ofHost(address, username, password, thumbprint);
    Declaration<VcenterSpec> host =
        new Declaration<>(
            vcenter.address(),
            spec,
            vcenter.common(),
            vcenter.fields(),
            vcenter.references(),
            vcenter.span());
    return near.isPresent()
        ? Connection.open(host, run, near.get().open(address))
        : Connection.open(host, run);
  }
}
