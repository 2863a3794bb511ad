package dev.provision.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Opens real, direct connections, without a proxy. */
public final class TcpDialer implements Dialer {
  /** Long enough for one lost SYN, short enough that a worker is soon free again. */
  private static final Duration CONNECT = Duration.ofSeconds(3);

  @Override
  public boolean answers(String host, int port) {
    try (Socket socket = new Socket(java.net.Proxy.NO_PROXY)) {
      socket.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
