package dev.provision.vsphere.wire;

import com.vmware.vim25.ManagedObjectReference;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Counts calls by method and writes one line for each into a trace. No line holds an argument, a
 * result or a server's text, so no password, user-data or extraConfig value can get into one; of
 * ids that contain the session's key, the key is left out. Safe for many threads; the sink is
 * called on the caller's thread.
 */
public final class Recording implements Vim25 {
  private final Vim25 next;
  private final LongSupplier nanoTime;
  private final Consumer<String> trace;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /**
   * @param nanoTime a clock in nanoseconds of any origin
   * @param trace takes a line without its end; does nothing where no trace is wanted
   */
  public Recording(Vim25 next, LongSupplier nanoTime, Consumer<String> trace) {
    this.next = next;
    this.nanoTime = nanoTime;
    this.trace = trace;
  }

  /** Calls so far by method, those that failed included. */
  public SortedMap<String, Long> counts() {
    SortedMap<String, Long> sums = new TreeMap<>();
    counts.forEach((method, count) -> sums.put(method, count.sum()));
    return sums;
  }

  @Override
  public Object call(Call call) throws VimFault, TransportFailure {
    counts.computeIfAbsent(call.method(), method -> new LongAdder()).increment();
    long start = nanoTime.getAsLong();
    String outcome = "failed";
    try {
      Object result = next.call(call);
      outcome = "ok";
      return result;
    } catch (VimFault e) {
      outcome = e.fault().getClass().getSimpleName();
      throw e;
    } catch (TransportFailure e) {
      outcome = e.layer() + (e.maybeSent() ? " failed, maybe sent" : " failed, not sent");
      throw e;
    } finally {
      long millis = (nanoTime.getAsLong() - start) / 1_000_000;
      trace.accept(call.method() + " " + object(call.self()) + " " + millis + " ms " + outcome);
    }
  }

  /** vCenter's ids of views, collectors and filters are {@code session[KEY]ID}. */
  private static String object(ManagedObjectReference self) {
    String id = self.val;
    int open = id.indexOf('[');
    int close = id.indexOf(']', open);
    if (open >= 0 && close >= 0) {
      id = id.substring(0, open + 1) + "…" + id.substring(close);
    }
    // in one line, whatever a server gave as its id
    return (self.type + ":" + id).replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }
}
