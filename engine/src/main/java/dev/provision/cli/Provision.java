package dev.provision.cli;

import dev.provision.cli.ending.Signals;
import dev.provision.cli.text.OutOfMemory;
import dev.provision.cli.text.Style;
import dev.provision.cli.text.Terminal;
import dev.provision.diagnostic.FileTrouble;
import dev.provision.report.ExitCode;
import dev.provision.run.Settings;
import dev.provision.spi.Provider;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.commons.cli.CommandLine;

/** The program: finds the command, parses its arguments, and turns the result into an exit code. */
public final class Provision {
  private static final Set<String> HELP = Set.of("help", "--help", "-h");

  private Provision() {}

  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    boolean mayColour =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"))
            && !Arrays.asList(args).contains("--no-color");
    boolean isTerminal = Boolean.getBoolean("provision.stdout.tty");
    Console console =
        Console.of(
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            Terminal.of(isTerminal, System.getProperty("provision.stdout.size", ""), environment),
            System.console() != null,
            new Style(mayColour && isTerminal),
            new Style(mayColour && Boolean.getBoolean("provision.stderr.tty")));
    ExitCode ended =
        run(
            List.of(args),
            world(
                environment,
                Provision::provider,
                Provision::answer,
                Signals::listen,
                Runtime.getRuntime()::halt,
                Settings.DEFAULT),
            console);
    System.exit(arrived(console, ended).code());
  }

  /**
   * Output that could not be written is a failure, unless the reader closed the pipe because it had
   * enough.
   */
  static ExitCode arrived(Console console, ExitCode ended) {
    console.out().flush();
    Optional<String> why =
        console
            .redaction()
            .unwritten()
            .map(FileTrouble::words)
            .filter(words -> !words.contains("Broken pipe"));
    if (why.isEmpty()) {
      return ended;
    }
    console.error("the output could not be written: " + why.get());
    return ended == ExitCode.OK ? ExitCode.FAILED : ended;
  }

  /**
   * Runs one command line in this process, as a test or another program does: nothing is asked,
   * nothing is drawn, no signal is heard.
   *
   * @return the exit code
   */
  public static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
    return run(args, environment, Provision::provider, out, err);
  }

  /** The same with the caller's provider. */
  public static int run(
      List<String> args,
      Map<String, String> environment,
      Supplier<Provider<?, ?, ?>> provider,
      PrintStream out,
      PrintStream err) {
    return run(args, environment, provider, Settings.DEFAULT, out, err);
  }

  /** The same with the caller's pauses and waits. */
  public static int run(
      List<String> args,
      Map<String, String> environment,
      Supplier<Provider<?, ?, ?>> provider,
      Settings settings,
      PrintStream out,
      PrintStream err) {
    World world = world(environment, provider, () -> "", listener -> {}, code -> {}, settings);
    return run(args, world, Console.plain(out, err)).code();
  }

  private static World world(
      Map<String, String> environment,
      Supplier<Provider<?, ?, ?>> provider,
      Supplier<String> answer,
      Consumer<Consumer<String>> onSignal,
      IntConsumer halt,
      Settings settings) {
    return new World(
        environment,
        Clock.systemUTC(),
        provider,
        answer,
        onSignal,
        halt,
        () -> UUID.randomUUID().toString().substring(0, 8),
        settings);
  }

  static ExitCode run(List<String> args, World world, Console console) {
    if (args.isEmpty()) {
      console.err().print(Help.all(Commands.with(world.provider().get())));
      return ExitCode.USAGE;
    }
    String first = args.get(0);
    List<String> rest = args.subList(1, args.size());
    boolean help = HELP.contains(first);
    if (help && (rest.isEmpty() || rest.get(0).startsWith("-"))) {
      console.out().print(Help.all(Commands.with(world.provider().get())));
      return ExitCode.OK;
    }
    String name = help ? rest.get(0) : first.equals("--version") ? "version" : first;
    Command command = Commands.named(name, world.provider()).orElse(null);
    if (command == null) {
      console.error(Commands.unknown(name, world.provider()));
      console.err().println("provision --help lists them");
      return ExitCode.USAGE;
    }
    if (help) {
      console.out().print(Help.of(command));
      return ExitCode.OK;
    }
    try {
      return run(command, rest, world, console);
    } catch (UsageException e) {
      console.error(e.getMessage());
      console.err().println("provision " + command.name() + " --help says more");
      return ExitCode.USAGE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.error("interrupted before anything was changed");
      return ExitCode.CANCELLED;
    } catch (OutOfMemoryError e) {
      console.error(OutOfMemory.message("the playbook and what it is about"));
      return ExitCode.FAILED;
    } catch (RuntimeException | Error e) {
      return bug(console, e);
    }
  }

  private static ExitCode run(Command command, List<String> args, World world, Console console)
      throws UsageException, InterruptedException {
    CommandLine line = CommonOptions.parse(command, args);
    if (line.hasOption("help")) {
      console.out().print(Help.of(command));
      return ExitCode.OK;
    }
    return command.run(new Invocation(line, console, world, command.name() + written(args)));
  }

  /** As a shell takes them. */
  private static String written(List<String> args) {
    StringBuilder text = new StringBuilder();
    for (String arg : args) {
      boolean plain = arg.matches("[A-Za-z0-9@%+=:,./_-]+");
      text.append(' ').append(plain ? arg : "'" + arg.replace("'", "'\\''") + "'");
    }
    return text.toString();
  }

  /** A bug of ours: the user gets a message, and a file to send us. */
  private static ExitCode bug(Console console, Throwable e) {
    String where = "";
    try {
      Path file = Files.createTempFile("provision-bug-", ".txt");
      try (PrintStream text = console.redaction().around(Files.newOutputStream(file))) {
        text.println(VersionCommand.text());
        e.printStackTrace(text);
      }
      where = "; what we need to fix it is in " + file;
    } catch (IOException unwritable) {
      where = ": " + Style.oneLine(e.toString());
    }
    console.error("this is a bug in provision, not in your playbook" + where);
    return ExitCode.BUG;
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
