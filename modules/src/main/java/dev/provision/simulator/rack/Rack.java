package dev.provision.simulator.rack;

import com.vmware.vim25.AlreadyBeingManaged;
import com.vmware.vim25.HostConnectSpec;
import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.NoHost;
import com.vmware.vim25.NotSupportedHost;
import com.vmware.vim25.SSLVerifyFault;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.vsphere.newer.CertifiedConnectSpec;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.HostCertificate;
import dev.provision.vsphere.wire.VimFault;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts that answer at addresses. Where a lab has none of them, one answers at every address.
 * Guarded by the world's lock.
 */
public final class Rack {
  /** Since this version a vCenter takes certificates, and no thumbprints any more. */
  private static final String CERTIFICATES = "9.0";

  private final ApiVersion version;
  private final Map<String, RackHost> hosts = new LinkedHashMap<>();

  /** Those that this vCenter took over from another one. */
  private final Set<String> taken = new HashSet<>();

  public Rack(ApiVersion version) {
    this.version = version;
  }

  public void set(List<RackHost> all) {
    all.forEach(host -> hosts.put(host.address(), host));
  }

  public Optional<RackHost> at(String address) {
    return hosts.isEmpty()
        ? Optional.of(RackHost.anywhere(address))
        : Optional.ofNullable(hosts.get(address));
  }

  void takenOver(String address) {
    taken.add(address);
  }

  /**
   * The host that a spec connects to, as a vCenter checks it: its name, its certificate and the
   * account.
   */
  RackHost answer(HostConnectSpec spec) throws VimFault {
    if (spec.hostName == null || spec.hostName.isBlank()) {
      throw Refuse.argument("spec.hostName", "it is missing");
    }
    Optional<RackHost> found = at(spec.hostName);
    if (found.isEmpty()) {
      NoHost fault = new NoHost();
      fault.name = spec.hostName;
      throw Refuse.with(fault, "Unable to connect to the host `" + spec.hostName + "`.");
    }
    RackHost host = found.get();
    verify(host, spec);
    if (!host.admits(spec.userName, spec.password)) {
      throw Refuse.with(
          new InvalidLogin(), "Cannot complete login due to an incorrect user name or password.");
    }
    if (host.version().filter(own -> !version.isAtLeast(own)).isPresent()) {
      NotSupportedHost fault = new NotSupportedHost();
      fault.productName = "VMware ESXi";
      fault.productVersion = host.version().get();
      throw Refuse.with(fault, "The host's version is not supported by this vCenter Server.");
    }
    return host;
  }

  /** The same for a host that is added: another vCenter loses it only by force. */
  RackHost joining(HostConnectSpec spec) throws VimFault {
    RackHost host = answer(spec);
    if (host.managedBy().isPresent() && !spec.force && !taken.contains(host.address())) {
      AlreadyBeingManaged fault = new AlreadyBeingManaged();
      fault.ipAddress = host.managedBy().get();
      throw Refuse.with(
          fault,
          "The host is already being managed by the vCenter Server with IP address "
              + host.managedBy().get()
              + ".");
    }
    return host;
  }

  /**
   * A host that connects again: one that this vCenter knows needs no account. A host that was
   * installed again does not know its vCenter any more, and has another certificate.
   */
  public void reconnected(Managed host, HostConnectSpec spec) throws VimFault {
    if (spec != null) {
      HostConnectSpec whole = spec;
      whole.hostName = spec.hostName == null ? host.name() : spec.hostName;
      whole.force = true;
      answer(whole);
    }
  }

  /** A host of a rack has a certificate of its own, which no authority vouches for. */
  private void verify(RackHost host, HostConnectSpec spec) throws VimFault {
    HostCertificate own = new HostCertificate(host.encoded());
    if (version.isAtLeast(CERTIFICATES)) {
      if (spec.sslThumbprint != null) {
        throw Refuse.argument("spec.sslThumbprint", "thumbprints are not taken any more");
      }
      String sent = spec instanceof CertifiedConnectSpec newer ? newer.sslCertificate : null;
      if (sent == null ? !hosts.isEmpty() : !sent.strip().equals(own.pem().strip())) {
        throw unverified(own);
      }
    } else if (spec.sslThumbprint == null
        ? !hosts.isEmpty()
        : !spec.sslThumbprint.equalsIgnoreCase(own.sha1())) {
      throw unverified(own);
    }
  }

  private static VimFault unverified(HostCertificate own) {
    SSLVerifyFault fault = new SSLVerifyFault();
    fault.selfSigned = true;
    fault.thumbprint = own.sha1();
    return Refuse.with(fault, "Authenticity of the host's SSL certificate is not verified.");
  }
}
