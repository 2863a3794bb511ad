package dev.provision.schema;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test in which a request was written that the schema refuses. It is registered for all
 * tests: the product may forgive a refusal, and then nothing else would show it.
 */
public final class ViolationsFailTests implements AfterEachCallback, AfterAllCallback {
  private final SeenRequests seen;

  /** For ServiceLoader. */
  public ViolationsFailTests() {
    this(SeenRequests.ofThisProcess());
  }

  ViolationsFailTests(SeenRequests seen) {
    this.seen = seen;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    fail();
  }

  /** What the end of a class writes, a logout for instance, belongs to the class. */
  @Override
  public void afterAll(ExtensionContext context) {
    fail();
  }

  private void fail() {
    List<Violation> violations = seen.violations();
    if (!violations.isEmpty()) {
      throw new AssertionError(
          violations.stream()
              .map(Violation::toString)
              .distinct()
              .collect(Collectors.joining("\n", "the schema refuses what was written:\n", "")));
    }
  }
}
