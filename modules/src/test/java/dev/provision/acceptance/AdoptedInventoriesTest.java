package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.referee.Referee.LoggedCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole inventories of vcsim, one for each of its flags, that a playbook adopts which the test
 * writes from what govc finds: the next plan is empty, and nothing but marks and entries of the
 * journal was written.
 */
@NeedsReferee
class AdoptedInventoriesTest {
  /** The calls that mark machines and objects, and write the journal. */
  private static final Set<String> MARKING =
      Set.of("ReconfigVM_Task", "AddCustomFieldDef", "SetField", "CreateFolder");

  /** One of our marks in a request. */
  private static final Pattern MARK =
      Pattern.compile(
          "<extraConfig[^>]*> ?<key>provision\\.[a-z_]+</key> ?"
              + "(<value[^>]*/>|<value[^>]*>[^<]*</value>) ?</extraConfig>");

  /** What a reconfigure of a machine holds besides its marks. */
  private static final Pattern SPEC =
      Pattern.compile("<(?:[a-z0-9]+:)?spec>(.*)</(?:[a-z0-9]+:)?spec>");

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "datacenters, datacenters, -dc 2",
    "clusters, clusters, -cluster 3",
    "hosts, hosts, -host 5",
    "standalone hosts, hosts, -standalone-host 3",
    "pools, resource_pools, -pool 2",
    "apps, vapps, -app 2",
    "pods, datastore_clusters, -pod 2",
    "port groups, networks, -pg 3",
    "NSX networks, networks, -nsx 2 -pg-nsx 1",
    "folders, folders, -folder 1"
  })
  void isAdoptedAndNothingButMarksIsWritten(String what, String section, String flags) {
    try (VcsimTarget target = new VcsimTarget(("-vm 1 " + flags).split(" "))) {
      FoundInventory found = new FoundInventory(target.referee());
      Provisioning provision = new Provisioning(target, folder, found.playbook());

      Provisioning.Ended applied = Suite.converged(provision.apply());
      List<String> wrong = notMarks(target.referee());
      Set<String> writes = target.mutating().keySet();
      target.resetCalls();
      Provisioning.Ended again = Suite.converged(provision.apply());

      assertThat(found.playbook()).contains("\n" + section + ":\n");
      assertThat(applied.out())
          .contains(
              "0 to create, 0 to change, 0 to replace, 0 to delete, "
                  + found.adopted()
                  + " to adopt");
      assertThat(applied.out().lines().map(String::strip).filter(line -> line.contains("->")))
          .allMatch(line -> line.startsWith("mark "));
      assertThat(wrong).isEmpty();
      assertThat(MARKING).containsAll(writes);
      assertThat(again.out()).contains("No changes.");
      assertThat(target.mutating()).isEmpty();
    }
  }

  /** The reconfigures that wrote more than marks. */
  private static List<String> notMarks(Referee referee) {
    List<String> wrong = new ArrayList<>();
    for (LoggedCall call : referee.log()) {
      if (call.method().equals("ReconfigVM_Task")) {
        Matcher spec = SPEC.matcher(call.body().replaceAll("\\s+", " "));
        String rest = spec.find() ? spec.group(1) : call.body();
        rest = MARK.matcher(rest).replaceAll("");
        rest = rest.replaceAll("<changeVersion>[^<]*</changeVersion>", "");
        if (!rest.isBlank()) {
          wrong.add(call.method() + " " + rest);
        }
      }
    }
    return wrong;
  }
}
