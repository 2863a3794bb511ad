package dev.provision.cli;

import dev.provision.cli.text.Style;
import dev.provision.plan.Planned;
import dev.provision.report.CiJob;
import dev.provision.run.Settings;
import dev.provision.spi.Lease;
import dev.provision.spi.LeaseRequest;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Holds the environment's lease around what one run writes. */
final class Leasing {
  /** What is done under the lease. */
  @FunctionalInterface
  interface Work {
    /**
     * @param held whether there is a lease; the world may have changed until it was taken, so it
     *     has to be looked at once more
     */
    void go(boolean held) throws ModuleException, InterruptedException;
  }

  private final Invocation invocation;
  private final Settings settings;
  private final Duration atMost;
  private boolean waited;

  Leasing(Invocation invocation, Settings settings) throws UsageException {
    this.invocation = invocation;
    this.settings = settings;
    this.atMost = invocation.duration("wait").orElse(Duration.ZERO);
  }

  /** The options of a command that takes a lease. */
  static Options options(Options options) {
    return options
        .addOption(
            CommonOptions.value(
                "wait", "TIME", "wait so long for another run of this environment: 10 min"))
        .addOption(without());
  }

  static Option without() {
    return CommonOptions.flag(
        "no-lease", "keep no other run from this environment; for accounts that may not");
  }

  /** Without work there is no lease, and no call unless a run that was killed has left its own. */
  <R, W> void around(Planned<R, W> planned, Session<R, W> session, Work work)
      throws ModuleException, InterruptedException {
    if (invocation.has("no-lease")) {
      work.go(false);
      return;
    }
    if (!planned.plan().hasChanges()) {
      session.sweep(planned.work().environment());
      work.go(false);
      return;
    }
    try (Lease lease = taken(planned, session)) {
      work.go(lease != Lease.NONE);
    }
  }

  private <R, W> Lease taken(Planned<R, W> planned, Session<R, W> session)
      throws ModuleException, InterruptedException {
    try {
      return session.lease(request(planned));
    } catch (ModuleException e) {
      throw e.kind() == ModuleException.Kind.LEASED
          ? e
          : e.saying(e.getMessage() + ", at " + planned.work().connection().span());
    }
  }

  private LeaseRequest request(Planned<?, ?> planned) {
    Map<String, String> environment = invocation.world().environment();
    return new LeaseRequest(
        planned.work().environment(),
        holder(environment),
        CiJob.url(environment),
        settings.lease(),
        atMost,
        System::nanoTime,
        this::waits);
  }

  private void waits(String line) {
    waited = true;
    invocation.console().err().println(Style.oneLine(line));
  }

  /** Whether another run had the environment meanwhile, and may have made the plan an old one. */
  boolean hasWaited() {
    return waited;
  }

  /** Who holds it: the user and the machine of this process. */
  static String holder(Map<String, String> environment) {
    return System.getProperty("user.name", "somebody") + "@" + host(environment);
  }

  /** This machine's name, without asking a name server. */
  private static String host(Map<String, String> environment) {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return environment.getOrDefault(
          "HOSTNAME", environment.getOrDefault("COMPUTERNAME", "an unnamed machine"));
    }
  }
}
