package dev.provision.vsphere.kind.joining;

import com.vmware.vim25.HostConnectSpec;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.newer.CertifiedConnectSpec;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.HostCertificate;
import dev.provision.vsphere.wire.Thumbprint;
import java.util.Objects;
import java.util.Optional;

/**
 * How a vCenter reaches an ESXi host and logs in to it.
 *
 * @param thumbprint SHA-256 of its certificate; the server verifies the certificate itself when
 *     empty
 * @param takeOver whether it is taken away from another vCenter that manages it
 */
public record HostDoor(
    String address,
    Optional<String> username,
    Optional<Secret> password,
    Optional<String> thumbprint,
    boolean takeOver) {
  /** The version of vCenter that takes certificates and no thumbprints any more. */
  private static final String CERTIFICATES = "9.0";

  public HostDoor {
    Objects.requireNonNull(address);
    Objects.requireNonNull(username);
    Objects.requireNonNull(password);
    Objects.requireNonNull(thumbprint);
  }

  /** Asks a host for its certificate, and verifies nothing. */
  @FunctionalInterface
  public interface Asking {
    HostCertificate certificate(String address) throws ModuleException;
  }

  /**
   * The certificate, when it is pinned and is the pinned one; empty when none is pinned.
   *
   * @throws ModuleException when it is another one, or the host does not answer
   */
  public Optional<HostCertificate> verified(Asking asking) throws ModuleException {
    if (thumbprint.isEmpty()) {
      return Optional.empty();
    }
    HostCertificate own = asking.certificate(address);
    if (!own.is(Thumbprint.parse(thumbprint.get()))) {
      throw ModuleException.refused(
          "`"
              + address
              + "` answers with another certificate than the pinned one: it has "
              + own.sha256()
              + "; the host was installed again, or somebody is in between");
    }
    return Optional.of(own);
  }

  /**
   * What the server is told of the host. SHA-256 is what the playbook pins; a server up to 8 gets
   * SHA-1 of the same certificate, and one of 9 the certificate.
   *
   * @param version of the API that calls use
   */
  public HostConnectSpec spec(Optional<HostCertificate> certificate, ApiVersion version) {
    boolean whole = certificate.isPresent() && version.isAtLeast(CERTIFICATES);
    HostConnectSpec spec = whole ? new CertifiedConnectSpec() : new HostConnectSpec();
    spec.setHostName(address);
    spec.setForce(takeOver);
    username.ifPresent(spec::setUserName);
    password.ifPresent(secret -> spec.setPassword(secret.text()));
    if (spec instanceof CertifiedConnectSpec newer) {
      newer.sslCertificate = certificate.orElseThrow().pem();
    } else {
      certificate.ifPresent(own -> spec.setSslThumbprint(own.sha1()));
    }
    return spec;
  }
}
