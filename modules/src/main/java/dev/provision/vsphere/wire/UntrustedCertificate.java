package dev.provision.vsphere.wire;

import java.security.cert.CertificateException;

/** A certificate that we do not trust; the message tells an operator whose it is and what to do. */
final class UntrustedCertificate extends CertificateException {
  private static final long serialVersionUID = 1L;

  UntrustedCertificate(String message, Throwable cause) {
    super(message, cause);
  }
}
