package dev.provision.vsphere.wire;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a server's certificate is trusted; the same for SOAP, {@code /folder} and NFC leases. It is
 * always TLS: {@code insecure} skips verification, never encryption.
 *
 * @param caFile PEM file with the authorities to trust, instead of the platform's
 * @param thumbprint the pinned SHA-256 (or SHA-1) of the leaf certificate in hex with colons, the
 *     only one trusted when given
 */
public record TlsPolicy(Optional<Path> caFile, Optional<String> thumbprint, boolean insecure) {}
