package dev.provision.referee;

import java.io.PrintStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a test only where a program is installed; on CI a program that is missing is a failure. */
class OnlyWith implements ExecutionCondition {
  /** What was said already in this JVM: a line a program, not a line a test. */
  private static final Set<Program> SAID = EnumSet.noneOf(Program.class);

  private final Program program;
  private final Map<String, String> environment;
  private final Set<Program> said;
  private final PrintStream out;

  OnlyWith(Program program, Map<String, String> environment, Set<Program> said, PrintStream out) {
    this.program = program;
    this.environment = environment;
    this.said = said;
    this.out = out;
  }

  private OnlyWith(Program program) {
    this(program, System.getenv(), SAID, System.err);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return evaluate();
  }

  ConditionEvaluationResult evaluate() {
    if (program.find(environment).isPresent()) {
      return ConditionEvaluationResult.enabled("");
    }
    if ("true".equals(environment.get("CI"))) {
      throw new IllegalStateException(
          program.need() + ", and with CI=true they may not be left out");
    }
    synchronized (said) {
      if (said.add(program)) {
        out.println("not run: " + program.need());
      }
    }
    return ConditionEvaluationResult.disabled(program.need());
  }

  static final class Go extends OnlyWith {
    Go() {
      super(Program.GO);
    }
  }

  static final class QemuImg extends OnlyWith {
    QemuImg() {
      super(Program.QEMU_IMG);
    }
  }

  static final class Pyvmomi extends OnlyWith {
    Pyvmomi() {
      super(Program.PYVMOMI);
    }
  }

  static final class CloudInit extends OnlyWith {
    CloudInit() {
      super(Program.CLOUD_INIT);
    }
  }
}
