package dev.provision.report;

import dev.provision.run.RunEvent;
import java.util.List;

public record RunReport(ExitCode exitCode) {
  public static RunReport of(List<RunEvent> events) {
    return new RunReport(ExitCode.OK);
  }
}
