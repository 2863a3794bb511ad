package dev.provision.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.provision.cli.Provision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which privileges a playbook needs, and what happens to an account that lacks one of them. The
 * simulator refuses each call whose privilege the account lacks.
 */
class PrivilegesOnALabTest {
  private static final String LAB =
      """
      speed: 1000
      datacenters:
        DC0:
          clusters:
            C0:
              drs: true
              hosts:
                esx: {count: 2, cpus: 16, memory: 64 GiB}
          datastores:
            nas1: 500 GiB
          networks:
            VM Network: {}
          templates:
            seed: {datastore: nas1, disk: 1 GiB, memory: 64 MiB, network: VM Network}
      users:
        admin@lab: {privileges: ["*"]}
        web@lab: {}
        account@lab: {privileges: [%s], denied: [%s]}
        later@lab: {privileges: [%s]}
      """;

  private static final String SITE =
      """
      name: ci
      vcenter: {simulator: lab.yml, username: %s, password: x, datacenter: DC0, cluster: C0}
      datacenters:
        DC9: {}
      clusters:
        edge: {folder: /DC0/host, drs: {enabled: true}}
        C0: {host_groups: {first: [esx-1]}}
      hosts:
        esx-1: {cluster: C0, adopt: true, ntp: {servers: [ntp1.example.com]}, services: {TSM-SSH: {policy: on}}}
      datastores:
        nfs1: {nfs: {server: nas.example.com, path: /vol/one}, hosts: [esx-1, esx-2]}
      vsphere_tags:
        tier: {cardinality: single, types: [VirtualMachine], tags: {gold: mirrored}}
      vmkernels:
        vmotion: {host: esx-1, network: app, ip: 10.90.0.11/24}
      folders:
        web: {path: /DC0/vm/shop/web}
      resource_pools:
        shop: {cpu: {shares: high}}
      vapps:
        till: {parent: shop, annotation: one, members: {till: {order: 1}}}
      networks:
        app: {switch: vSwitch0, vlan: 42}
      roles:
        operator: {privileges: [VirtualMachine.Interact.PowerOn]}
      permissions:
        web: {on: /DC0/vm/shop/web, principal: 'LAB\\web', role: operator}
      custom_attributes:
        owner: {type: VirtualMachine}
      images:
        base: {template: /DC0/vm/seed}
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      server_groups:
        apart: {policy: anti-affinity}
      volumes:
        data: {size: 1 GiB}
      instances:
        web:
          count: 2
          image: base
          flavor: small
          folder: web
          resource_pool: shop
          server_group: apart
          networks: {eth0: app}
          custom_attributes: {owner: web-team}
        till: {image: base, flavor: small, networks: {}, vapp: till, power: off}
        db:
          image: base
          flavor: small
          networks: {}
          volumes: {sdb: data}
          power: %s
      """;

  @TempDir Path home;

  private record Ended(int exit, String out, String err) {
    String all() {
      return out + err;
    }
  }

  private Ended run(String... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Provision.run(List.of(line), Map.of(), new PrintStream(out), new PrintStream(err));
    return new Ended(exit, text(out), text(err));
  }

  private String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(home + "/", "");
  }

  private String site(String user, String power, String privileges, String denied)
      throws IOException {
    Files.writeString(home.resolve("lab.yml"), LAB.formatted(privileges, denied, ""));
    return Files.writeString(home.resolve("site.yml"), SITE.formatted(user, power)).toString();
  }

  private record Needed(String privilege, boolean held, boolean now) {}

  private List<Needed> needed(String site) {
    Ended ended = run("privileges", site, "--format", "json");
    assertThat(ended.exit()).as(ended.all()).isZero();
    JsonObject play =
        JsonParser.parseString(ended.out())
            .getAsJsonObject()
            .getAsJsonArray("plays")
            .get(0)
            .getAsJsonObject();
    List<Needed> all = new ArrayList<>();
    for (JsonElement each : play.getAsJsonArray("privileges")) {
      JsonObject one = each.getAsJsonObject();
      all.add(
          new Needed(
              one.get("privilege").getAsString(),
              one.get("held").getAsBoolean(),
              one.get("needed").getAsString().equals("now")));
    }
    return all;
  }

  private static Set<String> ids(List<Needed> needed) {
    Set<String> ids = new TreeSet<>();
    needed.forEach(each -> ids.add(each.privilege()));
    return ids;
  }

  /** What it needs now suffices for the apply, with what it needs later also for all the rest. */
  @Test
  void theseSufficeFromTheFirstApplyToTheDestroy() throws IOException {
    List<Needed> needed = needed(site("admin@lab", "on", "\"*\"", ""));
    Set<String> now = ids(needed.stream().filter(Needed::now).toList());
    Set<String> ids = ids(needed);
    assertThat(ids).contains("Datacenter.Create", "Host.Config.Network", "Network.Assign");
    assertThat(ids).hasSizeGreaterThan(now.size());

    String site = site("account@lab", "on", "", "");
    Files.writeString(
        home.resolve("lab.yml"), LAB.formatted(String.join(", ", now), "", String.join(", ", ids)));
    Ended applied = run("apply", site);
    assertThat(applied.exit()).as(applied.all()).isZero();
    Files.writeString(
        Path.of(site),
        Files.readString(Path.of(site))
            .replace("account@lab", "later@lab")
            .replace("vcpus: 1", "vcpus: 2"));
    Ended changed = run("apply", site, "--yes");
    assertThat(changed.exit()).as(changed.all()).isZero();
    Ended destroyed = run("destroy", site, "--yes", "--allow", "delete,revoke,unmount,cut-network");
    assertThat(destroyed.exit()).as(destroyed.all()).isZero();
    assertThat(destroyed.out())
        .containsPattern("host.esx-1 +given back, not deleted")
        .doesNotContain("orphan");
  }

  @Test
  void theRoleThatItPrintsGivesWhatIsMissing() throws IOException {
    String site =
        site("account@lab", "on", "\"*\"", "Resource.CreatePool, VirtualMachine.Interact.PowerOn");
    Ended table = run("privileges", site);
    assertThat(table.exit()).isZero();
    assertThat(table.out()).contains("The account lacks ");
    String granting = table.out().substring(table.out().indexOf("roles:"));
    Path grant =
        Files.writeString(
            home.resolve("grant.yml"),
            "name: grant\nvcenter: {simulator: lab.yml, username: admin@lab, password: x}\n"
                + granting);
    Files.writeString(
        home.resolve("lab.yml"),
        LAB.formatted(
            needed(site).stream()
                .map(Needed::privilege)
                .filter(id -> !id.equals("Resource.CreatePool") && !id.endsWith("PowerOn"))
                .distinct()
                .collect(Collectors.joining(", ")),
            "",
            ""));
    Ended granted = run("apply", grant.toString(), "--yes", "--allow", "revoke");
    assertThat(granted.exit()).as(granted.all()).isZero();
    assertThat(granting)
        .contains("provision-1:", "- Resource.CreatePool", "principal: 'account@lab'");
  }
}
