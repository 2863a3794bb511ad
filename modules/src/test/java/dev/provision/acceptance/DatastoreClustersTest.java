package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Datastore clusters are made, get their datastores, and then their settings. */
class DatastoreClustersTest extends Acceptance {
  private static String site(String settings, String where) {
    return play(
        """
        folders:
          storage: {path: /DC0/datastore/storage}
        datastore_clusters:
          shared: {folder: storage, %s}
        datastores:
          nfs1: {nfs: {server: nas.lab, path: /vol/one}, hosts: {cluster: DC0_C0}, datastore_cluster: shared}
          nfs2: {nfs: {server: nas.lab, path: /vol/two}, hosts: {cluster: DC0_C0}, %s}
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        volumes:
          data: {size: 1 GiB}
        instances:
          web: {image: base, flavor: small, networks: {}}
        """
            .formatted(settings, where));
  }

  private static final String MANUAL = "enabled: true, automation: manual, space: {threshold: 70}";
  private static final String INSIDE = "datastore_cluster: shared";

  private List<String> in(String path) {
    return target.otherClient().in(path).stream().sorted().toList();
  }

  @Test
  void machinesStandOnTheDatastoresOfAClusterThatTheSameApplyMakes() {
    Provisioning provision = provision(site(MANUAL, INSIDE)).connection("datastores: [shared]");

    Provisioning.Ended plan = provision.plan();
    List<String> done = converged(provision.apply()).out().lines().toList();

    assertThat(plan.steps())
        .contains("+  datastore_cluster.shared  /DC0/datastore/storage/shared")
        .containsPattern("~ +datastore_cluster.shared.settings +set\n")
        .containsPattern("instance.web  small  -> DC0_C0_H[0-9], nfs[12]");
    assertThat(position(done, "datastore_cluster.shared.settings: changing"))
        .isGreaterThan(position(done, "datastore.nfs1: created"))
        .isGreaterThan(position(done, "datastore.nfs2: created"));
    assertThat(in("/DC0/datastore/storage/shared")).containsExactly("nfs1", "nfs2");
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.out()).as(rehearsed.all()).contains("0 to create, 0 to change");

    provision.rewrite(site("enabled: true, automation: automated", INSIDE));
    assertThat(provision.plan().err())
        .contains(
            "Storage DRS would move the files of these volumes, which are found by their paths:"
                + " `data`; let it be manual");
    provision.rewrite(site(MANUAL, "folder: storage"));
    converged(provision.apply());
    assertThat(in("/DC0/datastore/storage/shared")).containsExactly("nfs1");
    provision.rewrite(site(MANUAL, INSIDE));
    converged(provision.apply());
    assertThat(in("/DC0/datastore/storage/shared")).containsExactly("nfs1", "nfs2");

    converged(provision.run("destroy", "--yes", "--allow", "delete=4,unmount"));
    assertThat(in("/DC0/datastore")).containsExactly("LocalDS_0");
  }

  private static int position(List<String> lines, String step) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(step)) {
        return i;
      }
    }
    throw new AssertionError("no step `" + step + "` in " + lines);
  }

  @Test
  void oneThatHoldsAnotherOnesDatastoreStays() {
    Provisioning provision = provision(play("datastore_clusters: {shared: {enabled: false}}\n"));
    converged(provision.apply());
    target.otherClient().move("/DC0/datastore/LocalDS_0", "/DC0/datastore/shared");

    Provisioning.Ended destroyed = provision.run("destroy", "--yes", "--allow", "delete");

    assertThat(destroyed.all()).contains("holds what is not ours: /DC0/datastore/shared/LocalDS_0");
    assertThat(in("/DC0/datastore")).containsExactly("shared");
  }

  @Test
  void datastoresLeaveAClusterThatIsToBeAbsent() {
    String nfs = "datastores: {nfs1: {nfs: {server: n, path: /v}, hosts: [DC0_C0_H0]%s}}\n";
    Provisioning provision =
        provision(
            play(
                "datastore_clusters: {shared: {}}\n"
                    + nfs.formatted(", datastore_cluster: shared")));
    converged(provision.apply());
    provision.rewrite(play("datastore_clusters: {shared: {state: absent}}\n" + nfs.formatted("")));

    converged(provision.apply("--yes", "--allow", "delete"));

    assertThat(in("/DC0/datastore")).containsExactly("LocalDS_0", "nfs1");
    nothingIsLeft(provision);
  }

  @Test
  void aValueOutOfItsRangeIsRefusedWithItsLine() {
    Provisioning.Ended ended =
        provision(
                play(
                    "datastore_clusters: {a: {space: {threshold: 40}, io: {latency: 1000},"
                        + " interval: 10 min}}\n"))
            .plan();

    assertThat(ended.exit()).isEqualTo(65);
    assertThat(ended.err())
        .contains("`40` is no threshold: expected 50 to 100 % that are used")
        .contains("expected 5 to 100, found `1000`")
        .contains("expected 60 to 43200, found `10`");
  }

  @Test
  void aReplyThatIsLostMakesNothingTwice() {
    Provisioning provision = provision(play("datastore_clusters: {shared: {enabled: false}}\n"));
    for (String call : List.of("CreateStoragePod", "SetField", "Rename_Task")) {
      target.replyIsLost(call, 1);
      provision.apply();
      target.allIsWell();
      converged(provision.apply());
      assertThat(provision.plan().all()).as(call).contains("No changes.");
      converged(provision.run("destroy", "--yes", "--allow", "delete"));
      assertThat(in("/DC0/datastore")).as(call).containsExactly("LocalDS_0");
    }
  }
}
