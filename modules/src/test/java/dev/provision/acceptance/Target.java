package dev.provision.acceptance;

import dev.provision.cli.Provision;
import dev.provision.modules.VcenterProvider;
import dev.provision.run.Settings;
import dev.provision.spi.LeaseRequest;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * A vCenter that the suite runs on, fresh for each test: DC0 with the cluster DC0_C0 of three
 * hosts, the port groups VM Network and DC0_DVPG0, and the machines DC0_C0_RP0_VM0 and
 * DC0_C0_RP0_VM1. Nothing is assumed of one that it does not say here.
 */
public interface Target extends AutoCloseable {
  /** A user's limits with a twentieth of the pauses: what is waited for is on this machine. */
  Settings HASTY =
      new Settings(
          Settings.DEFAULT.parallelism(),
          Settings.DEFAULT.failFast(),
          Settings.DEFAULT.attempts(),
          Settings.DEFAULT.backOff().dividedBy(20),
          Settings.DEFAULT.pollEvery().dividedBy(20),
          Settings.DEFAULT.readyWithin(),
          Settings.DEFAULT.rounds(),
          Settings.DEFAULT.leaveWithin(),
          Settings.DEFAULT.heldFor(),
          new LeaseRequest.Terms(
              Settings.DEFAULT.lease().lasts(),
              Settings.DEFAULT.lease().renewed().dividedBy(10),
              Settings.DEFAULT.lease().looked().dividedBy(20)));

  /** What not every target can do for a test. */
  enum Ability {
    /** Says which calls it got, how many at once, and which files. */
    COUNTS_CALLS,
    /** Has a list of sessions. */
    COUNTS_SESSIONS,
    /** Refuses calls, fails tasks, loses replies, makes tasks slow. */
    BREAKS,
    /** Starts with as many machines as the test wants. */
    CROWD,
    /** Is reached over a port and TLS. */
    NETWORK,
    /** Outlives the process of ours that writes to it. */
    OUTLIVES_US
  }

  /** A file as the server received it. */
  record Received(long bytes, String sha256) {}

  /** Why it has not this ability; null when it has it. */
  String whyNot(Ability ability);

  /** Leaves the test out, with the reason, where the target has not what it needs. */
  default void needs(Ability... abilities) {
    for (Ability ability : abilities) {
      String why = whyNot(ability);
      Assumptions.assumeTrue(why == null, () -> this + ": " + why);
    }
  }

  /** How messages and plans name it. */
  String host();

  /** Where {@link Ability#NETWORK} reaches it. */
  int port();

  /**
   * Runs a command line in this process.
   *
   * @return its exit code
   */
  default int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
    return Provision.run(args, environment, this::provider, settings(), out, err);
  }

  /** The limits and pauses of our runs. */
  default Settings settings() {
    return HASTY;
  }

  /** What our runs reach it by. */
  default VcenterProvider provider() {
    return new VcenterProvider();
  }

  /** The {@code vcenter:} section, in YAML's flow style. */
  String vcenter();

  /**
   * The same with other settings in it, {@code password: wrong}, which win; {@code ca_file:} takes
   * one out.
   */
  String vcenterWith(String... settings);

  /** The environment variables that the section reads. */
  Map<String, String> environment();

  /** Somebody else's client on the same vCenter. */
  OtherClient otherClient();

  /** Calls of ours by method, as the server counted them since the last {@link #resetCalls}. */
  Map<String, Integer> calls();

  /** Those of {@link #calls} that are not on the server's own list of reads. */
  Map<String, Integer> mutating();

  /** How many leases of ours were made; their calls are in neither of the other counts. */
  int leases();

  /** What was sent to it since the last {@link #resetCalls}, in order. */
  List<Received> received();

  void resetCalls();

  /** Sessions that are alive on the server. */
  int sessions();

  /** The most calls of this method that were under way at once. */
  int atOnce(String method);

  /**
   * A task of this method fails with this fault.
   *
   * @param name of what it would make; empty for every one
   */
  void taskFails(String method, String name, String fault);

  /** The same for a task on the object of this name. */
  default void taskFailsOn(String method, String object, String fault) {
    taskFails(method, object, fault);
  }

  /** The nth call of this method has its effect, and its reply is lost. */
  void replyIsLost(String method, int nth);

  /** Each call of this method has its effect, and its reply comes so much later. */
  void replyIsLate(String method, Duration delay);

  /** The call itself is refused with this fault, so many times. */
  void callFails(String method, String fault, int times);

  /** Files of this call, {@code POST /nfc}, are answered as if they had come. */
  default void uploadsAreSwallowed(String call) {
    throw new UnsupportedOperationException(whyNot(Ability.BREAKS));
  }

  /** How many calls went wrong as they were told to. */
  int wentWrong();

  /**
   * The files of a machine get out of reach: vCenter lists it and shows no config of it.
   *
   * @param state {@code inaccessible}, {@code orphaned}, {@code invalid}, {@code disconnected}
   */
  void loses(String name, String state);

  /**
   * Somebody disables a method of a machine, as backups do; it is listed, and refused where the
   * target can.
   *
   * @param source who; empty to enable it again
   */
  void disables(String name, String method, String source);

  /** The disks of a machine need to be consolidated. */
  void needsConsolidation(String name);

  /** Forgets what was to go wrong. */
  void allIsWell();

  /** Tasks of this method take so long, with progress. */
  void slowTasks(String method, Duration each);

  /** Whether a clone has every field of its spec at once; if not, one reconfigure sets the rest. */
  boolean appliesWholeCloneSpec();

  /** Whether a revert takes the configuration back too. */
  default boolean revertsConfig() {
    return true;
  }

  /** Whether what it switches on boots, and runs VMware Tools after a while. */
  default boolean bootsGuests() {
    return true;
  }

  /** From now on VMware Tools run in this machine, where they do not do so by themselves. */
  default void runTools(String path) {}

  /** Whether a search of a datastore says how large disks are, and whether they are thin. */
  default boolean tellsOfDisksInFiles() {
    return true;
  }

  /** Whether it has tickets for consoles. */
  default boolean givesTickets() {
    return true;
  }

  @Override
  void close();
}
