package dev.provision.schema;

import com.vmware.vim25.InvalidRequest;
import dev.provision.vsphere.wire.Recording;
import dev.provision.vsphere.wire.RequestJudge;
import dev.provision.vsphere.wire.VimFault;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Judges every request that the product writes in a test, to vcsim or to the simulator. What it
 * refuses fails the test too ({@link ViolationsFailTests}), whatever the product makes of the
 * refusal. What a test sends itself is not judged: it also tries what no product would.
 */
public final class SchemaJudge implements RequestJudge {
  private static final StackWalker STACK = StackWalker.getInstance();

  /** One request of so many is judged; the proofs that play the same calls for minutes say more. */
  private static final int ONE_OF = Integer.getInteger("schema.one_of", 1);

  private final SeenRequests seen;
  private final AtomicInteger asked = new AtomicInteger();

  /** For ServiceLoader. */
  public SchemaJudge() {
    this(SeenRequests.ofThisProcess());
  }

  SchemaJudge(SeenRequests seen) {
    this.seen = seen;
  }

  @Override
  public void judge(String action, byte[] envelope) throws VimFault {
    if (asked.getAndIncrement() % ONE_OF == 0 && isOurs()) {
      judgeOurs(action, envelope);
    }
  }

  void judgeOurs(String action, byte[] envelope) throws VimFault {
    Findings found = RequestCheck.of(ApiTable.get(), action, envelope);
    seen.add(action, found);
    if (!found.violations().isEmpty()) {
      throw new VimFault(
          new InvalidRequest(),
          found.violations().stream().map(Violation::toString).collect(Collectors.joining("; ")));
    }
  }

  /** The product records each of its calls, just above the wire; a test's own client does not. */
  private static boolean isOurs() {
    String recording = Recording.class.getName();
    return STACK.walk(
        frames -> frames.limit(20).anyMatch(frame -> frame.getClassName().equals(recording)));
  }
}
