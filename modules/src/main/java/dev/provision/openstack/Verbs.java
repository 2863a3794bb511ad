package dev.provision.openstack;

import dev.provision.openstack.ShellLine.Word;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands of OpenStack that become something in a playbook, one line each. */
final class Verbs {
  /** When a line is read: it may name what a later line makes, so these go phase by phase. */
  enum Phase {
    /** Makes something that names nothing else. */
    MAKE,
    /** Copies or snapshots something that a line of the phase before makes. */
    COPY,
    BOOT,
    ATTACH
  }

  /** One line, and what reading it does. */
  record Verb(Phase phase, Runnable read) {}

  private interface Reader {
    void read(ShellLine line, Arguments arguments);
  }

  private record Row(Phase phase, Set<String> flags, Reader reader) {}

  private final Report report;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  Verbs(
      Report report,
      Places places,
      ResourceDraft resources,
      FlavorCommand flavors,
      Map<String, String> portGroups,
      Map<String, String> instanceDefaults) {
    this.report = report;
    ImageCommand images = new ImageCommand(report, places, resources);
    SubnetCommand subnets = new SubnetCommand(report);
    VolumeTypeCommand types = new VolumeTypeCommand(report);
    VolumeCommand volumes = new VolumeCommand(report, resources, types);
    ServerGroupCommand groups = new ServerGroupCommand(report, resources);
    BlockDevices devices = new BlockDevices(report, resources);
    ServerCommand servers =
        new ServerCommand(report, places, resources, flavors, subnets, devices, portGroups);
    Set<String> ofImage = ImageCommand.FLAGS;
    make("glance image-create", ofImage, (line, given) -> images.read(line, given, 1));
    make("openstack image create", ofImage, (line, given) -> images.read(line, given, 2));
    Set<String> ofFlavor = FlavorCommand.FLAGS;
    make("nova flavor-create", ofFlavor, flavors::novaCreate);
    make("openstack flavor create", ofFlavor, flavors::create);
    make("nova flavor-key", ofFlavor, (line, given) -> flavors.novaKeys(given));
    make("openstack flavor set", ofFlavor, (line, given) -> flavors.set(given));
    make("neutron subnet-create", SubnetCommand.FLAGS, subnets::neutron);
    make("openstack subnet create", SubnetCommand.FLAGS, subnets::openstack);
    Set<String> ofType = VolumeTypeCommand.FLAGS;
    make("openstack volume type create", ofType, (line, given) -> types.openstack(given));
    make("openstack volume type set", ofType, (line, given) -> types.openstack(given));
    make("cinder type-create", ofType, (line, given) -> types.cinder(given));
    make("cinder type-key", ofType, (line, given) -> types.cinder(given));
    make("openstack server group create", ServerGroupCommand.FLAGS, groups::openstack);
    make("nova server-group-create", ServerGroupCommand.FLAGS, groups::nova);
    Set<String> ofVolume = VolumeCommand.FLAGS;
    rows.put("openstack volume create", new Row(Phase.COPY, ofVolume, volumes::openstack));
    rows.put("cinder create", new Row(Phase.COPY, ofVolume, volumes::cinder));
    rows.put(
        "openstack volume snapshot create",
        new Row(Phase.COPY, ofVolume, volumes::openstackSnapshot));
    rows.put("cinder snapshot-create", new Row(Phase.COPY, ofVolume, volumes::cinderSnapshot));
    boot("nova boot", (line, given) -> servers.read(line, given, 1, instanceDefaults));
    boot(
        "openstack server create", (line, given) -> servers.read(line, given, 2, instanceDefaults));
    attach(
        "openstack server add volume",
        (line, given) -> devices.attach(line, after(given, 3), given.last("device")));
    attach(
        "nova volume-attach",
        (line, given) ->
            devices.attach(line, after(given, 1), after(given, 3).stream().findFirst()));
  }

  private void make(String verb, Set<String> flags, Reader reader) {
    rows.put(verb, new Row(Phase.MAKE, flags, reader));
  }

  private void boot(String verb, Reader reader) {
    rows.put(verb, new Row(Phase.BOOT, ServerCommand.FLAGS, reader));
  }

  private void attach(String verb, Reader reader) {
    rows.put(verb, new Row(Phase.ATTACH, ServerCommand.FLAGS, reader));
  }

  /** The verb that a line begins with; one that makes nothing is only told of. */
  Verb of(ShellLine line) {
    String program = Path.of(line.words().get(0).text()).getFileName().toString();
    List<Word> rest = line.words().subList(1, line.words().size());
    Optional<Verb> known = Optional.empty();
    for (Map.Entry<String, Row> row : rows.entrySet()) {
      Arguments given = Arguments.of(rest, row.getValue().flags());
      if (known.isEmpty() && row.getKey().equals(verb(program, given, words(row.getKey()) - 1))) {
        Reader reader = row.getValue().reader();
        known = Optional.of(new Verb(row.getValue().phase(), () -> reader.read(line, given)));
      }
    }
    return known.orElseGet(() -> new Verb(Phase.MAKE, () -> nothing(line, program, rest)));
  }

  private void nothing(ShellLine line, String program, List<Word> rest) {
    String verb = verb(program, Arguments.of(rest, Set.of()), program.equals("openstack") ? 2 : 1);
    report.line(line.at(), verb.strip(), "not read: it makes nothing that is imported");
  }

  private static int words(String verb) {
    return verb.split(" ").length;
  }

  private static String verb(String program, Arguments given, int count) {
    return program
        + " "
        + String.join(" ", given.words().stream().limit(count).map(Word::text).toList());
  }

  private static List<Word> after(Arguments given, int verbs) {
    return given.words().subList(Math.min(verbs, given.words().size()), given.words().size());
  }
}
