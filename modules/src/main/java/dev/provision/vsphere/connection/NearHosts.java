package dev.provision.vsphere.connection;

import dev.provision.spi.ModuleException;
import dev.provision.vsphere.wire.HostCertificate;

/** ESXi hosts in this process, as they answer past their vCenter: those of a lab's rack. */
public interface NearHosts {
  /**
   * @throws ModuleException UNREACHABLE when none answers at the address
   */
  HostCertificate certificate(String address) throws ModuleException;

  /**
   * The host itself, as the server of a connection.
   *
   * @throws ModuleException UNREACHABLE when none answers at the address
   */
  FarEnd open(String address) throws ModuleException;

  /** Where there are none. */
  static NearHosts none() {
    return new NearHosts() {
      @Override
      public HostCertificate certificate(String address) throws ModuleException {
        throw nobody(address);
      }

      @Override
      public FarEnd open(String address) throws ModuleException {
        throw nobody(address);
      }
    };
  }

  /** That no host answers. */
  static ModuleException nobody(String address) {
    return new ModuleException(
        ModuleException.Kind.UNREACHABLE, "TCP: no host answers at `" + address + "`", null);
  }
}
