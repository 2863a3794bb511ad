package dev.provision.cli;

import dev.provision.report.ExitCode;
import dev.provision.spi.Provider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.ParseException;

/**
 * The program: finds the command, parses its arguments, and turns what comes of it into an exit.
 */
public final class Provision {
  private static final int DEFAULT_WIDTH = 100;

  private Provision() {}

  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out),
            false,
            StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
    Map<String, String> environment = System.getenv();
    boolean terminal =
        Boolean.getBoolean("provision.stdout.tty") && !"dumb".equals(environment.get("TERM"));
    boolean canAsk = System.console() != null;
    boolean colour =
        terminal
            && !environment.containsKey("NO_COLOR")
            && !Arrays.asList(args).contains("--no-color");
    Console console =
        new Console(out, err, terminal, width(environment), canAsk, new Style(colour));
    World world =
        new World(
            environment,
            Clock.systemUTC(),
            Provision::provider,
            Provision::answer,
            Signals::listen,
            () -> UUID.randomUUID().toString().substring(0, 8));
    ExitCode code = run(List.of(args), world, console);
    out.flush();
    System.exit(code.code());
  }

  /**
   * Runs one command line in this process, as a test or another program does: nothing is asked,
   * nothing is drawn, no signal is heard.
   *
   * @return the exit code
   */
  public static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
    World world =
        new World(
            environment,
            Clock.systemUTC(),
            Provision::provider,
            () -> "",
            listener -> {},
            () -> UUID.randomUUID().toString().substring(0, 8));
    ExitCode code =
        run(args, world, new Console(out, err, false, DEFAULT_WIDTH, false, Style.PLAIN));
    out.flush();
    err.flush();
    return code.code();
  }

  static ExitCode run(List<String> args, World world, Console console) {
    if (args.isEmpty() || args.get(0).equals("--help") || args.get(0).equals("help")) {
      console.out().print(Help.all(Commands.ALL));
      return args.isEmpty() ? ExitCode.USAGE : ExitCode.OK;
    }
    String name = args.get(0).equals("--version") ? "version" : args.get(0);
    Command command = Commands.named(name).orElse(null);
    if (command == null) {
      console.error(Commands.unknown(name));
      return ExitCode.USAGE;
    }
    try {
      CommandLine line =
          DefaultParser.builder()
              .setAllowPartialMatching(false)
              .get()
              .parse(command.options(), args.subList(1, args.size()).toArray(new String[0]));
      if (line.hasOption("help")) {
        console.out().print(Help.of(command));
        return ExitCode.OK;
      }
      return command.run(new Invocation(line, console, world));
    } catch (ParseException e) {
      return usage(console, command, e.getMessage());
    } catch (UsageException e) {
      return usage(console, command, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.CANCELLED;
    } catch (RuntimeException | Error e) {
      return bug(console, world, e);
    }
  }

  private static ExitCode usage(Console console, Command command, String message) {
    console.error(message);
    console.err().println("provision " + command.name() + " --help says more");
    return ExitCode.USAGE;
  }

  /** A mistake of ours: the user gets a sentence, and a file to send us. */
  private static ExitCode bug(Console console, World world, Throwable e) {
    String where = "";
    try {
      Path file = Files.createTempFile("provision-bug-", ".txt");
      try (PrintWriter text = new PrintWriter(Files.newBufferedWriter(file))) {
        text.println(VersionCommand.text());
        e.printStackTrace(text);
      }
      where = "; what we need to mend it is in " + file;
    } catch (IOException ignored) {
      where = " (" + e + ")";
    }
    console.error("this is a bug in provision, not in your playbook" + where);
    return ExitCode.BUG;
  }

  private static int width(Map<String, String> environment) {
    try {
      return Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }

  private static Provider<?, ?, ?> provider() {
    return ServiceLoader.load(Provider.class)
        .findFirst()
        .map(provider -> (Provider<?, ?, ?>) provider)
        .orElseThrow(() -> new IllegalStateException("no provider is on the class path"));
  }

  private static String answer() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
