package dev.provision.vsphere.wire;

import java.time.Duration;
import java.util.List;

/**
 * How to reach a server's {@code /sdk}.
 *
 * @param host name or address, IPv6 without brackets
 * @param port 443 unless the server was moved
 * @param connectTimeout for TCP and the TLS handshake together
 * @param readTimeout how long the server may be silent while an answer is due; what a waiting call
 *     asked for ({@code maxWaitSeconds}) comes on top
 * @param operationId our run's id: with a number behind it, it marks every call in vCenter's logs;
 *     empty for none
 * @param dataTypes data objects of ours ({@code soap.WireType}) that answers are read into
 */
public record SoapOptions(
    String host,
    int port,
    TlsPolicy tls,
    Duration connectTimeout,
    Duration readTimeout,
    String operationId,
    List<Class<?>> dataTypes) {
  public SoapOptions {
    dataTypes = List.copyOf(dataTypes);
  }
}
