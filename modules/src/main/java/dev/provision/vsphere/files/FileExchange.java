package dev.provision.vsphere.files;

import dev.provision.vsphere.wire.Endpoint;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One HTTP/1.1 request with a file in it, over a TLS connection of its own. A server that refuses a
 * file says so at once and cuts the connection while the file is still being sent; its answer is
 * read all the same, by a thread of its own, because the JDK's {@code HttpClient} loses it over TLS
 * and has only a broken pipe to tell. Two daemon threads live as long as the exchange.
 */
final class FileExchange {
  private static final int BUFFER_BYTES = 64 << 10;

  /** How long an answer that is on its way may still take after the connection was cut. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Endpoint at;
  private final SSLContext tls;
  private final Duration connectTimeout;
  private final byte[] head;
  private final SentBody body;
  private final long length;
  private final CompletableFuture<FileAnswer> answer = new CompletableFuture<>();
  private volatile boolean over;
  private Socket socket;

  /**
   * @param head request line and headers, with the empty line that ends them
   * @param length of the body in bytes; -1 to send it in chunks
   */
  FileExchange(
      Endpoint at,
      SSLContext tls,
      Duration connectTimeout,
      String head,
      SentBody body,
      long length) {
    this.at = at;
    this.tls = tls;
    this.connectTimeout = connectTimeout;
    this.head = head.getBytes(StandardCharsets.ISO_8859_1);
    this.body = body;
    this.length = length;
  }

  /** Starts the request. */
  CompletableFuture<FileAnswer> start() {
    daemon("file-sending", this::run);
    return answer;
  }

  /** Ends the exchange, at whatever point it is. Safe to call at any time. */
  synchronized void cancel() {
    over = true;
    if (socket != null) {
      try {
        // the bare socket: closing the TLS one would wait for a write that is stuck
        socket.close();
      } catch (IOException e) {
        // the socket is closed either way
      }
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    SSLSocket connected;
    try {
      connected = connect();
    } catch (IOException | RuntimeException e) {
      answer.completeExceptionally(e);
      return;
    }
    daemon("file-answer", () -> read(connected));
    try {
      OutputStream out = connected.getOutputStream();
      out.write(head);
      write(out);
      out.flush();
    } catch (IOException | RuntimeException e) {
      cutOff(e);
    }
  }

  /** Reports the server's answer if one arrives, otherwise what cut the connection. */
  private void cutOff(Exception why) {
    try {
      answer.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException e) {
      answer.completeExceptionally(why);
    } catch (java.util.concurrent.ExecutionException e) {
      // the reader has reported it
    }
  }

  private SSLSocket connect() throws IOException {
    Socket bare = new Socket();
    synchronized (this) {
      socket = bare;
      if (over) {
        bare.close();
      }
    }
    String host = at.host().replaceAll("[\\[\\]]", "");
    int millis = Math.toIntExact(connectTimeout.toMillis());
    try {
      bare.connect(new InetSocketAddress(host, at.port()), millis);
      SSLSocket secure =
          (SSLSocket) tls.getSocketFactory().createSocket(bare, host, at.port(), true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.setSoTimeout(millis);
      secure.startHandshake();
      secure.setSoTimeout(0);
      return secure;
    } catch (SocketTimeoutException e) {
      bare.close();
      HttpConnectTimeoutException late = new HttpConnectTimeoutException(e.getMessage());
      late.initCause(e);
      throw late;
    } catch (IOException e) {
      bare.close();
      throw e;
    }
  }

  private void write(OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = length < 0 ? Long.MAX_VALUE : length;
    while (left > 0 && !over) {
      int n = source(buffer, (int) Math.min(buffer.length, left));
      if (n < 0) {
        break;
      }
      if (length < 0) {
        out.write((Integer.toHexString(n) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
      out.write(buffer, 0, n);
      if (length < 0) {
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      left -= n;
    }
    if (length < 0 && !over) {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } else if (left > 0 && !over) {
      fail(
          new EOFException("the file ended after " + (length - left) + " of " + length + " bytes"));
    }
  }

  /** When the file cannot be read, the failure is on our side, and nothing waits for an answer. */
  private int source(byte[] buffer, int most) throws IOException {
    try {
      return body.read(buffer, 0, most);
    } catch (IOException e) {
      fail(e);
      throw e;
    }
  }

  private void fail(IOException why) {
    answer.completeExceptionally(why);
    cancel();
  }

  private void read(SSLSocket from) {
    try {
      FileAnswer read = FileAnswer.read(new BufferedInputStream(from.getInputStream()));
      over = true;
      answer.complete(read);
    } catch (IOException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }
}
