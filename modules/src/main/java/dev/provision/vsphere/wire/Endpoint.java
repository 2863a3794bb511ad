package dev.provision.vsphere.wire;

import dev.provision.vsphere.wire.TransportFailure.Layer;
import java.net.URI;
import java.net.URISyntaxException;

/** Where a server listens, always for https; its text is {@code host:port}. */
public record Endpoint(String host, int port) {
  /**
   * @throws TransportFailure of layer DNS, never sent, when no host can have such a name
   */
  public URI uri(String path) throws TransportFailure {
    try {
      URI uri = new URI("https", null, host, port, path, null, null);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // falls through: the message is the same
    }
    throw new TransportFailure(Layer.DNS, "`" + host + "` cannot be a host's name", false, null);
  }

  /** The host as an address in a URL holds it: an IPv6 address in brackets. */
  public String written() {
    return host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
  }

  @Override
  public String toString() {
    return written() + ":" + port;
  }
}
