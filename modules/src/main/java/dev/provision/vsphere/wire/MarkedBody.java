package dev.provision.vsphere.wire;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;

/**
 * A request's body that knows whether sending it has begun. That happens after the connection is
 * open: whatever fails earlier, the server was told nothing.
 */
final class MarkedBody implements BodyPublisher {
  private final BodyPublisher bytes;
  private volatile boolean begun;

  MarkedBody(byte[] bytes) {
    this.bytes = BodyPublishers.ofByteArray(bytes);
  }

  boolean begun() {
    return begun;
  }

  @Override
  public long contentLength() {
    return bytes.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    begun = true;
    bytes.subscribe(subscriber);
  }
}
