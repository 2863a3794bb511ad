package dev.provision.vsphere.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/** The second seam: bytes to and from hosts, which the simulator has too. Always https. */
public interface FileWires {
  /**
   * Sends one file by PUT or POST; no redirect is followed.
   *
   * @param to its host may be {@code *}, for the connection's own (vSphere API, {@code
   *     HttpNfcLeaseDeviceUrl.url})
   * @param thumbprint the host's certificate, pinned ({@code HttpNfcLeaseDeviceUrl.sslThumbprint},
   *     which the API of 9.0 has unchanged: no certificate stands beside it, as newer types have
   *     one, and it does not say of which hash it is, so its length does); empty to verify as the
   *     connection does
   * @param length in bytes; -1 when unknown, then chunked
   * @throws FileRefusal with the status and the server's words when it is not one of success
   * @throws IOException when the connection failed, or nothing moved for too long
   */
  void send(
      URI to,
      String method,
      String contentType,
      Optional<String> thumbprint,
      InputStream body,
      long length)
      throws IOException, InterruptedException;

  /** Whether a host's name or address is that of the connection's own server. */
  default boolean isServer(String host) {
    return false;
  }
}
