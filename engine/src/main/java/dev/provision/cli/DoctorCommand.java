package dev.provision.cli;

import dev.provision.cli.ending.Interrupts;
import dev.provision.cli.text.LayerText;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Offline;
import dev.provision.plan.Work;
import dev.provision.report.ExitCode;
import dev.provision.source.Sha256;
import dev.provision.source.SourceFile;
import dev.provision.spi.Declaration;
import dev.provision.spi.Layer;
import dev.provision.spi.Provider;
import dev.provision.spi.RunContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code provision doctor}: everything between a playbook and a VM that can be wrong, looked at
 * layer by layer before anything is changed.
 */
final class DoctorCommand implements Command {
  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String arguments() {
    return "[PLAYBOOK]";
  }

  @Override
  public String summary() {
    return "Reach, trust, log in, privileges, files: say which layer fails first, and its fix.";
  }

  @Override
  public String example() {
    return "provision doctor playbooks/ci.yml";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.format(CommonOptions.world(), "text or json")
        .addOption(CommonOptions.vcenter())
        .addOption(
            CommonOptions.flag(
                "probe", "only ask the server, by reads, what no real one was seen to do"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    List<String> given = invocation.arguments(0, 1, "a playbook");
    boolean json = invocation.format("text", "json").equals("json");
    Provider<?, ?, ?> provider = invocation.world().provider().get();
    boolean alone = invocation.option("vcenter").isPresent();
    if (alone && !given.isEmpty()) {
      throw new UsageException("--vcenter FILE and a playbook: name one of them");
    }
    Path file =
        alone
            ? Loading.path(invocation.option("vcenter").get())
            : playbook(given.isEmpty() ? "." : given.get(0), provider.section());
    Interrupts interrupts = invocation.interrupts();
    boolean found = !alone && !file.toString().equals(given.isEmpty() ? "" : given.get(0));
    Looking looking = new Looking(invocation, which(file, found), alone, json);
    ExitCode code = new Plays(invocation, interrupts).each(file.toString(), looking);
    if (code == ExitCode.OK && json) {
      invocation.console().line(LayerText.json(looking.objects));
    }
    return code == ExitCode.OK ? code(looking.all) : code;
  }

  /** Looks at one play after the other, and keeps what it found. */
  private static final class Looking implements Plays.Task {
    private final Invocation invocation;
    private final Layer which;
    private final boolean alone;
    private final boolean json;
    private final List<Map<String, Object>> objects = new ArrayList<>();
    private final List<Layer> all = new ArrayList<>();

    Looking(Invocation invocation, Layer which, boolean alone, boolean json) {
      this.invocation = invocation;
      this.which = which;
      this.alone = alone;
      this.json = json;
    }

    @Override
    public <C extends Record, R, W> ExitCode on(
        Provider<C, R, W> provider, LinkedPlay play, RunContext run) throws InterruptedException {
      List<Layer> found = new ArrayList<>();
      if (invocation.has("probe")) {
        found.addAll(provider.probe(Work.of(provider, play).connection(), run));
      } else {
        found.add(which);
        found.addAll(layers(Work.of(provider, play), alone, run));
      }
      all.addAll(found);
      objects.add(LayerText.json(play.environment().toString(), found));
      if (!json) {
        invocation.console().out().print(new LayerText(invocation.console().style()).of(found));
      }
      return ExitCode.OK;
    }
  }

  private static ExitCode code(List<Layer> layers) {
    return LayerText.first(layers)
        .map(
            layer ->
                layer.outcome() == Layer.Outcome.MISTAKEN
                    ? ExitCode.PLAYBOOK
                    : ExitCode.UNREACHABLE)
        .orElse(ExitCode.OK);
  }

  /** The file itself, or the only playbook in a folder; of several, none is chosen. */
  private static Path playbook(String given, String section) throws UsageException {
    Path path = Loading.path(given);
    if (!Files.isDirectory(path)) {
      return path;
    }
    List<Path> candidates = Candidates.in(path, section);
    if (candidates.size() == 1) {
      return candidates.get(0).normalize();
    }
    if (candidates.isEmpty()) {
      throw new UsageException("`" + given + "` has no playbook: name one");
    }
    List<String> names = candidates.stream().map(file -> file.normalize().toString()).toList();
    throw new UsageException(
        "`" + given + "` has several playbooks: name one of " + String.join(", ", names));
  }

  /** Says which file was read, so that the user does not look for the mistake in another one. */
  private static Layer which(Path file, boolean found) {
    List<String> lines = new ArrayList<>();
    lines.add(
        SourceFile.read(file, file.toString())
            .value()
            .map(source -> file + ", SHA-256 " + Sha256.hex(source.text()).substring(0, 16))
            .orElse(file.toString()));
    if (found) {
      lines.add("the only playbook there");
    }
    return Layer.ok("file", lines);
  }

  private static <C extends Record, R, W> List<Layer> layers(
      Work<C, R, W> work, boolean connectionOnly, RunContext run) throws InterruptedException {
    if (connectionOnly) {
      return work.provider().diagnose(work.connection(), run);
    }
    List<Declaration<?>> declared = new ArrayList<>();
    work.nodes().forEach(node -> declared.add(node.declaration()));
    List<Layer> layers =
        new ArrayList<>(work.provider().diagnose(work.connection(), declared, run));
    List<Diagnostic> mistakes = Offline.mistakes(work);
    boolean wrong = mistakes.stream().anyMatch(Diagnostic::isError);
    List<String> told = PlanLayers.texts(mistakes);
    layers.add(
        wrong
            ? Layer.mistaken("files", told, PlanLayers.fix(mistakes))
            : Layer.ok("files", told.isEmpty() ? List.of("are what the playbook says") : told));
    layers.addAll(PlanLayers.after(LayerText.first(layers), work, run));
    return layers;
  }
}
