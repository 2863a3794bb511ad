package dev.provision.vsphere.wire;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Collects an answer's bytes up to a limit; meanwhile other threads can ask how many have arrived.
 */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final long limit;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private Subscription subscription;
  private byte[] bytes = new byte[8192];
  private volatile int length;
  private volatile boolean overLimit;

  BoundedBody(long limit) {
    this.limit = limit;
  }

  /** Bytes so far. */
  long received() {
    return length;
  }

  boolean isOverLimit() {
    return overLimit;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int size = buffer.remaining();
      if (length + (long) size > limit) {
        overLimit = true;
        subscription.cancel();
        whole.completeExceptionally(new IOException("the answer is larger than " + limit));
        return;
      }
      if (length + size > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length + size, 2 * bytes.length));
      }
      buffer.get(bytes, length, size);
      length = length + size;
    }
  }

  @Override
  public void onError(Throwable cause) {
    whole.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    whole.complete(Arrays.copyOf(bytes, length));
  }
}
