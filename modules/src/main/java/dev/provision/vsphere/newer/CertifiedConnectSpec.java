package dev.provision.vsphere.newer;

import com.vmware.vim25.HostConnectSpec;
import dev.provision.vsphere.soap.WireType;

/** How a vCenter connects to a host whose certificate the client names whole. */
@WireType(name = "HostConnectSpec", since = "9.0")
public final class CertifiedConnectSpec extends HostConnectSpec {
  private static final long serialVersionUID = 1L;

  /** The host's certificate as PEM. */
  @WireType.Before("userName")
  public String sslCertificate;
}
