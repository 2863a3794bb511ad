package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** NFS exports are mounted on hosts, host by host, and machines and volumes stand on them. */
class DatastoresTest extends Acceptance {
  private static final String H0 = "/DC0/host/DC0_C0/DC0_C0_H0";
  private static final String H1 = "/DC0/host/DC0_C0/DC0_C0_H1";
  private static final String H2 = "/DC0/host/DC0_C0/DC0_C0_H2";
  private static final String NFS1 = "/DC0/datastore/nfs1";

  private static String nfs1(String fields) {
    return play("datastores:\n  nfs1: {nfs: {server: nas.lab, path: /vol/one}, " + fields + "}\n");
  }

  private Map<String, String> mounts(String path) {
    return target.otherClient().stores().mounts(path);
  }

  @Test
  void machinesAndVolumesStandOnWhatTheSameApplyMounts() {
    String site =
        play(
            """
            folders:
              fast: {path: /DC0/datastore/tiers/fast}
            datastores:
              nfs1: {nfs: {server: nas.lab, path: /vol/one}, hosts: [DC0_C0_H1, DC0_C0_H2]}
              nfs2: {nfs41: {servers: [10.0.0.5, 10.0.0.6], path: /vol/two, access: read-only}, hosts: {cluster: DC0_C0}, folder: fast}
            flavors:
              small: {vcpus: 1, ram: 64 MiB}
            volumes:
              data: {size: 1 GiB}
            instances:
              web: {image: base, flavor: small, networks: {}, volumes: {data: data}}
            """);
    Provisioning provision = provision(site).connection("datastores: [nfs1]");

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains(
            "+  datastore.nfs1  /DC0/datastore/nfs1, nas.lab:/vol/one on DC0_C0_H1," + " DC0_C0_H2")
        .contains(
            "+  datastore.nfs2  /DC0/datastore/tiers/fast/nfs2, 10.0.0.5,10.0.0.6:/vol/two on")
        .contains("its size shows only when it is mounted; placement takes it as large enough")
        .containsPattern("instance.web  small  -> DC0_C0_H[12], nfs1");
    assertThat(mounts("/DC0/datastore/nfs1")).isEqualTo(Map.of(H1, "readWrite", H2, "readWrite"));
    assertThat(mounts("/DC0/datastore/tiers/fast/nfs2"))
        .isEqualTo(Map.of(H0, "readOnly", H1, "readOnly", H2, "readOnly"));
    assertThat(target.otherClient().files("[nfs1] provision/volumes/ci")).containsExactly("data");
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.out()).as(rehearsed.all()).contains("0 to create, 0 to change");

    assertThat(provision.run("destroy", "--yes").err())
        .contains("--allow delete=")
        .contains("unmount");
    converged(provision.run("destroy", "--yes", "--allow", "delete=4,unmount"));
    assertThat(target.otherClient().in("/DC0/datastore")).containsExactly("LocalDS_0");
  }

  @Test
  void eachHostFollowsTheList() {
    Provisioning provision = provision(nfs1("hosts: [DC0_C0_H0, DC0_C0_H1]"));
    converged(provision.apply());
    provision.rewrite(nfs1("hosts: [DC0_C0_H1, DC0_C0_H2]"));

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended refused = provision.apply("--yes");
    converged(provision.apply("--allow", "unmount"));

    assertThat(plan.steps())
        .contains("hosts.DC0_C0_H0  read-write -> (absent)")
        .contains("hosts.DC0_C0_H2  (absent) -> read-write");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("--allow unmount");
    assertThat(mounts(NFS1)).isEqualTo(Map.of(H1, "readWrite", H2, "readWrite"));
    nothingIsLeft(provision);

    provision.rewrite(
        nfs1("hosts: {cluster: DC0_C0}").replace("/vol/one}", "/vol/one, access: read-only}"));
    converged(provision.apply("--allow", "unmount"));
    assertThat(mounts(NFS1)).isEqualTo(Map.of(H0, "readOnly", H1, "readOnly", H2, "readOnly"));
    nothingIsLeft(provision);
    provision.rewrite(nfs1("hosts: {names: [DC0_C0_H0], exclusive: false}"));
    assertThat(provision.plan().all()).contains("No changes.");
  }

  @Test
  void theOnlyHostMountsItAgainWithTheOtherAccess() {
    Provisioning provision = provision(nfs1("hosts: [DC0_C0_H0]"));
    converged(provision.apply());
    provision.rewrite(
        nfs1("hosts: [DC0_C0_H0]").replace("/vol/one}", "/vol/one, access: read-only}"));

    converged(provision.apply("--allow", "unmount"));

    assertThat(mounts(NFS1)).isEqualTo(Map.of(H0, "readOnly"));
    nothingIsLeft(provision);
  }

  @Test
  void oneExportIsOneDatastore() {
    target.otherClient().stores().mount(H0, "nas.lab", "/vol/one", "theirs");

    Provisioning.Ended other = provision(nfs1("hosts: all")).plan();
    Provisioning.Ended newer =
        provision(
                play("datastores: {x: {nfs41: {servers: NAS.lab, path: /vol/one/}, hosts: all}}\n"))
            .plan();
    Provisioning.Ended twice =
        provision(
                play(
                    "datastores: {a: {nfs: {server: n, path: /v}, hosts: all},"
                        + " b: {nfs: {server: n, path: /v}, hosts: all}}\n"))
            .plan();

    assertThat(other.exit()).isEqualTo(65);
    assertThat(other.err())
        .contains(
            "the export nas.lab:/vol/one is the datastore `/DC0/datastore/theirs` already; declare"
                + " it under that name, or rename that one");
    assertThat(newer.err())
        .contains(
            "nas.lab:/vol/one is mounted with the other version of NFS as"
                + " `/DC0/datastore/theirs`");
    assertThat(twice.err()).contains("the export n:/v is the datastore `/DC0/datastore/a` already");
  }

  @Test
  void anotherOnesIsAdoptedRenamedBackAndGivenBack() {
    target.otherClient().stores().mount(H0, "nas.lab", "/vol/one", "nfs1");
    Provisioning provision = provision(nfs1("hosts: {cluster: DC0_C0}"));
    Provisioning.Ended refused = provision.plan();
    provision.rewrite(nfs1("hosts: {cluster: DC0_C0}, adopt: true"));

    converged(provision.apply());

    assertThat(refused.err()).contains("`/DC0/datastore/nfs1` is there already and is not ours");
    assertThat(mounts(NFS1)).hasSize(3);
    target.otherClient().rename(NFS1, "other");
    assertThat(provision.plan().steps())
        .contains("path  /DC0/datastore/other -> /DC0/datastore/nfs1");
    converged(provision.apply());
    nothingIsLeft(provision);
    provision.rewrite(play(""));
    converged(provision.apply("--prune", "--yes", "--allow", "delete,unmount"));
    assertThat(mounts(NFS1)).hasSize(3);
  }

  @Test
  void whatIsUsedIsNotUnmounted() {
    String machines =
        """
        flavors: {small: {vcpus: 1, ram: 64 MiB}}
        instances: {web: {image: base, flavor: small, networks: {}}}
        """;
    Provisioning provision =
        provision(nfs1("hosts: [DC0_C0_H1]") + machines).connection("datastores: [nfs1]");
    converged(provision.apply());
    provision.rewrite(nfs1("hosts: [DC0_C0_H0]") + machines);
    Provisioning.Ended left = provision.plan();
    provision.rewrite(nfs1("hosts: [DC0_C0_H1], maintenance: true") + machines);
    Provisioning.Ended maintained = provision.plan();
    provision.rewrite(play("datastores: {nfs1: {state: absent}}\n" + machines));
    Provisioning.Ended absent = provision.apply("--yes", "--allow", "delete,unmount");

    assertThat(left.err())
        .contains("`" + H1 + "` cannot unmount it: it is used there by `/DC0/vm/ci/web`");
    assertThat(maintained.err())
        .contains("it cannot enter maintenance mode while these are on it: `/DC0/vm/ci/web`");
    assertThat(absent.exit()).isNotZero();
    assertThat(mounts(NFS1)).isEqualTo(Map.of(H1, "readWrite"));
  }

  @Test
  void aReplyThatIsLostMountsNothingTwice() {
    Provisioning provision = provision(nfs1("hosts: [DC0_C0_H0, DC0_C0_H1]"));
    for (String call : List.of("CreateNasDatastore", "SetField", "Rename_Task")) {
      target.replyIsLost(call, 1);
      provision.apply();
      target.allIsWell();
      converged(provision.apply());
      assertThat(mounts(NFS1)).as(call).hasSize(2);
      assertThat(provision.plan().all()).as(call).contains("No changes.");
      converged(provision.run("destroy", "--yes", "--allow", "delete,unmount"));
    }
  }
}
