package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Provision;
import dev.provision.declare.FieldType;
import dev.provision.declare.Schema;
import dev.provision.simulator.lab.LabSpec;
import dev.provision.spi.Kind;
import dev.provision.spi.Provider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A canary in every source of secrets, looked for in everything that a command prints and in every
 * file that it writes. A new field of secrets fails the first test until it has a canary here.
 */
class CanariesTest {
  /** The fields that hold secrets, found in the specs, each with its canary. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "vcenter.password", "canary-vc-1f7a",
          "vcenter.host_password", "canary-host-77c0",
          "hosts.password", "canary-esx-20be",
          "datastores.nfs41.kerberos.password", "canary-krb-9d31",
          "licenses.key", "CANRY-LICNS-KEY00-00000-00007",
          "instances.customization.admin_password", "canary-admin-5e12",
          "instances.customization.product_key", "CANRY-PRODK-KEY00-00000-00009",
          "instances.customization.domain_admin_password", "canary-domain-6b4f",
          "lab.users.*.password", "canary-vc-1f7a");

  /** Variables of the environment, by their names secret. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "VC_PASSWORD", FIELDS.get("vcenter.password"),
          "MY_PASSWORD_1", "canary-env-password-0a",
          "MY_SECRET_1", "canary-env-secret-1b",
          "MY_TOKEN_1", "canary-env-token-2c",
          "MY_KEY_1", "canary-env-key-3d");

  private static final String LISTED = "canary-listed-4e";
  private static final String FROM_FILE = "canary-from-file-5f";

  private static final String LAB =
      """
      speed: 1000
      guest_delay: 10 ms
      users: {ops: {password: canary-vc-1f7a, privileges: ["*"]}}
      nas: {nas.lab: {/vol/one: 20 GiB}}
      datacenters:
        DC0:
          clusters: {C0: {hosts: {esx: {count: 2}}}}
          datastores: {ds1: 1 TiB}
          networks: {VM Network: {}}
          templates:
            ubuntu: {snapshot: base, network: VM Network}
            windows: {guest: windows9Server64Guest, snapshot: base, network: VM Network}
      """;

  private static final String PLAYBOOK =
      """
      name: ci
      vars: {listed: none, plain: "${env.MY_TOKEN_1}", ram: 64}
      vars_files: [secrets.yml]
      secrets: [listed, filed]
      vcenter:
        simulator: lab.yml
        username: ops
        password: "${env.VC_PASSWORD}"
        datacenter: DC0
        cluster: C0
      images:
        base: {template: ubuntu}
        windows: {template: windows}
      flavors: {small: {vcpus: 1, ram: "${ram}"}}
      networks: {lan: {port_group: VM Network}}
      hosts:
        esx9: {cluster: C0, username: root, password: canary-esx-20be}
      licenses:
        vsphere: {key: CANRY-LICNS-KEY00-00000-00007}
      datastores:
        one:
          nfs41:
            servers: [nas.lab]
            path: /vol/one
            security: krb5
            kerberos: {user: nfs@LAB, password: canary-krb-9d31}
      instances:
        web:
          image: base
          flavor: small
          networks: {eth0: lan}
          metadata: {role: "${env.MY_SECRET_1}${env.MY_KEY_1}${env.MY_PASSWORD_1}"}
          user_data: "token=${listed} plain=${plain} filed=${filed}"
        win:
          image: windows
          flavor: small
          networks: {eth0: lan}
          customization:
            type: windows
            admin_password: canary-admin-5e12
            product_key: CANRY-PRODK-KEY00-00000-00009
            join_domain: lab.example.org
            domain_admin: joiner
            domain_admin_password: canary-domain-6b4f
      outputs:
        web: "${instances.web.ip}"
      """;

  /** The state of a lab is the vCenter, which has to know its licenses; it is its owner's alone. */
  private static final String LICENSE = FIELDS.get("licenses.key");

  /** What a machine is given to read, and whoever may read the machine: {@code doc} says so. */
  private static final List<String> GIVEN_TO_A_MACHINE =
      List.of(
          LISTED,
          FROM_FILE,
          "canary-env-token-2c",
          "canary-env-secret-1b",
          "canary-env-key-3d",
          "canary-env-password-0a");

  @TempDir Path folder;
  private final Map<String, String> outputs = new LinkedHashMap<>();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("lab.yml"), LAB);
    Files.writeString(folder.resolve("secrets.yml"), "filed: " + FROM_FILE + "\n");
    playbook(PLAYBOOK);
  }

  private void playbook(String text) throws IOException {
    Files.writeString(folder.resolve("site.yml"), text);
  }

  private static Stream<String> canaries() {
    return Stream.of(
            FIELDS.values().stream(), ENVIRONMENT.values().stream(), Stream.of(LISTED, FROM_FILE))
        .flatMap(all -> all)
        .distinct();
  }

  @Test
  void everyFieldThatHoldsASecretHasACanary() {
    Provider<?, ?, ?> provider = ServiceLoader.load(Provider.class).iterator().next();
    Set<String> fields = new LinkedHashSet<>();
    collect("vcenter", Schema.of(provider.connection()), new HashSet<>(), fields);
    for (Kind<?, ?, ?> kind : provider.kinds()) {
      collect(kind.info().section(), Schema.of(kind.spec()), new HashSet<>(), fields);
    }
    collect("lab", Schema.of(LabSpec.class), new HashSet<>(), fields);

    assertThat(fields).containsExactlyInAnyOrderElementsOf(FIELDS.keySet());
    String written = PLAYBOOK + LAB + ENVIRONMENT + FIELDS.get("vcenter.host_password");
    assertThat(FIELDS.values()).allMatch(written::contains);
  }

  private static void collect(String at, Schema schema, Set<Class<?>> above, Set<String> fields) {
    if (above.add(schema.type())) {
      for (Schema.Field field : schema.fields()) {
        collect(at + "." + field.key(), field.type(), field.sensitive(), above, fields);
      }
      above.remove(schema.type());
    }
  }

  private static void collect(
      String at, FieldType type, boolean sensitive, Set<Class<?>> above, Set<String> fields) {
    if (type instanceof FieldType.Nested nested) {
      collect(at, Schema.of(nested.type()), above, fields);
    } else if (type instanceof FieldType.Maybe maybe) {
      collect(at, maybe.inner(), sensitive, above, fields);
    } else if (type instanceof FieldType.Late late) {
      collect(at, late.inner(), sensitive, above, fields);
    } else if (type instanceof FieldType.Many many) {
      collect(at, many.item(), sensitive, above, fields);
    } else if (type instanceof FieldType.Named named) {
      collect(at + ".*", named.value(), sensitive, above, fields);
    } else if (sensitive) {
      fields.add(at);
    }
  }

  @Test
  void noOutputAndNoFileShowsOne() throws Exception {
    ran("check");
    for (String format : List.of("text", "json")) {
      ran("plan", "--format", format);
    }
    ran("graph");
    ran("graph", "--format", "dot");
    ran("privileges");
    ran("why", "instance.web");
    ran("rehearse");
    ran("apply", "--yes", "--allow", "disconnect");
    assertThat(outputs.get("apply --yes --allow disconnect")).contains("Converged");
    for (String format : List.of("text", "json")) {
      ran("list", "--format", format);
      ran("doctor", "--format", format);
    }
    for (String address :
        List.of("instance.web", "instance.win", "host.esx9", "datastore.one", "license.vsphere")) {
      ran("show", address);
    }
    ran("rehearse", "--capture", folder.resolve("capture.zip").toString());
    // another value of each variable, so that values are shown on both sides
    ran("plan", "-e", "listed=other-" + LISTED, "-e", "ram=128", "--format", "json");
    ran("apply", "-e", "listed=other-" + LISTED, "-e", "ram=128", "--yes", "--format", "json");
    ran("snapshot", "--name", "before");
    ran("destroy", "--yes", "--allow", "delete", "--allow", "disconnect", "--allow", "unmount");

    noneShowsOne();
    noFileHasOne();
  }

  @Test
  void noMistakeAndNoCrashShowsOne() throws Exception {
    playbook(PLAYBOOK.replace("username: ops", "username: nobody"));
    ran("plan");
    playbook(
        PLAYBOOK.replace(
            "password: \"${env.VC_PASSWORD}\"", "host_password: canary-host-77c0, x: 1"));
    ran("plan");
    playbook(
        PLAYBOOK.replace("password: \"${env.VC_PASSWORD}\"", "host_password: canary-host-77c0"));
    ran("plan");
    playbook(PLAYBOOK.replace("vcpus: 1", "vcpus: \"${listed}${filed}${plain}\""));
    ran("check");
    playbook(PLAYBOOK.replace("vcpus: 1", "vcpus: \"${env.MY_KEY_1?number}\""));
    ran("check");
    playbook(PLAYBOOK.replace("image: base", "image: \"${env.MY_SECRET_1}\""));
    ran("plan");
    playbook(PLAYBOOK);
    // a server that says what it was sent
    Files.writeString(
        folder.resolve("lab.yml"),
        LAB
            + "faults:\n- {method: AddHost_Task, fault: InvalidRequest, message: not"
            + " canary-esx-20be}\n"
            + "- {method: CloneVM_Task, when: task, fault: InvalidRequest, message: \"got"
            + " canary-admin-5e12 CANRY-PRODK-KEY00-00000-00009 canary-domain-6b4f "
            + LISTED
            + " canary-env-secret-1b\"}\n"
            + "- {method: AddLicense, fault: InvalidRequest, message: no"
            + " CANRY-LICNS-KEY00-00000-00007}\n");
    ran("apply", "--yes", "--allow", "disconnect");
    ran("apply", "--yes", "--allow", "disconnect", "--format", "json");
    crashed();

    noneShowsOne();
    noFileHasOne();
  }

  /** A bug of ours, whose words have every secret in them; the file for us must have none. */
  private void crashed() throws IOException {
    playbook(PLAYBOOK);
    String words =
        String.join(
            " ",
            canaries().filter(each -> !each.equals(FIELDS.get("vcenter.host_password"))).toList());
    Provider<?, ?, ?> real = ServiceLoader.load(Provider.class).iterator().next();
    // the playbook has been read then, so its secrets are known
    Provider<?, ?, ?> broken =
        (Provider<?, ?, ?>)
            Proxy.newProxyInstance(
                Provider.class.getClassLoader(),
                new Class<?>[] {Provider.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("openReadOnly")) {
                    throw new IllegalStateException(words);
                  }
                  return method.invoke(real, arguments);
                });
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int exit =
        Provision.run(
            List.of("plan", folder.resolve("site.yml").toString(), "-e", "listed=" + LISTED),
            ENVIRONMENT,
            () -> broken,
            stream,
            stream);
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(exit).as(text).isEqualTo(70);
    outputs.put("crash", text);
    Matcher file = Pattern.compile("is in (\\S+\\.txt)").matcher(text);
    assertThat(file.find()).as(text).isTrue();
    Path written = Path.of(file.group(1));
    String crash = Files.readString(written);
    Files.delete(written);
    assertThat(crash).contains("IllegalStateException").contains("(sensitive)");
    outputs.put("the file of the crash", crash);
  }

  private void ran(String command, String... options) throws IOException {
    List<String> line = new ArrayList<>(List.of(command, folder.resolve("site.yml").toString()));
    line.addAll(List.of(options));
    if (List.of(options).stream().noneMatch(each -> each.startsWith("listed="))) {
      line.addAll(List.of("-e", "listed=" + LISTED));
    }
    boolean offline = List.of("check", "graph").contains(command);
    Path trace = folder.resolve("trace-" + outputs.size());
    if (!offline) {
      line.addAll(List.of("--trace", trace.toString()));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int exit = Provision.run(line, ENVIRONMENT, stream, stream);
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(exit).as(text).isNotEqualTo(70).isNotEqualTo(64);
    String name = (command + " " + String.join(" ", options)).strip();
    outputs.put(outputs.containsKey(name) ? name + " again " + outputs.size() : name, text);
  }

  private void noneShowsOne() {
    List<String> forms = canaries().flatMap(each -> SecretsTest.forms(each).stream()).toList();
    outputs.forEach((what, text) -> shows(what, text, forms));
  }

  private static void shows(String what, String text, List<String> forms) {
    for (String each : forms) {
      assertThat(text).as(what).doesNotContain(each);
    }
  }

  /** Traces, the state of the lab, the capture: only what a machine is given stands in the last. */
  private void noFileHasOne() throws IOException {
    List<String> mine = List.of("site.yml", "lab.yml", "secrets.yml");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (mine.contains(name)) {
          continue;
        }
        if (name.endsWith(".state")) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .isEqualTo("rw-------");
        }
        boolean ofMachines = name.endsWith(".state") || name.endsWith(".zip");
        List<String> forms =
            canaries()
                .filter(each -> !ofMachines || !GIVEN_TO_A_MACHINE.contains(each))
                .filter(each -> !name.endsWith(".state") || !each.equals(LICENSE))
                .flatMap(each -> SecretsTest.forms(each).stream())
                .toList();
        shows(name, name.endsWith(".zip") ? unzipped(file) : Files.readString(file), forms);
      }
    }
  }

  private static String unzipped(Path file) {
    StringBuilder text = new StringBuilder();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        text.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(text).isNotEmpty();
    return text.toString();
  }
}
