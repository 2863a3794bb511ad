package dev.provision.openstack;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.FileTrouble;
import dev.provision.source.SourceFile;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ProviderCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code provision import-openstack}: what OpenStack is set up with, as a playbook. */
public final class ImportCommand implements ProviderCommand {
  @Override
  public String name() {
    return "import-openstack";
  }

  @Override
  public String arguments() {
    return "FILE...";
  }

  @Override
  public String summary() {
    return "Write a playbook of nova.conf, glance-api.conf, cinder.conf and command lines.";
  }

  @Override
  public String example() {
    return "provision import-openstack /etc/nova/nova.conf /etc/glance/glance-api.conf"
        + " --glance images.sh --output site.yml";
  }

  @Override
  public List<Flag> flags() {
    return List.of(
        new Flag(
            "glance",
            "LINE|FILE",
            "a command line of glance, nova, neutron, cinder or openstack, or a file of such; may be"
                + " repeated"),
        new Flag("name", "NAME", "what the environment is called (openstack)"),
        new Flag("network", "NAME=PORTGROUP", "the port group of a network; may be repeated"),
        new Flag("output", "FILE", "write the playbook to a new file, not to the output"));
  }

  @Override
  public Said run(List<String> arguments, Clock clock) {
    return run(arguments, Map.of(), clock);
  }

  @Override
  public Said run(List<String> arguments, Map<String, List<String>> flags, Clock clock) {
    List<String> glance = flags.getOrDefault("glance", List.of());
    if (arguments.isEmpty() && glance.isEmpty()) {
      throw new IllegalArgumentException("missing argument: expected nova.conf or another file");
    }
    String name = last(flags, "name").orElse("openstack");
    if (!EnvironmentId.isValidName(name)) {
      throw new IllegalArgumentException(
          "--name " + name + ": expected lower-case letters, digits, `.` and `-`, 60 at most");
    }
    Optional<Path> output = last(flags, "output").map(ImportCommand::path);
    if (output.isPresent() && Files.exists(output.get())) {
      return Said.refused(exists(output.get()));
    }
    List<Diagnostic> unread = new ArrayList<>();
    List<SourceFile> files = new ArrayList<>();
    arguments.forEach(file -> read(path(file), unread, files));
    List<SourceFile> commands = new ArrayList<>();
    for (String text : glance) {
      if (isCommand(text)) {
        commands.add(new SourceFile("--glance", text));
      } else {
        read(path(text), unread, commands);
      }
    }
    if (!unread.isEmpty()) {
      return Said.mistakes(unread);
    }
    Optional<Path> folder = output.map(file -> file.toAbsolutePath().normalize().getParent());
    Import.Imported imported =
        new Import(folder, networks(flags.getOrDefault("network", List.of())))
            .read(files, commands, name);
    if (imported.diagnostics().stream().anyMatch(Diagnostic::isError)) {
      return new Said(List.of(), imported.lines(), imported.diagnostics(), Optional.empty());
    }
    return output.isPresent()
        ? written(imported, output.get())
        : new Said(
            imported.playbook().lines().toList(),
            imported.lines(),
            imported.diagnostics(),
            Optional.empty());
  }

  private static Said written(Import.Imported imported, Path output) {
    try {
      Files.write(
          output,
          imported.playbook().getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      return Said.refused(exists(output));
    } catch (IOException e) {
      return Said.refused("`" + output + "` cannot be written: " + FileTrouble.words(e));
    }
    List<String> lines = new ArrayList<>(imported.lines());
    lines.add("");
    lines.add(output + " is written; next: provision check " + output);
    return new Said(lines, List.of(), imported.diagnostics(), Optional.empty());
  }

  private static String exists(Path output) {
    return "`" + output + "` exists, and is not overwritten; name another file, or remove it";
  }

  private static boolean isCommand(String text) {
    return text.strip()
        .matches("(?s)([$#]\\s+)?(sudo\\s+)?(glance|nova|neutron|cinder|openstack)\\s.*");
  }

  private static void read(Path file, List<Diagnostic> unread, List<SourceFile> to) {
    Checked<SourceFile> source = SourceFile.read(file, file.toString());
    unread.addAll(source.diagnostics());
    source.value().ifPresent(to::add);
  }

  private static Map<String, String> networks(List<String> given) {
    Map<String, String> networks = new LinkedHashMap<>();
    for (String text : given) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new IllegalArgumentException(
            "--network " + text + ": expected a network's name, `=` and the name of a port group");
      }
      networks.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return networks;
  }

  private static Optional<String> last(Map<String, List<String>> flags, String name) {
    List<String> values = flags.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("`" + text + "` is not the name of a file");
    }
  }
}
