package dev.provision.vsphere.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/** Sends files to hosts, always over https; the simulator has one of these too. */
public interface FileWires {
  /**
   * Sends one file by PUT or POST; no redirect is followed.
   *
   * @param to its host may be {@code *}, for the connection's own (vSphere API, {@code
   *     HttpNfcLeaseDeviceUrl.url})
   * @param thumbprint the only certificate of the host to trust ({@code
   *     HttpNfcLeaseDeviceUrl.sslThumbprint}: unchanged in the API of 9.0, without the certificate
   *     that newer types have beside it; its length tells which hash it is); empty to verify as the
   *     connection does
   * @param length in bytes; -1 when unknown, then chunked
   * @throws FileRefusal with the status and the server's words when the status is not one of
   *     success
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
