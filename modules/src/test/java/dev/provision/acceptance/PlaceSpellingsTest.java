package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A name or a path may be spelled in several ways; what is none is reported before any login. */
class PlaceSpellingsTest extends Acceptance {
  private static final String WRONG =
      """
      name: ci
      vcenter:
        host: nowhere.invalid
        username: u
        password: p
        datacenter: /
        cluster: ''
        cluster_name: //
        clusters: [C0, '']
        folder: /
        datastores: [nas1, /, {name: ''}]
      images:
        base: {template: ''}
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      networks:
        a: ''
        b: {port_group: /}
        c: {switch: vSwitch0, hosts: [esx, '/']}
        d: {switch: vSwitch0, cluster: ''}
      folders:
        f: {path: /}
      resource_pools:
        p: {path: '', existing: true}
      clusters:
        C0: {path: /, host_groups: {left: [esx, '']}}
      volumes:
        v: {size: 1 GiB, datastore: ''}
      instances:
        web:
          image: base
          flavor: small
          networks: {}
          folder: /
          resource_pool: //
          datastore: ''
          cluster: /
          host: ' '
      """;

  private static final List<String> FIELDS =
      List.of(
          "6:15: error: `datacenter` `/`",
          "7:12: error: `cluster` ``",
          "8:17: error: `cluster_name` `//`",
          "9:18: error: `clusters.1` ``",
          "10:11: error: `folder` `/`",
          "11:22: error: `datastores.1` `/`",
          "11:32: error: `datastores.2.name` ``",
          "13:20: error: `template` ``",
          "17:6: error: `port_group` ``",
          "18:19: error: `port_group` `/`",
          "19:38: error: `hosts.1` `/`",
          "20:34: error: `cluster` ``",
          "22:13: error: `path` `/`",
          "24:13: error: `path` ``",
          "26:14: error: `path` `/`",
          "26:43: error: `host_groups.left.1` ``",
          "28:31: error: `datastore` ``",
          "34:13: error: `folder` `/`",
          "35:20: error: `resource_pool` `//`",
          "36:16: error: `datastore` ``",
          "37:14: error: `cluster` `/`",
          "38:11: error: `host` ` `");

  @Test
  void everyFieldThatNamesAThingSaysWhereATextIsNoName() {
    Provisioning.Ended ended = provision(WRONG).run("check");

    assertThat(ended.exit()).isEqualTo(65);
    assertThat(
            ended
                .err()
                .lines()
                .filter(line -> line.contains("expected a name or a path"))
                .map(
                    line ->
                        line.replaceFirst("^.*site.yml:", "")
                            .replace(
                                ": expected a name or a path, as in web or /DC0/vm/web, found", ""))
                .toList())
        .containsExactlyElementsOf(FIELDS);
  }

  @Test
  void anotherSpellingIsNoChange() {
    Provisioning provision = provision(play(places("/DC0/vm/apps/x", "DC0_C0", "/DC0/vm/apps/x")));
    converged(provision.apply());

    assertThat(provision.run("show", "instance.db").out().replaceAll(" +", " "))
        .contains("\n folder /DC0/vm/apps/x site.yml:");
    for (String folder : List.of("/DC0/vm/apps/x/", "/DC0//vm/apps/x", "DC0/vm/apps/x/")) {
      provision.rewrite(play(places(folder, "/DC0/host/DC0_C0/", folder)));
      nothingIsLeft(provision);
    }
    provision.rewrite(play(places("apps/x/", "DC0/host/DC0_C0", "apps//x")));
    nothingIsLeft(provision);

    converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("apps", "DC0");
  }

  @Test
  void aValueThatIsWrittenAsOneTextIsShownAsOne() {
    Provisioning provision =
        provision(one("vcpus: 1, ram: 64 MiB", "networks: {}, host: DC0_C0_H0"));

    assertThat(provision.run("show", "flavor.small").out().replaceAll(" +", " "))
        .contains("\n ram 64 MiB site.yml:");
    assertThat(provision.run("show", "instance.web").out().replaceAll(" +", " "))
        .contains("\n host DC0_C0_H0 site.yml:");
  }

  private static String places(String path, String cluster, String folder) {
    return """
    folders:
      x: {path: '%s'}
    flavors:
      small: {vcpus: 1, ram: 64 MiB}
    instances:
      web: {image: base, flavor: small, networks: {}, cluster: '%s', folder: x}
      db: {image: base, flavor: small, networks: {}, folder: '%s'}
    """
        .formatted(path, cluster, folder);
  }

  @Test
  void aFolderThatIsWrittenFromItsDatacenterIsMadeThere() {
    Provisioning provision = provision(play("folders:\n  x: {path: DC0/vm/apps/x}\n"));

    converged(provision.apply());
    assertThat(target.otherClient().in("/DC0/vm/apps")).containsExactly("x");
    nothingIsLeft(provision);
    converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("apps", "DC0");
  }
}
