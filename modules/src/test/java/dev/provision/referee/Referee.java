package dev.provision.referee;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One running vCenter simulator of govmomi on a free loopback port, with TLS. It ends with {@link
 * #close}, or with this JVM, whichever way that ends. Safe for use by several threads.
 *
 * <p>What {@link #govc} does is not in {@link #calls} and {@link #mutating}: govc is the test's own
 * hand.
 */
public final class Referee implements AutoCloseable {
  private static final Gson GSON = new Gson();

  private final Process process;
  private final Path errors;
  private final Ready ready;
  private final URI sdk;
  private final ControlPort control;

  private Referee(Process process, Path errors, Ready ready) {
    this.process = process;
    this.errors = errors;
    this.ready = ready;
    this.sdk = URI.create(ready.url());
    this.control = new ControlPort(URI.create(ready.control()));
  }

  private record Ready(String url, String control, String thumbprint, String ca) {}

  /** One call as the server saw it; {@code object} is {@code Type:value} and may be empty. */
  public record LoggedCall(
      int number,
      String method,
      String object,
      String operationID,
      String session,
      String agent,
      String outcome,
      long millis,
      String body) {}

  /**
   * A file that was sent to an NFC lease or to {@code /folder}; {@code head} is its first bytes.
   */
  public record Upload(
      String method, String path, long bytes, String sha256, String head, int status) {}

  /** Seconds of govmomi for the same work, and how many machines there were before. */
  public record LowerBound(
      int clones,
      int machines,
      double login,
      double read,
      double cloning,
      double verify,
      double total) {}

  /** How govc ended. */
  public record Ended(int exit, String out, String err) {}

  /**
   * Starts one with flags of vcsim: {@code start("-vm", "0", "-cluster", "2")}. Without flags it is
   * vcsim's default inventory: DC0 with the cluster DC0_C0 of 3 hosts, the host DC0_H0, LocalDS_0
   * and four machines. Only {@code administrator@vsphere.local} may log in, unless flags say else.
   *
   * <p>{@code "-crowd", "1000"} adds crowd-1 to crowd-1000, powered off, in a few seconds; vcsim's
   * own {@code -vm} takes 40 ms for each machine.
   */
  public static Referee start(String... flags) {
    try {
      Path directory = GoPrograms.directory();
      Path errors = Files.createTempFile(directory, "referee-", ".log");
      List<String> command =
          new ArrayList<>(
              List.of(
                  directory.resolve("referee").toString(),
                  "-username",
                  "administrator@vsphere.local",
                  "-password",
                  "p@ss:word/1"));
      command.addAll(List.of(flags));
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String line =
          new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      if (line == null) {
        throw new IllegalStateException(
            "the referee did not start: " + command + "\n" + Files.readString(errors));
      }
      return new Referee(process, errors, GSON.fromJson(line, Ready.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether one can be started here. Without Go it cannot: one line says so for the whole run, and
   * with {@code CI=true} it is a failure.
   */
  public static boolean isAvailable() {
    return !new OnlyWith.Go().evaluate().isDisabled();
  }

  /** {@code https://127.0.0.1:<port>/sdk}, without the credentials. */
  public URI url() {
    return URI.create(sdk.getScheme() + "://" + host() + ":" + port() + sdk.getPath());
  }

  public String host() {
    return sdk.getHost();
  }

  public int port() {
    return sdk.getPort();
  }

  public String username() {
    return sdk.getUserInfo().split(":", 2)[0];
  }

  public String password() {
    return sdk.getUserInfo().split(":", 2)[1];
  }

  /** SHA-256 of the server's certificate in upper-case hex with colons. Only with TLS. */
  public String thumbprint() {
    return ready.thumbprint();
  }

  /** The server's certificate as PEM, valid for 127.0.0.1 and not for localhost. Only with TLS. */
  public Path caFile() {
    return Path.of(ready.ca());
  }

  /** Calls by SOAP method, or as {@code PUT /nfc}, since the start or the last reset. */
  public Map<String, Integer> calls() {
    return counts("/calls");
  }

  public Map<String, Integer> callsOfGovc() {
    return counts("/calls?of=govc");
  }

  /** The calls that are not in the referee's own list of reading calls. */
  public Map<String, Integer> mutating() {
    return counts("/mutating");
  }

  /** How many leases were made, also before a reset; their calls are in neither of the others. */
  public int leases() {
    return counts("/leases").get("made");
  }

  /** By method, the most that were under way at one time, of all clients. */
  public Map<String, Integer> concurrent() {
    return counts("/concurrent");
  }

  public List<LoggedCall> log() {
    return GSON.fromJson(
        control.get("/log?n=5000&bodies=true"), new TypeToken<List<LoggedCall>>() {});
  }

  public List<Upload> uploads() {
    return GSON.fromJson(control.get("/uploads"), new TypeToken<List<Upload>>() {});
  }

  /** Number of live sessions, of all clients. */
  public int sessions() {
    return JsonParser.parseString(control.get("/sessions"))
        .getAsJsonObject()
        .get("count")
        .getAsInt();
  }

  /** Ends all sessions on the server's side; a long poll that waits gets NotAuthenticated. */
  public void expireSessions() {
    control.post("/expire", "");
  }

  public void fault(Rule... rules) {
    JsonArray all = new JsonArray();
    Stream.of(rules).map(Rule::json).forEach(all::add);
    control.post("/faults", all.toString());
  }

  /** How often each rule has acted, in the order in which they were given. */
  public List<Integer> fired() {
    return GSON.fromJson(control.get("/faults"), new TypeToken<List<JsonObject>>() {}).stream()
        .map(rule -> rule.get("fired").getAsInt())
        .toList();
  }

  /**
   * The tasks of a method take so long from now on, report progress by tenths, and have no effect
   * when they are cancelled.
   *
   * @param method of a task, {@code CloneVM_Task}
   */
  public void slowTasks(String method, Duration duration) {
    control.post("/tasks/slow?method=" + method + "&millis=" + duration.toMillis(), "");
  }

  /**
   * Something befalls a machine without a call of a client's.
   *
   * @param what as {@code trouble.go} has it: {@code state=inaccessible}
   */
  public void trouble(String vm, String what) {
    control.post("/trouble?vm=" + vm + "&" + what, "");
  }

  public void resetFaults() {
    control.post("/faults/reset", "");
  }

  /** Forgets calls, uploads and the log; sessions and rules stay. */
  public void resetCalls() {
    control.post("/calls/reset", "");
  }

  /** What govc prints, for instance {@code govc("ls", "/DC0/vm")}. It must succeed. */
  public String govc(String... arguments) {
    Ended ended = tryGovc(arguments);
    if (ended.exit() != 0) {
      throw new IllegalStateException(
          "govc " + String.join(" ", arguments) + ": exit " + ended.exit() + "\n" + ended.err());
    }
    return ended.out();
  }

  public Ended tryGovc(String... arguments) {
    return run("govc", arguments);
  }

  /**
   * Lets the Go program {@code bench} read the inventory, clone a powered-on machine so often, wait
   * for all and read them back, with as few calls as possible: the lower bound of a run's speed.
   */
  public LowerBound lowerBound(int clones, String source) {
    Ended ended = run("bench", "-url", ready.url(), "-n", "" + clones, "-source", source);
    if (ended.exit() != 0) {
      throw new IllegalStateException(ended.err());
    }
    return GSON.fromJson(ended.out(), LowerBound.class);
  }

  /** What govc prints on another server, which the environment names. It must succeed. */
  public static String govcOn(Map<String, String> environment, String... arguments) {
    try {
      Ended ended = GoPrograms.run("govc", environment, List.of(arguments));
      if (ended.exit() != 0) {
        throw new IllegalStateException(
            "govc " + String.join(" ", arguments) + ": exit " + ended.exit() + "\n" + ended.err());
      }
      return ended.out();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ended run(String program, String... arguments) {
    Map<String, String> environment = new HashMap<>();
    environment.put("GOVC_URL", ready.url());
    environment.put("GOVC_PERSIST_SESSION", "false");
    if (ready.ca() != null) {
      environment.put("GOVC_TLS_CA_CERTS", ready.ca());
    }
    try {
      return GoPrograms.run(program, environment, List.of(arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port where {@code control.go} answers. */
  URI control() {
    return control.address();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(errors);
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Integer> counts(String path) {
    return GSON.fromJson(control.get(path), new TypeToken<TreeMap<String, Integer>>() {});
  }
}
