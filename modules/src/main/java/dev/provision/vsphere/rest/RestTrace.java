package dev.provision.vsphere.rest;

import dev.provision.vsphere.wire.TransportFailure;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Writes one line for each request into a trace, without ids, headers and bodies. */
public final class RestTrace implements Rest {
  private final Rest next;
  private final LongSupplier nanoTime;
  private final Consumer<String> trace;

  /**
   * @param nanoTime a clock in nanoseconds of any origin
   * @param trace takes a line without its end
   */
  public RestTrace(Rest next, LongSupplier nanoTime, Consumer<String> trace) {
    this.next = next;
    this.nanoTime = nanoTime;
    this.trace = trace;
  }

  @Override
  public RestAnswer send(RestCall call) throws TransportFailure {
    long start = nanoTime.getAsLong();
    String outcome = "failed";
    try {
      RestAnswer answer = next.send(call);
      outcome = String.valueOf(answer.status());
      return answer;
    } finally {
      long millis = (nanoTime.getAsLong() - start) / 1_000_000;
      trace.accept(call.name() + " " + millis + " ms " + outcome);
    }
  }
}
