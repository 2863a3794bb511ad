package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code playbooks/site.yml} with one mistake: the plan says that one and where it stands, and not
 * what follows from it.
 */
class SiteMistakesTest {
  @TempDir Path folder;
  private SimulatorTarget target;
  private String site;
  private Provisioning provision;

  @BeforeEach
  void start() {
    target = new SimulatorTarget(Site.lab());
    site = Site.playbook(folder);
    provision = new Provisioning(target, folder, site);
  }

  /** What the plan of the playbook says, {@code the text it points to -> message}. */
  private List<String> said(String... replaced) {
    String text = site;
    for (int i = 0; i < replaced.length; i += 2) {
      assertThat(text).contains(replaced[i]);
      text = text.replace(replaced[i], replaced[i + 1]);
    }
    provision.rewrite(text);
    Provisioning.Ended plan = provision.plan();
    assertThat(plan.exit()).as(plan.all()).isEqualTo(65);
    List<String> said = new ArrayList<>();
    List<String> lines = plan.err().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int error = lines.get(i).indexOf(": error: ");
      if (error >= 0) {
        String message = lines.get(i).substring(error + ": error: ".length());
        said.add(pointed(lines.get(i + 1), lines.get(i + 2)) + " -> " + message);
      }
    }
    return said;
  }

  private static String pointed(String excerpt, String carets) {
    int end = Math.min(carets.length(), excerpt.length());
    return excerpt.substring(Math.min(carets.indexOf('^'), end), end);
  }

  @Test
  void saysWhatIsRefusedAndNotThatAPlaceOfTheConnectionIsMissing() {
    assertThat(said("version: 8.0.0", "version: 9.9.0"))
        .containsExactly(
            "9.9.0 -> the server offers no version 9.9.0, but 6.5.0, 6.6.0, 7.0.0, 7.0.2, 7.0.3,"
                + " 8.0.0");
    assertThat(said("esx_password: vmware", "esx_password: wrong"))
        .containsExactly(
            "${esx_password} -> the host refuses `username` and `password`",
            "${esx_password} -> the host refuses `username` and `password`");
    assertThat(said("address: esx-p-${each}", "address: esx-q-${each}"))
        .containsExactly(
            "esx-q-${each}.${site}.example.com -> TCP: no host answers at"
                + " `esx-q-1.lab.example.com`; the same for `esx-q-2.lab.example.com`,"
                + " `esx-q-3.lab.example.com`");
    assertThat(said("folder: fabric", "folder: fabrik"))
        .containsExactly("fabrik -> there is no folder `fabrik` in `/DC1`; did you mean `fabric`?");
    assertThat(said("/DC1/host/esx", "/DC1/hostt/esx"))
        .containsExactly(
            "/DC1/hostt/esx -> no folder `hostt` can be made in the datacenter `/DC1`: it has `vm`,"
                + " `host`, `datastore`, `network`, and folders are made in these");
    assertThat(said("network: vmotion,", "network: vmotoin,"))
        .containsExactly(
            "vmotoin -> there is no port group `vmotoin` in `/DC1`; did you mean `vmotion`?");
    assertThat(said("vsphere_tags: [tier/scratch]", "vsphere_tags: [tier/scratchy]"))
        .containsExactly(
            "tier/scratchy -> there is no tag `tier/scratchy`; did you mean `tier/scratch`?");
    assertThat(said("evc: intel-skylake", "evc: intel-skylakee"))
        .singleElement()
        .asString()
        .startsWith("intel-skylakee -> this vCenter has no EVC mode `intel-skylakee`; it has ")
        .endsWith("; did you mean `intel-skylake`?");
    assertThat(said("p1: \"A2:3F:D0", "p1: \"A2:3F:D1"))
        .singleElement()
        .asString()
        .startsWith(
            "${esx_pins[\"p\" + each]} -> `esx-p-1.lab.example.com` answers with another certificate"
                + " than the pinned one: it has A2:3F:D0:");
    assertThat(said("evc: intel-skylake", "evc: intel-icelake"))
        .containsExactly(
            "prod -> `esx-p-3.lab.example.com` offers the EVC mode intel-skylake at most, and `prod`"
                + " is to have intel-icelake; choose `evc: intel-skylake` there or another cluster"
                + " here");
    assertThat(said("[nfs1, nfs2]", "[nfs1, nfs3]"))
        .containsExactly("nfs3 -> there is no datastore `nfs3` in `/DC1`");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void saysAPlaceOfTheConnectionThatNoMistakeKeepsFromBeingMade() {
    assertThat(said("{name: nfs2,", "{name: nfs9,"))
        .containsExactly("nfs9 -> there is no datastore `nfs9`; did you mean `nfs1`?");
    assertThat(said("{name: nfs2,", "{name: nfs9,", "version: 8.0.0", "version: 9.9.0"))
        .containsExactly(
            "nfs9 -> there is no datastore `nfs9`; did you mean `nfs1`?",
            "9.9.0 -> the server offers no version 9.9.0, but 6.5.0, 6.6.0, 7.0.0, 7.0.2, 7.0.3,"
                + " 8.0.0");
    assertThat(said("clusters: [prod, edge]", "clusters: [prod, egde]"))
        .containsExactly(
            "[prod, egde] -> there is no cluster `egde` in `/DC1`; did you mean `edge`?");
  }

  @Test
  void saysWhichTwoAreToBeOneObject() {
    assertThat(said("bronze: {parent", "gold2: {path: gold, parent: prod}\n  bronze: {parent"))
        .containsExactly(
            "gold2 -> `resource_pool.gold` and `resource_pool.gold2` cannot both have"
                + " `/DC1/host/esx/prod/Resources/gold`");
    assertThat(said("folders:\n", "folders:\n  apps2: {path: /DC1/vm/apps/web}\n"))
        .containsExactly(
            "apps -> `folder.apps2` and `folder.apps` cannot both have `/DC1/vm/apps/web`");
    assertThat(
            said(
                "switches:\n",
                "  again: {address: esx-e-1.lab.example.com, cluster: edge, username: root,"
                    + " password: vmware}\nswitches:\n"))
        .containsExactly(
            "again -> `host.esx-e-1` and `host.again` cannot both have"
                + " `/DC1/host/esx/edge/esx-e-1.lab.example.com`");
  }

  @Test
  void saysWhatTheHostsOfAMadeClusterDoNotHave() {
    assertThat(said("reservation: 32 GiB", "reservation: 2 TiB"))
        .containsExactly(
            "2 TiB -> `memory.reservation` 2 TiB is too much: the hosts of `prod` have 1536 GiB");
    assertThat(
            said(
                "bronze: {parent: prod",
                "deep: {parent: bronze, cpu: {reservation: 1000 GHz}}\n  bronze: {parent: prod"))
        .singleElement()
        .asString()
        .startsWith(
            "1000 GHz -> `cpu.reservation` 1000000 MHz is too much: the hosts of `prod` have");
  }
}
